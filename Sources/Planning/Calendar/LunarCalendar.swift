import Foundation
import Kernel

/// A day of the Vietnamese lunar calendar (âm lịch).
struct LunarDate: Hashable, Sendable {
  let year: Int
  let month: Int
  let day: Int
  /// Tháng nhuận: the second of two months of one number.
  let isLeap: Bool

  init(_ year: Int, _ month: Int, _ day: Int, isLeap: Bool = false) {
    self.year = year
    self.month = month
    self.day = day
    self.isLeap = isLeap
  }

  /// `10/3`, as people say it.
  var dayAndMonth: String { "\(day)/\(month)" }
}

/// The lunisolar calendar of Vietnam: months begin on the day of the new moon in Vietnam (UTC+7), month 11 holds the
/// winter solstice, and where a year between two solstices has 13 months the first without a solar term is the leap one.
///
/// New moons and the sun's longitude after J. Meeus, Astronomical Algorithms (chapters 25 and 49, shortened series),
/// right to the minute or so between 1800 and 2200; the rules of months as published by Hồ Ngọc Đức.
enum LunarCalendar {
  /// Days of the Julian count at noon on 01/01/1970.
  private static let epoch = 2_440_588
  /// Mean length of a month, and a new moon to count from (January 1900).
  private static let month = 29.530588853
  private static let origin = 2_415_021.076998695

  static func lunar(_ date: CivilDate) -> LunarDate {
    let number = date.daysSince1970 + epoch
    let k = Int(((Double(number) - origin) / month).rounded(.down))
    var start = newMoon(k + 1)
    if start > number { start = newMoon(k) }
    var before = eleventhMonth(date.year)
    var after = before
    var year = date.year
    if before >= start {
      before = eleventhMonth(date.year - 1)
    } else {
      year += 1
      after = eleventhMonth(date.year + 1)
    }
    let passed = (start - before) / 29
    var lunarMonth = passed + 11
    var isLeap = false
    if after - before > 365 {
      let leap = leapOffset(before)
      if passed >= leap {
        lunarMonth = passed + 10
        isLeap = passed == leap
      }
    }
    if lunarMonth > 12 { lunarMonth -= 12 }
    if lunarMonth >= 11, passed < 4 { year -= 1 }
    return LunarDate(year, lunarMonth, number - start + 1, isLeap: isLeap)
  }

  /// The day in the common calendar; nil where that lunar year has no such month, or the month no such day.
  static func solar(_ date: LunarDate) -> CivilDate? {
    guard (1...12).contains(date.month), (1...30).contains(date.day) else { return nil }
    guard let start = monthStart(date.year, date.month, isLeap: date.isLeap) else { return nil }
    let found = CivilDate(daysSince1970: start + date.day - 1 - epoch)
    return lunar(found) == date ? found : nil
  }

  /// The day in that year which people keep: the regular month where there is no leap one, and the last day of a month
  /// that is shorter (a 30th in a month of 29 days).
  static func kept(_ date: LunarDate, in year: Int) -> CivilDate? {
    for isLeap in date.isLeap ? [true, false] : [false] {
      for day in [date.day, date.day - 1] where day >= 1 {
        if let found = solar(LunarDate(year, date.month, day, isLeap: isLeap)) { return found }
      }
    }
    return nil
  }

  private static func monthStart(_ year: Int, _ number: Int, isLeap: Bool) -> Int? {
    let before = eleventhMonth(number < 11 ? year - 1 : year)
    let after = eleventhMonth(number < 11 ? year : year + 1)
    var offset = number - 11
    if offset < 0 { offset += 12 }
    if after - before > 365 {
      let leap = leapOffset(before)
      var leapMonth = leap - 2
      if leapMonth < 0 { leapMonth += 12 }
      if leapMonth == 0 { leapMonth = 12 }
      if isLeap, number != leapMonth { return nil }
      if isLeap || offset >= leap { offset += 1 }
    } else if isLeap {
      return nil
    }
    let k = Int((0.5 + (Double(before) - origin) / month).rounded(.down))
    return newMoon(k + offset)
  }

  /// The first day of the month that holds the winter solstice of that year.
  private static func eleventhMonth(_ year: Int) -> Int {
    guard let last = CivilDate(year, 12, 31) else { return 0 }
    let days = Double(last.daysSince1970 + epoch - 2_415_021)
    let k = Int((days / month).rounded(.down))
    let start = newMoon(k)
    return sunTerm(start) >= 9 ? newMoon(k - 1) : start
  }

  /// Which month after this eleventh one is the leap month.
  private static func leapOffset(_ eleventh: Int) -> Int {
    let k = Int(((Double(eleventh) - origin) / month + 0.5).rounded(.down))
    var index = 1
    var term = sunTerm(newMoon(k + index))
    var last = -1
    repeat {
      last = term
      index += 1
      term = sunTerm(newMoon(k + index))
    } while term != last && index < 14
    return index - 1
  }

  /// In which twelfth of its way the sun is at the beginning of the day in Vietnam: 0 is the spring equinox, 9 the winter
  /// solstice.
  private static func sunTerm(_ number: Int) -> Int {
    let t = (Double(number) - 2_451_545.5 - 7.0 / 24) / 36_525
    let t2 = t * t
    let anomaly = 357.52910 + 35_999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2
    let mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t2
    let first = (1.914600 - 0.004817 * t - 0.000014 * t2) * sine(anomaly)
    let second = (0.019993 - 0.000101 * t) * sine(2 * anomaly)
    let longitude = mean + first + second + 0.000290 * sine(3 * anomaly)
    let turned = longitude - 360 * (longitude / 360).rounded(.down)
    return Int(turned / 30) % 12
  }

  /// The day in Vietnam of the k-th new moon since January 1900.
  private static func newMoon(_ number: Int) -> Int {
    let k = Double(number)
    let t = k / 1236.85
    let t2 = t * t
    let t3 = t2 * t
    var mean = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2)
    let sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
    let moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
    let node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
    var shift = (0.1734 - 0.000393 * t) * sine(sun) + 0.0021 * sine(2 * sun)
    shift += -0.4068 * sine(moon) + 0.0161 * sine(2 * moon) - 0.0004 * sine(3 * moon)
    shift += 0.0104 * sine(2 * node) - 0.0051 * sine(sun + moon) - 0.0074 * sine(sun - moon)
    shift += 0.0004 * sine(2 * node + sun) - 0.0004 * sine(2 * node - sun)
    shift += -0.0006 * sine(2 * node + moon) + 0.0010 * sine(2 * node - moon) + 0.0005 * sine(2 * moon + sun)
    let ancient = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    let clock = t < -11 ? ancient : -0.000278 + 0.000265 * t + 0.000262 * t2
    return Int((mean + shift - clock + 0.5 + 7.0 / 24).rounded(.down))
  }

  private static func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
}
