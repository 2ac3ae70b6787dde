/// What a public page says of its publisher, at head and foot (Law 126/2025, NĐ 237/2026 Art 23; regulation.md 6.2 ID1):
/// name of the product, agency, its governing body, domain; licence, address, phone, e-mail, head. Empty where not entered.
package struct SiteAgency: Sendable, Equatable {
  /// `Lam Giang điện tử`.
  package var product: String
  /// `Báo và phát thanh, truyền hình Lam Giang`.
  package var agency: String
  /// `Tỉnh ủy Lam Giang`.
  package var governingBody: String
  /// `baolamgiang.example`.
  package var domain: String
  /// In words: `Giấy phép số 12/GP-BVHTTDL do Bộ Văn hóa, Thể thao và Du lịch cấp ngày 05/01/2026`.
  package var licence: String
  /// Of the editorial office.
  package var address: String
  /// As people write it.
  package var phone: String
  /// For readers.
  package var email: String
  /// `Tổng biên tập` or `Giám đốc`.
  package var headTitle: String
  /// Who holds the post now.
  package var headName: String

  /// What is left out is left out of head and foot.
  package init(
    product: String, agency: String, governingBody: String = "", domain: String = "", licence: String = "",
    address: String = "", phone: String = "", email: String = "", headTitle: String = "", headName: String = ""
  ) {
    self.product = product
    self.agency = agency
    self.governingBody = governingBody
    self.domain = domain
    self.licence = licence
    self.address = address
    self.phone = phone
    self.email = email
    self.headTitle = headTitle
    self.headName = headName
  }
}
