import Foundation
import Kernel

/// Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), always 29 bytes.
enum HTTPDate {
  static func text(_ date: Date) -> String {
    String(decoding: bytes(second: Int64(date.timeIntervalSince1970.rounded(.down))), as: UTF8.self)
  }

  /// - Parameter second: Whole seconds since 1970.
  static func bytes(second: Int64) -> [UInt8] {
    let days = Int(second >= 0 ? second / 86_400 : (second - 86_399) / 86_400)
    let rest = Int(second) - days * 86_400
    let date = CivilDate(daysSince1970: days)
    // 1 January 1970 was a Thursday.
    let weekday = ((days + 4) % 7 + 7) % 7
    var text: [UInt8] = []
    text.reserveCapacity(29)
    text += names[weekday].utf8
    text += ", ".utf8
    append(date.day, to: &text)
    text += " \(months[date.month - 1]) ".utf8
    append(date.year / 100, to: &text)
    append(date.year % 100, to: &text)
    text.append(UInt8(ascii: " "))
    append(rest / 3600, to: &text)
    text.append(UInt8(ascii: ":"))
    append(rest % 3600 / 60, to: &text)
    text.append(UInt8(ascii: ":"))
    append(rest % 60, to: &text)
    text += " GMT".utf8
    return text
  }

  private static let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func append(_ number: Int, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
