import Foundation

/// What a value as people write it says as numbers.
struct ShownValue: Sendable, Equatable {
  var value: Double?
  var low: Double?
  var high: Double?
  /// In `33% cơ quan báo chí tăng doanh thu 20%`, the 20.
  var growth: Double?

  /// More than any programme counts, and exact as whole numbers wherever they are written.
  static let most = 1e12

  var isWords: Bool { value == nil && low == nil }
  var numbers: [Double] { [value, low, high, growth].compactMap(\.self) }

  init(_ text: String, _ unit: TargetUnit) {
    guard unit.isNumber else { return }
    let bytes = Array(text.utf8)
    var scan = NumberScan(bytes)
    guard let first = scan.next() else { return }
    guard let second = scan.next() else {
      value = first.value
      return
    }
    let between = String(decoding: bytes[first.range.upperBound..<second.range.lowerBound], as: UTF8.self)
      .filter { !$0.isWhitespace && $0 != "%" }
    if ["-", "–", "đến", "/"].contains(between), unit != .ratio {
      low = first.value
      high = second.value
    } else {
      value = first.value
      if text.localizedCaseInsensitiveContains("tăng") { growth = second.value }
    }
  }
}

/// Finds the numbers in a text, one after the other: `1.234,5`, `12,5`, `12.5`. By bytes: a table of a plan has tens of
/// thousands of cells.
private struct NumberScan {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (value: Double, range: Range<Int>)? {
    while at < bytes.count, !Self.isDigit(bytes[at]) { at += 1 }
    guard at < bytes.count else { return nil }
    let start = at
    var end = digits(from: start)
    var isGrouped = false
    if end - start <= 3 {
      // Points with three digits behind each part thousands.
      while let group = group(after: end) {
        end = group
        isGrouped = true
      }
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: ",") || (bytes[end] == UInt8(ascii: ".") && !isGrouped),
      digits(from: end + 1) > end + 1
    {
      end = digits(from: end + 1)
    }
    at = end
    let plain = bytes[start..<end].compactMap { byte -> UInt8? in
      if byte == UInt8(ascii: ".") { return isGrouped ? nil : byte }
      return byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte
    }
    return Double(String(decoding: plain, as: UTF8.self)).map { ($0, start..<end) } ?? next()
  }

  private func group(after end: Int) -> Int? {
    guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
    let stop = digits(from: end + 1)
    return stop - end == 4 ? stop : nil
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    return end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
