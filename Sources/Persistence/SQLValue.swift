package import Foundation
package import Kernel

/// A value as the engines keep it.
package enum SQLValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob(Data)
  /// Whole milliseconds, UTC.
  case timestamp(Date)
}

/// What can be bound into a statement.
package protocol SQLEncodable {
  /// As it is bound; the engines turn it into their own kinds.
  var sqlValue: SQLValue { get }
}

/// What can be read from a column. `nil` says the stored value is of another kind.
package protocol SQLDecodable {
  /// Nil for NULL too: what may be NULL is read as an optional.
  static func decode(_ value: SQLValue) -> Self?
}

/// What can go into a column and come back.
package typealias SQLCodable = SQLEncodable & SQLDecodable

extension Bool: SQLCodable {
  /// The engines' own truth value; SQLite keeps 0 or 1.
  package var sqlValue: SQLValue { .bool(self) }
  /// Any whole number but 0 is true.
  package static func decode(_ value: SQLValue) -> Bool? {
    switch value {
    case .bool(let bool): bool
    case .integer(let number): number != 0
    default: nil
    }
  }
}

extension Int: SQLCodable {
  /// 64 bits.
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  /// As ``Int64``.
  package static func decode(_ value: SQLValue) -> Int? { Int64.decode(value).map(Int.init) }
}

extension Int64: SQLCodable {
  /// 64 bits.
  package var sqlValue: SQLValue { .integer(self) }
  /// Also of truth values and of text that is a whole number, as `SUM` and JSON give it.
  package static func decode(_ value: SQLValue) -> Int64? {
    switch value {
    case .integer(let number): number
    case .bool(let bool): bool ? 1 : 0
    case .text(let text): Int64(text)
    default: nil
    }
  }
}

extension Double: SQLCodable {
  /// 64-bit floating point.
  package var sqlValue: SQLValue { .real(self) }
  /// Also of whole numbers, and of text that is a number.
  package static func decode(_ value: SQLValue) -> Double? {
    switch value {
    case .real(let number): number
    case .integer(let number): Double(number)
    case .text(let text): Double(text)
    default: nil
    }
  }
}

extension String: SQLCodable {
  /// Text as it is; PostgreSQL takes none with NUL in it.
  package var sqlValue: SQLValue { .text(self) }
  /// Only of text: a number is not turned into its digits.
  package static func decode(_ value: SQLValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }
}

extension Data: SQLCodable {
  /// Bytes as they are.
  package var sqlValue: SQLValue { .blob(self) }
  /// Only of bytes.
  package static func decode(_ value: SQLValue) -> Data? {
    if case .blob(let data) = value { data } else { nil }
  }
}

extension Date: SQLCodable {
  /// Whole milliseconds are kept.
  package var sqlValue: SQLValue { .timestamp(self) }
  /// Also of text as SQLite keeps it.
  package static func decode(_ value: SQLValue) -> Date? {
    switch value {
    case .timestamp(let date): date
    case .text(let text): Timestamp.date(text)
    default: nil
    }
  }
}

extension CivilDate: SQLCodable {}
extension ID: SQLCodable {}
extension Permission: SQLCodable {}
extension Language: SQLCodable {}

extension SQLEncodable where Self: RawRepresentable, RawValue: SQLEncodable {
  /// What it is made of: identifiers and enums are kept by their raw value.
  package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
  /// Nil for a raw value that the type does not know, as a later version of the program may have written.
  package static func decode(_ value: SQLValue) -> Self? { RawValue.decode(value).flatMap(Self.init(rawValue:)) }
}
