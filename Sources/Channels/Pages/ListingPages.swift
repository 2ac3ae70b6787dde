import Contracts
import Kernel
import Web

extension Edition {
  private static let perPage = 20

  /// A section, newest first.
  func section(_ slug: String, before: String?) async throws -> RenderedPage {
    guard let section = site.sections.first(where: { $0.slug == slug }) else { return missing() }
    let page = try await stories.latest(
      of: site.id, section: slug, author: nil, before: before, limit: Self.perPage)
    let here = path(section)
    var result = frame(
      section.name, try await listing(section.name, lead: nil, page, here, before, showsSection: false))
    result.current = here
    result.canonical = site.absolute(address(here, before))
    result.feeds.append(SitePage.Feed("RSS · \(section.name)", "/rss/\(section.slug)", type: "application/rss+xml"))
    return rendered(result, keys: keys(of: page.items).union([PageKey.section(section.id)]))
  }

  /// What somebody has written, newest first.
  func author(_ slug: String, before: String?) async throws -> RenderedPage {
    guard let name = try await stories.authorName(of: site.id, slug: slug) else { return missing() }
    let page = try await stories.latest(of: site.id, section: nil, author: slug, before: before, limit: Self.perPage)
    let here = "/tac-gia/\(slug)"
    let lead = t("Bài đăng trên \(site.product)")
    var result = frame(name, try await listing(name, lead: lead, page, here, before, showsSection: true))
    result.kind = "profile"
    result.canonical = site.absolute(address(here, before))
    return rendered(result, keys: keys(of: page.items).union([PageKey.author(slug, site.id)]))
  }

  private func listing(
    _ title: String, lead: String?, _ page: Page<StorySummary>, _ here: String, _ before: String?, showsSection: Bool
  ) async throws -> HTML {
    let pictures = try await leads(of: page.items)
    let rows = page.items.map { story -> HTML in
      "<li>\(teaser(story, pictures, showsSection: showsSection).row(level: 2))</li>"
    }
    let list: HTML =
      rows.isEmpty ? EmptyState.html(t("Chưa có bài nào ở đây.")) : "<ol class=\"listing__items\">\(rows)</ol>"
    let way = Pagination.html(
      next: page.next.map { address(here, $0) }, first: before == nil ? nil : here, t)
    return """
      <div class="listing"><h1 class="listing__title">\(title)</h1>\
      \(lead.map { "<p class=\"listing__lead\">\($0)</p>" as HTML })\(list)\(way)</div>
      """
  }

  private func address(_ path: String, _ cursor: String?) -> String {
    cursor.map { "\(path)?trang=\(URLText.parameter($0))" } ?? path
  }
}
