package import Foundation

/// Times as text: ISO 8601 in UTC with milliseconds (`2026-07-01T03:42:00.000Z`), which sorts as the times do.
package enum Timestamp {
  /// The time in 24 characters; what is finer than a millisecond is rounded.
  package static func text(_ date: Date) -> String {
    let milliseconds = date.milliseconds
    let seconds = Int((milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1000)
    let day = CivilDate(daysSince1970: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let rest = seconds - day.daysSince1970 * 86_400
    var text = day.rawValue
    text.reserveCapacity(24)
    text += "T"
    append(rest / 3600, to: &text)
    text += ":"
    append(rest % 3600 / 60, to: &text)
    text += ":"
    append(rest % 60, to: &text)
    let fraction = Int(milliseconds - Int64(seconds) * 1000)
    text += fraction < 10 ? ".00" : fraction < 100 ? ".0" : "."
    text += "\(fraction)Z"
    return text
  }

  /// Reads ISO 8601 as written by ``text(_:)``, and as PostgreSQL and RFC 3339 write it: a space or a `T`, any number of
  /// decimals, `Z`, `+07` or `+07:00`. Nil for anything else.
  package static func date(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, let day = CivilDate(rawValue: String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "t"),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), hour < 24, minute < 60, second <= 60
    else { return nil }
    var at = 19
    var milliseconds: Int64 = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      var scale: Int64 = 100
      while at < bytes.count, let digit = digit(bytes[at]) {
        milliseconds += Int64(digit) * scale
        scale /= 10
        at += 1
      }
    }
    guard let zone = offset(bytes[at...]) else { return nil }
    let seconds = Int64(day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - zone)
    return Date(milliseconds: seconds * 1000 + milliseconds)
  }

  private static func append(_ number: Int, to text: inout String) {
    if number < 10 { text += "0" }
    text += String(number)
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return 0 }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return bytes.count == 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, let hours = number(digits[0..<2]) else { return nil }
    let minutes = digits.count == 4 ? number(digits[2..<4]) : 0
    guard let minutes else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard let digit = digit(byte) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
  }
}
