import Contracts
import Kernel
import Web

/// The site of one agency, as it is today.
struct Site: Sendable {
  let organisation: OrganisationProfile
  let sections: [SectionProfile]
  /// `https://baolamgiang.example`, without a slash at the end.
  let base: String
  let today: CivilDate

  var id: OrganisationID { organisation.id }
  var product: String {
    organisation.imprint.productName.isEmpty ? organisation.shortName : organisation.imprint.productName
  }

  func absolute(_ path: String) -> String { path.hasPrefix("/") ? base + path : path }

  /// What the law wants at head and foot (NĐ 237/2026 Art 23).
  func agency(_ t: Translator) -> SiteAgency {
    let imprint = organisation.imprint
    return SiteAgency(
      product: product, agency: organisation.name, governingBody: organisation.governingBodyName ?? "",
      domain: imprint.domain, licence: licence(t), address: imprint.address, phone: imprint.phone, email: imprint.email,
      headTitle: imprint.headTitle, headName: imprint.headName)
  }

  private func licence(_ t: Translator) -> String {
    let imprint = organisation.imprint
    guard !imprint.licenceNumber.isEmpty else { return "" }
    let number = imprint.licenceNumber
    let issuer = imprint.licenceIssuer
    return switch (issuer.isEmpty, imprint.licenceDate?.vietnamese) {
    case (false, let day?): t("Giấy phép số \(number) do \(issuer) cấp ngày \(day)")
    case (false, nil): t("Giấy phép số \(number) do \(issuer) cấp")
    case (true, let day?): t("Giấy phép số \(number) cấp ngày \(day)")
    case (true, nil): t("Giấy phép số \(number)")
    }
  }
}
