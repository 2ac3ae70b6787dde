import Foundation
import Kernel

extension NewsStory {
  /// Reads an `item` or `entry`. Never fails: what is not there or makes no sense is left empty.
  init(_ element: FeedElement, base: URL?) {
    self.init()
    let place = Place(element: element, base: base)
    title = element.first(.core, "title").map(Self.plain) ?? element.first(.dublinCore, "title").map(Self.plain) ?? ""
    link = Self.link(element, place)
    guid = Self.guid(element) ?? link
    let texts = Self.texts(element)
    html = texts.html
    summary = String(HTMLText.plain(texts.summary).prefix(2_000))
    author = Self.author(element)
    categories = Self.categories(element)
    published = Self.date(
      element,
      [
        (.core, "pubdate"), (.core, "published"), (.core, "issued"), (.core, "created"), (.dublinCore, "date"),
        (.dublinCore, "created"),
      ])
    updated = Self.date(element, [(.core, "updated"), (.core, "modified"), (.dublinCore, "modified")])
    enclosures = Self.enclosures(element, place)
    if guid.isEmpty { guid = title.isEmpty ? String(summary.prefix(200)) : title }
    guid = String(guid.prefix(1_000))
    title = String(title.prefix(500))
  }

  /// Where relative addresses start from.
  private struct Place {
    let base: URL?

    init(element: FeedElement, base: URL?) {
      self.base = element.base.flatMap { URL(string: $0, relativeTo: base) } ?? base
    }

    func address(_ text: String) -> String { NewsStory.address(text, from: base) }
  }

  private static func plain(_ element: FeedElement) -> String { HTMLText.plain(markup(of: element)) }

  /// The markup an element holds, whichever way it is wrapped: escaped, CDATA, or as elements (Atom's `xhtml`).
  private static func markup(of element: FeedElement) -> String {
    let type = (element.attributes["type"] ?? "").lowercased()
    let mode = (element.attributes["mode"] ?? "").lowercased()
    if type == "xhtml" || !element.children.isEmpty { return element.markup }
    if mode == "base64", let data = Data(base64Encoded: element.text, options: .ignoreUnknownCharacters) {
      return String(decoding: data, as: UTF8.self)
    }
    let isPlain = type == "text" || type == "text/plain"
    return isPlain ? FeedElement.escaped(element.text) : element.text
  }

  private static func texts(_ element: FeedElement) -> (summary: String, html: String) {
    let content = element.first(.content, "encoded") ?? element.first(.core, "content")
    let body = element.first(.xhtml, "body") ?? element.first(.xhtml, "div")
    let full = content.map(markup) ?? body?.markup ?? ""
    let short =
      element.first(.core, "summary") ?? element.first(.core, "description") ?? element.first(
        .dublinCore, "description")
      ?? element.first(.media, "description")
    let summary = short.map(markup) ?? ""
    return (summary.isEmpty ? full : summary, full.isEmpty ? summary : full)
  }

  private static func link(_ element: FeedElement, _ place: Place) -> String {
    let links = element.all(.core, "link")
    let atom = links.filter { $0.attributes["href"] != nil }
    let best =
      atom.first { ($0.attributes["rel"] ?? "alternate") == "alternate" }
      ?? atom.first { $0.attributes["rel"] != "enclosure" }
    if let href = best?.attributes["href"] {
      let address = place.address(href)
      if !address.isEmpty { return address }
    }
    for link in links where link.attributes["href"] == nil {
      let address = place.address(link.text)
      if !address.isEmpty { return address }
    }
    // RSS 2.0: a guid that is a permalink is the address of the item; RSS 1.0: rdf:about is.
    if let guid = element.first(.core, "guid"), guid.attributes["isPermaLink"]?.lowercased() != "false" {
      let address = place.address(guid.text)
      if !address.isEmpty { return address }
    }
    return place.address(element.attributes["rdf:about"] ?? element.attributes["about"] ?? "")
  }

  private static func guid(_ element: FeedElement) -> String? {
    let named = element.first(.core, "guid") ?? element.first(.core, "id") ?? element.first(.dublinCore, "identifier")
    let text = named?.text.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    if !text.isEmpty { return text }
    return element.attributes["rdf:about"] ?? element.attributes["about"]
  }

  private static func author(_ element: FeedElement) -> String {
    if let author = element.first(.core, "author") {
      let name = author.first(.core, "name").map(\.text) ?? author.text
      // RSS 2.0 wants an address with the name in brackets: `lan@bao.example (Nguyễn Thị Lan)`.
      if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
        return clean(String(name[name.index(after: open)..<close]))
      }
      return clean(name)
    }
    return clean(element.all(.dublinCore, "creator").map(\.text).joined(separator: ", "))
  }

  private static func categories(_ element: FeedElement) -> [String] {
    let core = element.all(.core, "category").map { $0.attributes["label"] ?? $0.attributes["term"] ?? $0.text }
    let all = (core + element.all(.dublinCore, "subject").map(\.text)).map(clean).filter { !$0.isEmpty }
    var seen: Set<String> = []
    return Array(all.filter { seen.insert($0).inserted }.prefix(20))
  }

  private static func date(_ element: FeedElement, _ names: [(Vocabulary, String)]) -> Date? {
    for (vocabulary, name) in names {
      if let text = element.first(vocabulary, name)?.text, let date = NewsDate.read(text) { return date }
    }
    return nil
  }

  private static func enclosures(_ element: FeedElement, _ place: Place) -> [Enclosure] {
    var found: [Enclosure] = []
    func add(_ url: String?, _ type: String?) {
      let address = place.address(url ?? "")
      if !address.isEmpty, !found.contains(where: { $0.url == address }) {
        found.append(Enclosure(url: address, type: clean(type ?? "").lowercased()))
      }
    }
    for enclosure in element.all(.core, "enclosure") { add(enclosure.attributes["url"], enclosure.attributes["type"]) }
    for link in element.all(.core, "link") where link.attributes["rel"] == "enclosure" {
      add(link.attributes["href"], link.attributes["type"])
    }
    let groups = [element] + element.all(.media, "group")
    for content in groups.flatMap({ $0.all(.media, "content") }) {
      add(content.attributes["url"], content.attributes["type"] ?? content.attributes["medium"])
    }
    for thumbnail in groups.flatMap({ $0.all(.media, "thumbnail") }) { add(thumbnail.attributes["url"], "image") }
    return Array(found.prefix(20))
  }

  private static func clean(_ text: String) -> String {
    String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300))
  }
}
