import Contracts
import Kernel
import Web

extension Edition {
  /// The first page as the secretary ordered it.
  func home() async throws -> RenderedPage {
    let home = try await stories.home(of: site.id)
    let shown = [home.lead].compactMap(\.self) + home.second + home.sections.flatMap(\.stories)
    let pictures = try await leads(of: shown)
    let corrections = try await correctionsOnHome()
    var page = frame(
      site.product, shown.isEmpty ? "\(emptyHome)\(corrections)" : body(home, pictures, corrections))
    if !corrections.isEmpty { page.styles = Self.correctionStyles }
    page.isHome = true
    page.canonical = site.absolute("/")
    page.description = t("\(site.product): tin tức và thông tin chính thức của \(site.organisation.name).")
    page.structuredData = [siteData]
    return rendered(page, keys: keys(of: shown).union([listsKey]))
  }

  private var emptyHome: HTML { EmptyState.html(t("Chưa có bài nào được xuất bản.")) }

  private func body(
    _ home: HomeArrangement, _ pictures: [PictureID: PictureProfile], _ corrections: HTML
  ) -> HTML {
    let second = home.second.map { teaser($0, pictures).second() }
    let sections = home.sections.filter { !$0.stories.isEmpty }.map { section, stories -> HTML in
      let rows = stories.enumerated().map { place, story in
        teaser(story, pictures, showsSection: false).row(opensSection: place == 0)
      }
      return """
        <section class="home__section"><h2 class="section-title"><a href="\(url: path(section))">\(section.name)</a></h2>\
        <div class="home__row">\(rows)</div></section>
        """
    }
    let rail = home.latest.map { teaser($0, [:]).rail(today: site.today) }
    return """
      <div class="home"><div class="home__front">\(home.lead.map { teaser($0, pictures).lead() })\(second)</div>\
      <aside class="home__rail" aria-labelledby="latest"><h2 id="latest">\(t("Mới nhất"))</h2>\
      <ol class="rail">\(rail)</ol></aside>\(corrections)\(sections)</div>
      """
  }

  /// What the site is, for search engines (schema.org `WebSite`).
  private var siteData: String {
    JSONValue.object([
      "@context": "https://schema.org", "@type": "WebSite", "name": .string(site.product),
      "url": .string(site.absolute("/")), "inLanguage": "vi", "publisher": publisherData,
      "potentialAction": [
        "@type": "SearchAction", "target": .string(site.absolute("/tim-kiem?q={q}")), "query-input": "required name=q",
      ],
    ]).text
  }

  /// The agency (schema.org `NewsMediaOrganization`).
  var publisherData: JSONValue {
    var data: [String: JSONValue] = [
      "@type": "NewsMediaOrganization", "name": .string(site.organisation.name), "url": .string(site.absolute("/")),
    ]
    if let body = site.organisation.governingBodyName {
      data["parentOrganization"] = ["@type": "Organization", "name": .string(body)]
    }
    return .object(data)
  }
}
