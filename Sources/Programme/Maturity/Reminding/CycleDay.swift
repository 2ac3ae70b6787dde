import Foundation
import Kernel
import Persistence
import Vietnamese

/// The days of a cycle that people must not miss.
enum CycleDay: String, CaseIterable, Sendable {
  case register
  case score
  case appraise
  case appeal

  func last(of cycle: MaturityCycle) -> CivilDate {
    switch self {
    case .register: cycle.registerUntil
    case .score: cycle.scoreUntil
    case .appraise: cycle.appraiseUntil
    case .appeal: cycle.appealUntil
    }
  }

  /// Within a sentence: `hạn đăng ký`.
  var phrase: Phrase {
    switch self {
    case .register: "hạn đăng ký"
    case .score: "hạn tự chấm và duyệt nội bộ"
    case .appraise: "hạn thẩm định"
    case .appeal: "hạn kiến nghị"
    }
  }

  /// What has come to be told by today, by the rule that holds for tasks: the newest only, so nobody hears late of what a
  /// later notice says anyway. A last day that is off is heard of on the working day before it, since the cycle ends on it
  /// all the same.
  func stage(
    of cycle: MaturityCycle, _ reminders: Reminders, _ calendar: WorkingCalendar, on today: CivilDate
  ) -> ReminderStage? {
    guard calendar.isWorkingDay(today) else { return nil }
    let due = last(of: cycle)
    let last = calendar.isWorkingDay(due) ? due : calendar.before(1, due).day
    // What was due a month ago and is still open is on the page; nobody is told anew because the program was off.
    guard today.daysSince1970 - due.daysSince1970 <= 30 else { return nil }
    return reminders.stages(of: due, last: last, early: last, calendar, on: today).last { $0.day <= today }
  }
}

/// What a notice of a cycle says: of which day, how near, and whether it is of those whom nobody could reach.
struct CycleWord: Sendable {
  let day: CycleDay
  let stage: ReminderStage
  var isUnheard = false

  /// Names it in ``MaturityTold``: `score:late:1:2026-12-15`, `unheard:score:late:1:2026-12-15`.
  var what: String { "\(topic):\(stage.what)" }

  /// What it is about, however near: of unread notices of one topic the newest stands for all.
  var topic: String { isUnheard ? "unheard:\(day.rawValue)" : day.rawValue }
}

/// That people were told of a day of a cycle; one row for each thing, so nothing is told twice.
struct MaturityTold: Sendable, RowDecodable {
  var organisation: OrganisationID
  /// `register:before:3:2026-12-03`, `unheard:score:late:1:2026-12-15`.
  var what: String
  /// The organisation's name then.
  var name: String
  /// Their names then, with `; ` between; empty where nobody could be told.
  var people: String
  var at: Date

  init(row: Row) throws {
    organisation = try row["organisation"]
    what = try row["what"]
    name = try row["name"]
    people = try row["people"]
    at = try row["told_at"]
  }

  static func of(_ cycle: MaturityCycleID, on connection: any Connection) throws -> [MaturityTold] {
    try connection.all(
      """
      SELECT organisation, what, name, people, told_at FROM maturity_told
      WHERE cycle = \(cycle) ORDER BY told_at DESC, name LIMIT 2000
      """)
  }

  /// Whether it is new.
  static func put(
    _ what: String, _ cycle: MaturityCycleID, _ organisation: OrganisationID, name: String, people: [String],
    at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO maturity_told (cycle, organisation, what, name, people, told_at)
      VALUES (\(cycle), \(organisation), \(what), \(name), \(people.joined(separator: "; ")), \(time))
      ON CONFLICT (cycle, organisation, what) DO NOTHING
      """) > 0
  }
}
