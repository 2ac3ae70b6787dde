import Contracts
import Foundation
import Kernel

/// Writes NITF 3.6 (IPTC).
struct NitfWriter {
  let document: NewsDocument

  private var story: NewsStory { document.story }

  var text: String {
    var xml = XMLWriter()
    let language = story.language.isEmpty ? "vi" : story.language
    xml.open("nitf", [("xmlns", "http://iptc.org/std/NITF/2006-10-18/"), ("xml:lang", language)])
    xml.open("head")
    xml.line("title", story.title)
    writeDocumentData(&xml)
    xml.close("head")
    xml.open("body")
    writeHead(&xml)
    xml.open("body.content")
    xml.raw(StoryMarkup.text(document.body, .nitf, site: document.site))
    for picture in document.pictures { write(picture, &xml) }
    xml.close("body.content")
    xml.close("body")
    xml.close("nitf")
    return xml.text + "\n"
  }

  private func writeDocumentData(_ xml: inout XMLWriter) {
    xml.open("docdata", [("management-status", document.status), ("management-doc-idref", "")])
    if !story.subjects.isEmpty {
      xml.open("identified-content")
      for subject in story.subjects {
        let parts = subject.code.split(separator: ":", maxSplits: 1).map(String.init)
        xml.open(
          "classifier",
          [("type", "subject"), ("idsrc", parts.count == 2 ? parts[0] : ""), ("value", parts.last ?? "")])
        xml.raw(Markup.escaped(subject.name))
        xml.close("classifier")
      }
      xml.close("identified-content")
    }
    xml.empty("doc-id", [("id-string", story.guid)])
    if let urgency = story.urgency { xml.empty("urgency", [("ed-urg", "\(min(urgency, 8))")]) }
    if let time = story.published { xml.empty("date.issue", [("norm", Self.norm(time))]) }
    if let time = story.embargo { xml.empty("date.release", [("norm", Self.norm(time))]) }
    let year = story.published.map { "\(CivilDate($0).year)" } ?? ""
    if !story.copyrightHolder.isEmpty {
      xml.empty("doc.copyright", [("year", year), ("holder", story.copyrightHolder)])
    }
    if !story.usageTerms.isEmpty { xml.empty("doc.rights", [("limitations", story.usageTerms)]) }
    xml.empty("du-key", [("version", document.version), ("key", story.slugline)])
    let coded = Set(story.subjects.map(\.name))
    let words = story.categories.filter { !coded.contains($0) }
    if !words.isEmpty {
      xml.open("key-list")
      for word in words { xml.empty("keyword", [("key", word)]) }
      xml.close("key-list")
    }
    xml.close("docdata")
  }

  private func writeHead(_ xml: inout XMLWriter) {
    xml.open("body.head")
    xml.open("hedline")
    xml.open("hl1")
    xml.raw(Markup.escaped(story.title))
    xml.close("hl1")
    xml.close("hedline")
    xml.line("byline", story.author)
    xml.line("distributor", document.provider)
    if !story.located.isEmpty {
      xml.open("dateline")
      xml.line("location", story.located)
      xml.close("dateline")
    }
    if !story.summary.isEmpty {
      xml.open("abstract")
      xml.line("p", story.summary)
      xml.close("abstract")
    }
    xml.close("body.head")
  }

  private func write(_ picture: NewsDocument.Picture, _ xml: inout XMLWriter) {
    xml.open("media", [("media-type", "image")])
    xml.empty(
      "media-reference",
      [
        ("source", picture.address), ("mime-type", picture.type), ("width", "\(picture.width)"),
        ("height", "\(picture.height)"), ("alternate-text", picture.caption),
      ])
    xml.line("media-caption", picture.caption)
    xml.line("media-producer", picture.credit)
    xml.close("media")
  }

  /// `20261121T010000Z`, as NITF writes times.
  private static func norm(_ time: Date) -> String {
    Timestamp.text(time).prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }
}
