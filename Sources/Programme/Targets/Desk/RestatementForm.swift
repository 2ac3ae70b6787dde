import Contracts
import Kernel
import Web

/// Proposing to restate a frozen figure, for whoever may freeze.
struct RestatementForm: Sendable {
  let forms: TargetForms
  private var view: TargetView { forms.view }

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let days = view.days.filter { view.isFrozen($0) }.sorted(by: >)
    guard let deciders = view.deciders, let last = days.first else { return .empty }
    let organisations = view.parts.filter { days.contains($0.day) }
    let names = Dictionary(organisations.map { ($0.organisation, $0.name) }, uniquingKeysWith: { first, _ in first })
    let sent = forms.sent
    return """
      <section class="stack" id="dieu-chinh-so"><h2>\(t("Điều chỉnh số liệu đã chốt"))</h2>\
      <p class="quiet">\(t("Số liệu đã chốt giữ nguyên; số điều chỉnh đứng bên cạnh, kèm lý do, tên người làm và thời điểm."))</p>\
      \(second(deciders, t))\
      <form class="stack" method="post" enctype="multipart/form-data" action="\(url: "\(ProgrammePath.target(view.target.id))/dieu-chinh")">\
      \(context.csrfField)\
      \(Field.select(
        "re-day", label: t("Ngày đã chốt"), options: days.map { ($0.rawValue, label($0, t)) },
        selected: sent?["re-day"] ?? last.rawValue, error: forms.error("re-day", t), isRequired: true))\
      \(if: !names.isEmpty, Field.select(
        "re-organisation", label: t("Phần của cơ quan"),
        options: names.sorted { $0.value < $1.value }.map { ($0.key.rawValue, $0.value) },
        selected: sent?["re-organisation"] ?? "", error: forms.error("re-organisation", t), isRequired: true))\
      \(forms.numbers(t, prefix: "re-", units: Set(days.map { view.unit(on: $0) })))\
      \(Field.area(
        "reason", label: t("Lý do"), value: sent?["reason"] ?? "", rows: 3, error: forms.error("reason", t),
        isRequired: true, maxLength: 4000))\
      \(Field.file("re-file", label: t("Tệp minh chứng"), hint: t("pdf, docx, xlsx, ảnh, chữ ký số; tối đa 50 MB")))\
      \(Field.text(
        "re-evidence", label: t("Hoặc địa chỉ, số văn bản"), value: sent?["re-evidence"] ?? "",
        error: forms.error("re-evidence", t), maxLength: 4000))\
      <p>\(Button.submit(t("Đề nghị điều chỉnh"), style: .danger))</p></form></section>
      """
  }

  /// Who will decide; where there is nobody, that it will wait.
  private func second(_ deciders: [String], _ t: Translator) -> HTML {
    guard !deciders.isEmpty else {
      return Notice.warn(
        t("Cơ quan giữ kế hoạch chưa có người thứ hai xác nhận được."),
        detail: t(
          "Đề nghị gửi bây giờ sẽ chờ, số liệu đã chốt vẫn đứng, cho đến khi quản trị viên giao quyền chốt hoặc xác nhận cho một người khác. Một người không tự điều chỉnh được."
        ))
    }
    let names = deciders.prefix(5).joined(separator: ", ")
    return """
      <p class="quiet">\(t("Số mới chỉ có hiệu lực khi một người khác xác nhận: \(names)."))</p>
      """
  }

  private func label(_ day: CivilDate, _ t: Translator) -> String {
    let unit = view.unit(on: day)
    guard unit != view.target.unit else { return day.vietnamese }
    return t("\(day.vietnamese) (đơn vị khi chốt: \(t(PlanWords.unit(unit))))")
  }
}
