import Contracts
import Foundation
import Kernel
import Web

/// The pages everybody reads: all plans, one plan, the data dictionary.
struct PublicPages: Sendable {
  let site: SiteAgency
  let today: CivilDate
  let t: Translator

  func list(_ all: [PublicProgress]) -> SitePage {
    let items = all.map { one -> HTML in
      let parts = PublicParts(progress: one, today: today, t: t)
      return """
        <li><h2><a href="\(url: PublicPath.plan(one.plan.code))">\(one.plan.shortTitle)</a></h2>\
        <p class="quiet">\(parts.paper)</p><p>\(parts.summary)</p></li>
        """
    }
    let title = t("Tiến độ các kế hoạch")
    let body: HTML = """
      <div class="progress"><h1>\(title)</h1>\
      <p>\(t("Điều cơ quan nhà nước và báo chí đã hứa, số liệu đã chốt, và việc nào đang chậm."))</p>\
      \(items.isEmpty ? EmptyState.html(t("Chưa có kế hoạch nào đang thực hiện.")) : "<ol class=\"progress__list\">\(items)</ol>")\
      <section><h2>\(t("Dữ liệu mở"))</h2><ul>\
      <li><a href="\(url: PublicPath.dictionary)">\(t("Từ điển dữ liệu"))</a></li>\
      <li><a href="\(url: SharingPath.document)">\(t("Tài liệu chia sẻ giữa các tỉnh")) (JSON)</a></li></ul></section></div>
      """
    return page(title, body, path: PublicPath.plans)
  }

  func plan(_ progress: PublicProgress) -> SitePage {
    let parts = PublicParts(progress: progress, today: today, t: t)
    let plan = progress.plan
    let body: HTML = """
      <article class="progress"><h1>\(plan.shortTitle)</h1><p class="quiet">\(parts.paper)</p>\
      <p class="progress__lead">\(parts.summary)</p>\(parts.numbers)\(parts.chart)\
      \(if: !parts.withFigures.isEmpty, """
        <section><h2>\(t("Đã làm đến đâu"))</h2>\(parts.table(parts.withFigures, caption: t("Chỉ tiêu có số liệu đã chốt")))</section>
        """)\
      \(if: !parts.withoutFigures.isEmpty, """
        <section><h2>\(t("Đã hứa, chưa có số liệu"))</h2>\(parts.table(parts.withoutFigures, caption: t("Chỉ tiêu chưa có số liệu công bố")))</section>
        """)\
      <section><h2>\(t("Việc đang chậm"))</h2>\(parts.late)</section>\
      \(parts.changed)\
      <section><h2>\(t("Ai chịu trách nhiệm"))</h2><p>\(t("Cơ quan ban hành: \(plan.issuer)")).</p>\
      \(if: !progress.leads.isEmpty, "<p>\(t("Chủ trì nhiệm vụ: \(progress.leads.joined(separator: "; "))")).</p>")</section>\
      <section><h2>\(t("Báo cáo sắp tới"))</h2>\(parts.next)</section>\
      <section><h2>\(t("Dữ liệu mở"))</h2><ul>\
      <li><a href="\(url: PublicPath.data(plan.code, "json"))">JSON</a></li>\
      <li><a href="\(url: PublicPath.data(plan.code, "csv"))">CSV</a></li>\
      <li><a href="\(url: PublicPath.embedded(plan.code))">\(t("Bảng để nhúng vào trang khác"))</a></li></ul>\
      \(dictionaryLink)</section></article>
      """
    var page = page(plan.shortTitle, body, path: PublicPath.plan(plan.code))
    page.description = parts.summary
    return page
  }

  func dictionary() -> SitePage {
    let title = t("Từ điển dữ liệu")
    let body: HTML = """
      <div class="progress"><h1>\(title)</h1>\
      <p>\(t("Mỗi dòng CSV và mỗi phần tử của targets trong JSON là một chỉ tiêu của một kế hoạch trong một năm. Chỉ có số liệu đã chốt; số liệu doanh thu và số của từng cơ quan không có ở đây."))</p>\
      \(table(DataDictionary.fields, title))\
      <h2>\(t("Tài liệu chia sẻ giữa các tỉnh"))</h2>\
      <p>\(t("Một tài liệu JSON cho mọi kế hoạch cấp tỉnh ở đây, để phần mềm của tỉnh khác đọc và so sánh cùng một chỉ tiêu. Chỉ có số liệu đã chốt đã nêu trên các trang công khai."))</p>\
      <p><a href="\(url: SharingPath.document)">\(SharingPath.document)</a></p>\
      \(table(SharedDictionary.fields, t("Tài liệu chia sẻ giữa các tỉnh")))\
      <p><a href="\(url: "\(PublicPath.dictionary).json")">JSON</a></p></div>
      """
    return page(title, body, path: PublicPath.dictionary)
  }

  private func table(_ fields: [DataDictionary.Field], _ caption: String) -> HTML {
    let rows = fields.map { field -> HTML in
      """
      <tr><th scope="row"><code>\(field.name)</code></th><td data-title="\(t("Kiểu"))">\(field.type)</td>\
      <td data-title="\(t("Nghĩa"))">\(t(field.meaning))</td></tr>
      """
    }
    return """
      <div class="table-frame"><table class="table"><caption class="visually-hidden">\(caption)</caption><thead><tr>\
      <th scope="col">\(t("Trường"))</th><th scope="col">\(t("Kiểu"))</th><th scope="col">\(t("Nghĩa"))</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private var dictionaryLink: HTML {
    "<p><a href=\"\(url: PublicPath.dictionary)\">\(t("Từ điển dữ liệu"))</a></p>"
  }

  private func page(_ title: String, _ body: HTML, path: String) -> SitePage {
    SitePage(
      title: title, body: body, agency: site, sections: [.init(t("Tiến độ các kế hoạch"), PublicPath.plans)],
      day: today,
      current: PublicPath.plans, canonical: site.domain.isEmpty ? nil : "https://\(site.domain)\(path)",
      styles: ["reports.css"])
  }

  /// A page of its own for other people's frames: no masthead, no script, its links open outside.
  func embedded(_ progress: PublicProgress, _ house: WebHouse) -> HTML {
    let parts = PublicParts(progress: progress, today: today, t: t)
    return """
      <!doctype html>
      <html lang="\(t.language.rawValue)" class="site"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(progress.plan.shortTitle)</title>\
      <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">\
      <link rel="stylesheet" href="\(url: house.assets.path("vendor/site.css"))">\
      <link rel="stylesheet" href="\(url: house.assets.path("css/reports.css"))"></head>\
      <body><main class="progress progress--embedded"><h1>\(progress.plan.shortTitle)</h1><p>\(parts.summary)</p>\
      \(parts.numbers)\(if: !parts.withFigures.isEmpty, parts.table(parts.withFigures, caption: t("Chỉ tiêu có số liệu đã chốt")))\
      <p><a href="\(url: PublicPath.plan(progress.plan.code))" target="_blank" rel="noopener">\(t("Xem đầy đủ"))</a></p></main></body></html>
      """
  }
}
