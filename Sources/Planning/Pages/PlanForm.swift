import Contracts
import Foundation
import Kernel
import Web

/// The form of a plan.
struct PlanForm {
  let form: Form
  let sent: Sent
  let sections: [SectionProfile]
  let editions: [Edition]
  let t: Translator

  static func fields(of plan: Plan) -> [String: [String]] {
    var fields: [String: [String]] = [
      "title": [plan.title], "angle": [plan.angle], "section": [plan.section?.rawValue ?? ""],
      "day": [plan.day?.rawValue ?? ""], "edition": [plan.edition?.rawValue ?? ""],
      "edition-day": [plan.editionDay?.rawValue ?? ""], "event": [plan.event?.rawValue ?? ""],
      "time": [plan.eventTime.map(ICalText.utc) ?? ""],
    ]
    if plan.isUrgent { fields["urgent"] = ["1"] }
    return fields
  }

  static func read(_ form: Form) throws(Failure) -> PlanWords {
    func day(_ name: String) throws(Failure) -> CivilDate? {
      guard let text = form.optional(name) else { return nil }
      guard let day = CivilDate(rawValue: text) else { throw .invalid([name: "Ngày không đúng"]) }
      return day
    }
    return PlanWords(
      title: form["title"], angle: form["angle"], isUrgent: form.isOn("urgent"),
      section: form.optional("section").map { SectionID($0) }, day: try day("day"),
      event: form.optional("event").map { PlanningEventID($0) },
      eventTime: form.optional("time").flatMap { ICalText.time($0, zone: nil) },
      edition: form.optional("edition").map { EditionID($0) }, editionDay: try day("edition-day"))
  }

  var html: HTML {
    """
    \(Field.text(
      "title", label: t("Đề tài"), value: form["title"], error: sent.error("title", t), isRequired: true,
      maxLength: 300, hasFocus: true))\
    \(Field.area(
      "angle", label: t("Góc nhìn, nguồn tin, điều cần lưu ý"), value: form["angle"], rows: 6, maxLength: 10_000))\
    <div class="form__row">\(Field.date(
      "day", label: t("Ngày lên tin"), value: CivilDate(rawValue: form["day"]), hint: t("Để trống nếu chưa biết."),
      error: sent.error("day", t)))\
    \(Field.select(
      "section", label: t("Chuyên mục"), options: [("", t("Chưa chọn"))] + sections.map { ($0.id.rawValue, $0.name) },
      selected: form["section"], error: sent.error("section", t)))</div>\
    \(if: !editions.isEmpty, """
      <div class="form__row">\(Field.select(
        "edition", label: t("Số hay bản tin"), options: [("", t("Không"))] + editions.map { ($0.id.rawValue, $0.name) },
        selected: form["edition"], error: sent.error("edition", t)))\
      \(Field.date(
        "edition-day", label: t("Của ngày"), value: CivilDate(rawValue: form["edition-day"]),
        hint: t("Để trống: nằm trong kho chờ của số ấy."), error: sent.error("edition-day", t)))</div>
      """)\
    \(Field.check("urgent", label: t("Gấp"), isOn: form.isOn("urgent")))\
    <input type="hidden" name="event" value="\(form["event"])"><input type="hidden" name="time" value="\(form["time"])">
    """
  }
}
