import Foundation
import Kernel

/// Text from outside as this room keeps it: without control characters, not longer than told.
enum Words {
  /// Further away is a slip of the hand.
  static let days: ClosedRange<CivilDate> = CivilDate(daysSince1970: -25_567)...CivilDate(daysSince1970: 84_005)

  /// One line.
  static func line(_ text: String, _ limit: Int) -> String {
    let plain = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    var result = ""
    result.unicodeScalars.append(contentsOf: plain)
    return String(result.trimmingCharacters(in: .whitespacesAndNewlines).prefix(limit))
  }

  /// Several lines.
  static func text(_ text: String, _ limit: Int) -> String {
    let lines = text.replacing("\r\n", with: "\n")
    let plain = lines.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }
    var result = ""
    result.unicodeScalars.append(contentsOf: plain)
    return String(result.trimmingCharacters(in: .whitespacesAndNewlines).prefix(limit))
  }

  /// Whether a link may lead there.
  static func isAddress(_ text: String) -> Bool {
    guard text.utf8.count <= 2000, let url = URL(string: text), let host = url.host(), !host.isEmpty else {
      return false
    }
    return ["http", "https"].contains(url.scheme?.lowercased() ?? "")
  }

  /// `08:30` as minutes of the day.
  static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  /// Minutes of the day as `08:30`.
  static func clock(_ minute: Int) -> String {
    let (hour, rest) = (minute / 60, minute % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A local time as a browser's `datetime-local` sends it: `2026-11-21T08:30`, in Vietnam.
  static func localTime(_ text: String) -> Date? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = CivilDate(rawValue: String(parts[0])), let minute = minute(String(parts[1]))
    else {
      return nil
    }
    return day.start.addingTimeInterval(Double(minute * 60))
  }

  /// The same the other way round.
  static func localText(_ date: Date?) -> String {
    date.map { "\(CivilDate($0).rawValue)T\(VietnamTime.clock($0))" } ?? ""
  }

  /// `135`: the days of the week, 1 is Monday; nil where there is none.
  static func weekdays(_ values: [String]) -> String? {
    let days = Set(values.compactMap { Int($0) }.filter { (1...7).contains($0) }).sorted()
    return days.isEmpty ? nil : days.map(String.init).joined()
  }
}
