import Contracts
import Kernel
import Persistence
import Search
import Web

extension Edition {
  private static let perPage = 20

  /// What was found, with the words marked where they stand. Not kept: there are too many questions.
  func search(_ request: SearchRequest) async throws -> HTML {
    let query = SearchQuery(request.text)
    let found = try await results(request, query)
    let results = found.items.map { row($0.story, body: $0.body, query) }
    let title = request.text.isEmpty ? t("Tìm bài") : t("Kết quả tìm “\(request.text)”")
    var page = frame(title, body(title, request, query, results, next: found.next))
    page.query = request.text
    page.robots = "noindex"
    return page.html(t, house)
  }

  private func results(
    _ request: SearchRequest, _ query: SearchQuery
  ) async throws -> Page<(story: StorySummary, body: String)> {
    guard !query.isEmpty else { return Page(items: [], next: nil) }
    let scope = "site:\(site.id)"
    let index = channels.search
    let (page, bodies) = try await channels.database.read { connection in
      let page = try index.find(
        request.text, scope: scope, order: request.order, before: request.before, limit: Self.perPage, on: connection)
      return (page, try index.bodies(of: page.items.map(\.id), scope: scope, on: connection))
    }
    let stories = try await stories.summaries(page.items.map { ItemID($0.id) })
    return Page(items: stories.map { ($0, bodies[$0.id.rawValue] ?? "") }, next: page.next)
  }

  private func body(
    _ title: String, _ request: SearchRequest, _ query: SearchQuery, _ results: [HTML], next: String?
  ) -> HTML {
    let list: HTML =
      if !results.isEmpty {
        "\(orders(request))<ol class=\"listing__items\">\(results)</ol>"
      } else if request.text.isEmpty {
        "<p class=\"listing__lead\">\(t("Gõ có dấu hoặc không dấu. Đặt cụm từ trong ngoặc kép để tìm nguyên cụm."))</p>"
      } else {
        EmptyState.html(t("Không tìm thấy bài nào. Hãy thử ít từ hơn, hoặc gõ không dấu."))
      }
    let way = Pagination.html(
      next: next.map { request.path(order: request.order, before: $0) },
      first: request.before == nil ? nil : request.path(order: request.order), t)
    return """
      <div class="listing"><h1 class="listing__title">\(title)</h1>\
      \(SearchForm.html(query: request.text, order: request.order, t))\(list)\(way)</div>
      """
  }

  private func orders(_ request: SearchRequest) -> HTML {
    Tabs.html(
      [
        .init(t("Phù hợp nhất"), request.path(order: .best), isCurrent: request.order == .best),
        .init(t("Mới nhất"), request.path(order: .newest), isCurrent: request.order == .newest),
      ], label: t("Sắp xếp"))
  }

  private func row(_ story: StorySummary, body: String, _ query: SearchQuery) -> HTML {
    let summary = Highlight.segments(story.summary, for: query)
    let shown = summary.contains(where: \.isHit) || body.isEmpty ? summary : Highlight.excerpt(body, for: query)
    return """
      <li><article class="teaser teaser--row teaser--bare"><div class="teaser__text"><h2 class="teaser__title">\
      <a href="\(url: story.path)">\(marked(Highlight.segments(story.title, for: query)))</a></h2>\
      <p class="teaser__sapo">\(marked(shown))</p><p class="teaser__meta">\
      <a href="\(url: path(story.section))">\(story.section.name)</a> \(TimeText.absolute(story.firstPublishedAt))</p>\
      </div></article></li>
      """
  }

  private func marked(_ pieces: [HighlightedText]) -> HTML {
    var html = HTML.empty
    for piece in pieces { html += piece.isHit ? "<mark>\(piece.text)</mark>" : "\(piece.text)" }
    return html
  }
}

/// The large search box of the search page and of pages that were not found.
enum SearchForm {
  static func html(query: String, order: SearchOrder?, _ t: Translator) -> HTML {
    """
    <form class="search-form" role="search" action="\(url: SearchRequest.path)" method="get">\
    <label class="visually-hidden" for="search-words">\(t("Từ cần tìm"))</label>\
    <input id="search-words" type="search" name="q" value="\(query)" autocomplete="off" enterkeyhint="search">\
    \(if: order == .newest, "<input type=\"hidden\" name=\"sap-xep\" value=\"moi\">")\
    <button type="submit">\(t("Tìm"))</button></form>
    """
  }
}
