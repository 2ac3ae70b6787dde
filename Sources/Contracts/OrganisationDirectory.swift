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
  /// Ours, whatever name or licence it has on a day.
  package let id: OrganisationID
  /// What it was on that day: kinds change.
  package let kind: OrganisationKind
  /// The full name: `Báo và phát thanh, truyền hình Lam Giang`.
  package let name: String
  /// For lists and narrow places; the full name where none was entered.
  package let shortName: String
  /// For addresses: `bao-lam-giang`.
  package let slug: String
  /// Cơ quan chủ quản on that day; nil for those that have none.
  package let governingBody: OrganisationID?
  /// The name of ``governingBody`` on that day.
  package let governingBodyName: String?
  /// As the province was called on that day; nil where none was entered.
  package let provinceName: String?
  /// What the law wants at the foot of each page (NĐ 237/2026 Art 23).
  package let imprint: Imprint

  /// What room Organisations reads for one day; the names of others are looked up already.
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
  /// As on the licence: `12/GP-BVHTTDL`.
  package var licenceNumber: String
  /// The day of the licence; nil where not entered.
  package var licenceDate: CivilDate?
  /// Who signed it: `Cục Báo chí`.
  package var licenceIssuer: String
  /// Of the editorial office, on one line.
  package var address: String
  /// As people write it; not made uniform.
  package var phone: String
  /// Of the editorial office, for readers.
  package var email: String
  /// Whoever holds the post, where the post is on record; else what was typed in.
  package var headName: String
  /// `Tổng biên tập`, or `Giám đốc` at a newspaper-and-station (NĐ 237/2026 Art 6).
  package var headTitle: String
  /// The site's host name: `baolamgiang.example`; empty where the agency has no site.
  package var domain: String

  /// Empty: nothing entered yet; pages leave out what is empty.
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
  /// Nil where it was not alive on that day, or never.
  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile?
  /// Those alive on that day, by name.
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile]
  /// Provinces and communes of that day whose name begins with or contains this text, with or without diacritics; at
  /// most `limit`.
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile]
  /// Nil where there was no such unit on that day.
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile?
}

/// Marks the IDs of administrative units.
package enum UnitMark {}
/// Names an administrative unit through changes of code and name.
package typealias UnitID = ID<UnitMark>

/// A province, district (until 30/6/2025) or commune as it was on one day.
package struct UnitProfile: Sendable, Equatable {
  /// Ours; not the official code.
  package let id: UnitID
  /// The official code on that day. Codes were re-used on 01/7/2025: never an identity (regulation.md 7.3).
  package let code: String
  /// `province`, `district`, `commune`.
  package let level: String
  /// `Xã Bảo Lâm`.
  package let name: String
  /// `Xã Bảo Lâm, tỉnh Cao Bằng`.
  package let fullName: String

  /// `fullName` holds the units above it as they were on that day.
  package init(id: UnitID, code: String, level: String, name: String, fullName: String) {
    self.id = id
    self.code = code
    self.level = level
    self.name = name
    self.fullName = fullName
  }
}
