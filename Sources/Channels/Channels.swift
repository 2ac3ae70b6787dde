package import Contracts
import Foundation
import HTTPTypes
package import Hummingbird
package import Kernel
package import Messaging
package import Persistence
package import Search
package import ServiceLifecycle
package import Web

/// The public site of each press agency, its feeds and what crawlers ask for.
///
/// Pages are made from ports only, kept by the page cache with the keys of what they show, and are the same for everybody.
/// Which agency's site it is, the Host header says.
package struct Channels: Sendable {
  let database: Database
  let clock: WallClock
  let stories: any PublishedStories
  let pictures: any PictureLibrary
  let clips: any ClipLibrary
  let embeds: StoryEmbeds
  let corrections: any CorrectionNotices
  let liveBlogs: any LiveBlogs
  let search: SearchIndex
  let cache: PageCache
  let sites: SiteFinder

  /// - Parameters:
  ///   - embeds: What of other sites may be shown in stories; everything else is a link.
  ///   - search: Where stories are found by words, under `site:<organisation>`.
  ///   - defaultOrganisation: Whose site is shown under a name that no agency has; nil: the first agency by name.
  package init(
    database: Database, clock: WallClock, stories: any PublishedStories, organisations: any OrganisationDirectory,
    pictures: any PictureLibrary, clips: any ClipLibrary, embeds: StoryEmbeds,
    corrections: any CorrectionNotices = NoCorrections(),
    liveBlogs: any LiveBlogs = NoLiveBlogs(), search: SearchIndex = SearchIndex(), cache: PageCache,
    defaultOrganisation: OrganisationID? = nil
  ) {
    self.database = database
    self.clock = clock
    self.stories = stories
    self.pictures = pictures
    self.clips = clips
    self.embeds = embeds
    self.corrections = corrections
    self.liveBlogs = liveBlogs
    self.search = search
    self.cache = cache
    sites = SiteFinder(organisations: organisations, stories: stories, clock: clock, fallback: defaultOrganisation)
  }

  /// Hears of purges, on this node and others, and tells the page cache. App must run it beside the cache.
  package var purges: any Service { PurgeListener(database: database, cache: cache) }

  /// Drops the page of a withdrawn story before anybody asks for it again.
  package var eventHandlers: [EventHandler] {
    [
      // A withdrawn story must not even be seen while its new page is being made.
      EventHandler("channels.drop-withdrawn", on: ItemWithdrawn.self) { [cache] event, _ in
        cache.drop(keys: [PageKey.item(event.item)])
      }
    ]
  }

  /// Registers `/`, `/muc/:slug`, `/bai/:slug`, `/tac-gia/:slug`, `/tim-kiem`, `/gioi-thieu`, `/cai-chinh`, the feeds (`/rss`,
  /// `/rss/:slug`, `/atom`, `/feed.json`), the sitemaps, `/robots.txt` and `/.well-known/security.txt`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    addPages(to: routes)
    addFeeds(to: routes)
    addCrawlerRoutes(to: routes)
  }

  private func addPages(to routes: RouterGroup<AppContext>) {
    routes.get("/") { request, context in try await cached(request, context) { try await $0.home() } }
    routes.get("muc/:slug") { request, context in
      let slug = try context.parameters.require("slug")
      let before = cursor(request)
      return try await cached(request, context) { try await $0.section(slug, before: before) }
    }
    routes.get("bai/:slug") { request, context in
      let slug = try context.parameters.require("slug")
      return try await cached(request, context) { try await $0.story(slug) }
    }
    routes.get("truc-tiep/:slug/moi") { request, context in
      let slug = try context.parameters.require("slug")
      let after = URLText.value(of: "sau", in: request.uri.query).flatMap { Int($0) } ?? 0
      return try await cached(request, context) { try await $0.liveChanges(slug, after: after) }
    }
    routes.get("tac-gia/:slug") { request, context in
      let slug = try context.parameters.require("slug")
      let before = cursor(request)
      return try await cached(request, context) { try await $0.author(slug, before: before) }
    }
    routes.get("cai-chinh") { request, context in
      let before = cursor(request)
      return try await cached(request, context) { try await $0.correctionList(before: before) }
    }
    routes.get("cai-chinh/:number") { request, context in
      let number = try context.parameters.require("number")
      return try await cached(request, context) { try await $0.correction(number) }
    }
    routes.get("gioi-thieu") { request, context in try await cached(request, context) { $0.about() } }
    routes.get("tim-kiem") { request, context in
      let query = SearchRequest(request)
      var response = Answer.page(try await edition(context.host, context.house).search(query))
      response.headers[.cacheControl] = "no-cache"
      return response
    }
  }

  private func addFeeds(to routes: RouterGroup<AppContext>) {
    routes.get("rss") { request, context in try await cached(request, context) { try await $0.rss(section: nil) } }
    routes.get("rss/:slug") { request, context in
      let slug = try context.parameters.require("slug")
      return try await cached(request, context) { try await $0.rss(section: slug) }
    }
    routes.get("atom") { request, context in try await cached(request, context) { try await $0.atom() } }
    routes.get("feed.json") { request, context in try await cached(request, context) { try await $0.jsonFeed() } }
  }

  private func addCrawlerRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("sitemap.xml") { request, context in
      try await cached(request, context) { try await $0.sitemapIndex() }
    }
    routes.get("sitemap-muc.xml") { request, context in
      try await cached(request, context) { try await $0.sectionSitemap() }
    }
    routes.get("sitemap-bai.xml") { request, context in
      let before = cursor(request)
      return try await cached(request, context) { try await $0.storySitemap(before: before) }
    }
    routes.get("sitemap-news.xml") { request, context in
      try await cached(request, context) { try await $0.newsSitemap() }
    }
    routes.get("robots.txt") { request, context in try await cached(request, context) { $0.robots() } }
    routes.get(".well-known/security.txt") { request, context in
      try await cached(request, context) { try $0.securityContact() }
    }
  }

  /// The page from the cache, or made now. What `render` needs of the request is the host, the path and the cursor.
  private func cached(
    _ request: Request, _ context: AppContext, _ render: @escaping @Sendable (Edition) async throws -> RenderedPage
  ) async throws -> Response {
    let host = context.host
    let house = context.house
    return try await cache.answer(request, context) { try await render(try await edition(host, house)) }
  }

  private func edition(_ host: String, _ house: WebHouse) async throws -> Edition {
    Edition(channels: self, site: try await sites.site(for: host), house: house)
  }

  private func cursor(_ request: Request) -> String? {
    URLText.value(of: "trang", in: request.uri.query)
  }
}
