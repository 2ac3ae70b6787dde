import Foundation
import Kernel
import Persistence

/// All SQL about results from before the platform.
enum PastStore {
  static func insert(_ one: PastResult, on connection: any Connection) throws {
    let draft = one.draft
    let parts = String(decoding: try JSONEncoder().encode(draft.parts), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO maturity_past_result (\(PastResult.columns))
      VALUES (\(one.id), \(draft.organisation), \(draft.name), \(draft.year), \(draft.bloc), \(draft.total),
        \(draft.levelName), \(draft.rank), \(draft.rankOf), \(parts), \(draft.decision), \(draft.decidedOn),
        \(draft.address), \(one.fileName), \(one.filePlace), \(one.fileDigest), \(one.state), \(one.reason),
        \(one.enteredBy), \(one.enteredByName), \(one.enteredAt), \(one.decidedBy), \(one.decidedByName),
        \(one.decidedAt))
      """)
  }

  static func find(_ id: PastResultID, on connection: any Connection) throws -> PastResult? {
    try connection.first("SELECT \(PastResult.columns) FROM maturity_past_result WHERE id = \(id)")
  }

  static func lock(_ id: PastResultID, on connection: any Connection) throws -> PastResult? {
    try connection.first("SELECT \(PastResult.columns) FROM maturity_past_result WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// Newest year first; what waits before what counts, and that before what no longer does.
  static func all(on connection: any Connection) throws -> [PastResult] {
    try connection.all(
      """
      SELECT \(PastResult.columns) FROM maturity_past_result
      ORDER BY CASE state WHEN 'waiting' THEN 0 WHEN 'confirmed' THEN 1 ELSE 2 END, year DESC, name, id LIMIT 5000
      """)
  }

  /// What counts of these organisations.
  static func confirmed(_ organisations: [OrganisationID], on connection: any Connection) throws -> [PastResult] {
    guard !organisations.isEmpty else { return [] }
    return try connection.all(confirmedQuery(organisations))
  }

  static func confirmedQuery(_ organisations: [OrganisationID]) -> SQL {
    """
    SELECT \(PastResult.columns) FROM maturity_past_result
    WHERE organisation IN \(list: organisations) AND state = 'confirmed' ORDER BY year DESC LIMIT 2000
    """
  }

  /// Of an organisation and a year, whatever became of it.
  static func of(
    _ organisation: OrganisationID, year: Int, on connection: any Connection
  ) throws -> [PastResult] {
    try connection.all(
      """
      SELECT \(PastResult.columns) FROM maturity_past_result
      WHERE organisation = \(organisation) AND year = \(year) ORDER BY id LIMIT 100
      """)
  }

  /// Whether the platform itself published a result of that organisation and year.
  static func isPublishedHere(
    _ organisation: OrganisationID, year: Int, on connection: any Connection
  ) throws -> Bool {
    try connection.exists(
      """
      SELECT maturity_result.entry FROM maturity_result
      JOIN maturity_cycle ON maturity_cycle.id = maturity_result.cycle
      WHERE maturity_result.organisation = \(organisation) AND maturity_cycle.year = \(year)
      """)
  }

  static func decide(_ one: PastResult, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE maturity_past_result SET state = \(one.state), reason = \(one.reason), decided_by = \(one.decidedBy),
        decided_by_name = \(one.decidedByName), decided_at = \(one.decidedAt) WHERE id = \(one.id)
      """)
  }

  /// What counted until now gives way to another one of the same agency and year.
  static func replaceConfirmed(
    _ organisation: OrganisationID, year: Int, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE maturity_past_result SET state = 'replaced'
      WHERE organisation = \(organisation) AND year = \(year) AND state = 'confirmed'
      """)
  }
}
