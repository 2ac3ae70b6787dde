import Contracts
import Kernel
import Web

/// `Thông tin cải chính, xin lỗi` and responses as the law wants them seen (NĐ 237/2026 Art 19, 21).
extension Edition {
  private static let perPage = 20
  /// How many notices stand open on the home page; those before them are folded.
  private static let openOnHome = 20
  static let correctionsPath = "/cai-chinh"
  /// The sheet of notices, on the pages that show one.
  static let correctionStyles = ["corrections.css"]

  /// All of the agency's notices, newest first.
  func correctionList(before: String?) async throws -> RenderedPage {
    let found = try await channels.corrections.all(of: site.id, before: before, limit: Self.perPage)
    let items = found.items.map { notice -> HTML in
      """
      <li><article class="teaser teaser--row teaser--bare"><div class="teaser__text"><h2 class="teaser__title">\
      <a href="\(url: notice.path)">\(heading(notice))</a></h2><p class="teaser__meta">\
      \(TimeText.absolute(notice.publishedAt))</p></div></article></li>
      """
    }
    let title = t("Cải chính, xin lỗi và phản hồi")
    let list: HTML =
      items.isEmpty
      ? EmptyState.html(t("Chưa có tin cải chính, phản hồi nào."))
      : "<ol class=\"listing__items\">\(items)</ol>"
    let way = Pagination.html(
      next: found.next.map { "\(Self.correctionsPath)?trang=\(URLText.parameter($0))" },
      first: before == nil ? nil : Self.correctionsPath, t)
    var page = frame(
      title, "<div class=\"listing\"><h1 class=\"listing__title\">\(title)</h1>\(list)\(way)</div>")
    page.canonical = before == nil ? site.absolute(Self.correctionsPath) : nil
    page.description = t("Tin cải chính, xin lỗi và phản hồi của \(site.product).")
    return rendered(page, keys: [listsKey])
  }

  /// One notice whole.
  func correction(_ number: String) async throws -> RenderedPage {
    guard let notice = try await channels.corrections.notice(of: site.id, number: number) else { return missing() }
    let story = try await stories.summaries(notice.item.map { [$0] } ?? []).first
    var page = frame(
      notice.title,
      CorrectionSheet.html(
        title: notice.title, lines: sheetLines(notice), published: notice.publishedAt,
        story: story.map { SitePage.Link(t("Xem tác phẩm"), $0.path) }, t))
    page.canonical = site.absolute(notice.path)
    page.description = heading(notice)
    page.kind = "article"
    page.styles = Self.correctionStyles
    return rendered(page, keys: Set([listsKey] + (notice.item.map { [PageKey.item($0)] } ?? [])))
  }

  /// The section of the home page of its own (Art 19.1a); nothing where there is nothing to show.
  func correctionsOnHome() async throws -> HTML {
    let notices = try await channels.corrections.onHome(of: site.id)
    guard !notices.isEmpty else { return .empty }
    let items = notices.map { notice -> HTML in
      """
      <li><h3 class="correction-home__title"><a href="\(url: notice.path)">\(notice.title)</a></h3>\
      <p class="teaser__meta">\(TimeText.absolute(notice.publishedAt))</p>\
      \(CorrectionSheet.lines(sheetLines(notice)))</li>
      """
    }
    let title =
      notices.allSatisfy { $0.kind == .correction } ? notices[0].title : t("Cải chính, xin lỗi và phản hồi")
    // Folded, not left out: each stays on the home page for its time (Law 103/2016 Art 42.5a).
    let older = items.dropFirst(Self.openOnHome)
    let fold: HTML =
      older.isEmpty
      ? .empty
      : """
      <details class="correction-home__more"><summary>\(t("Xem thêm \(older.count) tin cải chính, phản hồi"))</summary>\
      <ol class="correction-home__items">\(Array(older))</ol></details>
      """
    return """
      <section class="home__section correction-home" id="cai-chinh"><h2 class="section-title">\
      <a href="\(url: Self.correctionsPath)">\(title)</a></h2><ol class="correction-home__items">\(Array(items.prefix(Self.openOnHome)))</ol>\
      \(fold)</section>
      """
  }

  /// What stands on the page of the story they are about, before its text.
  func corrections(about item: ItemID) async throws -> HTML {
    try await channels.corrections.about(item).reversed().reduce(into: HTML.empty) { $0 += correctionBox($1) }
  }

  /// The same for feeds, so that those who run our stories again run the corrections with them.
  func feedCorrections(about item: ItemID) async throws -> HTML {
    try await channels.corrections.about(item).reversed().reduce(into: HTML.empty) { html, notice in
      let lines = notice.lines.map { "<p><strong>\(t($0.label)):</strong> \($0.text)</p>" as HTML }
      html += "<h2><a href=\"\(url: site.absolute(notice.path))\">\(notice.title)</a></h2>\(lines)"
    }
  }

  private func correctionBox(_ notice: CorrectionNotice) -> HTML {
    let text: HTML = """
      \(CorrectionSheet.lines(sheetLines(notice)))\
      <p><a href="\(url: notice.path)">\(t("Xem trang của tin này"))</a></p>
      """
    guard notice.kind == .response else { return StoryParts.correction(text, date: notice.publishedAt, t) }
    return """
      <aside class="correction" aria-label="\(notice.title)"><p class="correction__title">\(notice.title) · \
      \(TimeText.absolute(notice.publishedAt))</p>\(text)</aside>
      """
  }

  private func sheetLines(_ notice: CorrectionNotice) -> [CorrectionSheet.Line] {
    notice.lines.map { CorrectionSheet.Line(label: t($0.label), text: $0.text) }
  }

  /// With the name of the work, which tells notices of one title apart.
  private func heading(_ notice: CorrectionNotice) -> String {
    guard notice.kind == .correction, let work = notice.lines.first?.text else { return notice.title }
    return "\(notice.title): \(work)"
  }
}
