import Contracts
package import Foundation
package import Kernel
import Messaging
package import Persistence

/// One version of an agency's rules: what held from a day on, who wrote it and why. Never changed once written.
package struct RuleVersion<Rules: Codable & Sendable>: Sendable, RowDecodable {
  /// Names the version.
  package let id: String
  /// The days on which it holds, unless a later version holds on them too.
  package let validity: Validity
  /// What was decided.
  package let rules: Rules
  /// Why, in the words of whoever decided.
  package let note: String
  /// Who decided, by the name of then.
  package let accountName: String
  /// When it was written, which may be before it holds.
  package let madeAt: Date

  /// Columns as `RuleStore` selects them; throws where the JSON is not of these rules.
  package init(row: Row) throws {
    id = try row["id"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
    let json: String = try row["rules"]
    rules = try JSONDecoder.house.decode(Rules.self, from: Data(json.utf8))
    note = try row["note"]
    accountName = try row["account_name"]
    madeAt = try row["made_at"]
  }
}

/// All SQL of dated rules. Of versions that hold on a day, the one that begins last counts; of those that begin on one
/// day, the one written last.
enum RuleStore {
  private static let columns: SQL = "id, valid_from, valid_to, rules, note, account_name, made_at"

  static func profile(
    of kind: ItemKind, in organisation: OrganisationID, on day: CivilDate, from connection: any Connection
  ) throws -> ContentProfile? {
    let version: RuleVersion<ContentProfile>? = try connection.first(
      """
      SELECT \(columns) FROM content_profile
      WHERE organisation_id = \(organisation) AND kind = \(kind) AND valid_from <= \(day)
        AND (valid_to IS NULL OR valid_to >= \(day))
      ORDER BY valid_from DESC, id DESC LIMIT 1
      """)
    return version?.rules
  }

  static func profiles(
    of kind: ItemKind, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [RuleVersion<ContentProfile>] {
    try connection.all(
      """
      SELECT \(columns) FROM content_profile WHERE organisation_id = \(organisation) AND kind = \(kind)
      ORDER BY valid_from DESC, id DESC LIMIT 50
      """)
  }

  static func workflow(
    of organisation: OrganisationID, on day: CivilDate, from connection: any Connection
  ) throws -> Workflow? {
    let version: RuleVersion<Workflow>? = try connection.first(
      """
      SELECT \(columns) FROM workflow
      WHERE organisation_id = \(organisation) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to >= \(day))
      ORDER BY valid_from DESC, id DESC LIMIT 1
      """)
    return version?.rules
  }

  static func workflows(
    of organisation: OrganisationID, on connection: any Connection
  ) throws -> [RuleVersion<Workflow>] {
    try connection.all(
      """
      SELECT \(columns) FROM workflow WHERE organisation_id = \(organisation)
      ORDER BY valid_from DESC, id DESC LIMIT 50
      """)
  }

  /// What a new version says about itself.
  struct New<Rules: Codable & Sendable> {
    let organisation: OrganisationID
    let validity: Validity
    let rules: Rules
    let note: String
    let by: Principal
    let at: Date

    var json: String {
      get throws { String(decoding: try JSONEncoder.house.encode(rules), as: UTF8.self) }
    }
  }

  static func insert(_ new: New<ContentProfile>, of kind: ItemKind, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO content_profile (
        id, organisation_id, kind, valid_from, valid_to, rules, note, account_id, account_name, made_at)
      VALUES (
        \(UUIDv7.shared.next()), \(new.organisation), \(kind), \(new.validity.from), \(new.validity.to), \(try new.json),
        \(new.note), \(new.by.id), \(new.by.name), \(new.at))
      """)
  }

  static func insert(_ new: New<Workflow>, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO workflow (id, organisation_id, valid_from, valid_to, rules, note, account_id, account_name, made_at)
      VALUES (
        \(UUIDv7.shared.next()), \(new.organisation), \(new.validity.from), \(new.validity.to), \(try new.json),
        \(new.note), \(new.by.id), \(new.by.name), \(new.at))
      """)
  }
}
