import Foundation
import Kernel
import Persistence

/// A row as one line of JSON that reads the same whichever engine it came from: columns by name in order, booleans as
/// 0 and 1, times as ISO 8601 in UTC, bytes as base64 under `$b64`.
enum PortableRow {
  static func line(_ row: Row, _ table: Table) -> String {
    var line = "{"
    for (index, column) in table.columns.enumerated() {
      if index > 0 { line += "," }
      line += quoted(column.name) + ":"
      line += json(row.values[index])
    }
    return line + "}"
  }

  private static func json(_ value: SQLValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): bool ? "1" : "0"
    case .integer(let number): String(number)
    // A whole number is the same fact whether its column is INTEGER or REAL to the engine.
    case .real(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .text(let text): quoted(text)
    case .blob(let data): "{\"$b64\":\"\(data.base64EncodedString())\"}"
    case .timestamp(let date): quoted(Timestamp.text(date))
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The values of a line in the order of the table's columns, as its engine keeps them. Throws where the line is not an
  /// object of exactly these columns.
  static func values(_ line: Data, _ table: Table) throws -> [SQLValue] {
    guard let object = try JSONSerialization.jsonObject(with: line) as? [String: Any],
      object.count == table.columns.count
    else { throw ExportError.unreadable(table.name) }
    return try table.columns.map { column in
      guard let value = object[column.name] else { throw ExportError.unreadable("\(table.name).\(column.name)") }
      return try self.value(value, column, table)
    }
  }

  private static func value(_ value: Any, _ column: Table.Column, _ table: Table) throws -> SQLValue {
    switch value {
    case is NSNull: return .null
    case let text as String:
      if column.kind == .time {
        guard let date = Timestamp.date(text) else { throw ExportError.unreadable("\(table.name).\(column.name)") }
        return .timestamp(date)
      }
      return .text(text)
    case let number as NSNumber:
      if column.kind == .bool { return .bool(number.intValue != 0) }
      let double = number.doubleValue
      if let whole = Int64(exactly: number) { return .integer(whole) }
      return .real(double)
    case let object as [String: Any]:
      guard let base64 = object["$b64"] as? String, let data = Data(base64Encoded: base64) else {
        throw ExportError.unreadable("\(table.name).\(column.name)")
      }
      return .blob(data)
    default: throw ExportError.unreadable("\(table.name).\(column.name)")
    }
  }
}

/// What an export, an import, a backup or a restore stops at.
package enum ExportError: Error, CustomStringConvertible {
  case notEmpty(String)
  case unreadable(String)
  case missing(String)
  case checksum(String)
  case tool(String)

  package var description: String {
    switch self {
    case .notEmpty(let what): "\(what) is not empty; nothing was changed"
    case .unreadable(let what): "cannot be read: \(what); nothing was changed"
    case .missing(let what): "missing: \(what); nothing was changed"
    case .checksum(let what): "the checksum of \(what) does not match; nothing was changed"
    case .tool(let what): what
    }
  }
}
