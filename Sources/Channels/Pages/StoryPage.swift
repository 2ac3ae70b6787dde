import Contracts
import Foundation
import HTTPTypes
import Kernel
import Web

extension Edition {
  /// An article by the last part of its address; 301 where that has changed, 410 where it was taken away.
  func story(_ slugAndCode: String) async throws -> RenderedPage {
    switch try await stories.story(of: site.id, slugAndCode: slugAndCode) {
    case .found(let story): return try await article(story)
    case .moved(let path): return RenderedPage.moved(to: path, keys: [siteKey, listsKey])
    case .gone: return gone()
    case .missing: return missing()
    }
  }

  private func article(_ story: Story) async throws -> RenderedPage {
    let summary = story.summary
    let leads = ([summary.lead] + story.related.map(\.lead)).compactMap(\.self)
    let things = try await things(in: [story.body], pictures: leads)
    let lead = summary.lead.flatMap { things.pictures[$0] }
    let corrections = try await corrections(about: summary.id)
    let extra = try await extra(of: story, lead)
    var page = frame(summary.title, articleBody(story, lead, things, corrections, extra.html))
    page.styles += extra.styles
    if !corrections.isEmpty { page.styles += Self.correctionStyles }
    if !(story.aiLabels.isEmpty && story.updates.isEmpty && story.translations.isEmpty) {
      page.styles += ["story-notes.css"]
    }
    page.current = path(summary.section)
    page.description = summary.summary
    page.canonical = site.absolute(summary.path)
    page.kind = "article"
    page.image = lead.flatMap(SitePicture.shared).map { site.absolute($0.path) }
    page.structuredData = [extra.data ?? articleData(story, lead)]
    page.head = "\(articleHead(summary))\(otherLanguages(story))\(extra.head)"
    let keys = keys(of: [summary] + story.related).union([PageKey.section(summary.section.id)])
    var answer = rendered(page, keys: keys.union(things.keys(of: story.body)).union(extra.keys))
    let hosts = channels.embeds.hosts(of: story.body)
    if !hosts.isEmpty { answer.headers[.contentSecurityPolicy] = SecurityHeaders.policy(framing: hosts) }
    return answer
  }

  private func articleBody(
    _ story: Story, _ lead: PictureProfile?, _ things: StoryThings, _ corrections: HTML, _ extra: HTML
  ) -> HTML {
    let summary = story.summary
    let leadFigure = lead.flatMap { picture in
      SitePicture.figure(picture, alt: picture.alt).map {
        StoryParts.figure($0, caption: picture.caption, credit: picture.credit, isLead: true, t)
      }
    }
    let tags = story.tags.map { SitePage.Link($0, SearchRequest.path(forTag: $0)) }
    return """
      <article class="story"\(attribute: "lang", summary.language == "vi" ? nil : summary.language)>\(StoryParts.head(
        section: link(summary.section), title: summary.title, sapo: summary.summary,
        bylines: summary.bylines.map(link), place: story.place, published: summary.firstPublishedAt,
        updated: wasUpdated(summary) ? summary.updatedAt : nil, t))\
      \(StoryParts.translations(story.translations.map { ($0.language, $0.path) }, t))\
      \(StoryParts.labels(story.aiLabels.map(\.phrase), t))\(corrections)\(leadFigure)\
      <div class="story__body">\(StoryMarkup(things: things, t: t).html(story.body))</div>\(extra)\
      \(StoryParts.updates(story.updates.map { ($0.time, $0.text) }, t))\
      <footer class="story__foot">\(StoryParts.tags(tags, t))\
      <p class="story__address">\(site.absolute(summary.path))</p></footer></article>\(related(story.related, things.pictures))
      """
  }

  private func related(_ stories: [StorySummary], _ pictures: [PictureID: PictureProfile]) -> HTML {
    guard !stories.isEmpty else { return .empty }
    let items = stories.map { "<li>\(teaser($0, pictures).row())</li>" as HTML }
    return """
      <aside class="story__related" aria-labelledby="related"><h2 id="related">\(t("Tin liên quan"))</h2>\
      <ul>\(items)</ul></aside>
      """
  }

  /// Readers are told of an update only where it came after the first readers.
  func wasUpdated(_ story: StorySummary) -> Bool {
    story.updatedAt.timeIntervalSince(story.firstPublishedAt) >= 60
  }

  /// For search engines: the same story in each language, this one among them (RFC 8288, `hreflang`).
  private func otherLanguages(_ story: Story) -> HTML {
    guard !story.translations.isEmpty else { return .empty }
    let own = StoryTranslation(language: story.summary.language, path: story.summary.path)
    let links = ([own] + story.translations).map { other -> HTML in
      "<link rel=\"alternate\" hreflang=\"\(other.language)\" href=\"\(url: site.absolute(other.path))\">"
    }
    return "\(links)"
  }

  /// What those who share the page ask for beyond the frame's (ogp.me, article).
  private func articleHead(_ story: StorySummary) -> HTML {
    """
    <meta property="article:published_time" content="\(Timestamp.text(story.firstPublishedAt))">\
    <meta property="article:modified_time" content="\(Timestamp.text(story.updatedAt))">\
    <meta property="article:section" content="\(story.section.name)">
    """
  }
}
