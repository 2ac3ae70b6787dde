import Foundation
import Kernel
import Vietnamese

/// When people are told of a day that comes or is past: dated data, `data/programmes/reminders.json`.
struct Reminders: Sendable {
  struct Rule: Decodable, Sendable {
    let from: CivilDate
    /// So many working days before.
    let before: [Int]
    let onTheDay: Bool
    /// So many working days late, when whoever keeps the plan is told too.
    let escalate: [Int]
    let source: String
    let mark: String

    enum CodingKeys: String, CodingKey {
      case from, before, escalate, source, mark
      case onTheDay = "on-the-day"
    }
  }

  private struct File: Decodable {
    let rules: [Rule]
  }

  let rules: [Rule]

  init(contentsOf file: URL) throws {
    rules = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).rules.sorted { $0.from < $1.from }
  }

  func rule(on day: CivilDate) -> Rule? { rules.last { $0.from <= day } }

  /// What is to be told of one task, in the order of its days. A day off moves its end to the next working day.
  func stages(_ record: WorkRecord, _ calendar: WorkingCalendar, on today: CivilDate) -> [ReminderStage] {
    guard let due = record.dueOn else { return [] }
    return stages(
      of: due, last: calendar.nextWorkingDay(onOrAfter: due), early: calendar.first(onOrAfter: due), calendar, on: today
    )
  }

  /// What is to be told of a day, in order.
  /// - Parameters:
  ///   - last: the working day on which it ends.
  ///   - early: the same if days off that nobody has confirmed are worked.
  func stages(
    of due: CivilDate, last: CivilDate, early: CivilDate, _ calendar: WorkingCalendar, on today: CivilDate
  ) -> [ReminderStage] {
    guard let rule = rule(on: today) else { return [] }
    var stages = rule.before.sorted(by: >).map { count in
      let day = calendar.before(count, last).day
      return ReminderStage(kind: .before(count), day: day, otherwise: calendar.before(count, early).latest, due: due)
    }
    if rule.onTheDay { stages.append(ReminderStage(kind: .today, day: last, otherwise: early, due: due)) }
    for count in rule.escalate.sorted() {
      let late = calendar.add(workingDays: count, to: last)
      let other = calendar.add(workingDays: count, to: early).earliest
      stages.append(ReminderStage(kind: .late(count), day: late.day, otherwise: other, due: due))
    }
    return stages
  }
}

/// One time at which something is told of one day.
struct ReminderStage: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case before(Int)
    case today
    case late(Int)
  }

  let kind: Kind
  let day: CivilDate
  /// The day if days off that nobody has confirmed are worked; the same where that changes nothing.
  let otherwise: CivilDate
  let due: CivilDate

  /// Names it among what was told: another last day is told anew.
  var what: String {
    switch kind {
    case .before(let count): "before:\(count):\(due)"
    case .today: "today:\(due)"
    case .late(let count): "late:\(count):\(due)"
    }
  }

  /// The same of a task: another lead is told anew too.
  func key(_ lead: OrganisationID) -> String { "\(what):\(lead)" }

  /// Whether those who keep the plan are told too.
  var goesUp: Bool { if case .late = kind { true } else { false } }

  var phrase: Phrase {
    switch kind {
    case .before(let count): "Trước hạn \(count) ngày làm việc"
    case .today: "Ngày hết hạn"
    case .late(let count): "Chậm \(count) ngày làm việc, báo cả nơi giao"
    }
  }
}
