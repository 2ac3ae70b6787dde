import Foundation
import GRDB
import Kernel
import Persistence

/// One transaction on SQLite.
final class SQLiteConnection: Connection {
  let dialect = Dialect.sqlite
  private let database: GRDB.Database
  private(set) var announcements: [(String, String)] = []
  private(set) var actions: [@Sendable () -> Void] = []

  init(_ database: GRDB.Database) {
    self.database = database
  }

  func execute(_ statement: Persistence.SQL) throws -> Int {
    let (text, values) = statement.render(for: .sqlite)
    return try translated {
      let prepared = try database.cachedStatement(sql: text)
      if prepared.columnCount > 0 {
        let cursor = try GRDB.Row.fetchCursor(prepared, arguments: arguments(values))
        while try cursor.next() != nil {}
      } else {
        try prepared.execute(arguments: arguments(values))
      }
      return database.changesCount
    }
  }

  func forEach(_ statement: Persistence.SQL, _ body: (Persistence.Row) throws -> Void) throws {
    let (text, values) = statement.render(for: .sqlite)
    try translated {
      let prepared = try database.cachedStatement(sql: text)
      let columns = Persistence.Row.Columns(prepared.columnNames)
      let count = columns.names.count
      let cursor = try GRDB.Row.fetchCursor(prepared, arguments: arguments(values))
      while let row = try cursor.next() {
        var values: [SQLValue] = []
        values.reserveCapacity(count)
        for index in 0..<count { values.append(Self.value(row, index)) }
        try body(Persistence.Row(columns: columns, values: values))
      }
    }
  }

  func notify(_ channel: String, _ payload: String) {
    announcements.append((channel, payload))
  }

  func afterCommit(_ action: @escaping @Sendable () -> Void) {
    actions.append(action)
  }

  private static func value(_ row: GRDB.Row, _ index: Int) -> SQLValue {
    switch (row[index] as DatabaseValue).storage {
    case .null: .null
    case .int64(let number): .integer(number)
    case .double(let number): .real(number)
    case .string(let text): .text(text)
    case .blob(let data): .blob(data)
    }
  }

  private func arguments(_ values: [SQLValue]) -> StatementArguments {
    StatementArguments(
      values.map { value -> DatabaseValue in
        switch value {
        case .null: .null
        case .bool(let bool): (bool ? 1 : 0).databaseValue
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        // PostgreSQL's text cannot hold U+0000: what one engine keeps the other keeps alike.
        case .text(let text): (text.utf8.contains(0) ? text.replacing("\u{0}", with: "") : text).databaseValue
        case .blob(let data): data.databaseValue
        case .timestamp(let date): Timestamp.text(date).databaseValue
        }
      })
  }
}

/// Runs `body` and says SQLite's errors in the house's words.
func translated<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as GRDB.DatabaseError {
    let message = error.message ?? ""
    throw switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
      Persistence.DatabaseError.uniqueViolation(constraint: message)
    case .SQLITE_CONSTRAINT_FOREIGNKEY: Persistence.DatabaseError.foreignKeyViolation(constraint: message)
    case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_NOTNULL:
      Persistence.DatabaseError.checkViolation(constraint: message)
    default:
      switch error.resultCode {
      case .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR: Persistence.DatabaseError.full
      case .SQLITE_BUSY, .SQLITE_LOCKED: Persistence.DatabaseError.serializationFailure
      case .SQLITE_CANTOPEN: Persistence.DatabaseError.unavailable(message)
      case .SQLITE_INTERRUPT: Persistence.DatabaseError.timeout
      default: Persistence.DatabaseError.failed(code: "\(error.extendedResultCode.rawValue)", message: message)
      }
    }
  }
}
