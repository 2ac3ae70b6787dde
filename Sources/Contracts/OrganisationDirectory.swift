package import Kernel

/// What kinds of organisation there are.
package enum OrganisationKind: String, Codable, Sendable, CaseIterable {
  /// Cơ quan báo chí.
  case pressAgency = "press-agency"
  /// Cơ quan chủ quản: whom a press agency belongs to.
  case governingBody = "governing-body"
  /// Sở, ban, ngành.
  case department
  /// Ủy ban nhân dân xã, phường, đặc khu.
  case commune
}

/// An organisation as it was on one day.
package struct OrganisationProfile: Sendable, Equatable {
  package let id: OrganisationID
  package let kind: OrganisationKind
  /// The full name: `Báo và phát thanh, truyền hình Lam Giang`.
  package let name: String
  package let shortName: String
  /// For addresses: `bao-lam-giang`.
  package let slug: String
  package let governingBody: OrganisationID?
  package let governingBodyName: String?
  package let provinceName: String?
  /// What the law wants at the foot of each page (NĐ 237/2026 Art 23).
  package let imprint: Imprint

  package init(
    id: OrganisationID, kind: OrganisationKind, name: String, shortName: String, slug: String,
    governingBody: OrganisationID?, governingBodyName: String?, provinceName: String?, imprint: Imprint
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.shortName = shortName
    self.slug = slug
    self.governingBody = governingBody
    self.governingBodyName = governingBodyName
    self.provinceName = provinceName
    self.imprint = imprint
  }
}

/// The masthead and foot of a press product (NĐ 237/2026 Art 23): all as text, as on the licence; empty where not entered.
package struct Imprint: Sendable, Equatable, Codable {
  /// Tên sản phẩm: `Lam Giang điện tử`.
  package var productName: String
  package var licenceNumber: String
  package var licenceDate: CivilDate?
  package var licenceIssuer: String
  package var address: String
  package var phone: String
  package var email: String
  package var headName: String
  /// `Tổng biên tập`, or `Giám đốc` at a newspaper-and-station (NĐ 237/2026 Art 6).
  package var headTitle: String
  /// The site's host name: `baolamgiang.example`; empty where the agency has no site.
  package var domain: String

  package init(
    productName: String = "", licenceNumber: String = "", licenceDate: CivilDate? = nil, licenceIssuer: String = "",
    address: String = "", phone: String = "", email: String = "", headName: String = "", headTitle: String = "",
    domain: String = ""
  ) {
    self.productName = productName
    self.licenceNumber = licenceNumber
    self.licenceDate = licenceDate
    self.licenceIssuer = licenceIssuer
    self.address = address
    self.phone = phone
    self.email = email
    self.headName = headName
    self.headTitle = headTitle
    self.domain = domain
  }
}

/// Answers who an organisation was on a day. Room Organisations implements it.
package protocol OrganisationDirectory: Sendable {
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile?
  /// Those alive on that day, by name.
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile]
  /// Provinces and communes of that day whose name begins with or contains this text, with or without diacritics; at
  /// most `limit`.
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile]
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile?
}

/// Marks the IDs of administrative units.
package enum UnitMark {}
package typealias UnitID = ID<UnitMark>

/// A province, district (until 30/6/2025) or commune as it was on one day.
package struct UnitProfile: Sendable, Equatable {
  package let id: UnitID
  /// The official code on that day. Codes were re-used on 01/7/2025: never an identity (regulation.md 7.3).
  package let code: String
  /// `province`, `district`, `commune`.
  package let level: String
  /// `Xã Bảo Lâm`.
  package let name: String
  /// `Xã Bảo Lâm, tỉnh Cao Bằng`.
  package let fullName: String

  package init(id: UnitID, code: String, level: String, name: String, fullName: String) {
    self.id = id
    self.code = code
    self.level = level
    self.name = name
    self.fullName = fullName
  }
}
