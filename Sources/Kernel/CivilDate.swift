package import Foundation

/// A day of the calendar, without time or zone: what a law, a licence or a report is dated by.
///
/// Text is ISO 8601 (`2026-07-01`), which sorts as the days do; `vietnamese` is what people read (`01/07/2026`).
package struct CivilDate: Hashable, Comparable, Codable, Sendable, RawRepresentable, CustomStringConvertible {
  /// 1 to 9999, of the Gregorian calendar.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31, and never beyond the end of its month.
  package let day: Int

  /// The day of that name, or nil where the calendar has none (`31/02`).
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day in Vietnam at this time. Vietnam has kept UTC+7 without summer time since 1975.
  package init(_ date: Date) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + VietnamTime.offset
    self.init(daysSince1970: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }

  /// Reads ISO 8601 (`2026-07-01`); nil for anything else.
  package init?(rawValue: String) {
    let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year, month, day)
  }

  /// ISO 8601: `2026-07-01`.
  package var rawValue: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }
  /// The same as ``rawValue``.
  package var description: String { rawValue }

  /// `dd/mm/yyyy`, as Vietnamese law and readers write it.
  package var vietnamese: String { "\(Self.padded(day, 2))/\(Self.padded(month, 2))/\(Self.padded(year, 4))" }

  /// Midnight in Vietnam at the start of the day.
  package var start: Date { Date(timeIntervalSince1970: Double(daysSince1970 * 86_400 - VietnamTime.offset)) }

  /// 1 is Monday … 7 is Sunday (ISO 8601).
  package var weekday: Int { ((daysSince1970 % 7) + 10) % 7 + 1 }

  /// So many calendar days later, or earlier where `days` is negative.
  package func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  /// By year, then month, then day.
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar.
  package var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day that is so many days after 1970-01-01, or before it where `days` is negative.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    self.day = dayOfYear - (153 * month + 2) / 5 + 1
    self.month = month < 10 ? month + 3 : month - 9
    self.year = yearOfEra + era * 400 + (self.month <= 2 ? 1 : 0)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Vietnam's clock: UTC+7 all year.
package enum VietnamTime {
  /// Seconds east of Greenwich.
  package static let offset = 7 * 3600

  /// Hour and minute of the day in Vietnam.
  package static func hourAndMinute(_ date: Date) -> (hour: Int, minute: Int) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + offset
    let inDay = ((seconds % 86_400) + 86_400) % 86_400
    return (inDay / 3600, inDay % 3600 / 60)
  }

  /// `10:42`.
  package static func clock(_ date: Date) -> String {
    let (hour, minute) = hourAndMinute(date)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// `10:42 01/07/2026`.
  package static func dateAndClock(_ date: Date) -> String { "\(clock(date)) \(CivilDate(date).vietnamese)" }
}
