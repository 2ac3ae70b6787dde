package import Foundation
package import Kernel

/// Times as a newsroom says them: near ones relative, far ones absolute. Phrases, so that they are said in the reader's
/// language.
package enum VietnameseTime {
  /// `Thứ bảy, 21/11/2026`.
  package static func longDate(_ date: Date) -> Phrase { longDate(CivilDate(date)) }

  package static func longDate(_ day: CivilDate) -> Phrase {
    let text = day.vietnamese
    return switch day.weekday {
    case 1: "Thứ hai, \(text)"
    case 2: "Thứ ba, \(text)"
    case 3: "Thứ tư, \(text)"
    case 4: "Thứ năm, \(text)"
    case 5: "Thứ sáu, \(text)"
    case 6: "Thứ bảy, \(text)"
    default: "Chủ nhật, \(text)"
    }
  }

  /// `vừa xong`, `5 phút trước`, `2 giờ trước`, `hôm qua 10:42`, `10:42 19/11/2026`; for what is to come `còn 25 phút`,
  /// `ngày mai 06:00`.
  package static func relative(_ date: Date, now: Date) -> Phrase {
    let seconds = Int(date.timeIntervalSince(now).rounded())
    return seconds > 0 ? coming(date, seconds, now) : past(date, -seconds, now)
  }

  private static func past(_ date: Date, _ seconds: Int, _ now: Date) -> Phrase {
    switch seconds {
    case ..<60: "vừa xong"
    case ..<3600: "\(seconds / 60) phút trước"
    case ..<21_600: "\(seconds / 3600) giờ trước"
    default: day(date, now)
    }
  }

  private static func coming(_ date: Date, _ seconds: Int, _ now: Date) -> Phrase {
    switch seconds {
    case ..<60: "còn chưa đầy 1 phút"
    case ..<3600: "còn \(seconds / 60) phút"
    case ..<21_600: "còn \(seconds / 3600) giờ"
    default: day(date, now)
    }
  }

  private static func day(_ date: Date, _ now: Date) -> Phrase {
    let clock = VietnamTime.clock(date)
    return switch CivilDate(date).daysSince1970 - CivilDate(now).daysSince1970 {
    case 0: "hôm nay \(clock)"
    case -1: "hôm qua \(clock)"
    case 1: "ngày mai \(clock)"
    default: "\(VietnamTime.dateAndClock(date))"
    }
  }
}
