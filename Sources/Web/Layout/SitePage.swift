package import Hummingbird
package import Kernel

/// A page of an agency's public site. It is complete without scripts and is kept as bytes, so nothing in it may depend
/// on who asks: no nonce, no cookie, no relative time.
package struct SitePage: Sendable {
  /// A title and where it leads.
  package struct Link: Sendable, Equatable {
    /// As it is shown.
    package let title: String
    /// On this site, or absolute.
    package let path: String
    /// The title comes first, as in what is read.
    package init(_ title: String, _ path: String) {
      self.title = title
      self.path = path
    }
  }

  /// A feed that browsers and readers find by themselves: `application/rss+xml`.
  package struct Feed: Sendable, Equatable {
    let title: String
    let path: String
    let type: String
    /// `type` is the media type of the feed.
    package init(_ title: String, _ path: String, type: String) {
      self.title = title
      self.path = path
      self.type = type
    }
  }

  /// For the tab and for search engines; the product's name is added.
  package var title: String
  /// What stands between head and foot.
  package var body: HTML
  /// Who publishes it.
  package var agency: SiteAgency
  /// The menu, in order.
  package var sections: [Link]
  /// The path of the section in which we are.
  package var current: String?
  /// The day at the head: the one on which it was rendered.
  package var day: CivilDate
  /// For search engines and for those who share the page, plain; nil: none.
  package var description: String?
  /// The one address of this page, absolute.
  package var canonical: String?
  /// Of this page and of the site.
  package var feeds: [Feed]
  /// What else this house shows the public, named at the foot beside the feeds.
  package var neighbours: [Link] = []
  /// JSON-LD as text, already encoded; made safe for its place here.
  package var structuredData: [String]
  /// An absolute address, for those who share the page.
  package var image: String?
  /// `article`, `website`, `profile` (Open Graph).
  package var kind: String
  /// `noindex` for search results and the like.
  package var robots: String?
  /// The first page, whose name is its heading.
  package var isHome: Bool
  /// What was searched for, to stand in the box again.
  package var query: String
  /// Where the search box sends its words.
  package var searchPath: String
  /// Any further elements of the head, such as the preload of the lead picture.
  package var head: HTML
  /// The page's style sheets beyond those every site page has.
  package var styles: [String]

  /// Title, body, publisher, menu and day are needed; the rest has what suits a plain page.
  package init(
    title: String, body: HTML, agency: SiteAgency, sections: [Link], day: CivilDate, current: String? = nil,
    description: String? = nil, canonical: String? = nil, feeds: [Feed] = [], structuredData: [String] = [],
    image: String? = nil, kind: String = "website", robots: String? = nil, isHome: Bool = false, query: String = "",
    searchPath: String = "/tim-kiem", head: HTML = .empty, styles: [String] = []
  ) {
    self.title = title
    self.body = body
    self.agency = agency
    self.sections = sections
    self.day = day
    self.current = current
    self.description = description
    self.canonical = canonical
    self.feeds = feeds
    self.structuredData = structuredData
    self.image = image
    self.kind = kind
    self.robots = robots
    self.isHome = isHome
    self.query = query
    self.searchPath = searchPath
    self.head = head
    self.styles = styles
  }

  /// The page as markup, for whoever keeps it.
  package func html(_ t: Translator, _ house: WebHouse) -> HTML {
    SiteLayout.html(self, t, house)
  }

  /// The page at once, for what is not kept.
  package func answer(_ context: AppContext, status: Int = 200) -> Response {
    Answer.page(html(context.translator, context.house), status: .init(code: status))
  }
}
