import Foundation
import Kernel
import Web

/// The form of an event: what it says and what is read back from it.
struct EventForm {
  let form: Form
  let sent: Sent
  let t: Translator

  /// The fields filled from an event.
  static func fields(of event: PlanningEvent) -> [String: [String]] {
    let last = event.isAllDay ? event.endsAt.addingTimeInterval(-1) : event.endsAt
    var fields: [String: [String]] = [
      "title": [event.title], "place": [event.place], "description": [event.description], "contact": [event.contact],
      "link": [event.link], "state": [event.state.rawValue], "from": [CivilDate(event.startsAt).rawValue],
      "from-time": [VietnamTime.clock(event.startsAt)], "to": [CivilDate(last).rawValue],
      "to-time": [VietnamTime.clock(event.endsAt)], "repeat": [repetition(event)], "every": ["1"],
    ]
    if event.isAllDay { fields["all-day"] = ["1"] }
    if let rule = event.rule {
      fields["rule"] = [rule.text]
      fields["every"] = [String(rule.interval)]
      fields["until"] = [rule.until?.rawValue ?? ""]
      fields["weekdays"] = rule.byDay.map { String($0.weekday) }
    }
    return fields
  }

  /// Which choice of the form says the same as a rule; `keep` where none does.
  private static func repetition(_ event: PlanningEvent) -> String {
    guard let rule = event.rule else { return "" }
    let day = CivilDate(event.startsAt)
    if rule.count != nil || !rule.byMonth.isEmpty || rule.weekStart != 1 { return "keep" }
    if rule.isLunar { return rule.frequency == .yearly ? "lunar-yearly" : "lunar-monthly" }
    switch rule.frequency {
    case .daily: return rule.byDay.isEmpty && rule.byMonthDay.isEmpty ? "daily" : "keep"
    case .weekly: return "weekly"
    case .monthly:
      if rule.byDay.isEmpty, rule.byMonthDay.isEmpty { return "monthly" }
      return rule.byDay == [nth(day)] && rule.byMonthDay.isEmpty ? "monthly-weekday" : "keep"
    case .yearly: return rule.byDay.isEmpty && rule.byMonthDay.isEmpty ? "yearly" : "keep"
    }
  }

  private static func nth(_ day: CivilDate) -> RecurrenceRule.Weekday {
    .init(ordinal: (day.day - 1) / 7 + 1, weekday: day.weekday)
  }

  /// What was filled in.
  static func read(_ form: Form) throws(Failure) -> EventWords {
    let isAllDay = form.isOn("all-day")
    func time(_ name: String, _ day: CivilDate) -> Date {
      day.start.addingTimeInterval(Double((Words.minute(form[name]) ?? 0) * 60))
    }
    let first = CivilDate(rawValue: form["from"])
    let last = CivilDate(rawValue: form["to"]) ?? first
    var words = EventWords(
      title: form["title"], place: form["place"], description: form["description"], contact: form["contact"],
      link: form["link"], state: PlanningEvent.State(rawValue: form["state"]) ?? .confirmed, isAllDay: isAllDay)
    if let first, let last {
      words.startsAt = isAllDay ? first.start : time("from-time", first)
      if isAllDay {
        words.endsAt = last.adding(days: 1).start
      } else if !form["to-time"].isEmpty || last != first {
        words.endsAt = time("to-time", last)
      }
      words.rule = try rule(form, first)
    }
    return words
  }

