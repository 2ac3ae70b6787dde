import CLibPQ
import Foundation
import Kernel
import Persistence

/// PostgreSQL's text format, both ways, and its errors in the house's words.
enum PostgresText {
  // Type OIDs of the catalogue (pg_type.dat). Text and NULL are sent as 0 so that the server infers the type.
  private static let bool: Oid = 16
  private static let bytes: Oid = 17
  private static let int8: Oid = 20
  private static let int2: Oid = 21
  private static let int4: Oid = 23
  private static let float4: Oid = 700
  private static let float8: Oid = 701
  private static let timestamptz: Oid = 1184
  private static let numeric: Oid = 1700

  static func type(_ value: SQLValue) -> Oid {
    switch value {
    case .null, .text: 0
    case .bool: bool
    case .integer: int8
    case .real: float8
    case .blob: bytes
    case .timestamp: timestamptz
    }
  }

  /// The value as zero-ended text; nil is NULL.
  static func encode(_ value: SQLValue) -> [CChar]? {
    switch value {
    case .null: nil
    case .bool(let bool): cString(bool ? "t" : "f")
    case .integer(let number): cString(String(number))
    case .real(let number): cString(number.isNaN ? "NaN" : "\(number)")
    // PostgreSQL's text cannot hold U+0000; SQLite's can, and what one engine keeps the other must keep alike.
    case .text(let text): cString(text.utf8.contains(0) ? text.replacing("\u{0}", with: "") : text)
    case .timestamp(let date): cString(Timestamp.text(date))
    case .blob(let data): hex(data)
    }
  }

  static func decode(_ result: OpaquePointer?, row: Int32, column: Int32) -> SQLValue {
    if PQgetisnull(result, row, column) == 1 { return .null }
    guard let pointer = PQgetvalue(result, row, column) else { return .null }
    let length = Int(PQgetlength(result, row, column))
    let bytes = UnsafeBufferPointer(start: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: length)
    switch PQftype(result, column) {
    case bool: return .bool(bytes.first == UInt8(ascii: "t"))
    case int8, int2, int4: return Int64(String(decoding: bytes, as: UTF8.self)).map(SQLValue.integer) ?? .null
    case float4, float8, numeric:
      let text = String(decoding: bytes, as: UTF8.self)
      // A sum of BIGINT is NUMERIC to PostgreSQL and an integer to SQLite.
      if let whole = Int64(text) { return .integer(whole) }
      return Double(text).map(SQLValue.real) ?? .null
    case Self.bytes: return .blob(data(hex: bytes))
    case timestamptz:
      let text = String(decoding: bytes, as: UTF8.self)
      return Timestamp.date(text).map(SQLValue.timestamp) ?? .text(text)
    default: return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  static func error(_ result: OpaquePointer?) -> DatabaseError {
    let code = field(result, sqlState)
    let message = field(result, primaryMessage)
    let constraint = field(result, constraintName)
    return switch code {
    case "23505": .uniqueViolation(constraint: constraint)
    case "23503": .foreignKeyViolation(constraint: constraint)
    case "23514", "23502": .checkViolation(constraint: constraint.isEmpty ? message : constraint)
    case "40001", "40P01": .serializationFailure
    case "57014": .timeout
    case "53100": .full
    case "57P01", "57P02", "57P03", "53300": .unavailable(message)
    default: .failed(code: code, message: message)
    }
  }

  private static func field(_ result: OpaquePointer?, _ code: Int32) -> String {
    PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
  }

  // The letters of libpq's error fields (postgres_ext.h).
  private static var sqlState: Int32 { Int32(UInt8(ascii: "C")) }
  private static var primaryMessage: Int32 { Int32(UInt8(ascii: "M")) }
  private static var constraintName: Int32 { Int32(UInt8(ascii: "n")) }

  private static func cString(_ text: String) -> [CChar] { Array(text.utf8CString) }

  private static let digits = "0123456789abcdef".utf8.map { CChar($0) }

  private static func hex(_ data: Data) -> [CChar] {
    var text: [CChar] = [CChar(UInt8(ascii: "\\")), CChar(UInt8(ascii: "x"))]
    text.reserveCapacity(data.count * 2 + 3)
    for byte in data {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    text.append(0)
    return text
  }

  private static func data(hex bytes: UnsafeBufferPointer<UInt8>) -> Data {
    var data = Data(capacity: bytes.count / 2)
    var index = 2
    while index + 1 < bytes.count {
      data.append(nibble(bytes[index]) << 4 | nibble(bytes[index + 1]))
      index += 2
    }
    return data
  }

  private static func nibble(_ byte: UInt8) -> UInt8 {
    byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : (byte | 0x20) - UInt8(ascii: "a") + 10
  }
}
