import Kernel
import Persistence

/// Points of the index in whole hundredths, so that sums are exact: 90,13 is 9013.
struct Points: Hashable, Comparable, Codable, Sendable, SQLCodable, CustomStringConvertible {
  var hundredths: Int

  init(_ hundredths: Int) {
    self.hundredths = hundredths
  }

  /// Reads `90,13`, `90.13`, `9`; nil for anything else, and for more than two decimals: nothing is rounded in silence.
  init?(text: String) {
    let parts = text.replacing(".", with: ",").split(separator: ",", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], upTo: 4) else { return nil }
    guard parts.count == 2 else {
      hundredths = whole * 100
      return
    }
    // A spreadsheet may write 1,500 for one and a half.
    let fraction = parts[1].prefix(2)
    guard let value = Self.digits(fraction, upTo: 2), parts[1].dropFirst(2).allSatisfy({ $0 == "0" }) else {
      return nil
    }
    hundredths = whole * 100 + (fraction.count == 1 ? value * 10 : value)
  }

  private static func digits(_ text: Substring, upTo most: Int) -> Int? {
    guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  static let zero = Points(0)
  static func < (left: Points, right: Points) -> Bool { left.hundredths < right.hundredths }
  static func + (left: Points, right: Points) -> Points { Points(left.hundredths + right.hundredths) }
  static func - (left: Points, right: Points) -> Points { Points(left.hundredths - right.hundredths) }

  /// Always with two decimals: `90,13`, `18,00`.
  var text: String {
    let digits = String(hundredths.magnitude % 100)
    return "\(hundredths < 0 ? "−" : "")\(hundredths.magnitude / 100),\(digits.count == 1 ? "0" : "")\(digits)"
  }
  var description: String { text }

  var sqlValue: SQLValue { hundredths.sqlValue }
  static func decode(_ value: SQLValue) -> Points? { Int.decode(value).map { Points($0) } }

  /// For programs: `90.13`, exact.
  var plain: String { text.replacing(",", with: ".").replacing("−", with: "-") }
}

extension Sequence where Element == Points {
  var sum: Points { reduce(.zero, +) }
}
