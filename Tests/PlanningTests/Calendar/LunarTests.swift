import Kernel
import Testing

@testable import Planning

/// The lunar calendar of Vietnam against days everybody knows.
struct LunarTests {
  /// Mồng một Tết, as the government announced or will.
  static let newYears: [CivilDate] = [
    Room.day(2020, 1, 25), Room.day(2021, 2, 12), Room.day(2022, 2, 1), Room.day(2023, 1, 22), Room.day(2024, 2, 10),
    Room.day(2025, 1, 29), Room.day(2026, 2, 17), Room.day(2027, 2, 6), Room.day(2028, 1, 26), Room.day(2029, 2, 13),
    // The new moon is at 23:07 in Vietnam and after midnight in China: their new year is a day later.
    Room.day(2030, 2, 2),
  ]

  @Test("Tết from 2020 to 2030 is the first day of the first month", arguments: newYears)
  func newYear(day: CivilDate) {
    #expect(LunarCalendar.lunar(day) == LunarDate(day.year, 1, 1))
    #expect(LunarCalendar.solar(LunarDate(day.year, 1, 1)) == day)
    #expect(LunarCalendar.lunar(day.adding(days: -1)).month == 12)
  }

  @Test("Vietnam's years that differ from China's: 1968, 1985, 2007")
  func differs() {
    #expect(LunarCalendar.solar(LunarDate(1968, 1, 1)) == Room.day(1968, 1, 29))
    #expect(LunarCalendar.solar(LunarDate(1985, 1, 1)) == Room.day(1985, 1, 21))
    #expect(LunarCalendar.solar(LunarDate(2007, 1, 1)) == Room.day(2007, 2, 17))
  }

  @Test("Giỗ Tổ, the tenth of the third month")
  func ancestors() {
    let known = [
      2023: Room.day(2023, 4, 29), 2024: Room.day(2024, 4, 18), 2025: Room.day(2025, 4, 7),
      2026: Room.day(2026, 4, 26),
    ]
    for (year, day) in known { #expect(LunarCalendar.solar(LunarDate(year, 3, 10)) == day, "\(year)") }
  }

  @Test("leap months: the second of 2023, the sixth of 2025; other months have none")
  func leap() {
    #expect(LunarCalendar.lunar(Room.day(2023, 3, 22)) == LunarDate(2023, 2, 1, isLeap: true))
    #expect(LunarCalendar.lunar(Room.day(2025, 7, 25)) == LunarDate(2025, 6, 1, isLeap: true))
    #expect(LunarCalendar.solar(LunarDate(2026, 6, 1, isLeap: true)) == nil)
    #expect(
      LunarCalendar.kept(LunarDate(2025, 6, 1, isLeap: true), in: 2026) == LunarCalendar.solar(LunarDate(2026, 6, 1)))
  }

  @Test("every day of a century goes there and back, and the next day is the next lunar day")
  func thereAndBack() throws {
    var day = Room.day(1950, 1, 1)
    var before = LunarCalendar.lunar(day)
    while day < Room.day(2050, 1, 1) {
      day = day.adding(days: 1)
      let lunar = LunarCalendar.lunar(day)
      try #require(LunarCalendar.solar(lunar) == day, "\(day)")
      if lunar.day != 1 {
        try #require(lunar.day == before.day + 1 && lunar.month == before.month, "\(day)")
      } else {
        try #require(before.day == 29 || before.day == 30, "\(day)")
      }
      before = lunar
    }
  }

  @Test("the 30th is kept on the last day of a month of 29")
  func shortMonth() throws {
    for year in 2020...2040 {
      let kept = try #require(LunarCalendar.kept(LunarDate(2020, 12, 30), in: year))
      #expect(LunarCalendar.lunar(kept.adding(days: 1)) == LunarDate(year + 1, 1, 1), "the eve of Tết \(year + 1)")
    }
  }
}
