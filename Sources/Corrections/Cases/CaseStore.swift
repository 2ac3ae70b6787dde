import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL about cases.
enum CaseStore {
  static func find(_ id: CaseID, on connection: any Connection) throws -> CaseRecord? {
    try connection.first("SELECT \(CaseRecord.columns) FROM correction_case WHERE id = \(id)")
  }

  /// The same, kept from others until the transaction ends.
  static func lock(_ id: CaseID, on connection: any Connection) throws -> CaseRecord? {
    try connection.first("SELECT \(CaseRecord.columns) FROM correction_case WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func insert(_ record: CaseRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO correction_case (\(CaseRecord.columns))
      VALUES (\(record.id), \(record.organisation), \(record.year), \(record.number), \(record.kind), \(record.origin),
        \(record.state), \(record.work?.item), \(try record.work.map { try String.json($0) }), \(record.itemAuthor),
        \(record.startedOn), \(try String.json(record.detail)), \(record.responsible), \(record.openedBy),
        \(record.openedAt), \(record.updatedAt), \(record.outcome), \(record.version))
      """)
  }

  /// Writes what may change, one version on.
  static func update(_ record: CaseRecord, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE correction_case
      SET state = \(record.state), item = \(record.work?.item), work = \(try record.work.map { try String.json($0) }),
        started_on = \(record.startedOn), detail = \(try String.json(record.detail)),
        responsible = \(record.responsible), updated_at = \(record.updatedAt), outcome = \(record.outcome),
        version = version + 1
      WHERE id = \(record.id)
      """)
  }

  /// Open cases, oldest first: the board sorts them by their clocks.
  static func open(
    of organisation: OrganisationID, limit: Int, on connection: any Connection
  ) throws -> [CaseRecord] {
    try connection.all(
      """
      SELECT \(CaseRecord.columns) FROM correction_case
      WHERE organisation = \(organisation) AND state = 'open'
      ORDER BY id
      LIMIT \(limit)
      """)
  }

  /// Closed cases, newest first.
  static func closed(
    of organisation: OrganisationID, before: CaseID?, limit: Int, on connection: any Connection
  ) throws -> [CaseRecord] {
    let cursor: SQL = before.map { "AND id < \($0)" } ?? ""
    return try connection.all(
      """
      SELECT \(CaseRecord.columns) FROM correction_case
      WHERE organisation = \(organisation) AND state = 'closed' \(cursor)
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }

  /// Those of one year in the order of their numbers, after a number.
  static func register(
    of organisation: OrganisationID, year: Int, after number: Int, limit: Int, on connection: any Connection
  ) throws -> [CaseRecord] {
    try connection.all(
      """
      SELECT \(CaseRecord.columns) FROM correction_case
      WHERE organisation = \(organisation) AND year = \(year) AND number > \(number)
      ORDER BY number
      LIMIT \(limit)
      """)
  }

  /// Every agency's open cases, for the watch over the clocks.
  static func allOpen(after id: CaseID?, limit: Int, on connection: any Connection) throws -> [CaseRecord] {
    let cursor: SQL = id.map { "AND id > \($0)" } ?? ""
    return try connection.all(
      """
      SELECT \(CaseRecord.columns) FROM correction_case
      WHERE state = 'open' \(cursor)
      ORDER BY id
      LIMIT \(limit)
      """)
  }

  static func about(_ item: ItemID, on connection: any Connection) throws -> [CaseRecord] {
    try connection.all(
      """
      SELECT \(CaseRecord.columns) FROM correction_case WHERE item = \(item) ORDER BY id DESC LIMIT 100
      """)
  }

  /// The next number of an agency's year; the row is held until the transaction ends.
  static func next(
    _ what: String, of organisation: OrganisationID, year: Int, on connection: any Connection
  ) throws -> Int {
    try connection.value(
      """
      INSERT INTO correction_counter (organisation, year, what, last) VALUES (\(organisation), \(year), \(what), 1)
      ON CONFLICT (organisation, year, what) DO UPDATE SET last = correction_counter.last + 1
      RETURNING last
      """, as: Int.self) ?? 1
  }
}
