package import Foundation
import Synchronization

/// The name of one record for ever: a UUIDv7 (RFC 9562 §5.7) in lower-case text, typed by the record it names.
///
/// Ours, never an official code: official codes were re-used on 01/7/2025 (regulation.md 7.3), so they are dated
/// attributes of a record, not its identity. Sorting IDs as text sorts them by the time they were made.
package struct ID<Record>: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible, Comparable {
  /// 36 characters of lower-case hexadecimal where ``new()`` made it; whatever came from outside where it did not.
  package let rawValue: String

  /// Takes any text: what names nothing is simply not found. Use ``isWellFormed`` before storing text from outside.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// As ``init(rawValue:)``, and as unchecked.
  package init(_ text: String) {
    self.rawValue = text
  }

  /// A new name, later in order than every one made before it in this process.
  package static func new() -> ID {
    ID(UUIDv7.shared.next())
  }

  /// Whether this is text that ``new()`` could have made.
  package var isWellFormed: Bool {
    rawValue.utf8.count == 36 && UUID(uuidString: rawValue) != nil && rawValue == rawValue.lowercased()
  }

  /// The same as ``rawValue``.
  package var description: String { rawValue }

  /// As text, which is the order in which they were made.
  package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

/// Makes UUIDv7 text; monotonic within a process even when the clock stands still or goes back.
package final class UUIDv7: Sendable {
  /// The one maker of the process: only one keeps the order.
  package static let shared = UUIDv7()

  private struct Last {
    var milliseconds: UInt64 = 0
    var sequence: UInt16 = 0
  }
  private let last = Mutex(Last())

  /// 36 characters, later in order than what was given before; the 12 bits after the milliseconds (`rand_a`) count up
  /// within one.
  package func next(at date: Date = Date()) -> String {
    let now = UInt64(max(0, date.timeIntervalSince1970 * 1000))
    let (milliseconds, sequence) = last.withLock { last in
      if now > last.milliseconds {
        last = Last(milliseconds: now, sequence: UInt16.random(in: 0...0x3FF))
      } else if last.sequence < 0xFFF {
        last.sequence += 1
      } else {
        last = Last(milliseconds: last.milliseconds + 1, sequence: 0)
      }
      return (last.milliseconds, last.sequence)
    }
    let random = UInt64.random(in: .min ... .max)
    var bytes = [UInt8](repeating: 0, count: 16)
    for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64(index))) }
    bytes[6] = 0x70 | UInt8(sequence >> 8)
    bytes[7] = UInt8(truncatingIfNeeded: sequence)
    for index in 8..<16 { bytes[index] = UInt8(truncatingIfNeeded: random >> (8 * UInt64(index - 8))) }
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    return Self.text(bytes)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func text(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 36) { out in
      var at = 0
      for (index, byte) in bytes.enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 {
          out[at] = UInt8(ascii: "-")
          at += 1
        }
        out[at] = digits[Int(byte >> 4)]
        out[at + 1] = digits[Int(byte & 0xF)]
        at += 2
      }
      return at
    }
  }
}
