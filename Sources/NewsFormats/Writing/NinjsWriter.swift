import Contracts
import Foundation
import Kernel

/// Writes ninjs 3.1 (IPTC).
struct NinjsWriter {
  let document: NewsDocument

  private var story: NewsStory { document.story }

  var text: String { JSONWriter.text(tree) + "\n" }

  private var tree: JSONTree {
    var members: [(key: String, value: JSONTree)] = [
      (
        "standard",
        .object([
          ("name", .string("ninjs")), ("version", .string("3.1")),
          ("schema", .string("http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json")),
        ])
      ),
      ("uri", .string(story.guid)), ("type", .string("text")), ("version", .string(document.version)),
    ]
    func add(_ name: String, _ value: String) { if !value.isEmpty { members.append((name, .string(value))) } }
    add("firstCreated", story.published.map(Timestamp.text) ?? "")
    add("versionCreated", Timestamp.text(document.time))
    add("embargoedUntil", story.embargo.map(Timestamp.text) ?? "")
    add("pubStatus", document.status)
    if let urgency = story.urgency { members.append(("urgency", .number(Double(urgency)))) }
    add("copyrightHolder", story.copyrightHolder)
    add("copyrightNotice", story.copyrightNotice)
    add("usageTerms", story.usageTerms)
    add("edNote", story.editorNote)
    add("language", story.language)
    members.append(("headlines", .array([entry("main", nil, story.title)])))
    if !story.summary.isEmpty {
      members.append(("descriptions", .array([entry("summary", "text/plain", story.summary)])))
    }
    let html = StoryMarkup.text(document.body, site: document.site)
    if !html.isEmpty { members.append(("bodies", .array([entry("main", "text/html", html)]))) }
    if !subjects.isEmpty { members.append(("subjects", .array(subjects))) }
    if !document.provider.isEmpty {
      members.append(("infoSources", .array([.object([("name", .string(document.provider))])])))
    }
    add("by", story.author)
    add("slugline", story.slugline)
    add("located", story.located)
    if !story.link.isEmpty { members.append(("renditions", .array([rendition]))) }
    if !document.pictures.isEmpty {
      members.append(("associations", .array(document.pictures.enumerated().map(picture))))
    }
    if !story.digitalSource.isEmpty {
      members.append(
        (
          "digitalSourceType",
          .object([
            ("uri", .string("http://cv.iptc.org/newscodes/digitalsourcetype/\(story.digitalSource)")),
            ("literal", .string(story.digitalSource)),
          ])
        ))
    }
    return .object(members)
  }

  private func entry(_ role: String, _ type: String?, _ value: String) -> JSONTree {
    .object(
      [("role", .string(role))] + (type.map { [("contentType", .string($0))] } ?? []) + [("value", .string(value))])
  }

  private var subjects: [JSONTree] {
    let coded = Set(story.subjects.map(\.name))
    let words = story.categories.filter { !coded.contains($0) }.map { JSONTree.object([("name", .string($0))]) }
    return story.subjects.map { subject in
      let isTopic = subject.code.hasPrefix("medtop:")
      let uri = "http://cv.iptc.org/newscodes/mediatopic/\(subject.code.dropFirst(7))"
      return .object(
        (subject.name.isEmpty ? [] : [("name", .string(subject.name))])
          + (isTopic ? [("uri", .string(uri))] : subject.code.isEmpty ? [] : [("literal", .string(subject.code))]))
    } + words
  }

  private var rendition: JSONTree {
    .object([("name", .string("web")), ("href", .string(story.link)), ("contentType", .string("text/html"))])
  }

  private func picture(_ number: Int, _ picture: NewsDocument.Picture) -> JSONTree {
    var members: [(key: String, value: JSONTree)] = [
      ("name", .string("picture-\(number + 1)")), ("uri", .string(picture.address)), ("type", .string("picture")),
    ]
    if !picture.caption.isEmpty {
      members.append(("headlines", .array([entry("main", nil, picture.caption)])))
    }
    if !picture.credit.isEmpty { members.append(("by", .string(picture.credit))) }
    members.append(
      (
        "renditions",
        .array([
          .object([
            ("name", .string("largest")), ("href", .string(picture.address)), ("contentType", .string(picture.type)),
            ("width", .number(Double(picture.width))), ("height", .number(Double(picture.height))),
          ])
        ])
      ))
    return .object(members)
  }
}

/// Writes JSON trees, members in their order.
enum JSONWriter {
  static func text(_ tree: JSONTree) -> String {
    var out = JSONText()
    write(tree, to: &out)
    return out.text
  }

  private static func write(_ tree: JSONTree, to out: inout JSONText) {
    switch tree {
    case .null: out.raw("null")
    case .bool(let bool): if bool { out.raw("true") } else { out.raw("false") }
    case .number(let number): out.number(Int(number))
    case .string(let text): out.string(text)
    case .array(let elements):
      out.raw("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { out.raw(",") }
        write(element, to: &out)
      }
      out.raw("]")
    case .object(let members):
      out.raw("{")
      for (index, member) in members.enumerated() {
        if index > 0 { out.raw(",") }
        out.string(member.key)
        out.raw(":")
        write(member.value, to: &out)
      }
      out.raw("}")
    }
  }
}
