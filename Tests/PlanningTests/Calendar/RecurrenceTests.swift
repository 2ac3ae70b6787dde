import Foundation
import Kernel
import Testing

@testable import Planning

/// Rules of repetition: the examples of RFC 5545 §3.8.5.3 that are within our part, and bounds.
struct RecurrenceTests {
  static func days(_ text: String, from start: CivilDate, to end: CivilDate = Room.day(2100, 1, 1)) throws
    -> [CivilDate]
  {
    try RecurrenceRule(parsing: text, start: start.start.addingTimeInterval(9 * 3600)).days(
      from: start, in: start...end)
  }

  static func september(_ days: [Int]) -> [CivilDate] { days.map { Room.day(1997, 9, $0) } }
  static let second = Room.day(1997, 9, 2)

  @Test("daily: ten times, every other day, until")
  func daily() throws {
    #expect(try Self.days("FREQ=DAILY;COUNT=10", from: Self.second) == Self.september(Array(2...11)))
    #expect(
      try Self.days("FREQ=DAILY;INTERVAL=10;COUNT=5", from: Self.second) == [
        Room.day(1997, 9, 2), Room.day(1997, 9, 12), Room.day(1997, 9, 22), Room.day(1997, 10, 2),
        Room.day(1997, 10, 12),
      ])
    #expect(try Self.days("FREQ=DAILY;UNTIL=19971224", from: Self.second).count == 114)
    #expect(
      try Self.days("FREQ=DAILY;UNTIL=19971224T000000Z", from: Self.second).last == Room.day(1997, 12, 23),
      "07:00 in Vietnam is before the event's 09:00")
  }

  @Test("weekly: Tuesday and Thursday, every other week, the week's first day matters")
  func weekly() throws {
    #expect(
      try Self.days("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", from: Self.second)
        == Self.september([2, 4, 9, 11, 16, 18, 23, 25, 30]) + [Room.day(1997, 10, 2)])
    #expect(
      try Self.days("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", from: Self.second)
        == Self.september([2, 4, 16, 18, 30]) + [Room.day(1997, 10, 2), Room.day(1997, 10, 14), Room.day(1997, 10, 16)])
    let august = Room.day(1997, 8, 5)
    #expect(
      try Self.days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", from: august) == [
        Room.day(1997, 8, 5), Room.day(1997, 8, 10), Room.day(1997, 8, 19), Room.day(1997, 8, 24),
      ])
    #expect(
      try Self.days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", from: august) == [
        Room.day(1997, 8, 5), Room.day(1997, 8, 17), Room.day(1997, 8, 19), Room.day(1997, 8, 31),
      ])
  }

  @Test("monthly: first Friday, last Monday but one, third day from the end, the 31st")
  func monthly() throws {
    #expect(
      try Self.days("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", from: Room.day(1997, 9, 5)) == [
        Room.day(1997, 9, 5), Room.day(1997, 10, 3), Room.day(1997, 11, 7), Room.day(1997, 12, 5),
      ])
    #expect(
      try Self.days("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", from: Room.day(1997, 9, 22)) == [
        Room.day(1997, 9, 22), Room.day(1997, 10, 20), Room.day(1997, 11, 17),
      ])
    #expect(
      try Self.days("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=4", from: Room.day(1997, 9, 28)) == [
        Room.day(1997, 9, 28), Room.day(1997, 10, 29), Room.day(1997, 11, 28), Room.day(1997, 12, 29),
      ])
    #expect(
      try Self.days("FREQ=MONTHLY;COUNT=3", from: Room.day(2026, 1, 31)) == [
        Room.day(2026, 1, 31), Room.day(2026, 3, 31), Room.day(2026, 5, 31),
      ])
    #expect(
      try Self.days("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", from: Room.day(1998, 2, 13)) == [
        Room.day(1998, 2, 13), Room.day(1998, 3, 13), Room.day(1998, 11, 13),
      ])
  }

  @Test("yearly: in June and July, the 20th Monday, 29 February")
  func yearly() throws {
    #expect(
      try Self.days("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", from: Room.day(1997, 6, 10)) == [
        Room.day(1997, 6, 10), Room.day(1997, 7, 10), Room.day(1998, 6, 10), Room.day(1998, 7, 10),
      ])
    #expect(
      try Self.days("FREQ=YEARLY;BYDAY=20MO;COUNT=3", from: Room.day(1997, 5, 19)) == [
        Room.day(1997, 5, 19), Room.day(1998, 5, 18), Room.day(1999, 5, 17),
      ])
    #expect(
      try Self.days("FREQ=YEARLY;COUNT=3", from: Room.day(2024, 2, 29)) == [
        Room.day(2024, 2, 29), Room.day(2028, 2, 29), Room.day(2032, 2, 29),
      ])
  }

  @Test("by the lunar calendar: Giỗ Tổ each year, the full moon each month")
  func lunar() throws {
    #expect(
      try Self.days("X-LUNAR=1;FREQ=YEARLY;COUNT=4", from: Room.day(2023, 4, 29)) == [
        Room.day(2023, 4, 29), Room.day(2024, 4, 18), Room.day(2025, 4, 7), Room.day(2026, 4, 26),
      ])
    let full = try Self.days("X-LUNAR=1;FREQ=MONTHLY", from: Room.day(2025, 1, 14), to: Room.day(2026, 12, 31))
    #expect(full.allSatisfy { LunarCalendar.lunar($0).day == 15 })
    #expect(full.count == 25, "two years with a leap month")
    #expect(Set(full).count == full.count)
  }

  @Test("a window far from the beginning is found without walking there, and equals the walk")
  func window() throws {
    let start = Room.day(1999, 3, 3)
    for text in [
      "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "X-LUNAR=1;FREQ=MONTHLY", "X-LUNAR=1;FREQ=YEARLY",
    ] {
      let rule = try RecurrenceRule(parsing: text, start: start.start)
      let window = Room.day(2026, 1, 1)...Room.day(2027, 12, 31)
      let walked = rule.days(from: start, in: start...Room.day(2027, 12, 31), limit: 100_000).filter(window.contains)
      #expect(rule.days(from: start, in: window) == walked, "\(text)")
      #expect(!walked.isEmpty)
    }
  }

  @Test("written as it was read")
  func text() throws {
    for text in [
      "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231;BYDAY=TU,TH;WKST=SU", "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR",
      "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30", "X-LUNAR=1;FREQ=YEARLY",
    ] { #expect(try RecurrenceRule(parsing: text, start: Room.start).text == text) }
  }

  @Test(
    "what cannot be kept is refused",
    arguments: [
      "", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=1001", "FREQ=DAILY;COUNT=2;UNTIL=20261231",
      "FREQ=DAILY;BYSETPOS=1", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=0",
      "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;FREQ=DAILY", "FREQ", "X-LUNAR=1;FREQ=DAILY",
      "FREQ=DAILY;UNTIL=99999999", "FREQ=YEARLY;BYMONTH=-1",
      "FREQ=MONTHLY;BYMONTHDAY=" + Array(repeating: "1", count: 63).joined(separator: ","),
    ])
  func refused(text: String) {
    #expect(throws: RecurrenceProblem.self) { try RecurrenceRule(parsing: text, start: Room.start) }
  }

  @Test("a rule that never matches ends at its window")
  func never() throws {
    let found = try Self.days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from: Self.second, to: Room.day(2199, 1, 1))
    #expect(found == [Self.second])
  }
}
