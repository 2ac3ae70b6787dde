import Foundation
import Kernel
import Persistence

/// Marks the IDs of entries.
enum FigureEntryMark {}
typealias FigureEntryID = ID<FigureEntryMark>

/// A figure that somebody entered with evidence, and that counts once somebody else has confirmed it.
struct FigureEntry: Sendable, RowDecodable {
  enum State: String, Codable, Sendable, SQLCodable {
    case waiting
    case confirmed
    case returned

    var phrase: Phrase {
      switch self {
      case .waiting: "Chờ xác nhận"
      case .confirmed: "Đã xác nhận"
      case .returned: "Trả lại"
      }
    }
  }

  static let columns: SQL = """
    id, target, day, organisation, plan, name, numerator, denominator, note, state, entered_by, entered_by_name,
    entered_at, decided_by, decided_by_name, decided_at, reason
    """

  var id: FigureEntryID
  var target: TargetID
  var day: CivilDate
  var organisation: OrganisationID
  var plan: PlanID
  var name: String
  var numerator: Double
  var denominator: Double?
  var note: String
  var state: State
  var enteredBy: AccountID
  var enteredByName: String
  var enteredAt: Date
  var decidedBy: AccountID?
  var decidedByName: String
  var decidedAt: Date?
  /// Why it was returned.
  var reason: String

  /// Taken back by whoever entered it: nobody else decided on it.
  var isWithdrawn: Bool { state == .returned && decidedBy == nil }

  init(
    target: TargetRecord, day: CivilDate, organisation: OrganisationID, name: String, numerator: Double,
    denominator: Double?, note: String, by principal: Principal, at time: Date
  ) {
    id = .new()
    self.target = target.id
    self.day = day
    self.organisation = organisation
    plan = target.plan
    self.name = name
    self.numerator = numerator
    self.denominator = denominator
    self.note = note
    state = .waiting
    enteredBy = principal.id
    enteredByName = principal.name
    enteredAt = time
    decidedByName = ""
    reason = ""
  }

  init(row: Row) throws {
    id = try row["id"]
    target = try row["target"]
    day = try row["day"]
    organisation = try row["organisation"]
    plan = try row["plan"]
    name = try row["name"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    note = try row["note"]
    state = try row["state"]
    enteredBy = try row["entered_by"]
    enteredByName = try row["entered_by_name"]
    enteredAt = try row["entered_at"]
    decidedBy = try row["decided_by"]
    decidedByName = try row["decided_by_name"]
    decidedAt = try row["decided_at"]
    reason = try row["reason"]
  }
}

/// All SQL about entries.
enum FigureEntryStore {
  static func insert(_ entry: FigureEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_figure_entry (\(FigureEntry.columns))
      VALUES (\(entry.id), \(entry.target), \(entry.day), \(entry.organisation), \(entry.plan), \(entry.name),
        \(entry.numerator), \(entry.denominator), \(entry.note), \(entry.state), \(entry.enteredBy),
        \(entry.enteredByName), \(entry.enteredAt), \(entry.decidedBy), \(entry.decidedByName), \(entry.decidedAt),
        \(entry.reason))
      """)
  }

  static func decide(_ entry: FigureEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE plan_figure_entry SET state = \(entry.state), decided_by = \(entry.decidedBy),
        decided_by_name = \(entry.decidedByName), decided_at = \(entry.decidedAt), reason = \(entry.reason)
      WHERE id = \(entry.id)
      """)
  }

  static func lock(_ id: FigureEntryID, on connection: any Connection) throws -> FigureEntry? {
    try connection.first("SELECT \(FigureEntry.columns) FROM plan_figure_entry WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// Of a target, newest first.
  static func of(_ target: TargetID, on connection: any Connection) throws -> [FigureEntry] {
    try connection.all(
      """
      SELECT \(FigureEntry.columns) FROM plan_figure_entry WHERE target = \(target)
      ORDER BY day DESC, id DESC LIMIT 2000
      """)
  }

  /// The confirmed ones of a plan and day, oldest first, so that a later one replaces an earlier.
  static func confirmed(of plan: PlanID, on day: CivilDate, on connection: any Connection) throws -> [FigureEntry] {
    try connection.all(
      """
      SELECT \(FigureEntry.columns) FROM plan_figure_entry
      WHERE plan = \(plan) AND day = \(day) AND state = 'confirmed' ORDER BY id LIMIT 50000
      """)
  }

  static func waiting(of plan: PlanID, on day: CivilDate, on connection: any Connection) throws -> [FigureEntry] {
    try connection.all(
      """
      SELECT \(FigureEntry.columns) FROM plan_figure_entry WHERE plan = \(plan) AND day = \(day) AND state = 'waiting'
      ORDER BY id LIMIT 50000
      """)
  }

  /// Whether an organisation has one of a target and day that nobody decided on.
  static func waits(
    _ target: TargetID, _ day: CivilDate, _ organisation: OrganisationID, on connection: any Connection
  ) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM plan_figure_entry
      WHERE target = \(target) AND day = \(day) AND organisation = \(organisation) AND state = 'waiting' LIMIT 1
      """)
  }
}
