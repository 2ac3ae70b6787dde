package import Foundation
package import Kernel

/// Times for people: relative near, absolute far, both on hover; a machine reads the exact time.
package enum TimeText {
  /// On the desk: `12 phút trước`, `còn 25 phút`, `hôm qua 10:42`, `20/11/2026`. Keeps itself right while the page is open.
  package static func html(_ date: Date, now: Date, _ t: Translator) -> HTML {
    let words = relative(date, now: now, t)
    let exact = VietnamTime.dateAndClock(date)
    return """
      <time datetime="\(Timestamp.text(date))" title="\(words == exact ? exact : "\(words) · \(exact)")" data-ticks>\
      \(words)</time>
      """
  }

  /// On pages that are kept as they are (the site): `10:42 21/11/2026`.
  package static func absolute(_ date: Date) -> HTML {
    "<time datetime=\"\(Timestamp.text(date))\">\(VietnamTime.dateAndClock(date))</time>"
  }

  /// Only the time of day, `10:42`, for lists whose day is known.
  package static func clock(_ date: Date) -> HTML {
    """
    <time datetime="\(Timestamp.text(date))" title="\(VietnamTime.dateAndClock(date))">\(VietnamTime.clock(date))</time>
    """
  }

  /// Only day and month, `20/11`, as short as a time of day and in the same column; the rest is in the title.
  package static func dayAndMonth(_ date: Date) -> HTML {
    """
    <time datetime="\(Timestamp.text(date))" title="\(VietnamTime.dateAndClock(date))">\
    \(String(CivilDate(date).vietnamese.prefix(5)))</time>
    """
  }

  /// A day: `21/11/2026`.
  package static func day(_ day: CivilDate) -> HTML {
    "<time datetime=\"\(day.rawValue)\">\(day.vietnamese)</time>"
  }

  /// The words alone.
  package static func relative(_ date: Date, now: Date, _ t: Translator) -> String {
    let seconds = Int(date.timeIntervalSince(now).rounded())
    let clock = VietnamTime.clock(date)
    switch seconds {
    case -59...0: return t("vừa xong")
    case 1...59: return t("trong một phút nữa")
    case -3599...(-60): return t("\(-seconds / 60) phút trước")
    case 60...3599: return t("còn \(seconds / 60) phút")
    case -21_599...(-3600): return t("\(-seconds / 3600) giờ trước")
    default: break
    }
    switch CivilDate(date).daysSince1970 - CivilDate(now).daysSince1970 {
    case 0: return t("hôm nay \(clock)")
    case -1: return t("hôm qua \(clock)")
    case 1: return t("ngày mai \(clock)")
    default: return "\(clock) \(CivilDate(date).vietnamese)"
    }
  }

  /// `Thứ bảy, 21/11/2026`: the date line of a masthead.
  package static func weekdayAndDay(_ day: CivilDate, _ t: Translator) -> String {
    let name =
      switch day.weekday {
      case 1: t("Thứ hai")
      case 2: t("Thứ ba")
      case 3: t("Thứ tư")
      case 4: t("Thứ năm")
      case 5: t("Thứ sáu")
      case 6: t("Thứ bảy")
      default: t("Chủ nhật")
      }
    return "\(name), \(day.vietnamese)"
  }
}
