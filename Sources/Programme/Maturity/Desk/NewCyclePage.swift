import Hummingbird
import Kernel
import Web

/// Opening a year's cycle.
struct NewCyclePage: Sendable {
  let versions: [IndexVersion]
  let year: Int
  let sent: Form?
  let errors: [String: Phrase]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let form: HTML = """
      <form class="form" method="post" action="\(MaturityPath.newCycle)">\(context.csrfField)\
      \(Field.text("title", label: t("Tên đợt"), value: value("title") ?? t("Đánh giá chỉ số trưởng thành năm \(year)"),
        error: error("title", t), isRequired: true, maxLength: 300))\
      <div class="form__row">\(Field.text("year", label: t("Năm"), value: value("year") ?? String(year), type: "number",
        error: error("year", t), isRequired: true))\
      \(Field.select("version", label: t("Bộ chỉ số"), options: versions.map { version in
        (value: version.id, label: version.criteriaAt == nil
          ? "\(version.decision) (\(t("chưa có tiêu chí")))" : version.decision)
      }, selected: value("version") ?? versions.first { $0.criteriaAt != nil }?.id ?? "", error: error("version", t)))</div>\
      <div class="form__row">\(day("data-from", t("Kỳ số liệu từ"), t))\(day("data-to", t("Kỳ số liệu đến"), t))</div>\
      <div class="form__row">\(day("register-until", t("Hạn đăng ký"), t))\
      \(day("score-until", t("Hạn tự chấm và duyệt nội bộ"), t))</div>\
      <div class="form__row">\(day("appraise-until", t("Hạn thẩm định"), t))\(day("appeal-until", t("Hạn kiến nghị"), t))</div>\
      \(Field.check("needs-training", label: t("Cơ quan phải hoàn thành tập huấn trước khi tự chấm"),
        isOn: sent?.isOn("needs-training") ?? true))\
      <div class="form__acts">\(Button.submit(t("Mở đợt đánh giá")))</div></form>
      """
    return DeskPage(
      title: t("Mở đợt đánh giá"), room: MaturityDesk.room,
      body: "<div class=\"stack\">\(Notice.problems(errors, t))\(form)</div>",
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)], styles: MaturityDesk.styles
    ).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func value(_ name: String) -> String? { sent.map { $0[name] } }
  private func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }

  private func day(_ name: String, _ label: String, _ t: Translator) -> HTML {
    Field.date(
      name, label: label, value: value(name).flatMap { CivilDate(rawValue: $0) }, error: error(name, t),
      isRequired: true)
  }
}
