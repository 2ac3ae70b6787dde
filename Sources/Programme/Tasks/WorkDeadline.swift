import Foundation
import Kernel
import Vietnamese
import Web

/// How a piece of work stands to its day, counted in working days.
struct WorkDeadline: Sendable, Equatable {
  enum State: Sendable, Equatable {
    /// Nothing runs: no day was set, or nobody owes it now.
    case still
    case running
    /// At most three working days are left.
    case soon
    case late
    case doneInTime
    case doneLate
  }

  let state: State
  /// The last day: the day that was set, or the working day after it (Civil Code 2015 Art 148.5).
  let last: CivilDate?
  /// The same if days off that nobody has confirmed are worked; nil where that changes nothing.
  let earliest: CivilDate?
  /// Working days left, negative once it is late.
  let left: Int
  /// The same counting days off that nobody has confirmed as worked.
  let leftAtMost: Int
  let unknownYears: [Int]
  /// Days off that nobody has confirmed and that make the difference, with what they are called.
  let doubtful: [DoubtfulDay]

  struct DoubtfulDay: Sendable, Hashable {
    let day: CivilDate
    let name: String
    let source: String
  }

  init(_ record: WorkRecord, _ calendar: WorkingCalendar, today: CivilDate) {
    guard let due = record.dueOn else {
      (state, last, earliest, left, leftAtMost, unknownYears, doubtful) = (.still, nil, nil, 0, 0, [], [])
      return
    }
    let end = calendar.nextWorkingDay(onOrAfter: due)
    let early = calendar.first(onOrAfter: due)
    last = end
    earliest = early == end ? nil : early
    left = calendar.workingDays(from: today, to: end)
    leftAtMost = calendar.most(from: today, to: end)
    let years = Set([due.year, end.year, min(today, end).year, max(today, end).year])
    unknownYears = years.filter { !calendar.knows($0) }.sorted()
    // After the day that the count begins with, as the count itself.
    doubtful =
      left == leftAtMost && earliest == nil
      ? [] : calendar.doubtful(from: min(today.adding(days: 1), early), to: max(today, end))
    let finished = record.submittedOn ?? record.doneOn
    if record.state == .done {
      state = finished.map { $0 > end ? .doneLate : .doneInTime } ?? .doneInTime
    } else if record.state.isOwed {
      state = today > end ? .late : left <= 3 ? .soon : .running
    } else {
      state = .still
    }
  }

  var isLate: Bool { state == .late }

  /// `còn 3 ngày làm việc`, `chậm 2 ngày làm việc`; both figures where unconfirmed days off make a difference.
  var phrase: Phrase? {
    switch state {
    case .still: nil
    case .running, .soon:
      if left == 0 {
        "hết hạn hôm nay"
      } else if leftAtMost != left {
        "còn \(left) đến \(leftAtMost) ngày làm việc"
      } else {
        "còn \(left) ngày làm việc"
      }
    case .late:
      if left == 0 {
        "đã hết hạn"
      } else if leftAtMost != left {
        "chậm \(-left) đến \(-leftAtMost) ngày làm việc"
      } else {
        "chậm \(-left) ngày làm việc"
      }
    case .doneInTime: "đúng hạn"
    case .doneLate: "xong nhưng chậm"
    }
  }

  func words(_ t: Translator) -> String { phrase.map { t($0) } ?? "" }

  func html(_ t: Translator) -> HTML {
    let words = words(t)
    guard !words.isEmpty else { return .empty }
    let kind: StateWord.Kind =
      switch state {
      case .late, .doneLate: .bad
      case .soon: .waiting
      case .running: .ready
      case .doneInTime: .done
      case .still: .draft
      }
    return StateWord.html(words, kind)
  }
}

/// What counting needs beside what the calendar has: days off that nobody has confirmed taken as worked, and back from a day.
extension WorkingCalendar {
  /// Whether this day is worked for sure or perhaps.
  func mayBeWorked(_ day: CivilDate) -> Bool {
    if isWorkingDay(day) { return true }
    guard let reason = reason(day), reason.kind == .holiday, !reason.isConfirmed else { return false }
    return day.weekday < 6
  }

  /// Days off within these that nobody has confirmed.
  func doubtful(from start: CivilDate, to end: CivilDate) -> [WorkDeadline.DoubtfulDay] {
    let days = min(max(0, end.daysSince1970 - start.daysSince1970 + 1), 3660)
    return (0..<days).compactMap { offset in
      let day = start.adding(days: offset)
      guard !isWorkingDay(day), mayBeWorked(day), let reason = reason(day) else { return nil }
      return WorkDeadline.DoubtfulDay(day: day, name: reason.name, source: reason.source)
    }
  }

  /// The day itself where it is worked or may be, else the next such day.
  func first(onOrAfter day: CivilDate) -> CivilDate {
    var at = day
    for _ in 0..<31 where !mayBeWorked(at) { at = at.adding(days: 1) }
    return at
  }

  /// Working days after one day up to another, with days off that nobody has confirmed; negative where it is earlier.
  func most(from start: CivilDate, to end: CivilDate) -> Int {
    guard start <= end else { return -most(from: end, to: start) }
    let days = min(end.daysSince1970 - start.daysSince1970, 3660)
    return (0..<max(0, days)).count { mayBeWorked(start.adding(days: $0 + 1)) }
  }

  /// So many working days before a day; the later day is the one if unconfirmed days off are worked.
  func before(_ count: Int, _ day: CivilDate) -> (day: CivilDate, latest: CivilDate) {
    func walk(_ isWorked: (CivilDate) -> Bool) -> CivilDate {
      var (at, left) = (day, min(count, 2500))
      while left > 0 {
        at = at.adding(days: -1)
        if isWorked(at) { left -= 1 }
      }
      return at
    }
    return (walk(isWorkingDay), walk(mayBeWorked))
  }
}
