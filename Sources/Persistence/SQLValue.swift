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
  var sqlValue: SQLValue { get }
}

/// What can be read from a column. `nil` says the stored value is of another kind.
package protocol SQLDecodable {
  static func decode(_ value: SQLValue) -> Self?
}

package typealias SQLCodable = SQLEncodable & SQLDecodable

extension Bool: SQLCodable {
  package var sqlValue: SQLValue { .bool(self) }
  package static func decode(_ value: SQLValue) -> Bool? {
    switch value {
    case .bool(let bool): bool
    case .integer(let number): number != 0
    default: nil
    }
  }
}

extension Int: SQLCodable {
  package var sqlValue: SQLValue { .integer(Int64(self)) }
  package static func decode(_ value: SQLValue) -> Int? { Int64.decode(value).map(Int.init) }
}

extension Int64: SQLCodable {
  package var sqlValue: SQLValue { .integer(self) }
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
  package var sqlValue: SQLValue { .real(self) }
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
  package var sqlValue: SQLValue { .text(self) }
  package static func decode(_ value: SQLValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }
}

extension Data: SQLCodable {
  package var sqlValue: SQLValue { .blob(self) }
  package static func decode(_ value: SQLValue) -> Data? {
    if case .blob(let data) = value { data } else { nil }
  }
}

extension Date: SQLCodable {
  package var sqlValue: SQLValue { .timestamp(self) }
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
  package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
  package static func decode(_ value: SQLValue) -> Self? { RawValue.decode(value).flatMap(Self.init(rawValue:)) }
}
