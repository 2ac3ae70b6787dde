import Contracts
import Kernel
import Persistence
import Vietnamese

/// A notice to the authority that is owed, or was given: for which row, until when.
struct NoticeDuty: Sendable, Equatable {
  enum State: Sendable, Equatable {
    case running
    /// Three working days or fewer are left.
    case soon
    case late
    case inTime
    case doneLate
  }

  let rule: String
  let text: Phrase
  let source: String
  let mark: String
  let register: RegisterID
  let row: String
  let organisation: OrganisationID
  /// The channel or product.
  let name: String
  let event: CivilDate
  let due: CivilDate
  /// Where holidays nobody has confirmed have a part in it.
  let isConfirmed: Bool
  let done: CivilDate?

  /// The same with other words.
  func saying(_ text: Phrase) -> NoticeDuty {
    NoticeDuty(
      rule: rule, text: text, source: source, mark: mark, register: register, row: row, organisation: organisation,
      name: name, event: event, due: due, isConfirmed: isConfirmed, done: done)
  }

  func state(on today: CivilDate, _ calendar: WorkingCalendar) -> State {
    if let done { return done <= due ? .inTime : .doneLate }
    if today > due { return .late }
    return calendar.workingDays(from: today, to: due) <= 3 ? .soon : .running
  }
}

extension RegisterRules {
  /// What is owed for rows of the channels and licences. Of licences these are all that an organisation has: one that a
  /// newer one follows does not stop.
  func duties(_ register: Register, _ rows: [RegisterRow], on today: CivilDate) -> [NoticeDuty] {
    rows.flatMap { row -> [NoticeDuty] in
      switch register.id {
      case .channels:
        [
          duty(.opened, register, row, event: "valid_from", done: "opening_notified_on"),
          duty(.closed, register, row, event: "valid_to", done: "closing_notified_on"),
        ].compactMap { $0 }
      case .licences:
        [
          duty(.licenceChanged, register, row, event: "changed_on", done: "change_notified_on"),
          stop(register, row, rows, on: today),
        ].compactMap { $0 }
      default: []
      }
    }
  }

  private func duty(
    _ event: Duty.Event, _ register: Register, _ row: RegisterRow, event column: String, done: String
  ) -> NoticeDuty? {
    guard let day = row.values[column].flatMap({ CivilDate(rawValue: $0) }),
      let rule = duties.first(where: { $0.event == event && $0.holds(on: day) })
    else { return nil }
    let (due, isConfirmed) = last(rule, day)
    return NoticeDuty(
      rule: rule.id, text: Phrase(stringLiteral: rule.text), source: rule.source, mark: rule.mark,
      register: register.id, row: row.id,
      organisation: row.organisation, name: row.values["name"] ?? "", event: day, due: due, isConfirmed: isConfirmed,
      done: row.values[done].flatMap { CivilDate(rawValue: $0) })
  }

  /// What was said to stop, or what ends soon and has nothing that follows it: then it stops with the licence.
  private func stop(
    _ register: Register, _ row: RegisterRow, _ all: [RegisterRow], on today: CivilDate
  ) -> NoticeDuty? {
    if !(row.values["stopped_on"] ?? "").isEmpty {
      return duty(.licenceStopped, register, row, event: "stopped_on", done: "stop_notified_on")
    }
    let isNear = row.values["valid_to"].flatMap { CivilDate(rawValue: $0) }.map { end in
      end <= today.adding(days: alerts.first ?? 0)
    }
    guard isNear == true, !LicenceEnds.isFollowed(row, in: all.filter { $0.organisation == row.organisation }) else {
      return nil
    }
    let duty = duty(.licenceStopped, register, row, event: "valid_to", done: "stop_notified_on")
    return duty.map { $0.saying("\($0.text.vietnamese) (giấy phép hết hạn mà chưa có giấy phép mới)") }
  }

  /// A working day after which so many lie, up to the day of closing; a year is a bound for nonsense.
  private func last(_ rule: Duty, closing day: CivilDate) -> (CivilDate, Bool) {
    var due = day
    for _ in 0..<366 where calendar.workingDays(from: due, to: day) < rule.count || !calendar.isWorkingDay(due) {
      due = due.adding(days: -1)
    }
    return (due, calendar.add(workingDays: rule.count, to: due).isConfirmed)
  }

  /// The last day on which it is still in time.
  private func last(_ rule: Duty, _ day: CivilDate) -> (CivilDate, Bool) {
    switch (rule.event, rule.unit) {
    case (.closed, .workingDays): return last(rule, closing: day)
    // So many whole days lie before it, whatever they are: a day off moves nothing that is counted back.
    case (.closed, .days), (.licenceStopped, .days): return (day.adding(days: -rule.count), true)
    case (.licenceStopped, .workingDays): return last(rule, closing: day)
    case (_, .workingDays):
      let count = calendar.add(workingDays: rule.count, to: day)
      return (count.day, count.isConfirmed)
    // A period that ends on a day off ends with the next working day (Civil Code 2015 Art 148.5).
    case (_, .days): return (calendar.nextWorkingDay(onOrAfter: day.adding(days: rule.count)), true)
    }
  }
}
