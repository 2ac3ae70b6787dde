import Foundation
import Kernel
import Web

/// Clocks in words.
enum ClockText {
  static func word(_ clock: CaseClock, _ t: Translator) -> HTML {
    switch clock.state {
    case .waiting: StateWord.html(t("Chưa chạy"), .draft)
    case .running: StateWord.html(t("Còn hạn"), .ready)
    case .soon: StateWord.html(t("Sắp đến hạn"), .waiting)
    case .late: StateWord.html(t("Trễ hạn"), .bad)
    case .inTime: StateWord.html(t("Đúng hạn"), .done)
    case .doneLate: StateWord.html(t("Xong nhưng trễ"), .bad)
    case .unknown: StateWord.html(t("Đã làm"), .done)
    }
  }

  /// `Ngay trong ngày 21/11/2026`, `Hạn 27/02/2026`.
  static func due(_ clock: CaseClock, _ t: Translator) -> String {
    guard let due = clock.dueOn else {
      if clock.rule.unit == .nextIssue { return t("Số ra gần nhất: chưa nhập ngày") }
      return clock.startsOn == nil ? t("Chưa bắt đầu tính") : t("Chưa có hạn")
    }
    if let time = clock.dueAt { return t("Hạn \(VietnamTime.dateAndClock(time))") }
    if clock.rule.unit == .atOnce { return t("Ngay, trong ngày \(due.vietnamese)") }
    return t("Hạn \(due.vietnamese)")
  }

  /// How it was counted.
  static func count(_ clock: CaseClock, _ t: Translator) -> String {
    guard let start = clock.startsOn?.vietnamese, let value = clock.rule.value else { return "" }
    return switch clock.rule.unit {
    case .workingDays: t("\(value) ngày làm việc sau ngày \(start)")
    case .days: t("\(value) ngày sau ngày \(start)")
    case .hours: t("\(value) giờ sau ngày \(start)")
    default: ""
    }
  }

  static func mark(_ rule: Rule, _ t: Translator) -> HTML? {
    switch rule.mark {
    case .read: nil
    case .page: nil
    case .readBadly: "<span class=\"quiet\"> · \(t("bản chữ nhận dạng, cần đối chiếu"))</span>"
    case .unverified: " \(StateWord.html(t("chưa xác nhận"), .waiting))"
    }
  }

  static func list(_ clocks: [CaseClock], _ t: Translator) -> HTML {
    guard !clocks.isEmpty else { return "<p class=\"quiet\">\(t("Luật áp dụng không đặt hạn cho hồ sơ này."))</p>" }
    let items = clocks.map { clock -> HTML in
      """
      <li><p class="case-clocks__head"><strong>\(t(clock.name))</strong> \(word(clock, t)) \
      <span class="figures">\(due(clock, t))</span></p>\
      <p class="quiet">\(clock.rule.id) · \(clock.rule.article)\(mark(clock.rule, t)) · \(clock.rule.text)</p>\
      \(basis(clock, t))\
      \(clock.doneAt.map { "<p class=\"quiet\">\(t("Làm lúc")) \(TimeText.absolute($0))</p>" as HTML })</li>
      """
    }
    return "<ul class=\"case-clocks\">\(items)</ul>"
  }

  private static func basis(_ clock: CaseClock, _ t: Translator) -> HTML {
    var parts = [count(clock, t)]
    if !clock.passed.isEmpty { parts.append(t("không tính: \(clock.passed.joined(separator: ", "))")) }
    if let earliest = clock.earliest {
      parts.append(
        clock.rule.unit == .days
          ? t("ngày cuối \(earliest.vietnamese) là ngày nghỉ")
          : t("nếu các ngày nghỉ chưa xác nhận vẫn làm việc thì hạn là \(earliest.vietnamese)"))
    }
    for year in clock.unknownYears { parts.append(t("chưa có lịch nghỉ lễ năm \(year)")) }
    let text = parts.filter { !$0.isEmpty }.joined(separator: " · ")
    return text.isEmpty ? .empty : "<p class=\"quiet\">\(text)</p>"
  }
}
