import Foundation
import Kernel

/// What a rule of repetition says that this program cannot keep.
enum RecurrenceProblem: Error, Equatable {
  case malformed
  /// A part of RFC 5545 §3.3.10 beyond ours, by name.
  case unsupported(String)
}

/// How an event comes again: the part of RFC 5545 §3.3.10 that calendars of people use, and the lunar calendar.
///
/// Kept as text in the order of the standard, `UNTIL` as a day in Vietnam; a lunar rule has `X-LUNAR=1` in front.
struct RecurrenceRule: Sendable, Equatable {
  enum Frequency: String, Sendable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// `MO`, `2TU`, `-1FR`; without an ordinal every such day.
  struct Weekday: Sendable, Equatable {
    var ordinal = 0
    /// 1 is Monday … 7 is Sunday.
    let weekday: Int
  }

  var frequency: Frequency
  var interval = 1
  var count: Int?
  /// The last day in Vietnam on which it may begin.
  var until: CivilDate?
  var byDay: [Weekday] = []
  var byMonthDay: [Int] = []
  var byMonth: [Int] = []
  /// The day a week begins on; matters where every second week is meant.
  var weekStart = 1
  /// By the lunar calendar: the same day of the lunar month or year as the first time.
  var isLunar = false

  init(_ frequency: Frequency) {
    self.frequency = frequency
  }

  /// More would be a list made to hurt.
  static let most = 1000

  static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// Reads a rule; `start` is when the event begins first, since a time in `UNTIL` may cut its last day off.
  init(parsing text: String, start: Date) throws(RecurrenceProblem) {
    guard text.utf8.count <= 1000 else { throw .malformed }
    var parts: [String: String] = [:]
    for piece in text.split(separator: ";") {
      let pair = piece.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, parts.updateValue(pair[1].uppercased(), forKey: pair[0].uppercased()) == nil else {
        throw .malformed
      }
    }
    guard let name = parts.removeValue(forKey: "FREQ") else { throw .malformed }
    guard let frequency = Frequency(rawValue: name) else { throw .unsupported("FREQ=\(name.prefix(20))") }
    self.init(frequency)
    isLunar = parts.removeValue(forKey: "X-LUNAR") == "1"
    interval = try Self.number(parts.removeValue(forKey: "INTERVAL"), in: 1...Self.most) ?? 1
    count = try Self.number(parts.removeValue(forKey: "COUNT"), in: 1...Self.most)
    until = try parts.removeValue(forKey: "UNTIL").map { text throws(RecurrenceProblem) in
      try Self.until(text, start: start)
    }
    byDay = try Self.list(parts.removeValue(forKey: "BYDAY"), Self.weekday)
    byMonthDay = try Self.list(parts.removeValue(forKey: "BYMONTHDAY")) { Self.signed($0, most: 31) }
    byMonth = try Self.list(parts.removeValue(forKey: "BYMONTH")) {
      Self.signed($0, most: 12).flatMap { $0 > 0 ? $0 : nil }
    }
    if let week = parts.removeValue(forKey: "WKST") {
      guard let index = Self.weekdays.firstIndex(of: week) else { throw .malformed }
      weekStart = index + 1
    }
    if let other = parts.keys.sorted().first { throw .unsupported(String(other.prefix(20))) }
    let hasOrdinal = byDay.contains { $0.ordinal != 0 }
    if hasOrdinal, frequency == .daily || frequency == .weekly { throw .malformed }
    if isLunar, !byDay.isEmpty || !byMonthDay.isEmpty || !byMonth.isEmpty { throw .malformed }
    if isLunar, frequency == .daily || frequency == .weekly { throw .malformed }
    if count != nil, until != nil { throw .malformed }
  }

  /// The rule as it is kept.
  var text: String { written(until: until.map { $0.rawValue.filter { $0 != "-" } }) }

  /// The rule as other calendars read it: `UNTIL` is a day for whole days, else a time in UTC.
  func ical(isAllDay: Bool) -> String {
    let end = until.map { day in
      isAllDay ? ICalText.date(day) : ICalText.utc(day.adding(days: 1).start.addingTimeInterval(-1))
    }
    return written(until: end)
  }

  private func written(until: String?) -> String {
    var parts: [String] = isLunar ? ["X-LUNAR=1"] : []
    parts.append("FREQ=\(frequency.rawValue)")
    if interval != 1 { parts.append("INTERVAL=\(interval)") }
    if let count { parts.append("COUNT=\(count)") }
    if let until { parts.append("UNTIL=\(until)") }
    if !byMonth.isEmpty { parts.append("BYMONTH=\(byMonth.map(String.init).joined(separator: ","))") }
    if !byMonthDay.isEmpty { parts.append("BYMONTHDAY=\(byMonthDay.map(String.init).joined(separator: ","))") }
    if !byDay.isEmpty {
      let days = byDay.map { "\($0.ordinal == 0 ? "" : String($0.ordinal))\(Self.weekdays[$0.weekday - 1])" }
      parts.append("BYDAY=\(days.joined(separator: ","))")
    }
    if weekStart != 1 { parts.append("WKST=\(Self.weekdays[weekStart - 1])") }
    return parts.joined(separator: ";")
  }

  private static func number(_ text: String?, in range: ClosedRange<Int>) throws(RecurrenceProblem) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number) else { throw .malformed }
    return number
  }

  private static func list<Element>(
    _ text: String?, _ read: (String) -> Element?
  ) throws(RecurrenceProblem) -> [Element] {
    guard let text else { return [] }
    let pieces = text.split(separator: ",", omittingEmptySubsequences: false)
    guard pieces.count <= 62 else { throw .malformed }
    var elements: [Element] = []
    for piece in pieces {
      guard let element = read(String(piece)) else { throw .malformed }
      elements.append(element)
    }
    return elements
  }

  private static func signed(_ text: String, most: Int) -> Int? {
    guard let number = Int(text), number != 0, abs(number) <= most else { return nil }
    return number
  }

  private static func weekday(_ text: String) -> Weekday? {
    guard let index = weekdays.firstIndex(of: String(text.suffix(2))) else { return nil }
    let rest = String(text.dropLast(2))
    if rest.isEmpty { return Weekday(weekday: index + 1) }
    return signed(rest, most: 53).map { Weekday(ordinal: $0, weekday: index + 1) }
  }

  private static func until(_ text: String, start: Date) throws(RecurrenceProblem) -> CivilDate {
    if let day = ICalText.day(text) { return day }
    guard let time = ICalText.time(text, zone: nil) else { throw .malformed }
    let day = CivilDate(time)
    let isCut = time.timeIntervalSince(day.start) < start.timeIntervalSince(CivilDate(start).start)
    return isCut ? day.adding(days: -1) : day
  }
}
