import Contracts
import Foundation
import Kernel

/// One ninjs item as a story. Versions differ mostly in how names are written: `versioncreated`, `versionCreated`.
struct NinjsStory {
  private let item: JSONTree

  init(_ item: JSONTree) {
    self.item = item
  }

  /// A member by its name of version 3; the same in lower case in versions 1 and 2.
  private func member(_ name: String, of tree: JSONTree? = nil) -> JSONTree? {
    let tree = tree ?? item
    return tree[name] ?? tree[name.lowercased()]
  }

  private func text(_ name: String) -> String { member(name)?.string ?? "" }
  private func date(_ name: String) -> Date? { member(name)?.string.flatMap(NewsDate.read) }

  var story: NewsStory {
    var story = NewsStory()
    story.guid = text("uri")
    story.version = member("version")?.string ?? member("version")?.int.map(String.init) ?? ""
    switch text("pubStatus") {
    case "withheld", "withhold": story.status = .withheld
    case "canceled", "cancelled": story.status = .cancelled
    default: break
    }
    story.title = headline
    story.slugline = text("slugline")
    story.author = text("by").isEmpty ? text("byline") : text("by")
    story.published = date("firstCreated") ?? date("contentCreated") ?? date("versionCreated")
    story.updated = date("versionCreated")
    story.embargo = date("embargoedUntil") ?? date("embargoed")
    story.language = text("language")
    story.urgency = member("urgency")?.int
    story.editorNote = text("edNote")
    story.located = text("located")
    readRights(into: &story)
    readTexts(into: &story)
    readSubjects(into: &story)
    story.enclosures = enclosures(of: item) + associated
    story.link = NewsStory.address(link)
    if story.summary.isEmpty { story.summary = String(HTMLText.plain(String(story.html.prefix(8_000))).prefix(300)) }
    return story
  }

  private var headline: String {
    let all = item["headlines"]?.array ?? []
    let best = all.first { $0["role"]?.string == "main" } ?? all.first
    let value = best?["value"]?.string.map { isMarkup(best) ? HTMLText.plain($0) : $0 }
    return [value, item["headline"]?.string, item["title"]?.string, item["name"]?.string]
      .lazy.compactMap(\.self).first { !$0.isEmpty } ?? text("slugline")
  }

  private func isMarkup(_ entry: JSONTree?) -> Bool {
    let type = entry.flatMap { member("contentType", of: $0)?.string } ?? ""
    return type.contains("html") || type.contains("nitf")
  }

  private func readTexts(into story: inout NewsStory) {
    let bodies = item["bodies"]?.array ?? []
    let best = bodies.first(where: isMarkup) ?? bodies.first
    if let best, let value = best["value"]?.string {
      story.html = isMarkup(best) || value.contains("</p>") ? value : PlainText.html(value)
    } else if let html = item["body_html"]?.string ?? item["body_xhtml"]?.string {
      story.html = html
    } else if let plain = item["body_text"]?.string {
      story.html = PlainText.html(plain)
    }
    let descriptions = item["descriptions"]?.array ?? []
    let description =
      descriptions.first { ["summary", "abstract"].contains($0["role"]?.string ?? "") } ?? descriptions.first
    story.summary = HTMLText.plain(
      description?["value"]?.string ?? item["description_text"]?.string ?? item["description_html"]?.string
        ?? item["description_caption"]?.string ?? "")
  }

  private func readRights(into story: inout NewsStory) {
    story.copyrightHolder = text("copyrightHolder")
    story.copyrightNotice = text("copyrightNotice")
    story.usageTerms = text("usageTerms")
    let sources = member("infoSources")?.array ?? item["infosource"]?.array ?? []
    story.creditLine = sources.compactMap { $0["name"]?.string }.first ?? story.copyrightHolder
    let source = member("digitalSourceType")
    story.digitalSource =
      source?["literal"]?.string
      ?? source?["uri"]?.string?.split(separator: "/").last.map(String.init) ?? ""
  }

  private func readSubjects(into story: inout NewsStory) {
    story.subjects = (item["subjects"]?.array ?? item["subject"]?.array ?? []).map { entry in
      NewsStory.Subject(
        code: entry["uri"]?.string ?? entry["literal"]?.string ?? entry["code"]?.string ?? "",
        name: entry["name"]?.string ?? "")
    }
    if story.located.isEmpty {
      story.located =
        (item["places"]?.array ?? item["place"]?.array ?? []).compactMap { $0["name"]?.string }.first ?? ""
    }
  }

  private var link: String {
    let renditions = renditions(of: item)
    let web = renditions.first { member("contentType", of: $0)?.string?.hasPrefix("text/html") == true }
    return web?["href"]?.string ?? (text("uri").hasPrefix("http") ? text("uri") : "")
  }

  /// Renditions are a list from version 2 on, an object by name before.
  private func renditions(of tree: JSONTree) -> [JSONTree] {
    if let list = tree["renditions"]?.array { return list }
    if case .object(let members)? = tree["renditions"] { return members.map(\.value) }
    return []
  }

  private var associated: [NewsStory.Enclosure] {
    var list = item["associations"]?.array ?? []
    if case .object(let members)? = item["associations"] { list = members.map(\.value) }
    return list.prefix(40).flatMap(enclosures)
  }

  /// The largest rendition of each picture, sound or film; small ones are the same thing again.
  private func enclosures(of tree: JSONTree) -> [NewsStory.Enclosure] {
    let type = tree["type"]?.string ?? ""
    guard type != "text" || tree["renditions"] != nil else { return [] }
    let files = renditions(of: tree).filter { ($0["href"]?.string).map { !NewsStory.address($0).isEmpty } ?? false }
    let largest = files.max { ($0["width"]?.int ?? 0) < ($1["width"]?.int ?? 0) }
    guard let largest, let address = largest["href"]?.string else { return [] }
    let kind = member("contentType", of: largest)?.string ?? largest["mimetype"]?.string ?? type
    let headline = tree["headlines"]?.array?.first?["value"]?.string ?? tree["title"]?.string
    return [.init(url: NewsStory.address(address), type: kind.lowercased(), title: headline)]
  }
}
