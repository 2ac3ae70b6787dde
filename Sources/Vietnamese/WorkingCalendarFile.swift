import Foundation
import Kernel

/// `data/calendar/holidays.json`: rows with first and last day, name, source and how sure it is.
struct WorkingCalendarFile: Decodable {
  struct Row: Decodable {
    let from: CivilDate
    let to: CivilDate?
    let name: String
    let source: String
    let mark: String
  }

  let sources: [String: String]
  let weekend: [Int]
  let years: [Int]
  let off: [Row]
  let worked: [Row]

  func days(_ rows: [Row], as kind: WorkingCalendar.Reason.Kind) -> [CivilDate: WorkingCalendar.Reason] {
    var days: [CivilDate: WorkingCalendar.Reason] = [:]
    for row in rows {
      let reason = WorkingCalendar.Reason(
        kind: kind, name: row.name, isConfirmed: row.mark != "unverified", source: sources[row.source] ?? row.source)
      var day = row.from
      // A month is longer than any holiday.
      for _ in 0..<31 where day <= row.to ?? row.from {
        days[day] = reason
        day = day.adding(days: 1)
      }
    }
    return days
  }
}
