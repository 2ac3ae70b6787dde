import Foundation
import Kernel
import Vietnamese

/// One period of the law that runs in a case.
struct CaseClock: Sendable {
  enum State: Sendable, Equatable {
    /// What it begins with has not happened.
    case waiting
    case running
    /// At most two days are left.
    case soon
    case late
    case inTime
    case doneLate
    /// Done, or to be done, but the law's number is not known or not entered.
    case unknown
  }

  let rule: Rule
  let name: Phrase
  let startsOn: CivilDate?
  /// The last day on which it may be done; nil where there is none yet.
  let dueOn: CivilDate?
  /// The exact end where it is counted in hours.
  let dueAt: Date?
  /// Where the last day rests on days off that nobody has confirmed: the day if they are worked.
  let earliest: CivilDate?
  /// Holidays passed over, by name.
  let passed: [String]
  let unknownYears: [Int]
  let doneAt: Date?
  let state: State

  /// Names this clock among those of its case, for what was told about it.
  var key: String { "\(rule.id):\(rule.does.rawValue):\(startsOn?.rawValue ?? "-")" }
  var isOpen: Bool { state == .running || state == .soon || state == .late }
}

/// Counts periods as the law words them.
struct ClockMaker {
  let calendar: WorkingCalendar
  let now: Date

  private struct End {
    var day: CivilDate?
    var time: Date?
    var earliest: CivilDate?
    var passed: [String] = []
    var unknownYears: [Int] = []
  }

  /// - Parameters:
  ///   - start: when what begins it happened; nil: not yet.
  ///   - nextIssue: when the next issue comes out, where the law says so.
  func clock(
    _ rule: Rule, _ name: Phrase, from start: Date?, done: Date?, nextIssue: CivilDate? = nil
  ) -> CaseClock {
    let end = start.map { self.end(rule, from: $0, nextIssue: nextIssue) } ?? End()
    return CaseClock(
      rule: rule, name: name, startsOn: start.map { CivilDate($0) }, dueOn: end.day, dueAt: end.time,
      earliest: end.earliest, passed: end.passed, unknownYears: end.unknownYears, doneAt: done,
      state: state(start, end, done))
  }

  private func end(_ rule: Rule, from start: Date, nextIssue: CivilDate?) -> End {
    let first = CivilDate(start)
    switch (rule.unit, rule.value) {
    case (.atOnce, _):
      return End(day: first)
    case (.nextIssue, _):
      return End(day: nextIssue)
    case (.hours, let hours?):
      let time = start.addingTimeInterval(Double(hours) * 3600)
      return End(day: CivilDate(time), time: time)
    case (.days, let days?):
      let plain = first.adding(days: days)
      guard rule.extends == true else { return End(day: plain) }
      let moved = calendar.nextWorkingDay(onOrAfter: plain)
      return End(
        day: moved, earliest: moved == plain ? nil : plain, unknownYears: calendar.knows(plain.year) ? [] : [plain.year]
      )
    case (.workingDays, let days?):
      let count = calendar.add(workingDays: days, to: first)
      return End(
        day: count.day, earliest: count.earliest == count.day ? nil : count.earliest,
        passed: names(count.passed), unknownYears: count.unknownYears)
    default:
      return End()
    }
  }

  private func names(_ passed: [(day: CivilDate, reason: WorkingCalendar.Reason)]) -> [String] {
    var names: [String] = []
    for (_, reason) in passed where !names.contains(reason.name) { names.append(reason.name) }
    return names
  }

  private func state(_ start: Date?, _ end: End, _ done: Date?) -> CaseClock.State {
    guard start != nil else { return done == nil ? .waiting : .inTime }
    guard let last = end.day else { return done == nil ? .waiting : .unknown }
    let isLate = { (time: Date) in end.time.map { time > $0 } ?? (CivilDate(time) > last) }
    if let done { return isLate(done) ? .doneLate : .inTime }
    if isLate(now) { return .late }
    return CivilDate(now).adding(days: 2) >= (end.earliest ?? last) ? .soon : .running
  }
}
