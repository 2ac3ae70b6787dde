import Foundation
import Kernel

/// Reads NITF 3.6 (News Industry Text Format, IPTC), and its older versions as far as they are alike.
enum NitfReader {
  /// Throws ``FormatRefusal`` where a document is none: no `body`, or elements where they cannot be.
  static func read(_ root: XMLElementTree) throws(FormatRefusal) -> Delivery {
    try check(root)
    var delivery = Delivery()
    delivery.format = .nitf
    var story = self.story(root)
    story.tidy()
    if story.isEmpty {
      delivery.failures.append("Tin không có tiêu đề, địa chỉ hay nội dung.")
    } else {
      delivery.items.append(story)
    }
    return delivery
  }

  /// What NITF's schema asks of the frame: `head` before `body`, and in the body nothing but its three parts.
  private static func check(_ root: XMLElementTree) throws(FormatRefusal) {
    let frame = root.children.map(\.name)
    guard root.name == "nitf", frame == ["body"] || frame == ["head", "body"] else {
      throw FormatRefusal(reason: "Tệp không đúng khung NITF: cần head rồi body.")
    }
    let order = ["body.head", "body.content", "body.end"]
    let parts = root.first("body")?.children.map(\.name) ?? []
    guard parts.allSatisfy(order.contains),
      zip(parts, parts.dropFirst()).allSatisfy({ before, after in
        (order.firstIndex(of: before) ?? 0) < (order.firstIndex(of: after) ?? 0)
          || (before == after && before == "body.content")
      })
    else { throw FormatRefusal(reason: "Phần body của NITF không đúng: \(parts.joined(separator: ", ")).") }
  }

  /// The story of a `nitf` element; also of one within NewsML-G2.
  static func story(_ nitf: XMLElementTree) -> NewsStory {
    var story = NewsStory()
    let documentData = nitf.first(["head", "docdata"])
    let head = nitf.first(["body", "body.head"])
    story.title =
      head?.first(["hedline", "hl1"])?.line ?? head?.first("headline")?.line ?? nitf.first(["head", "title"])?.line
      ?? ""
    readBodyHead(head, into: &story)
    if let documentData { readDocumentData(documentData, into: &story) }
    let content = nitf.first("body")?.all("body.content") ?? []
    story.html = content.map(NitfMarkup.html).joined()
    if story.summary.isEmpty { story.summary = String(HTMLText.plain(story.html).prefix(300)) }
    story.enclosures = content.flatMap { $0.below("media-reference") }.compactMap(enclosure)
    let end = nitf.first(["body", "body.end", "tagline"])?.line ?? ""
    if story.author.isEmpty { story.author = end }
    return story
  }

  private static func readBodyHead(_ head: XMLElementTree?, into story: inout NewsStory) {
    guard let head else { return }
    story.summary = head.first("abstract")?.line ?? ""
    story.author = head.all("byline").map { byline in
      byline.first("person")?.line ?? byline.line
    }.joined(separator: ", ")
    story.creditLine = head.first("distributor")?.line ?? ""
    story.located = head.first(["dateline", "location"])?.line ?? ""
    story.editorNote = head.all("note").map(\.line).joined(separator: " ")
    story.copyrightHolder = head.first(["rights", "rights.owner"])?.line ?? ""
    story.copyrightNotice = head.first("rights")?.line ?? ""
    if let date = head.first(["dateline", "story.date"]) {
      story.published = NewsDate.read(date["norm"] ?? date.line)
    }
  }

  private static func readDocumentData(_ data: XMLElementTree, into story: inout NewsStory) {
    story.guid = data.first("doc-id")?["id-string"] ?? ""
    story.version = data.first("du-key")?["version"] ?? ""
    story.urgency = data.first("urgency")?["ed-urg"].flatMap { Int($0) }
    story.slugline = data.first("fixture")?["fix-id"] ?? data.first("du-key")?["key"] ?? ""
    // `management-status` (NITF: usable, embargoed, withheld, canceled).
    switch data["management-status"]?.lowercased() {
    case "withheld": story.status = .withheld
    case "canceled", "cancelled": story.status = .cancelled
    default: break
    }
    story.published = data.first("date.issue").flatMap { $0["norm"] }.flatMap(NewsDate.read) ?? story.published
    story.embargo = data.first("date.release").flatMap { $0["norm"] }.flatMap(NewsDate.read)
    if data["management-status"]?.lowercased() == "embargoed", story.embargo == nil { story.status = .withheld }
    story.categories = (data.first("key-list")?.all("keyword") ?? []).compactMap { $0["key"] }
    story.subjects = (data.first("identified-content")?.all("classifier") ?? []).map { classifier in
      let value = classifier["value"] ?? ""
      return .init(code: classifier["idsrc"].map { "\($0):\(value)" } ?? value, name: classifier.line)
    }
    if let copyright = data.first("doc.copyright") {
      story.copyrightHolder = copyright["holder"] ?? story.copyrightHolder
      if story.copyrightNotice.isEmpty, let holder = copyright["holder"] {
        story.copyrightNotice = "© \([copyright["year"], holder].compactMap(\.self).joined(separator: " "))"
      }
    }
    story.usageTerms = data.all("doc.rights").compactMap { $0["limitations"] ?? $0["owner"] }.joined(separator: "; ")
    if let notes = data.first("ed-msg")?["info"] {
      story.editorNote = [notes, story.editorNote].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private static func enclosure(_ reference: XMLElementTree) -> NewsStory.Enclosure? {
    let address = NewsStory.address(reference["source"] ?? "")
    guard !address.isEmpty else { return nil }
    return NewsStory.Enclosure(
      url: address, type: (reference["mime-type"] ?? "").lowercased(),
      title: reference["alternate-text"] ?? reference["name"])
  }
}

/// NITF's body as HTML: their elements are nearly the same.
enum NitfMarkup {
  /// What is named otherwise; nil: only what is in it.
  private static let names: [String: String?] = [
    "hl1": "h2", "hl2": "h3", "bq": "blockquote", "media": nil, "block": nil, "body.content": nil, "content": nil,
    "person": nil, "org": nil, "location": nil, "event": nil, "function": nil, "object.title": nil, "virtloc": nil,
    "chron": nil, "copyrite": nil, "money": nil, "num": nil, "postaddr": nil, "lang": nil, "pronounce": nil,
    "hedline": nil, "classifier": nil,
  ]
  /// Words about pictures, not of the story.
  private static let left: Set<String> = [
    "media-reference", "media-metadata", "media-object", "media-caption", "media-producer", "media",
  ]

  static func html(_ content: XMLElementTree) -> String {
    var out = ""
    write(content, into: &out)
    return out
  }

  private static func write(_ element: XMLElementTree, into out: inout String) {
    for piece in element.pieces {
      switch piece {
      case .text(let text): out += Markup.escaped(text)
      case .element(let child):
        if left.contains(child.name) { continue }
        let name: String? = names[child.name] ?? child.name
        if let name {
          let address = name == "a" ? child["href"].map { " href=\"\(Markup.escaped($0))\"" } ?? "" : ""
          out += "<\(name)\(address)>"
          write(child, into: &out)
          if name != "br", name != "hr" { out += "</\(name)>" }
        } else {
          write(child, into: &out)
        }
      }
    }
  }
}
