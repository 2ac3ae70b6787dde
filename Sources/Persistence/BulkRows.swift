import Foundation

/// Many rows of one table, made ready before the transaction that writes them: the engine reads them out of one value, so
/// that thousands hold up other writers for moments only.
///
///     let rows = try BulkRows("plan_task_party", [("task", .text), ("position", .integer)], [[.text(id), .integer(0)]])
///     try await database.write { try rows.insert(on: $0) }
package struct BulkRows: Sendable {
  /// What a column holds.
  package enum Kind: String, Sendable {
    case text = "TEXT"
    case integer = "BIGINT"
    case real = "DOUBLE PRECISION"
  }

  /// One value; nil is NULL. No text holds NUL.
  package enum Cell: Encodable, Sendable {
    case text(String?)
    case integer(Int?)
    case real(Double?)

    /// The bare value: a row is an array of these in JSON.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let value): try container.encode(value)
      case .integer(let value): try container.encode(value)
      case .real(let value): try container.encode(value)
      }
    }
  }

  private let table: String
  private let columns: [(name: String, kind: Kind)]
  /// JSON, a thousand rows each.
  private let parts: [String]

  /// - Parameters:
  ///   - columns: in the order of the cells of each row; the others take their defaults.
  ///   - rows: Each with as many cells as there are columns.
  package init(_ table: String, _ columns: [(name: String, kind: Kind)], _ rows: [[Cell]]) throws {
    self.table = table
    self.columns = columns
    let encoder = JSONEncoder()
    parts = try stride(from: 0, to: rows.count, by: 1000).map { start in
      String(decoding: try encoder.encode(Array(rows[start..<min(start + 1000, rows.count)])), as: UTF8.self)
    }
  }

  /// Writes all rows, one statement for each thousand; throws ``DatabaseError``, and then nothing of this transaction
  /// stands.
  package func insert(on connection: any Connection) throws {
    let names = columns.map(\.name).joined(separator: ", ")
    let values = columns.enumerated().map { "CAST(item.value ->> \($0.offset) AS \($0.element.kind.rawValue))" }
      .joined(separator: ", ")
    for part in parts {
      try connection.execute(
        """
        INSERT INTO \(raw: table) (\(raw: names)) SELECT \(raw: values)
        FROM \(sqlite: "json_each(", postgres: "jsonb_array_elements(CAST(")\(part)\
        \(sqlite: ") AS item", postgres: " AS jsonb)) AS item (value)")
        """)
    }
  }
}
