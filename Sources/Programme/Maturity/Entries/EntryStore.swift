import Foundation
import Kernel
import Persistence

/// All SQL about entries and what happened to them.
enum EntryStore {
  static func find(_ id: MaturityEntryID, on connection: any Connection) throws -> MaturityEntry? {
    try connection.first("SELECT \(MaturityEntry.columns) FROM maturity_entry WHERE id = \(id)")
  }

  static func lock(_ id: MaturityEntryID, on connection: any Connection) throws -> MaturityEntry? {
    try connection.first("SELECT \(MaturityEntry.columns) FROM maturity_entry WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(
    _ organisation: OrganisationID, in cycle: MaturityCycleID, on connection: any Connection
  ) throws -> MaturityEntry? {
    try connection.first(
      "SELECT \(MaturityEntry.columns) FROM maturity_entry WHERE cycle = \(cycle) AND organisation = \(organisation)")
  }

  /// Of a cycle, in the order of names.
  static func all(of cycle: MaturityCycleID, on connection: any Connection) throws -> [MaturityEntry] {
    try connection.all(
      "SELECT \(MaturityEntry.columns) FROM maturity_entry WHERE cycle = \(cycle) ORDER BY name, id LIMIT 5000")
  }

  /// Of organisations, in every cycle.
  static func of(
    _ organisations: [OrganisationID], on connection: any Connection
  ) throws -> [MaturityEntry] {
    guard !organisations.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(MaturityEntry.columns) FROM maturity_entry WHERE organisation IN \(list: organisations)
      ORDER BY id DESC LIMIT 1000
      """)
  }

  static func insert(_ one: MaturityEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO maturity_entry (\(MaturityEntry.columns))
      VALUES (\(one.id), \(one.cycle), \(one.organisation), \(one.name), \(one.shortName), \(one.bloc),
        \(one.isTrained), \(one.trainingNote), \(one.state), \(one.approvedBy), \(one.approvedByName),
        \(one.registeredAt), \(one.updatedAt))
      """)
  }

  static func update(_ one: MaturityEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE maturity_entry SET bloc = \(one.bloc), is_trained = \(one.isTrained),
        training_note = \(one.trainingNote), state = \(one.state),
        approved_by = \(one.approvedBy), approved_by_name = \(one.approvedByName), updated_at = \(one.updatedAt)
      WHERE id = \(one.id)
      """)
  }

  static func add(
    _ act: EntryAct, _ entry: MaturityEntry, words: String, by principal: Principal, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO maturity_step (\(MaturityStep.columns))
      VALUES (\(UUIDv7.shared.next()), \(entry.id), \(act), \(entry.state), \(words), \(principal.id),
        \(principal.name), \(time))
      """)
  }

  static func steps(of entry: MaturityEntryID, on connection: any Connection) throws -> [MaturityStep] {
    try connection.all(
      "SELECT \(MaturityStep.columns) FROM maturity_step WHERE entry = \(entry) ORDER BY id LIMIT 500")
  }
}
