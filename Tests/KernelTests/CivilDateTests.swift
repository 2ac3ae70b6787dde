import Foundation
import Kernel
import Testing

@Suite("Days and times")
struct CivilDateTests {
  var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt
    return calendar
  }

  @Test("a day agrees with Foundation's calendar, over four thousand random times")
  func againstFoundation() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<4000 {
      // 1600 to 2400: Foundation's own calendar is Julian before October 1582.
      let date = Date(
        timeIntervalSince1970: Double(Int64.random(in: -11_676_096_000...13_569_465_600, using: &generator)))
      let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: date)
      let day = CivilDate(date)
      #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day, "\(date)")
      #expect(day.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1, "\(day)")
      #expect(CivilDate(daysSince1970: day.daysSince1970) == day)
      #expect(CivilDate(rawValue: day.rawValue) == day)
      #expect(day.start == calendar.startOfDay(for: date))
      let (hour, minute) = VietnamTime.hourAndMinute(date)
      #expect(hour == parts.hour && minute == parts.minute)
    }
  }

  @Test("text sorts as the days do")
  func sorting() throws {
    let first = try #require(CivilDate(1999, 12, 31))
    let days = (0..<2000).map { first.adding(days: $0 * 37) }
    #expect(days.map(\.rawValue) == days.map(\.rawValue).sorted())
    #expect(days == days.sorted())
  }

  @Test(
    "what is no day is refused",
    arguments: [
      "", "2026", "2026-1-1", "2026-13-01", "2026-02-29", "2026-00-10", "2026-04-31", "26-04-01", "2026-04-01T00:00",
      "2026/04/01", "-026-04-01", "0000-01-01", "2026-+4-01", "٢٠٢٦-01-01", " 2026-01-01",
    ])
  func refused(text: String) {
    #expect(CivilDate(rawValue: text) == nil)
  }

  @Test("leap days are where the calendar has them")
  func leap() {
    #expect(CivilDate(2024, 2, 29) != nil)
    #expect(CivilDate(2000, 2, 29) != nil)
    #expect(CivilDate(1900, 2, 29) == nil)
    #expect(CivilDate(2024, 2, 29)?.adding(days: 1).rawValue == "2024-03-01")
    #expect(CivilDate(2026, 7, 1)?.vietnamese == "01/07/2026")
  }

  @Test("it is already tomorrow in Vietnam at five in the afternoon in Greenwich")
  func zone() {
    #expect(Timestamp.date("2026-06-30T17:00:00Z").map { CivilDate($0) } == CivilDate(2026, 7, 1))
    #expect(Timestamp.date("2026-06-30T16:59:59.999Z").map { CivilDate($0) } == CivilDate(2026, 6, 30))
  }

  @Test("a value holds from its first day to its last")
  func dated() throws {
    let start = try #require(CivilDate(2025, 7, 1))
    let names = [
      Dated("Quảng Bình", Validity(from: try #require(CivilDate(1989, 7, 1)), to: start.adding(days: -1))),
      Dated("Quảng Trị", Validity(from: start)),
    ]
    #expect(names.value(on: start.adding(days: -1)) == "Quảng Bình")
    #expect(names.value(on: start) == "Quảng Trị")
    #expect(names.value(on: try #require(CivilDate(1980, 1, 1))) == nil)
  }
}
