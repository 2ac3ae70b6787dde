package import Foundation
package import Kernel

/// Which days people work in Vietnam: weekends, public holidays, days off in lieu and Saturdays worked in exchange.
///
/// Tết moves and exchanges are decided year by year, so all of it is data (`data/calendar/holidays.json`), each row with its
/// source; a row nobody has confirmed counts, and says so.
package struct WorkingCalendar: Sendable {
  /// Why a day is not like others.
  package struct Reason: Sendable, Equatable {
    /// The three ways in which a day may be unlike others.
    package enum Kind: String, Sendable, Codable {
      case weekend
      /// A public holiday or a day off in lieu of one.
      case holiday
      /// A day of a weekend that is worked in exchange.
      case workedInstead = "worked-instead"
    }
    /// Which of the three it is.
    package let kind: Kind
    /// `Tết Nguyên đán`, as the data names it; empty for weekends.
    package let name: String
    /// Whether the row may be relied on; weekends always.
    package let isConfirmed: Bool
    /// Where it was read.
    package let source: String
  }

  /// A day counted in working days, with what it rests on.
  package struct Count: Sendable, Equatable {
    /// The last day of the period.
    package let day: CivilDate
    /// The same if days off that nobody has confirmed are worked after all; equal to `day` where all are confirmed.
    package let earliest: CivilDate
    /// The holidays passed over, without weekends.
    package let passed: [(day: CivilDate, reason: Reason)]
    /// Years of which no holidays are known at all.
    package let unknownYears: [Int]

    /// Whether nothing unconfirmed has a part in it.
    package var isConfirmed: Bool { day == earliest && unknownYears.isEmpty }

    /// By the days and the reasons; written out since tuples are not Equatable.
    package static func == (left: Count, right: Count) -> Bool {
      left.day == right.day && left.earliest == right.earliest && left.unknownYears == right.unknownYears
        && left.passed.map(\.day) == right.passed.map(\.day) && left.passed.map(\.reason) == right.passed.map(\.reason)
    }
  }

  private let weekend: Set<Int>
  private let years: Set<Int>
  private let off: [CivilDate: Reason]
  private let worked: [CivilDate: Reason]

  /// Reads `data/calendar/holidays.json`; throws where it is not in that form.
  package init(contentsOf file: URL) throws {
    try self.init(json: Data(contentsOf: file))
  }

  /// The same from bytes, for tests with a calendar of their own.
  package init(json data: Data) throws {
    let file = try JSONDecoder().decode(WorkingCalendarFile.self, from: data)
    weekend = Set(file.weekend)
    years = Set(file.years)
    off = file.days(file.off, as: .holiday)
    worked = file.days(file.worked, as: .workedInstead)
  }

  /// Only weekends, for where nobody has entered holidays.
  package init() {
    weekend = [6, 7]
    years = []
    off = [:]
    worked = [:]
  }

  /// Days off that nobody has confirmed count as off.
  package func isWorkingDay(_ day: CivilDate) -> Bool { isWorked(day, unconfirmedIsWorked: false) }

  /// Why this day is off, or worked although of a weekend; nil for an ordinary working day.
  package func reason(_ day: CivilDate) -> Reason? {
    if let worked = worked[day] { return worked }
    if let off = off[day] { return off }
    return weekend.contains(day.weekday) ? Reason(kind: .weekend, name: "", isConfirmed: true, source: "") : nil
  }

  /// Whether holidays of that year were entered at all.
  package func knows(_ year: Int) -> Bool { years.contains(year) }

  /// The day on which a period of so many working days ends. The day of the event itself is not counted (Civil Code 2015
  /// Art 147.3). Zero days is that day, or the next working day after it.
  package func add(workingDays count: Int, to day: CivilDate) -> Count {
    let last = walk(count, from: day, unconfirmedIsWorked: false)
    let earliest = walk(count, from: day, unconfirmedIsWorked: true)
    var passed: [(day: CivilDate, reason: Reason)] = []
    var at = day.adding(days: 1)
    while at <= last {
      if let reason = reason(at), reason.kind == .holiday, !isWorkingDay(at) { passed.append((at, reason)) }
      at = at.adding(days: 1)
    }
    let unknown = Set([day.year, last.year]).subtracting(years).sorted()
    return Count(day: last, earliest: min(last, earliest), passed: passed, unknownYears: unknown)
  }

  /// How many working days lie after one day, up to and including another; negative where that one is earlier.
  package func workingDays(from start: CivilDate, to end: CivilDate) -> Int {
    guard start <= end else { return -workingDays(from: end, to: start) }
    // Ten years: more than any period asked for, and a bound for nonsense.
    let most = min(end.daysSince1970 - start.daysSince1970, 3660)
    return (0..<max(0, most)).count { isWorkingDay(start.adding(days: $0 + 1)) }
  }

  /// The day itself where it is worked, else the next one that is (Civil Code 2015 Art 148.5).
  package func nextWorkingDay(onOrAfter day: CivilDate) -> CivilDate {
    walk(0, from: day, unconfirmedIsWorked: false)
  }

  private func walk(_ count: Int, from start: CivilDate, unconfirmedIsWorked: Bool) -> CivilDate {
    var day = start
    if count <= 0 {
      // No year has a month without a working day.
      for _ in 0..<31 where !isWorked(day, unconfirmedIsWorked: unconfirmedIsWorked) { day = day.adding(days: 1) }
      return day
    }
    var left = min(count, 2500)
    while left > 0 {
      day = day.adding(days: 1)
      if isWorked(day, unconfirmedIsWorked: unconfirmedIsWorked) { left -= 1 }
    }
    return day
  }

  private func isWorked(_ day: CivilDate, unconfirmedIsWorked: Bool) -> Bool {
    if worked[day] != nil { return true }
    if weekend.contains(day.weekday) { return false }
    guard let off = off[day] else { return true }
    return unconfirmedIsWorked && !off.isConfirmed
  }
}
