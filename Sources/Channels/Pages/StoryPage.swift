import Contracts
import Foundation
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
    let ids = Set(story.body.pictures + [summary.lead].compactMap(\.self) + story.related.compactMap(\.lead))
    let pictures = ids.isEmpty ? [:] : try await channels.pictures.pictures(Array(ids))
    let lead = summary.lead.flatMap { pictures[$0] }
    var page = frame(summary.title, articleBody(story, lead, pictures))
    page.current = path(summary.section)
    page.description = summary.summary
    page.canonical = site.absolute(summary.path)
    page.kind = "article"
    page.image = lead.flatMap(SitePicture.shared).map { site.absolute($0.path) }
    page.structuredData = [articleData(story, lead)]
    page.head = articleHead(summary)
    let keys = keys(of: [summary] + story.related).union([PageKey.section(summary.section.id)])
    return rendered(page, keys: keys.union(story.body.pictures.map(PageKey.picture)))
  }

  private func articleBody(
    _ story: Story, _ lead: PictureProfile?, _ pictures: [PictureID: PictureProfile]
  ) -> HTML {
    let summary = story.summary
    let leadFigure = lead.flatMap { picture in
      SitePicture.figure(picture, alt: picture.alt).map {
        StoryParts.figure($0, caption: picture.caption, credit: picture.credit, isLead: true, t)
      }
    }
    let tags = story.tags.map { SitePage.Link($0, SearchRequest.path(forTag: $0)) }
    return """
      <article class="story">\(StoryParts.head(
        section: link(summary.section), title: summary.title, sapo: summary.summary,
        bylines: summary.bylines.map(link), place: story.place, published: summary.firstPublishedAt,
        updated: wasUpdated(summary) ? summary.updatedAt : nil, t))\(leadFigure)\
      <div class="story__body">\(StoryMarkup(pictures: pictures, t: t).html(story.body))</div>\
      <footer class="story__foot">\(StoryParts.tags(tags, t))\
      <p class="story__address">\(site.absolute(summary.path))</p></footer></article>\(related(story.related, pictures))
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

  /// What those who share the page ask for beyond the frame's (ogp.me, article).
  private func articleHead(_ story: StorySummary) -> HTML {
    """
    <meta property="article:published_time" content="\(Timestamp.text(story.firstPublishedAt))">\
    <meta property="article:modified_time" content="\(Timestamp.text(story.updatedAt))">\
    <meta property="article:section" content="\(story.section.name)">
    """
  }
}
