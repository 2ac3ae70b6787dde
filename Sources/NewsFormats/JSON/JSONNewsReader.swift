import Contracts
import Foundation
import Kernel

/// Reads news written as JSON: ninjs 1.0 to 3.1 (one item, an array, or a collection), and JSON Feed 1 and 1.1.
enum JSONNewsReader {
  /// More values than any delivery has; a tree of them would fill the memory.
  private static let values = 500_000

  static func read(_ data: Data, base: URL?) throws(FormatRefusal) -> Delivery {
    var bytes = [UInt8](data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard bytes.count(where: { $0 == UInt8(ascii: ",") }) <= values else {
      throw FormatRefusal(reason: "Tệp JSON có quá \(values) giá trị nên bị từ chối.")
    }
    let tree: JSONTree
    do {
      tree = try JSONTree(bytes)
    } catch {
      throw FormatRefusal(reason: "Tệp không phải JSON đúng, hoặc lồng quá sâu: lỗi ở byte \(error.byte).")
    }
    if let version = tree["version"]?.string, version.contains("jsonfeed.org/version/") {
      return try JSONFeedReader.read(tree, base: base)
    }
    return try ninjs(tree)
  }

  private static func ninjs(_ tree: JSONTree) throws(FormatRefusal) -> Delivery {
    var delivery = Delivery()
    delivery.format = .ninjs
    guard let items = list(tree) else {
      if let fault = NinjsCheck.fault(of: tree) {
        throw FormatRefusal(reason: "Tệp không đúng chuẩn ninjs: \(fault).")
      }
      add(NinjsStory(tree).story, to: &delivery)
      return delivery
    }
    delivery.title = tree["title"]?.string ?? tree["name"]?.string ?? ""
    for (index, item) in items.enumerated() {
      guard index < FormatLimits.items else {
        delivery.notes.append("Nguồn có quá \(FormatLimits.items) tin; phần sau không được đọc.")
        break
      }
      if let fault = NinjsCheck.fault(of: item) {
        delivery.failures.append("Tin thứ \(index + 1) không đúng chuẩn ninjs: \(fault).")
      } else {
        add(NinjsStory(item).story, to: &delivery)
      }
    }
    if items.isEmpty { delivery.notes.append("Gói tin không có tin nào.") }
    return delivery
  }

  /// The items of an array, or of an object that holds nothing but a list of them under one of the usual names.
  private static func list(_ tree: JSONTree) -> [JSONTree]? {
    if let elements = tree.array { return elements }
    guard tree["uri"] == nil else { return nil }
    return ["items", "newsItems", "data", "_items", "results", "articles"].lazy.compactMap { tree[$0]?.array }.first
  }

  private static func add(_ story: NewsStory, to delivery: inout Delivery) {
    var story = story
    story.tidy()
    if story.isEmpty {
      delivery.failures.append("Tin \(story.guid) không có tiêu đề, địa chỉ hay nội dung.")
    } else {
      delivery.items.append(story)
    }
  }
}

/// JSON Feed 1 and 1.1 (jsonfeed.org).
enum JSONFeedReader {
  static func read(_ tree: JSONTree, base: URL?) throws(FormatRefusal) -> Delivery {
    guard let items = tree["items"]?.array else { throw FormatRefusal(reason: "JSON Feed thiếu items.") }
    var delivery = Delivery()
    delivery.format = .jsonFeed
    delivery.title = NewsStory.line(tree["title"]?.string ?? "", 300)
    let home = tree["home_page_url"]?.string.flatMap { URL(string: $0) } ?? base
    for (index, item) in items.prefix(FormatLimits.items).enumerated() {
      var story = story(item, home: home, language: tree["language"]?.string)
      story.tidy()
      if story.isEmpty || story.guid.isEmpty {
        delivery.failures.append("Tin thứ \(index + 1) không có tiêu đề, địa chỉ hay nội dung.")
      } else {
        delivery.items.append(story)
      }
    }
    return delivery
  }

  private static func story(_ item: JSONTree, home: URL?, language: String?) -> NewsStory {
    var story = NewsStory()
    story.guid = item["id"]?.string ?? item["id"]?.int.map(String.init) ?? ""
    story.link = NewsStory.address(item["url"]?.string ?? item["external_url"]?.string ?? "", from: home)
    story.title = item["title"]?.string ?? ""
    story.html = item["content_html"]?.string ?? item["content_text"]?.string.map(PlainText.html) ?? ""
    story.summary = item["summary"]?.string ?? HTMLText.plain(String(story.html.prefix(4_000)))
    let authors = item["authors"]?.array ?? item["author"].map { [$0] } ?? []
    story.author = authors.compactMap { $0["name"]?.string }.joined(separator: ", ")
    story.categories = item["tags"]?.array?.compactMap(\.string) ?? []
    story.published = item["date_published"]?.string.flatMap(NewsDate.read)
    story.updated = item["date_modified"]?.string.flatMap(NewsDate.read)
    story.language = item["language"]?.string ?? language ?? ""
    let pictures = [item["image"]?.string, item["banner_image"]?.string].compactMap(\.self).map { ($0, "image", "") }
    let files = (item["attachments"]?.array ?? []).map {
      ($0["url"]?.string ?? "", $0["mime_type"]?.string ?? "", $0["title"]?.string ?? "")
    }
    story.enclosures = (pictures + files).compactMap { url, type, title in
      let address = NewsStory.address(url, from: home)
      return address.isEmpty ? nil : .init(url: address, type: type, title: title.isEmpty ? nil : title)
    }
    return story
  }
}
