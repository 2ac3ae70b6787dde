import Foundation
import Kernel

/// Reads NewsML-G2 2.x (IPTC): news items, packages, messages that carry several. Items that carry knowledge instead of news
/// (concepts, schemes, catalogues, plans) are checked and give no story.
enum NewsMLG2Reader {
  private static let withoutStory: Set<String> = [
    "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "catalog",
  ]

  /// Throws ``FormatRefusal`` where the document as a whole is not what the standard asks; in a message each item is
  /// judged by itself.
  ///
  /// - Parameter version: by whose rules; nil: the newest that is known.
  static func read(_ root: XMLElementTree, as version: G2Version = .newest) throws(FormatRefusal) -> Delivery {
    var delivery = Delivery()
    delivery.format = .newsMLG2
    guard root.name == "newsMessage" else {
      try NewsMLG2Check(version).check(root)
      add(root, to: &delivery)
      return delivery
    }
    delivery.title = root.first(["header", "sender"])?.line ?? ""
    guard let set = root.first("itemSet") else { throw FormatRefusal(reason: "Gói tin NewsML-G2 thiếu itemSet.") }
    if set.children.isEmpty { delivery.notes.append("Gói tin không có tin nào.") }
    for (index, item) in set.children.enumerated() {
      guard index < FormatLimits.items else {
        delivery.notes.append("Nguồn có quá \(FormatLimits.items) tin; phần sau không được đọc.")
        break
      }
      do {
        try NewsMLG2Check(version).check(item)
        add(item, to: &delivery)
      } catch {
        delivery.failures.append("Tin thứ \(index + 1): \(error.reason.vietnamese)")
      }
    }
    return delivery
  }

  private static func add(_ item: XMLElementTree, to delivery: inout Delivery) {
    guard !withoutStory.contains(item.name) else {
      delivery.notes.append("Tệp NewsML-G2 loại \(item.name) không mang tin, nên không có gì để nhận.")
      return
    }
    var story = NewsMLG2Story(item).story
    story.tidy()
    if story.isEmpty {
      delivery.failures.append("Tin \(story.guid) không có tiêu đề, địa chỉ hay nội dung.")
    } else {
      delivery.items.append(story)
    }
  }
}

/// One `newsItem` or `packageItem` as a story.
struct NewsMLG2Story {
  private let item: XMLElementTree
  private let meta: XMLElementTree?
  private let content: XMLElementTree?

  init(_ item: XMLElementTree) {
    self.item = item
    meta = item.first("itemMeta")
    content = item.first("contentMeta")
  }

  var story: NewsStory {
    var story = inner ?? NewsStory()
    story.guid = item["guid"] ?? ""
    story.version = item["version"] ?? ""
    readManagement(into: &story)
    readContentMetadata(into: &story)
    readRights(into: &story)
    if item.name == "packageItem" { readGroups(into: &story) }
    let remote = (item.first("contentSet")?.all("remoteContent") ?? []) + (item.first("contentSet")?.all("icon") ?? [])
    story.enclosures += remote.compactMap(enclosure)
    if story.title.isEmpty { story.title = meta?.first("title")?.line ?? story.slugline }
    if story.summary.isEmpty { story.summary = String(HTMLText.plain(story.html).prefix(300)) }
    return story
  }

  /// The text it holds: inline NITF or XHTML, or inline data of plain text or HTML.
  private var inner: NewsStory? {
    guard let set = item.first("contentSet") else { return nil }
    for inline in set.all("inlineXML") {
      if let nitf = inline.first("nitf") { return NitfReader.story(nitf) }
      let body = inline.below("body").first ?? (inline.children.isEmpty ? nil : inline)
      if let body {
        var story = NewsStory()
        story.html = body.markup
        return story
      }
    }
    for data in set.all("inlineData") {
      let type = (data["contenttype"] ?? "text/plain").lowercased()
      guard data["encoding"] == nil, type.hasPrefix("text/") else { continue }
      var story = NewsStory()
      story.html = type.hasPrefix("text/html") ? data.text : PlainText.html(data.text)
      return story
    }
    return nil
  }

