import Kernel

/// The foot of a public page: the way on, and the imprint in the order of NĐ 237/2026 Art 23.
enum SiteFooter {
  static func html(_ page: SitePage, _ t: Translator) -> HTML {
    let agency = page.agency
    let links = page.sections.map { "<li><a href=\"\(url: $0.path)\">\($0.title)</a></li>" as HTML }
    let feeds =
      page.feeds.map { "<li><a href=\"\(url: $0.path)\">\($0.title)</a></li>" as HTML }
      + page.neighbours.map { "<li><a href=\"\(url: $0.path)\">\($0.title)</a></li>" as HTML }
    let lines = [
      agency.licence.isEmpty ? nil : "<p>\(agency.licence)</p>" as HTML,
      line(agency.headTitle.isEmpty ? t("Người đứng đầu") : agency.headTitle, agency.headName),
      line(t("Địa chỉ"), agency.address),
      phone(agency.phone, t),
      email(agency.email, t),
      line(t("Tên miền"), agency.domain),
    ].compactMap { $0 }
    return """
      <footer class="footer"><div class="footer__inner">\
      <nav class="footer__sections" aria-label="\(t("Chuyên mục ở cuối trang"))"><ul>\(links)</ul></nav>\
      <div class="imprint"><p class="imprint__product">\(agency.product)</p><p class="imprint__agency">\(agency.agency)</p>\
      \(if: !agency.governingBody.isEmpty, "<p>\(t("Cơ quan chủ quản")): \(agency.governingBody)</p>")\
      <div class="imprint__lines">\(lines)</div></div>\
      \(if: !feeds.isEmpty, "<div class=\"footer__feeds\"><h2>\(t("Theo dõi"))</h2><ul>\(feeds)</ul></div>")\
      <div class="footer__look">\(Choices.look(t))</div>\
      </div></footer>
      """
  }

  private static func line(_ label: String, _ value: String) -> HTML? {
    value.isEmpty ? nil : "<p><span class=\"imprint__label\">\(label):</span> \(value)</p>"
  }

  private static func phone(_ number: String, _ t: Translator) -> HTML? {
    guard !number.isEmpty else { return nil }
    let dialled = number.filter { $0.isNumber || $0 == "+" }
    return """
      <p><span class="imprint__label">\(t("Điện thoại")):</span> <a href="\(url: "tel:\(dialled)")">\(number)</a></p>
      """
  }

  private static func email(_ address: String, _ t: Translator) -> HTML? {
    guard !address.isEmpty else { return nil }
    return """
      <p><span class="imprint__label">\(t("Thư điện tử")):</span> <a href="\(url: "mailto:\(address)")">\(address)</a></p>
      """
  }
}
