/// One row of an answer; columns are read by name, as the type that is asked for.
package struct Row: Sendable {
  /// The column names of an answer, shared by its rows.
  package final class Columns: Sendable {
    /// In the order of the statement.
    package let names: [String]
    private let places: [String: Int]

    /// A name that comes twice means the first of the two.
    package init(_ names: [String]) {
      self.names = names
      self.places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func place(of name: String) -> Int? { places[name] }
  }

  /// One value for all rows of an answer.
  package let columns: Columns
  /// In the order of ``columns``.
  package let values: [SQLValue]

  /// For drivers, and for tests that need no database; both lists must be of one length.
  package init(columns: Columns, values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// A value that must be there: `let title: String = try row["title"]`.
  package subscript<Value: SQLDecodable>(name: String) -> Value {
    get throws(DatabaseError) {
      let value = try stored(name)
      guard let decoded = Value.decode(value) else {
        throw .undecodable(column: name, type: "\(Value.self)")
      }
      return decoded
    }
  }

  /// A value that may be NULL.
  package subscript<Value: SQLDecodable>(name: String) -> Value? {
    get throws(DatabaseError) {
      let value = try stored(name)
      if value == .null { return nil }
      guard let decoded = Value.decode(value) else {
        throw .undecodable(column: name, type: "\(Value.self)")
      }
      return decoded
    }
  }

  private func stored(_ name: String) throws(DatabaseError) -> SQLValue {
    guard let place = columns.place(of: name) else { throw .noSuchColumn(name) }
    return values[place]
  }
}

/// A record that is made from one row.
package protocol RowDecodable {
  /// Reads the columns that it needs by name; throws ``DatabaseError`` where one is missing or of another kind.
  init(row: Row) throws
}
