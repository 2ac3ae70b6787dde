/// One transaction's line to the engine. Lives only inside the closure of ``Database/read(_:)`` or
/// ``Database/write(_:)``; everything on it is synchronous, so that nothing can hold a transaction open.
package protocol Connection: AnyObject {
  /// For the few statements that differ beyond ``SQL``.
  var dialect: Dialect { get }

  /// Runs a statement; returns how many rows it changed.
  @discardableResult
  func execute(_ statement: SQL) throws -> Int

  /// Hands each row to `body` as it comes, for answers too long to keep.
  func forEach(_ statement: SQL, _ body: (Row) throws -> Void) throws

  /// Tells every node that listens on this channel, once this transaction is committed, and never if it is not.
  func notify(_ channel: String, _ payload: String) throws

  /// Runs something in this process once this transaction is committed.
  func afterCommit(_ action: @escaping @Sendable () -> Void)
}

extension Connection {
  /// All rows.
  package func rows(_ statement: SQL) throws -> [Row] {
    var rows: [Row] = []
    try forEach(statement) { rows.append($0) }
    return rows
  }

  /// All records.
  package func all<Record: RowDecodable>(_ statement: SQL, as type: Record.Type = Record.self) throws -> [Record] {
    var records: [Record] = []
    try forEach(statement) { records.append(try Record(row: $0)) }
    return records
  }

  /// The first record, or nil.
  package func first<Record: RowDecodable>(_ statement: SQL, as type: Record.Type = Record.self) throws -> Record? {
    try rows(statement).first.map(Record.init(row:))
  }

  /// The first column of the first row, or nil where there is no row or the value is NULL.
  package func value<Value: SQLDecodable>(_ statement: SQL, as type: Value.Type = Value.self) throws -> Value? {
    guard let row = try rows(statement).first, let value = row.values.first, value != .null else { return nil }
    guard let decoded = Value.decode(value) else {
      throw DatabaseError.undecodable(column: row.columns.names.first ?? "", type: "\(Value.self)")
    }
    return decoded
  }

  /// The first column of every row.
  package func values<Value: SQLDecodable>(_ statement: SQL, as type: Value.Type = Value.self) throws -> [Value] {
    try rows(statement).map { row in
      guard let value = row.values.first, let decoded = Value.decode(value) else {
        throw DatabaseError.undecodable(column: row.columns.names.first ?? "", type: "\(Value.self)")
      }
      return decoded
    }
  }

  /// Whether there is any row; ask for one with `LIMIT 1`.
  package func exists(_ statement: SQL) throws -> Bool {
    try !rows(statement).isEmpty
  }
}
