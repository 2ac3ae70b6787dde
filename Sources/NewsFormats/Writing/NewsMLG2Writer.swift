import Contracts
import Foundation
import Kernel

/// Writes a NewsML-G2 2.35 news item (IPTC), its text as XHTML.
struct NewsMLG2Writer {
  let document: NewsDocument

  private var story: NewsStory { document.story }

  var text: String {
    var xml = XMLWriter()
    let language = story.language.isEmpty ? "vi" : story.language
    xml.open(
      "newsItem",
      [
        ("xmlns", NewsMLG2Check.namespace), ("guid", story.guid), ("version", document.version),
        ("standard", "NewsML-G2"), ("standardversion", "2.35"), ("conformance", "power"), ("xml:lang", language),
      ])
    xml.empty("catalogRef", [("href", "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml")])
    writeRights(&xml)
    writeManagement(&xml)
    writeContentMetadata(&xml, language: language)
    writeContent(&xml, language: language)
    xml.close("newsItem")
    return xml.text + "\n"
  }

  private func writeRights(_ xml: inout XMLWriter) {
    guard !(story.copyrightHolder + story.copyrightNotice + story.usageTerms).isEmpty else { return }
    xml.open("rightsInfo")
    if !story.copyrightHolder.isEmpty {
      xml.open("copyrightHolder", [("literal", story.copyrightHolder)])
      xml.line("name", story.copyrightHolder)
      xml.close("copyrightHolder")
    }
    xml.line("copyrightNotice", story.copyrightNotice)
    xml.line("usageTerms", story.usageTerms)
    xml.close("rightsInfo")
  }

  private func writeManagement(_ xml: inout XMLWriter) {
    xml.open("itemMeta")
    xml.empty("itemClass", [("qcode", "ninat:text")])
    xml.open("provider", [("literal", document.provider)])
    xml.line("name", document.provider)
    xml.close("provider")
    xml.line("versionCreated", Timestamp.text(document.time))
    xml.line("firstCreated", story.published.map(Timestamp.text) ?? "")
    xml.line("embargoed", story.embargo.map(Timestamp.text) ?? "")
    xml.empty("pubStatus", [("qcode", "stat:\(document.status)")])
    xml.line("title", story.title)
    xml.line("edNote", story.editorNote)
    xml.close("itemMeta")
  }

  private func writeContentMetadata(_ xml: inout XMLWriter, language: String) {
    xml.open("contentMeta")
    xml.line("urgency", story.urgency.map { "\($0)" } ?? "")
    xml.line("contentCreated", story.published.map(Timestamp.text) ?? "")
    xml.line("contentModified", story.updated.map(Timestamp.text) ?? "")
    if !story.digitalSource.isEmpty {
      xml.empty("digitalSourceType", [("qcode", "digsrctype:\(story.digitalSource)")])
    }
    if !story.located.isEmpty {
      xml.open("located", [("literal", story.located)])
      xml.line("name", story.located)
      xml.close("located")
    }
    xml.open("infoSource", [("literal", document.provider)])
    xml.line("name", document.provider)
    xml.close("infoSource")
    xml.empty("language", [("tag", language)])
    for subject in story.subjects {
      xml.open(
        "subject", subject.code.contains(":") ? [("qcode", subject.code)] : [("literal", subject.code)])
      xml.line("name", subject.name)
      xml.close("subject")
    }
    let coded = Set(story.subjects.map(\.name))
    for word in story.categories where !coded.contains(word) { xml.line("keyword", word) }
    xml.line("slugline", story.slugline)
    xml.line("headline", story.title)
    xml.line("by", story.author)
    xml.line("creditline", document.provider)
    xml.line("description", story.summary, [("role", "drol:summary")])
    xml.close("contentMeta")
  }

  private func writeContent(_ xml: inout XMLWriter, language: String) {
    xml.open("contentSet")
    xml.open("inlineXML", [("contenttype", "application/xhtml+xml"), ("wordcount", "\(document.body.wordCount)")])
    xml.open("html", [("xmlns", "http://www.w3.org/1999/xhtml"), ("xml:lang", language)])
    xml.open("head")
    xml.line("title", story.title.isEmpty ? story.guid : story.title)
    xml.close("head")
    xml.open("body")
    xml.raw(StoryMarkup.text(document.body, site: document.site))
    xml.close("body")
    xml.close("html")
    xml.close("inlineXML")
    for picture in document.pictures {
      xml.empty(
        "remoteContent",
        [
          ("href", picture.address), ("contenttype", picture.type), ("width", "\(picture.width)"),
          ("height", "\(picture.height)"),
        ])
    }
    xml.close("contentSet")
  }
}
