import Contracts
import Foundation
import Kernel
import Web

extension Edition {
  /// A sitemap may hold 50,000 addresses (sitemaps.org); smaller ones are made and read sooner.
  private static let perSitemap = 10_000
  /// Further parts are not listed: 1,000,000 stories.
  private static let mostParts = 100
  private static let type = "application/xml; charset=utf-8"
  private static let space = "http://www.sitemaps.org/schemas/sitemap/0.9"
  /// What Google News reads: the last two days, at most 1,000.
  private static let newsWindow: TimeInterval = 48 * 3600
  private static let mostNews = 1_000

  /// The list of sitemaps: sections, news, and every published story in parts.
  func sitemapIndex() async throws -> RenderedPage {
    var parts: [(String, Date?)] = [("/sitemap-muc.xml", nil), ("/sitemap-news.xml", nil)]
    var cursor: String?
    for _ in 0..<Self.mostParts {
      let page = try await stories.addresses(of: site.id, before: cursor, limit: Self.perSitemap)
      let path = cursor.map { "/sitemap-bai.xml?trang=\(URLText.parameter($0))" } ?? "/sitemap-bai.xml"
      if !page.items.isEmpty { parts.append((path, page.items.map(\.updatedAt).max())) }
      cursor = page.next
      if cursor == nil { break }
    }
    let entries = parts.map { path, changed -> XML in
      "<sitemap><loc>\(site.absolute(path))</loc>\(changed.map(Self.lastChange))</sitemap>"
    }
    return sitemap(
      "\(XML.declaration)<sitemapindex xmlns=\"\(Self.space)\">\(entries)</sitemapindex>", keys: [listsKey])
  }

  func storySitemap(before: String?) async throws -> RenderedPage {
    let page = try await stories.addresses(of: site.id, before: before, limit: Self.perSitemap)
    let entries = page.items.map { story -> XML in
      "<url><loc>\(site.absolute(story.path))</loc>\(Self.lastChange(story.updatedAt))</url>"
    }
    return sitemap(urls(entries), keys: [listsKey])
  }

  func sectionSitemap() async throws -> RenderedPage {
    let notices = try await channels.corrections.all(of: site.id, before: nil, limit: 1_000).items
    let paths = ["/"] + site.sections.map(path) + ["/gioi-thieu", Self.correctionsPath] + notices.map(\.path)
    return sitemap(urls(paths.map { "<url><loc>\(site.absolute($0))</loc></url>" as XML }), keys: [listsKey])
  }

  /// Google News sitemap.
  func newsSitemap() async throws -> RenderedPage {
    let since = channels.clock.now.addingTimeInterval(-Self.newsWindow)
    let page = try await stories.addresses(of: site.id, before: nil, limit: Self.mostNews)
    let entries = page.items.filter { $0.publishedAt >= since }.map { story -> XML in
      """
      <url><loc>\(site.absolute(story.path))</loc><news:news><news:publication><news:name>\(site.product)</news:name>\
      <news:language>vi</news:language></news:publication>\
      <news:publication_date>\(Timestamp.text(story.publishedAt))</news:publication_date>\
      <news:title>\(story.title)</news:title></news:news></url>
      """
    }
    return sitemap(
      """
      \(XML.declaration)<urlset xmlns="\(Self.space)" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\
      \(entries)</urlset>
      """, keys: [listsKey])
  }

  private func urls(_ entries: [XML]) -> XML {
    "\(XML.declaration)<urlset xmlns=\"\(Self.space)\">\(entries)</urlset>"
  }

  private func sitemap(_ document: XML, keys: Set<String>) -> RenderedPage {
    RenderedPage(text: document.text, type: Self.type, keys: keys.union([siteKey]))
  }

  private static func lastChange(_ date: Date) -> XML { "<lastmod>\(Timestamp.text(date))</lastmod>" }
}
