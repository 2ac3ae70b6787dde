import Hummingbird
import Kernel
import Web

/// The evidence of one criterion: what is there, and adding to it.
struct ScoreEvidencePage: Sendable {
  let file: EntryFile
  let one: ScoredCriterion
  let today: CivilDate
  let mayAdd: Bool
  let indicators: [(value: String, label: String)]
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  private var path: String { MaturityPath.act(file.entry.id, "minh-chung/\(one.criterion.id)") }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    let back =
      "\(MaturityPath.act(file.entry.id, mayAdd ? "cham" : "diem"))?tru=\(one.criterion.pillar)#c-\(one.criterion.id)"
    return DeskPage(
      title: t("Minh chứng, tiêu chí \(one.criterion.code)"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\
        \(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(if: !one.criterion.evidence.isEmpty, "<p><strong>\(t("Minh chứng cần có")):</strong> \(one.criterion.evidence)</p>")\
        \(list(context))<p>\(Button.link(mayAdd ? t("Về phần chấm điểm") : t("Về điểm theo tiêu chí"), to: back, icon: "arrow-left"))</p>\
        \(if: mayAdd, form(context))</div>
        """,
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (file.entry.shortName, MaturityPath.entry(file.entry.id)),
        (t("Điểm theo tiêu chí"), back),
      ], lead: "\(one.criterion.text) · \(t("tối đa \(one.criterion.maximum.text) điểm"))", styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func list(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !one.evidence.isEmpty else { return EmptyState.html(t("Chưa có minh chứng nào cho tiêu chí này.")) }
    let shown = ScoreEvidenceList(evidence: one.evidence, today: today, t: t)
    let items = one.evidence.map { piece -> HTML in
      """
      <li class="evidence-item"><span>\(shown.item(piece))</span>\(if: mayAdd, Button.post(
        t("Bỏ minh chứng này"), to: path + "/bo", context, style: .quiet, fields: ["evidence": piece.evidence.id.rawValue]))</li>
      """
    }
    return "<ul class=\"maturity-list\">\(items)</ul>"
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    return """
      <section class="section"><h2>\(t("Thêm minh chứng"))</h2>\
      <form class="form" method="post" enctype="multipart/form-data" action="\(url: path)">\(context.csrfField)\
      \(Field.file("file", label: t("Tệp"), hint: t("Văn bản, bảng tính, ảnh, tệp ký số; nhiều nhất 50 MB."),
        error: error("evidence-\(one.criterion.id)")))\
      \(Field.text("evidence", label: t("Hoặc địa chỉ, số văn bản"), value: sent?["evidence"] ?? "",
        error: error("evidence"), maxLength: 4000))\
      \(Field.text("name", label: t("Tên gọi"), value: sent?["name"] ?? "", maxLength: 300))\
      \(if: !indicators.isEmpty, Field.select(
        "indicator", label: t("Hoặc số liệu hệ thống tự tính"),
        options: [(value: "", label: t("Không dùng"))] + indicators, selected: sent?["indicator"] ?? "",
        hint: t("Tính cho cơ quan trong kỳ số liệu của đợt và giữ nguyên như lúc thêm."), error: error("indicator")))\
      \(Field.date("valid-until", label: t("Còn hiệu lực đến"), value: CivilDate(rawValue: sent?["valid-until"] ?? ""),
        hint: t("Để trống nếu không có hạn. Minh chứng phải còn hiệu lực khi công bố."), error: error("valid-until")))\
      <div class="form__acts">\(Button.submit(t("Thêm minh chứng")))</div></form></section>
      """
  }
}
