import Contracts
import Foundation
import HTTPTypes
import Kernel
import Web

/// One rendering of one page of one site: what it is made with. Its methods are the pages and feeds.
///
/// The site speaks Vietnamese to everybody: the language of its stories, and a cached page must not depend on who asks.
struct Edition: Sendable {
  let channels: Channels
  let site: Site
  let house: WebHouse
  let t: Translator

  init(channels: Channels, site: Site, house: WebHouse) {
    self.channels = channels
    self.site = site
    self.house = house
    t = house.catalogue.translator(.vietnamese)
  }

  var stories: any PublishedStories { channels.stories }
  /// The key of every page of this site: masthead, sections, imprint.
  var siteKey: String { PageKey.site(site.id) }
  var listsKey: String { PageKey.lists(site.id) }

  /// A page in the site's frame.
  func frame(_ title: String, _ body: HTML) -> SitePage {
    var page = SitePage(
      title: title, body: body, agency: site.agency(t), sections: site.sections.map(link), day: site.today, feeds: feeds
    )
    page.neighbours = [SitePage.Link(t("Tiến độ các kế hoạch"), PublicPaths.plans)]
    return page
  }

  func rendered(_ page: SitePage, status: HTTPResponse.Status = .ok, keys: Set<String>) -> RenderedPage {
    RenderedPage(html: page.html(t, house), status: status, keys: keys.union([siteKey]))
  }

  func link(_ section: SectionProfile) -> SitePage.Link { SitePage.Link(section.name, path(section)) }
  func path(_ section: SectionProfile) -> String { "/muc/\(section.slug)" }
  func link(_ byline: BylineProfile) -> SitePage.Link { SitePage.Link(byline.name, "/tac-gia/\(byline.slug)") }

  private var feeds: [SitePage.Feed] {
    [
      SitePage.Feed("RSS", "/rss", type: "application/rss+xml"),
      SitePage.Feed("Atom", "/atom", type: "application/atom+xml"),
      SitePage.Feed("JSON Feed", "/feed.json", type: "application/feed+json"),
    ]
  }

  /// A story as a list shows it.
  func teaser(_ story: StorySummary, _ pictures: [PictureID: PictureProfile], showsSection: Bool = true) -> StoryTeaser
  {
    StoryTeaser(
      path: story.path, title: story.title, sapo: story.summary, section: showsSection ? link(story.section) : nil,
      time: story.firstPublishedAt, picture: story.lead.flatMap { pictures[$0] }.flatMap(SitePicture.teaser))
  }

  /// The lead pictures of stories, and the keys of what is shown of them.
  func leads(of stories: [StorySummary]) async throws -> [PictureID: PictureProfile] {
    let ids = Array(Set(stories.compactMap(\.lead)))
    return ids.isEmpty ? [:] : try await channels.pictures.pictures(ids)
  }

  func keys(of stories: [StorySummary]) -> Set<String> {
    Set(stories.map { PageKey.item($0.id) } + stories.compactMap(\.lead).map(PageKey.picture))
  }
}
