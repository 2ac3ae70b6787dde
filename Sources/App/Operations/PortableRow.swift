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
    guard let object = try? JSONDecoder().decode([String: PortableValue].self, from: line),
      object.count == table.columns.count
    else { throw ExportError.unreadable(table.name) }
    return try table.columns.map { column in
      guard let value = object[column.name], let stored = value.stored(column) else {
        throw ExportError.unreadable("\(table.name).\(column.name)")
      }
      return stored
    }
  }
}

/// A value of such a line. Whole numbers are read as such: 64 bits do not fit into a `Double`.
private enum PortableValue: Decodable {
  case null
  case text(String)
  case whole(Int64)
  case real(Double)
  case bytes(Data)

  private struct Bytes: Decodable {
    let base64: Data
    enum CodingKeys: String, CodingKey { case base64 = "$b64" }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let number = try? container.decode(Int64.self) {
      self = .whole(number)
    } else if let number = try? container.decode(Double.self) {
      self = .real(number)
    } else {
      self = .bytes(try container.decode(Bytes.self).base64)
    }
  }

  /// As the engine keeps it; nil where a column of this kind cannot hold it.
  func stored(_ column: Table.Column) -> SQLValue? {
    switch self {
    case .null: .null
    case .text(let text) where column.kind == .time: Timestamp.date(text).map { .timestamp($0) }
    case .text(let text): .text(text)
    case .whole(let number) where column.kind == .bool: .bool(number != 0)
    case .whole(let number): .integer(number)
    case .real(let number): .real(number)
    case .bytes(let data): .blob(data)
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

  /// In English, for whoever typed the command.
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
