import Foundation
import Kernel

/// How RFC 5545 writes text, days and times.
enum ICalText {
  /// `20261121`.
  static func date(_ day: CivilDate) -> String { day.rawValue.filter { $0 != "-" } }

  /// `20261121T010000Z`.
  static func utc(_ date: Date) -> String {
    Timestamp.text(date).prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  /// `20261121T080000`, the time in Vietnam.
  static func local(_ date: Date) -> String {
    String(utc(date.addingTimeInterval(Double(VietnamTime.offset))).dropLast())
  }

  /// Reads `20261121`.
  static func day(_ text: String) -> CivilDate? {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      return nil
    }
    let characters = Array(text)
    return CivilDate(
      rawValue: "\(String(characters[0..<4]))-\(String(characters[4..<6]))-\(String(characters[6..<8]))")
  }

  /// Reads `20261121T080000` in a zone (Vietnam where nil), or `20261121T010000Z`.
  static func time(_ text: String, zone: TimeZone?) -> Date? {
    let isUTC = text.hasSuffix("Z")
    let plain = isUTC ? String(text.dropLast()) : text
    guard plain.utf8.count == 15, let day = day(String(plain.prefix(8))) else { return nil }
    let clock = plain.dropFirst(8)
    guard clock.first == "T", let number = Int(clock.dropFirst()), number >= 0 else { return nil }
    let (hour, minute, second) = (number / 10_000, number / 100 % 100, number % 100)
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    let seconds = Double(day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + min(second, 59))
    let wall = Date(timeIntervalSince1970: seconds)
    if isUTC { return wall }
    guard let zone else { return wall.addingTimeInterval(-Double(VietnamTime.offset)) }
    let guess = wall.addingTimeInterval(-Double(zone.secondsFromGMT(for: wall)))
    return wall.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess)))
  }

  /// Seconds of `P1D`, `PT1H30M`, `P2W`; nil for what is none, or is longer than a year.
  static func duration(_ text: String) -> Double? {
    var rest = text.utf8.drop { $0 == UInt8(ascii: "+") }
    guard rest.popFirst() == UInt8(ascii: "P"), rest.count <= 40 else { return nil }
    var seconds = 0
    var number: Int?
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        guard number ?? 0 < 100_000_000 else { return nil }
      case UInt8(ascii: "T"):
        guard number == nil else { return nil }
      default:
        guard let count = number, let unit = units[byte] else { return nil }
        seconds += count * unit
        number = nil
        guard seconds <= 366 * 86_400 else { return nil }
      }
    }
    return number == nil ? Double(seconds) : nil
  }

  private static let units: [UInt8: Int] = [
    UInt8(ascii: "W"): 604_800, UInt8(ascii: "D"): 86_400, UInt8(ascii: "H"): 3600, UInt8(ascii: "M"): 60,
    UInt8(ascii: "S"): 1,
  ]

  /// Text as a value (RFC 5545 §3.3.11).
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      case "\r": continue
      default:
        if scalar.value >= 0x20 || scalar == "\t" { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  static func unescape(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar.value >= 0x20 || scalar == "\t" {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line cut into pieces of at most 75 bytes, never within a letter (RFC 5545 §3.1).
  static func folded(_ line: String) -> String {
    var result = ""
    var width = 0
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if width + size > 75 {
        result += "\r\n "
        width = 1
      }
      result.unicodeScalars.append(scalar)
      width += size
    }
    return result + "\r\n"
  }
}
