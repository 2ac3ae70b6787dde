import Foundation
import Kernel
import Persistence

/// A job held by this node.
struct JobClaim: Held, RowDecodable {
  let id: String
  let name: String
  let key: String?
  let lease: String
  /// 1 the first time.
  let attempt: Int
  let payload: Data
  var count: Int { 1 }

  init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    key = try row["unique_key"]
    lease = try row["lease"]
    attempt = try row["attempts"]
    let payload: String = try row["payload"]
    self.payload = Data(payload.utf8)
  }
}

/// The rows of jobs.
enum JobStore {
  /// Waiting and due, or begun by a node that fell silent; never beside another of the same key.
  private static func due(_ names: [String], at now: Date) -> SQL {
    """
    name IN \(list: names) AND (
      (state = 'waiting' AND run_at <= \(now) AND (unique_key IS NULL OR NOT EXISTS (
        SELECT 1 FROM job other
        WHERE other.state = 'running' AND other.name = job.name AND other.unique_key = job.unique_key)))
      OR (state = 'running' AND leased_until <= \(now)))
    """
  }

  static func isDue(_ names: [String], at now: Date, on connection: any Connection) throws -> Bool {
    try connection.exists("SELECT 1 FROM job WHERE \(due(names, at: now)) LIMIT 1")
  }

  static func claim(
    _ names: [String], at now: Date, policy: WorkPolicy, on connection: any Connection
  ) throws -> JobClaim? {
    try connection.first(
      """
      UPDATE job SET state = 'running', attempts = attempts + 1, lease = \(UUIDv7.shared.next()),
        leased_until = \(now.addingTimeInterval(policy.lease))
      WHERE id = (
        SELECT id FROM job WHERE \(due(names, at: now))
        ORDER BY run_at, id LIMIT 1\(postgres: " FOR UPDATE SKIP LOCKED"))
      RETURNING id, name, unique_key, lease, attempts, payload
      """)
  }

  static func renew(_ claim: JobClaim, until: Date, on connection: any Connection) throws -> Bool {
    try connection.execute(
      "UPDATE job SET leased_until = \(until) WHERE id = \(claim.id) AND lease = \(claim.lease)") > 0
  }

  static func done(_ claim: JobClaim, at now: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE job SET state = 'done', ended_at = \(now), error = NULL, lease = NULL, leased_until = NULL
      WHERE id = \(claim.id) AND lease = \(claim.lease)
      """)
  }

  /// Puts it aside for a person to look at.
  static func dead(_ claim: JobClaim, error: String, at now: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE job SET state = 'dead', ended_at = \(now), error = \(error), lease = NULL, leased_until = NULL
      WHERE id = \(claim.id) AND lease = \(claim.lease)
      """)
  }

  /// Puts it back to be tried again. Where a newer one of its key waits already, that one does the work, and this one
  /// is over.
  static func retry(
    _ claim: JobClaim, at next: Date, error: String?, attempts: Int, now: Date, on connection: any Connection
  ) throws {
    if let key = claim.key {
      let superseded = try connection.execute(
        """
        UPDATE job SET state = 'done', ended_at = \(now), error = \(error), lease = NULL, leased_until = NULL
        WHERE id = \(claim.id) AND lease = \(claim.lease) AND EXISTS (
          SELECT 1 FROM job other
          WHERE other.state = 'waiting' AND other.name = \(claim.name) AND other.unique_key = \(key))
        """)
      if superseded > 0 { return }
    }
    try connection.execute(
      """
      UPDATE job SET state = 'waiting', run_at = \(next), attempts = \(attempts), error = \(error), lease = NULL,
        leased_until = NULL
      WHERE id = \(claim.id) AND lease = \(claim.lease)
      """)
  }

  static func prune(before limit: Date, on connection: any Connection) throws -> Int {
    try connection.execute("DELETE FROM job WHERE state = 'done' AND ended_at < \(limit)")
  }
}
