import Foundation
import Kernel
import Persistence

/// A turn of a schedule held by this node.
struct ScheduleClaim: Sendable, RowDecodable {
  let name: String
  let plannedAt: Date
  let lease: String
  /// 1 the first time.
  let attempt: Int

  init(row: Row) throws {
    name = try row["name"]
    plannedAt = try row["planned_at"]
    lease = try row["lease"]
    attempt = try row["attempts"]
  }
}

/// The rows of schedules.
enum ScheduleStore {
  /// Makes sure that each schedule has its next turn. One whose rhythm was changed, or whose turn lies further ahead
  /// than any rhythm allows (the clock was wrong when it was planned), is planned anew.
  static func plan(_ schedules: [Schedule], at now: Date, on connection: any Connection) throws {
    for schedule in schedules.sorted(by: { $0.name < $1.name }) {
      let first = schedule.rhythm.first(after: now)
      let farthest = now.addingTimeInterval(schedule.rhythm.period + 86_400)
      try connection.execute(
        """
        INSERT INTO job_schedule (name, rhythm, planned_at, due_at, attempts)
        VALUES (\(schedule.name), \(schedule.rhythm.text), \(first), \(first), 0)
        ON CONFLICT (name) DO UPDATE
        SET rhythm = excluded.rhythm, planned_at = excluded.planned_at, due_at = excluded.due_at, attempts = 0
        WHERE job_schedule.rhythm <> excluded.rhythm OR job_schedule.planned_at > \(farthest)
        """)
    }
  }

  static func isPlanned(_ schedules: [Schedule], at now: Date, on connection: any Connection) throws -> Bool {
    let rows = try connection.rows("SELECT name, rhythm, planned_at FROM job_schedule")
    var planned: [String: (rhythm: String, at: Date)] = [:]
    for row in rows { planned[try row["name"]] = (try row["rhythm"], try row["planned_at"]) }
    return schedules.allSatisfy { schedule in
      guard let plan = planned[schedule.name] else { return false }
      return plan.rhythm == schedule.rhythm.text
        && plan.at <= now.addingTimeInterval(schedule.rhythm.period + 86_400)
    }
  }

  private static func due(_ names: [String], at now: Date) -> SQL {
    "name IN \(list: names) AND due_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(now))"
  }

  static func isDue(_ names: [String], at now: Date, on connection: any Connection) throws -> Bool {
    try connection.exists("SELECT 1 FROM job_schedule WHERE \(due(names, at: now)) LIMIT 1")
  }

  static func claim(
    _ names: [String], at now: Date, lease seconds: Double, on connection: any Connection
  ) throws -> ScheduleClaim? {
    try connection.first(
      """
      UPDATE job_schedule SET lease = \(UUIDv7.shared.next()), attempts = attempts + 1,
        leased_until = \(now.addingTimeInterval(seconds))
      WHERE name = (
        SELECT name FROM job_schedule WHERE \(due(names, at: now))
        ORDER BY due_at, name LIMIT 1\(postgres: " FOR UPDATE SKIP LOCKED"))
      RETURNING name, planned_at, lease, attempts
      """)
  }

  static func renew(_ claim: ScheduleClaim, until: Date, on connection: any Connection) throws -> Bool {
    try connection.execute(
      "UPDATE job_schedule SET leased_until = \(until) WHERE name = \(claim.name) AND lease = \(claim.lease)") > 0
  }

  /// Lets the schedule go until its next turn, or until the same turn is tried again.
  static func finish(
    _ claim: ScheduleClaim, planned: Date, due: Date, error: String?, at now: Date, on connection: any Connection
  ) throws {
    let isSameTurn = planned == claim.plannedAt
    try connection.execute(
      """
      UPDATE job_schedule SET planned_at = \(planned), due_at = \(due), last_run_at = \(now), last_error = \(error),
        attempts = \(isSameTurn ? claim.attempt : 0), lease = NULL, leased_until = NULL
      WHERE name = \(claim.name) AND lease = \(claim.lease)
      """)
  }

  /// Lets the schedule go as if it had not been begun.
  static func putBack(_ claim: ScheduleClaim, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE job_schedule SET attempts = \(claim.attempt - 1), lease = NULL, leased_until = NULL
      WHERE name = \(claim.name) AND lease = \(claim.lease)
      """)
  }
}
