package import Contracts
import Foundation
package import Kernel
package import Persistence

/// An organisation as it is or was between two days.
package struct OrganisationVersion: Sendable, Equatable, RowDecodable {
  /// The same for every version of it.
  package let organisation: OrganisationID
  /// The days on which it was so.
  package let validity: Validity
  /// What it was on those days.
  package let details: OrganisationDetails
  /// The decision on which this version rests, as text: `NQ 202/2025/QH15`.
  package let legalBasis: String

  /// Columns of `organisation_version`; throws where the imprint is not the JSON that was written.
  package init(row: Row) throws {
    organisation = try row["organisation"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
    let imprint: String = try row["imprint"]
    details = OrganisationDetails(
      kind: try row["kind"], name: try row["name"], shortName: try row["short_name"], slug: try row["slug"],
      governingBody: try row["governing_body"], province: try row["province"],
      imprint: try JSONDecoder().decode(Imprint.self, from: Data(imprint.utf8)))
    legalBasis = try row["legal_basis"]
  }
}

/// What is known of an organisation at one time.
package struct OrganisationDetails: Sendable, Equatable {
  /// What it is; may change with a version.
  package var kind: OrganisationKind
  /// The full name: `Báo và phát thanh, truyền hình Lam Giang`.
  package var name: String
  /// At most 80 characters; the full name where it is empty.
  package var shortName: String
  /// For addresses: `bao-lam-giang`. Made from the short name where it is empty.
  package var slug: String
  /// Cơ quan chủ quản.
  package var governingBody: OrganisationID?
  /// The unit as it was then; nil where not entered.
  package var province: UnitID?
  /// As it was entered; the head's name is taken from the posts where there is one.
  package var imprint: Imprint

  /// Tidied and checked when it is kept, not here.
  package init(
    kind: OrganisationKind, name: String, shortName: String, slug: String = "", governingBody: OrganisationID? = nil,
    province: UnitID? = nil, imprint: Imprint = Imprint()
  ) {
    self.kind = kind
    self.name = name
    self.shortName = shortName
    self.slug = slug
    self.governingBody = governingBody
    self.province = province
    self.imprint = imprint
  }
}

extension OrganisationKind: SQLCodable {}

/// How one organisation became another, or itself under another name.
package enum SuccessionKind: String, Sendable, CaseIterable, SQLCodable {
  /// Hợp nhất, sáp nhập.
  case merge
  /// Chia, tách.
  case split
  /// Đổi tên.
  case rename
  /// Chuyển cơ quan chủ quản hoặc địa bàn.
  case transfer
}

/// One step in the life of organisations (regulation.md 7.5). `from` and `to` are the same for a new name and a
/// transfer.
package struct Succession: Sendable, Equatable, RowDecodable {
  /// The one that ended or changed.
  package let from: OrganisationID
  /// The one that carries on.
  package let to: OrganisationID
  /// What happened.
  package let kind: SuccessionKind
  /// The first day on which it was so.
  package let day: CivilDate
  /// The decision, as it is cited.
  package let legalBasis: String

  /// Columns of `organisation_succession`.
  package init(row: Row) throws {
    from = try row["from_organisation"]
    to = try row["to_organisation"]
    kind = try row["kind"]
    day = try row["day"]
    legalBasis = try row["legal_basis"]
  }
}

/// Who holds or held a post (chức danh) where, and since when. What the person may do with the program is another
/// matter: roles are in the room Security.
package struct Post: Sendable, Equatable, RowDecodable {
  /// Names the post for as long as it is kept.
  package let id: String
  /// The organisation in which it is held.
  package let organisation: OrganisationID
  /// `Tổng biên tập`, `Giám đốc`.
  package let title: String
  /// Whether this is the head whose name stands at the foot of each page (NĐ 237/2026 Art 23).
  package let isHead: Bool
  /// As it is written, also of people without an account.
  package let person: String
  /// The person's account; nil where there is none.
  package let account: AccountID?
  /// The first day, and the last where it is known.
  package let validity: Validity
  /// The decision, as it is cited; may be empty.
  package let legalBasis: String

  /// Columns of `organisation_post`.
  package init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    title = try row["title"]
    isHead = try row["is_head"]
    person = try row["person"]
    account = try row["account"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
    legalBasis = try row["legal_basis"]
  }
}
