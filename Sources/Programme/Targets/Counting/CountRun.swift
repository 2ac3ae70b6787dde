import Foundation
import Kernel
import Persistence

/// Marks the IDs of counts.
enum CountMark {}
typealias CountID = ID<CountMark>

/// One count of a plan's figures for a reporting day: how far it is, and what became of it.
struct CountRun: Sendable, RowDecodable {
  enum State: String, Codable, Sendable, SQLCodable {
    case waiting
    case running
    case done
    case cancelled
    case failed

    /// Whether it moves while one looks.
    var goesOn: Bool { self == .waiting || self == .running }
  }

  static let columns: SQL = """
    id, plan, day, state, done, total, missing, attempts, error, is_running_day, asked_by, asked_by_name, asked_at,
    updated_at
    """

  var id: CountID
  var plan: PlanID
  var day: CivilDate
  var state: State
  /// Targets counted, of how many; nought of nought before it begins.
  var done: Int
  var total: Int
  /// Targets of which something is missing, once it is done.
  var missing: Int
  var attempts: Int
  /// Why it failed, as ``KeptPhrases`` keeps it.
  var error: String
  /// The night's own day, which takes the place of the one before.
  var isRunningDay: Bool
  var askedBy: AccountID
  var askedByName: String
  var askedAt: Date
  var updatedAt: Date

  init(_ plan: PlanID, _ day: CivilDate, isRunningDay: Bool = false, by principal: Principal, at time: Date) {
    id = .new()
    self.plan = plan
    self.day = day
    state = .waiting
    (done, total, missing, attempts, error) = (0, 0, 0, 0, "")
    self.isRunningDay = isRunningDay
    askedBy = principal.id
    askedByName = principal.name
    (askedAt, updatedAt) = (time, time)
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    day = try row["day"]
    state = try row["state"]
    done = try row["done"]
    total = try row["total"]
    missing = try row["missing"]
    attempts = try row["attempts"]
    error = try row["error"]
    isRunningDay = try row["is_running_day"]
    askedBy = try row["asked_by"]
    askedByName = try row["asked_by_name"]
    askedAt = try row["asked_at"]
    updatedAt = try row["updated_at"]
  }
}

/// Statements about counts; kept apart so that tests can ask the engines how they run them.
enum CountQuery {
  static func newest(of plan: PlanID) -> SQL {
    "SELECT \(CountRun.columns) FROM plan_count WHERE plan = \(plan) ORDER BY asked_at DESC, id DESC LIMIT 20"
  }

  static func open(_ plan: PlanID, _ day: CivilDate) -> SQL {
    """
    SELECT \(CountRun.columns) FROM plan_count
    WHERE plan = \(plan) AND day = \(day) AND state IN ('waiting', 'running')
    """
  }

  /// The reporting days of a plan since a year began that are not frozen.
  static func openDays(of plan: PlanID, since year: Int) -> SQL {
    """
    SELECT DISTINCT f.day FROM plan_figure f WHERE f.plan = \(plan) AND f.year >= \(year)
      AND NOT EXISTS (SELECT 1 FROM plan_freeze z WHERE z.plan = f.plan AND z.day = f.day)
    ORDER BY 1
    """
  }
}

/// All SQL about counts.
enum CountStore {
  static func find(_ id: CountID, on connection: any Connection) throws -> CountRun? {
    try connection.first("SELECT \(CountRun.columns) FROM plan_count WHERE id = \(id)")
  }

  static func insert(_ one: CountRun, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_count (\(CountRun.columns))
      VALUES (\(one.id), \(one.plan), \(one.day), \(one.state), \(one.done), \(one.total), \(one.missing),
        \(one.attempts), \(one.error), \(one.isRunningDay), \(one.askedBy), \(one.askedByName), \(one.askedAt),
        \(one.updatedAt))
      """)
  }

  /// Begins it, again after a crash; nil where it was ended meanwhile.
  static func begin(_ id: CountID, at time: Date, on connection: any Connection) throws -> CountRun? {
    try connection.first(
      """
      UPDATE plan_count SET state = 'running', done = 0, attempts = attempts + 1, updated_at = \(time)
      WHERE id = \(id) AND state IN ('waiting', 'running') RETURNING \(CountRun.columns)
      """)
  }

  /// Whether it still runs.
  static func move(
    _ id: CountID, done: Int, of total: Int, at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      UPDATE plan_count SET done = \(done), total = \(total), updated_at = \(time) WHERE id = \(id) AND state = 'running'
      """) > 0
  }

  /// Ends it; false where it had ended.
  static func end(
    _ id: CountID, as state: CountRun.State, missing: Int = 0, error: String = "", at time: Date,
    on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      UPDATE plan_count SET state = \(state), missing = \(missing), error = \(error), updated_at = \(time)
      WHERE id = \(id) AND state IN ('waiting', 'running')
      """) > 0
  }

  static func purge(before time: Date, on connection: any Connection) throws {
    try connection.execute(
      "DELETE FROM plan_count WHERE asked_at < \(time) AND state NOT IN ('waiting', 'running')")
  }

  static func runningDay(of plan: PlanID, on connection: any Connection) throws -> CivilDate? {
    try connection.value("SELECT day FROM plan_running_day WHERE plan = \(plan)")
  }

  static func setRunningDay(_ day: CivilDate, of plan: PlanID, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_running_day (plan, day) VALUES (\(plan), \(day))
      ON CONFLICT (plan) DO UPDATE SET day = excluded.day
      """)
  }

  static func dropRunningDay(_ day: CivilDate, of plan: PlanID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM plan_running_day WHERE plan = \(plan) AND day = \(day)")
  }
}
