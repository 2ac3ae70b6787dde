import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// Atom 1.0 (RFC 4287) with whole texts.
  func atom() async throws -> RenderedPage {
    let stories = try await feedStories(section: nil)
    let changed = Timestamp.text(lastChange(stories) ?? site.today.start)
    let document: XML = """
      \(XML.declaration)<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title>\(site.product)</title>\
      <subtitle>\(feedDescription)</subtitle><id>urn:uuid:\(site.id.rawValue)</id><updated>\(changed)</updated>\
      <link rel="self" type="application/atom+xml" href="\(site.absolute("/atom"))"/>\
      <link rel="alternate" type="text/html" href="\(site.absolute("/"))"/>\
      <author><name>\(site.organisation.name)</name></author><rights>\(site.organisation.name)</rights>\
      <generator>\(Self.generator)</generator>\(stories.map(entry))</feed>
      """
    return RenderedPage(
      text: document.text, type: "application/atom+xml; charset=utf-8", keys: feedKeys(stories))
  }

  private func entry(_ story: FeedStory) -> XML {
    let summary = story.summary
    let authors = summary.bylines.map { byline -> XML in
      "<author><name>\(byline.name)</name><uri>\(site.absolute(link(byline).path))</uri></author>"
    }
    let subjects = ([summary.section.name] + story.tags).map { "<category term=\"\($0)\"/>" as XML }
    return """
      <entry><title>\(summary.title)</title><id>urn:uuid:\(summary.id.rawValue)</id>\
      <link rel="alternate" type="text/html" href="\(site.absolute(summary.path))"/>\
      <published>\(Timestamp.text(summary.firstPublishedAt))</published>\
      <updated>\(Timestamp.text(summary.updatedAt))</updated>\(authors)\(subjects)\
      <summary>\(summary.summary)</summary><content type="html">\(story.content)</content></entry>
      """
  }
}