  private static func rule(_ form: Form, _ first: CivilDate) throws(Failure) -> RecurrenceRule? {
    var rule: RecurrenceRule
    switch form["repeat"] {
    case "": return nil
    case "daily": rule = RecurrenceRule(.daily)
    case "weekly":
      rule = RecurrenceRule(.weekly)
      rule.byDay = form.all("weekdays").compactMap { Int($0) }.filter { (1...7).contains($0) }.sorted()
        .map { .init(weekday: $0) }
    case "monthly": rule = RecurrenceRule(.monthly)
    case "monthly-weekday":
      rule = RecurrenceRule(.monthly)
      rule.byDay = [nth(first)]
    case "yearly": rule = RecurrenceRule(.yearly)
    case "lunar-monthly", "lunar-yearly":
      rule = RecurrenceRule(form["repeat"] == "lunar-yearly" ? .yearly : .monthly)
      rule.isLunar = true
    default:
      guard let kept = try? RecurrenceRule(parsing: form["rule"], start: first.start) else {
        throw .invalid(["repeat": "Cách lặp này không đọc được"])
      }
      return kept
    }
    if let every = form.optional("every") {
      guard let number = Int(every), (1...99).contains(number) else {
        throw .invalid(["every": "Khoảng lặp từ 1 đến 99"])
      }
      rule.interval = number
    }
    if let until = form.optional("until") {
      guard let day = CivilDate(rawValue: until), day >= first else {
        throw .invalid(["until": "Ngày lặp cuối cùng phải sau ngày bắt đầu"])
      }
      rule.until = day
    }
    return rule
  }

  var html: HTML {
    """
    \(Field.text(
      "title", label: t("Tên sự kiện"), value: form["title"], error: sent.error("title", t), isRequired: true,
      maxLength: 300, hasFocus: true))\
    \(Field.check("all-day", label: t("Cả ngày"), isOn: form.isOn("all-day"), hint: t("Bỏ qua giờ ở dưới.")))\
    <div class="form__row">\(Field.date("from", label: t("Từ ngày"), value: CivilDate(rawValue: form["from"]), error: sent.error("from", t), isRequired: true))\
    \(Field.text("from-time", label: t("Từ giờ"), value: form["from-time"], type: "time"))</div>\
    <div class="form__row">\(Field.date("to", label: t("Đến ngày"), value: CivilDate(rawValue: form["to"]), error: sent.error("to", t)))\
    \(Field.text("to-time", label: t("Đến giờ"), value: form["to-time"], type: "time"))</div>\
    \(Field.text("place", label: t("Địa điểm"), value: form["place"], maxLength: 300))\
    \(repetition)\
    \(Field.area("description", label: t("Nội dung"), value: form["description"], maxLength: 10_000))\
    \(Field.text("contact", label: t("Liên hệ"), value: form["contact"], hint: t("Tên, số điện thoại người biết việc."), maxLength: 300))\
    \(Field.text("link", label: t("Địa chỉ trang"), value: form["link"], type: "url", error: sent.error("link", t), maxLength: 2000))\
    \(Field.select(
      "state", label: t("Mức chắc chắn"),
      options: PlanningEvent.State.allCases.map { ($0.rawValue, t($0.phrase)) },
      selected: form.optional("state") ?? "confirmed"))
    """
  }

  private var repetition: HTML {
    var options: [(value: String, label: String)] = [
      ("", t("Không lặp")), ("daily", t("Hằng ngày")), ("weekly", t("Hằng tuần")),
      ("monthly", t("Hằng tháng, cùng ngày")), ("monthly-weekday", t("Hằng tháng, cùng thứ trong tuần thứ mấy")),
      ("yearly", t("Hằng năm")), ("lunar-yearly", t("Hằng năm theo âm lịch")),
      ("lunar-monthly", t("Hằng tháng theo âm lịch")),
    ]
    if form["repeat"] == "keep" { options.append(("keep", t("Giữ cách lặp như đang có"))) }
    return """
      \(Field.select(
        "repeat", label: t("Lặp lại"), options: options, selected: form["repeat"],
        hint: t("Theo âm lịch: giỗ, lễ hội. Ngày đầu tiên quyết định ngày âm."), error: sent.error("repeat", t)))\
      <input type="hidden" name="rule" value="\(form["rule"])">\
      \(PlanningPage.weekdayBoxes(
        "weekdays", t("Các thứ trong tuần (khi lặp hằng tuần)"), form.all("weekdays").joined(), error: nil, t))\
      <div class="form__row">\(Field.text(
        "every", label: t("Cách mấy ngày, tuần, tháng, năm"), value: form.optional("every") ?? "1", type: "number",
        error: sent.error("every", t)))\
      \(Field.date("until", label: t("Lặp đến hết ngày"), value: CivilDate(rawValue: form["until"]), hint: t("Để trống nếu chưa biết."), error: sent.error("until", t)))</div>
      """
  }
}
