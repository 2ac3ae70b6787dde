import Contracts
import Kernel
import Web

extension Edition {
  /// Who publishes this site, whole (NĐ 237/2026 Art 23; regulation.md 6.2 ID1).
  func about() -> RenderedPage {
    let agency = site.agency(t)
    let lines: [(String, String)] = [
      (t("Tên sản phẩm"), agency.product), (t("Cơ quan báo chí"), agency.agency),
      (t("Cơ quan chủ quản"), agency.governingBody), (t("Giấy phép"), agency.licence),
      (agency.headTitle.isEmpty ? t("Người đứng đầu") : agency.headTitle, agency.headName),
      (t("Địa chỉ"), agency.address), (t("Điện thoại"), agency.phone), (t("Thư điện tử"), agency.email),
      (t("Tên miền"), agency.domain),
    ]
    let facts = lines.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    let title = t("Giới thiệu")
    var page = frame(
      title,
      """
      <div class="listing"><h1 class="listing__title">\(title)</h1><dl class="facts">\(facts)</dl></div>
      """)
    page.canonical = site.absolute("/gioi-thieu")
    page.description = t("Thông tin về \(agency.product) và cơ quan xuất bản.")
    return rendered(page, keys: [])
  }
}