  private func readManagement(into story: inout NewsStory) {
    guard let meta else { return }
    story.published = meta.first("firstCreated").flatMap { NewsDate.read($0.line) }
    story.updated = meta.first("versionCreated").flatMap { NewsDate.read($0.line) }
    if story.published == nil { story.published = story.updated }
    story.embargo = meta.first("embargoed").flatMap { NewsDate.read($0.line) }
    // An empty `embargoed` means: until somebody says otherwise (Guidelines 2.x, Embargo).
    if let embargoed = meta.first("embargoed"), embargoed.line.isEmpty { story.status = .withheld }
    switch G2Code(meta.first("pubStatus")).value {
    case "withheld": story.status = .withheld
    case "canceled", "cancelled": story.status = .cancelled
    default: break
    }
    story.editorNote = meta.all("edNote").map(\.line).joined(separator: " ")
    if story.creditLine.isEmpty, let provider = meta.first("provider") {
      story.creditLine = provider.first("name")?.line ?? G2Code(provider).value
    }
  }

  private func readContentMetadata(into story: inout NewsStory) {
    guard let content else { return }
    if let headline = content.all("headline").first(where: { !$0.line.isEmpty }) { story.title = headline.line }
    story.slugline = content.first("slugline")?.line ?? story.slugline
    story.urgency = content.first("urgency").flatMap { Int($0.line) } ?? story.urgency
    story.language = content.first("language")?["tag"] ?? item["xml:lang"] ?? item["lang"] ?? ""
    let by = content.all("by").map(\.line).filter { !$0.isEmpty }
    let creators = content.all("creator").compactMap { $0.first("name")?.line }
    if !by.isEmpty {
      story.author = by.joined(separator: ", ")
    } else if story.author.isEmpty {
      story.author = creators.joined(separator: ", ")
    }
    if let credit = content.first("creditline")?.line, !credit.isEmpty { story.creditLine = credit }
    if let place = content.first("located")?.first("name")?.line { story.located = place }
    if let dateline = content.first("dateline")?.line, story.located.isEmpty { story.located = dateline }
    story.subjects += content.all("subject").map { subject in
      NewsStory.Subject(
        code: subject["qcode"] ?? subject["uri"] ?? subject["literal"] ?? "", name: subject.first("name")?.line ?? "")
    }
    story.categories += content.all("keyword").map(\.line) + content.all("genre").compactMap { $0.first("name")?.line }
    let descriptions = content.all("description").filter { !$0.line.isEmpty }
    let summary = descriptions.first { ($0["role"] ?? "").contains("summary") } ?? descriptions.first
    if let summary { story.summary = summary.line }
    story.digitalSource = G2Code(content.first("digitalSourceType")).value
  }

  private func readRights(into story: inout NewsStory) {
    let rights = item.all("rightsInfo")
    guard !rights.isEmpty else { return }
    let holder = rights.compactMap { $0.first("copyrightHolder") }.first
    story.copyrightHolder = holder.map { $0.first("name")?.line ?? $0["literal"] ?? G2Code($0).value } ?? ""
    story.copyrightNotice = rights.flatMap { $0.all("copyrightNotice") }.map(\.line).joined(separator: " ")
    story.usageTerms = rights.flatMap { $0.all("usageTerms") + $0.all("dataMiningOtherConstraints") }.map(\.line)
      .joined(separator: " ")
  }

  /// A package is its list: what each entry is called, in order.
  private func readGroups(into story: inout NewsStory) {
    let entries = item.first("groupSet")?.below("itemRef") ?? []
    story.html += entries.compactMap { entry -> String? in
      let title = entry.first("title")?.line ?? entry.all("headline").first?.line ?? ""
      let description = entry.first("description")?.line ?? ""
      guard !title.isEmpty || !description.isEmpty else { return nil }
      return "<h3>\(Markup.escaped(title))</h3><p>\(Markup.escaped(description))</p>"
    }.joined()
    story.enclosures += entries.compactMap(enclosure)
  }

  private func enclosure(_ content: XMLElementTree) -> NewsStory.Enclosure? {
    let address = NewsStory.address(content["href"] ?? content["residref"] ?? "")
    guard !address.isEmpty else { return nil }
    let title = content.first("title")?.line ?? content.first("altText")?.line
    return NewsStory.Enclosure(url: address, type: (content["contenttype"] ?? "").lowercased(), title: title)
  }
}

/// The value of a coded property, whichever way it is written: `qcode="stat:usable"`, `uri="…/usable"`, `literal`.
struct G2Code {
  let value: String

  init(_ element: XMLElementTree?) {
    if let code = element?["qcode"] {
      value = code.split(separator: ":", maxSplits: 1).last.map(String.init) ?? code
    } else if let uri = element?["uri"] {
      value = uri.split { $0 == "/" || $0 == "#" }.last.map(String.init) ?? uri
    } else {
      value = element?["literal"] ?? ""
    }
  }
}
