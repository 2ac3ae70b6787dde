import Kernel

extension RecurrenceRule {
  /// The days on which it begins, within a window, in order. The first day always counts, whatever the rule says of it
  /// (RFC 5545 §3.8.5.3). The work is bounded by the window, by `COUNT` and by `limit`.
  func days(from start: CivilDate, in window: ClosedRange<CivilDate>, limit: Int = most) -> [CivilDate] {
    let last = until.map { Swift.min($0, window.upperBound) } ?? window.upperBound
    guard last >= start else { return [] }
    var found: [CivilDate] = window.contains(start) ? [start] : []
    var counted = 1
    // Where nothing is counted, the periods before the window need not be gone through.
    var index = count == nil ? Swift.max(0, periods(from: start, to: window.lowerBound) - 1) : 0
    while found.count < limit, count == nil || index < Self.mostPeriods {
      guard let period = period(index, of: start), period.first <= last else { break }
      for day in period.days where day > start {
        guard day <= last, count.map({ counted < $0 }) ?? true else { return found }
        counted += 1
        if day >= window.lowerBound { found.append(day) }
        if found.count >= limit { return found }
      }
      if let count, counted >= count { break }
      index += 1
    }
    return found
  }

  /// The last day on which it begins; nil where there is no end.
  func lastDay(from start: CivilDate) -> CivilDate? {
    guard count != nil || until != nil else { return nil }
    let far = until ?? start.adding(days: 366 * 200)
    if count == nil { return Swift.max(far, start) }
    return days(from: start, in: start...Swift.max(start, far)).last ?? start
  }

  /// So many turns are gone through where they are counted: a thousand Mondays among days. A rule that hardly ever
  /// matches is made to hurt.
  private static let mostPeriods = 8000

  /// One turn of the rule: the first day it could hold, and those it does.
  private struct Period {
    let first: CivilDate
    let days: [CivilDate]
  }

  /// How many periods lie between two days, at most.
  private func periods(from start: CivilDate, to end: CivilDate) -> Int {
    guard end > start else { return 0 }
    let days = end.daysSince1970 - start.daysSince1970
    let length: Int =
      switch frequency {
      case .daily: 1
      case .weekly: 7
      case .monthly: 31
      case .yearly: isLunar ? 385 : 366
      }
    return days / length / interval
  }

  private func period(_ index: Int, of start: CivilDate) -> Period? {
    let steps = index * interval
    if isLunar { return lunarPeriod(steps, of: start) }
    switch frequency {
    case .daily:
      let day = start.adding(days: steps)
      return Period(first: day, days: suits(day) ? [day] : [])
    case .weekly:
      let monday = start.adding(days: 7 * steps - (start.weekday - weekStart + 7) % 7)
      let wanted = byDay.isEmpty ? [start.weekday] : byDay.map(\.weekday)
      let days = (0..<7).map { monday.adding(days: $0) }.filter {
        wanted.contains($0.weekday) && (byMonth.isEmpty || byMonth.contains($0.month))
      }
      return Period(first: monday, days: days)
    case .monthly:
      let months = start.year * 12 + start.month - 1 + steps
      guard let first = CivilDate(months / 12, months % 12 + 1, 1) else { return nil }
      guard byMonth.isEmpty || byMonth.contains(first.month) else { return Period(first: first, days: []) }
      return Period(first: first, days: days(ofMonth: first, like: start))
    case .yearly:
      guard let first = CivilDate(start.year + steps, 1, 1) else { return nil }
      return Period(first: first, days: days(ofYear: first, like: start))
    }
  }

  private func suits(_ day: CivilDate) -> Bool {
    guard byMonth.isEmpty || byMonth.contains(day.month) else { return false }
    guard byDay.isEmpty || byDay.contains(where: { $0.weekday == day.weekday }) else { return false }
    guard !byMonthDay.isEmpty else { return true }
    return byMonthDay.contains { Self.day($0, ofMonth: day.year, day.month) == day }
  }

  private func days(ofMonth first: CivilDate, like start: CivilDate) -> [CivilDate] {
    let all = Self.month(first)
    if !byMonthDay.isEmpty {
      let days = byMonthDay.compactMap { Self.day($0, ofMonth: first.year, first.month) }
      return Self.sorted(byDay.isEmpty ? days : days.filter { day in byDay.contains { $0.weekday == day.weekday } })
    }
    if !byDay.isEmpty { return Self.sorted(byDay.flatMap { Self.pick($0, from: all) }) }
    return CivilDate(first.year, first.month, start.day).map { [$0] } ?? []
  }

  private func days(ofYear first: CivilDate, like start: CivilDate) -> [CivilDate] {
    if byMonth.isEmpty, byMonthDay.isEmpty, !byDay.isEmpty {
      let all = (1...12).compactMap { CivilDate(first.year, $0, 1) }.flatMap(Self.month)
      return Self.sorted(byDay.flatMap { Self.pick($0, from: all) })
    }
    let months = !byMonth.isEmpty ? byMonth : byMonthDay.isEmpty ? [start.month] : Array(1...12)
    return Self.sorted(
      months.compactMap { CivilDate(first.year, $0, 1) }.flatMap { days(ofMonth: $0, like: start) })
  }

  /// The same lunar day of later months, or of later years.
  private func lunarPeriod(_ steps: Int, of start: CivilDate) -> Period? {
    let begin = LunarCalendar.lunar(start)
    if frequency == .yearly {
      guard let day = LunarCalendar.kept(begin, in: begin.year + steps) else { return nil }
      return Period(first: day, days: [day])
    }
    // Months follow each other by the moon: the middle of one is never in another.
    let middle = start.adding(days: 15 - begin.day + Int((Double(steps) * 29.530588853).rounded()))
    let month = LunarCalendar.lunar(middle)
    let first = middle.adding(days: 1 - month.day)
    let day = first.adding(days: begin.day - 1)
    return Period(first: first, days: [LunarCalendar.lunar(day).day == begin.day ? day : day.adding(days: -1)])
  }

  private static func month(_ first: CivilDate) -> [CivilDate] {
    (0..<31).map { first.adding(days: $0) }.filter { $0.month == first.month }
  }

  /// The n-th, or the n-th from the end, of that weekday; every one without a number.
  private static func pick(_ wanted: Weekday, from days: [CivilDate]) -> [CivilDate] {
    let fitting = days.filter { $0.weekday == wanted.weekday }
    if wanted.ordinal == 0 { return fitting }
    let index = wanted.ordinal > 0 ? wanted.ordinal - 1 : fitting.count + wanted.ordinal
    return fitting.indices.contains(index) ? [fitting[index]] : []
  }

  private static func day(_ number: Int, ofMonth year: Int, _ month: Int) -> CivilDate? {
    if number > 0 { return CivilDate(year, month, number) }
    let length = (28...31).last { CivilDate(year, month, $0) != nil } ?? 28
    return CivilDate(year, month, length + 1 + number)
  }

  private static func sorted(_ days: [CivilDate]) -> [CivilDate] {
    Set(days).sorted()
  }
}
