import Foundation
import Kernel
import Persistence

/// All SQL about cycles.
enum CycleStore {
  /// The bodies that ran a cycle here.
  static func holders(on connection: any Connection) throws -> [OrganisationID] {
    try connection.values(
      "SELECT DISTINCT holder FROM maturity_cycle WHERE holder IS NOT NULL ORDER BY holder LIMIT 50")
  }

  /// Newest first.
  static func all(on connection: any Connection) throws -> [MaturityCycle] {
    try connection.all("SELECT \(MaturityCycle.columns) FROM maturity_cycle ORDER BY year DESC, id DESC LIMIT 200")
  }

  static func find(_ id: MaturityCycleID, on connection: any Connection) throws -> MaturityCycle? {
    try connection.first("SELECT \(MaturityCycle.columns) FROM maturity_cycle WHERE id = \(id)")
  }

  static func lock(_ id: MaturityCycleID, on connection: any Connection) throws -> MaturityCycle? {
    try connection.first("SELECT \(MaturityCycle.columns) FROM maturity_cycle WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func insert(_ one: MaturityCycle, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO maturity_cycle (\(MaturityCycle.columns))
      VALUES (\(one.id), \(one.version), \(one.year), \(one.holder), \(one.title), \(one.dataFrom), \(one.dataTo),
        \(one.registerUntil), \(one.scoreUntil), \(one.appraiseUntil), \(one.appealUntil), \(one.needsTraining),
        \(one.madeBy), \(one.madeAt), \(one.publishedByName), \(one.publishedAt), \(one.decision), \(one.digest))
      """)
  }

  /// How many entries of a cycle stand in which state.
  static func counts(of cycle: MaturityCycleID, on connection: any Connection) throws -> [EntryState: Int] {
    var counts: [EntryState: Int] = [:]
    try connection.forEach(
      "SELECT state, COUNT(*) AS number FROM maturity_entry WHERE cycle = \(cycle) GROUP BY state"
    ) { row in counts[try row["state"] as EntryState] = try row["number"] }
    return counts
  }

  static func markPublished(
    _ id: MaturityCycleID, decision: String, digest: String, by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE maturity_cycle SET published_at = \(time), published_by = \(principal.id),
        published_by_name = \(principal.name), decision = \(decision), digest = \(digest) WHERE id = \(id)
      """)
  }
}
