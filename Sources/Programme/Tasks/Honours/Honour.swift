import Contracts
import Foundation
package import Kernel
import Persistence

/// Marks the IDs of honours.
package enum HonourMark {}
/// Names an honour; kept when it is taken off.
package typealias HonourID = ID<HonourMark>

/// An organisation or a person that was honoured for the work (tổ chức, cá nhân tiêu biểu), by a decision on paper.
struct Honour: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, CaseIterable, SQLCodable {
    case organisation
    case person

    var phrase: Phrase {
      switch self {
      case .organisation: "Tổ chức"
      case .person: "Cá nhân"
      }
    }
  }

  static let columns: SQL = """
    id, plan, work, keeper, kind, name, form, reason, issuer, number, issued_on, made_by, made_at, removed_at
    """

  var id: HonourID
  var plan: PlanID?
  var work: WorkID?
  /// Whose record this is.
  var keeper: OrganisationID
  var kind: Kind
  var name: String
  /// `Bằng khen`, `Giấy khen`.
  var form: String
  var reason: String
  var issuer: String
  var number: String
  var issuedOn: CivilDate
  var madeBy: AccountID
  var madeAt: Date
  var removedAt: Date?

  init(
    keeper: OrganisationID, kind: Kind, name: String, form: String, reason: String, issuer: String, number: String,
    issuedOn: CivilDate, by account: AccountID, at time: Date
  ) {
    id = .new()
    self.keeper = keeper
    self.kind = kind
    self.name = name
    self.form = form
    self.reason = reason
    self.issuer = issuer
    self.number = number
    self.issuedOn = issuedOn
    madeBy = account
    madeAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    work = try row["work"]
    keeper = try row["keeper"]
    kind = try row["kind"]
    name = try row["name"]
    form = try row["form"]
    reason = try row["reason"]
    issuer = try row["issuer"]
    number = try row["number"]
    issuedOn = try row["issued_on"]
    madeBy = try row["made_by"]
    madeAt = try row["made_at"]
    removedAt = try row["removed_at"]
  }
}

/// All SQL about honours.
enum HonourStore {
  static func insert(_ one: Honour, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO work_honour (\(Honour.columns))
      VALUES (\(one.id), \(one.plan), \(one.work), \(one.keeper), \(one.kind), \(one.name), \(one.form), \(one.reason),
        \(one.issuer), \(one.number), \(one.issuedOn), \(one.madeBy), \(one.madeAt), \(one.removedAt))
      """)
  }

  static func find(_ id: HonourID, on connection: any Connection) throws -> Honour? {
    try connection.first("SELECT \(Honour.columns) FROM work_honour WHERE id = \(id) AND removed_at IS NULL")
  }

  static func of(work: WorkID, on connection: any Connection) throws -> [Honour] {
    try connection.all(
      """
      SELECT \(Honour.columns) FROM work_honour WHERE work = \(work) AND removed_at IS NULL
      ORDER BY issued_on DESC, id LIMIT 200
      """)
  }

  /// Newest first; nil: of everybody.
  static func of(keepers: [OrganisationID]?, on connection: any Connection) throws -> [Honour] {
    let whose: SQL = keepers.map { "keeper IN \(list: $0) AND" } ?? ""
    return try connection.all(
      """
      SELECT \(Honour.columns) FROM work_honour WHERE \(whose) removed_at IS NULL
      ORDER BY issued_on DESC, id LIMIT 1000
      """)
  }

  static func remove(_ id: HonourID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE work_honour SET removed_at = \(time) WHERE id = \(id)")
  }
}
