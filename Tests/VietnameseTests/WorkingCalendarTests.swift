import Foundation
import Kernel
import Testing

@testable import Vietnamese

@Suite("Working days")
struct WorkingCalendarTests {
  let calendar: WorkingCalendar

  init() throws {
    let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("data/calendar/holidays.json")
    calendar = try WorkingCalendar(contentsOf: data)
  }

  private func day(_ text: String) -> CivilDate { CivilDate(rawValue: text) ?? CivilDate(daysSince1970: 0) }

  @Test(
    "days off and worked in exchange, with their reasons",
    arguments: [
      ("2026-11-20", true, ""), ("2026-11-21", false, ""), ("2026-02-16", false, "Tết Nguyên đán Bính Ngọ"),
      ("2026-02-23", true, ""), ("2026-01-10", true, "Làm bù ngày 02/01"), ("2026-01-17", false, ""),
      ("2026-04-27", false, "Nghỉ bù Giỗ Tổ Hùng Vương"), ("2026-04-30", false, "Ngày Chiến thắng"),
      ("2027-05-03", false, "Nghỉ bù Ngày Quốc tế lao động"), ("2028-09-02", false, ""),
    ])
  func days(text: String, isWorked: Bool, reason: String) {
    #expect(calendar.isWorkingDay(day(text)) == isWorked)
    #expect(calendar.reason(day(text))?.name ?? "" == reason)
  }

  @Test("the day of the event is not counted; weekends and Tết are passed over")
  func counting() {
    #expect(calendar.add(workingDays: 1, to: day("2026-11-20")).day == day("2026-11-23"))
    let tet = calendar.add(workingDays: 15, to: day("2026-02-02"))
    // 3–6 (4), 9–13 (9), then from 23 on: 23–27 (14), 2 March (15).
    #expect(tet.day == day("2026-03-02") && tet.isConfirmed)
    #expect(tet.passed.count == 5 && tet.passed[0].reason.name == "Tết Nguyên đán Bính Ngọ")
    #expect(calendar.add(workingDays: 0, to: day("2026-02-14")).day == day("2026-02-23"))
    #expect(calendar.nextWorkingDay(onOrAfter: day("2026-04-25")) == day("2026-04-28"))
  }

  @Test("what rests on days nobody has confirmed says so, and gives the earlier day")
  func unconfirmed() {
    let next = calendar.add(workingDays: 3, to: day("2027-02-04"))
    #expect(next.day == day("2027-02-16") && next.earliest == day("2027-02-09") && !next.isConfirmed)
    #expect(calendar.reason(day("2027-02-08"))?.isConfirmed == false)
    let unknown = calendar.add(workingDays: 3, to: day("2030-01-01"))
    #expect(unknown.unknownYears == [2030] && !unknown.isConfirmed)
    #expect(!calendar.knows(2030) && calendar.knows(2026))
  }

  @Test("counting there and back agree, for every day of two years")
  func agree() {
    for offset in 0..<730 {
      let start = day("2026-01-01").adding(days: offset)
      for count in [1, 5, 10, 15] {
        let end = calendar.add(workingDays: count, to: start).day
        #expect(calendar.workingDays(from: start, to: end) == count && calendar.isWorkingDay(end))
      }
    }
  }

  @Test("every row of the data has a source that is named, and its mark")
  func sourced() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("data/calendar/holidays.json")
    let file = try JSONDecoder().decode(WorkingCalendarFile.self, from: Data(contentsOf: url))
    for row in file.off + file.worked {
      #expect(file.sources[row.source] != nil && ["A", "B", "D", "unverified"].contains(row.mark), "\(row.name)")
      #expect(file.years.contains(row.from.year))
    }
    #expect(Set(file.off.map(\.from)).count == file.off.count)
  }
}
