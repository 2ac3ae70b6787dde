import Foundation
import Hummingbird
import Kernel
import Web

/// The form of a draft: head, what people write, signature and recipients. What was sent stays where it does not hold.
struct ReportEditPage: Sendable {
  let file: ReportFile
  let context: StaffContext
  /// What was sent, by the names of its fields.
  var typed: [String: String]?
  /// The version it was written over; nil: the one there is now.
  var base: Int?
  /// What a colleague saved in the same fields.
  var theirs: [String: String] = [:]
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?

  private var record: ReportRecord { file.record }
  private var t: Translator { context.translator }

  func answer() -> Response {
    let head = record.head
    let body: HTML = """
      <div class="stack">\(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa lưu được"), detail: t($0)) })\
      <form class="form" method="post" action="\(url: ReportPath.act(record.id, "sua"))" data-guard \
      data-report-draft="\(record.id.rawValue)" data-restored="\(t("Chữ bạn gõ lần trước mà chưa lưu đã được lấy lại."))" \
      data-discard="\(t("Bỏ chữ đó"))" data-other="\(t("Bạn đã gõ mà chưa lưu; phần này sau đó đã đổi:"))">\
      \(context.csrfField)<input type="hidden" name="base" value="\(base ?? record.version)">\
      \(Field.area("subject", label: t("Trích yếu"), value: value("subject", head.subject), rows: 2, error: error("subject"), isRequired: true))\(other("subject"))\
      \(record.sections.map(part))\
      <h2>\(t("Thể thức"))</h2>\
      \(field("superior", t("Cơ quan chủ quản"), head.superior))\
      \(field("issuer", t("Cơ quan ban hành"), head.issuer))\
      \(field("number", t("Số"), head.number, hint: t("Để trống để văn thư điền")))\
      \(field("symbol", t("Ký hiệu"), head.symbol))\(field("place", t("Nơi ban hành"), head.place))\
      \(Field.date("date", label: t("Ngày ban hành"), value: day(head.date), hint: t("Để trống để văn thư điền")))\(other("date"))\
      \(list("addressees", t("Kính gửi"), head.addressees))\
      \(list("capacity", t("Chức vụ người ký"), head.capacity, hint: t("Mỗi dòng một ý, như trong văn bản: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC")))\
      \(field("signer", t("Người ký"), head.signer))\(list("recipients", t("Nơi nhận"), head.recipients))\
      \(field("filing", t("Lưu"), head.filing))\
      <div class="form__acts">\(if: record.state.isOpen, Button.submit(t("Lưu")))\
      \(Button.link(t("Thôi"), to: ReportPath.show(record.id), style: .quiet))</div></form></div>
      """
    return DeskPage(
      title: t("Sửa báo cáo"), room: Programme.reportsRoom, body: body,
      scripts: ["report-draft.js"],
      breadcrumb: [(t("Báo cáo"), ReportPath.calendar), (record.head.subject, ReportPath.show(record.id))],
      styles: ["reports.css"]
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }

  private func part(_ section: ReportSection) -> HTML {
    let name =
      switch section.kind {
      case .opening: t("Mở đầu")
      case .closing: t("Kết thúc")
      default: section.title
      }
    let area = Field.area(
      "s-\(section.id)", label: name, value: value("s-\(section.id)", section.words),
      rows: section.kind == .narrative ? 6 : 3, hint: section.hint.isEmpty ? nil : section.hint,
      error: error("s-\(section.id)"))
    return "\(area)\(other("s-\(section.id)"))"
  }

  /// What a colleague saved there meanwhile.
  private func other(_ name: String) -> HTML {
    guard let text = theirs[name] else { return .empty }
    let shown = text.isEmpty ? t("(để trống)") : text
    return """
      <div class="report-other"><p class="quiet">\(t("Bản \(record.changedByName) vừa lưu:"))</p><p class="report-other__text">\(shown)</p></div>
      """
  }

  private func field(_ name: String, _ label: String, _ text: String, hint: String? = nil) -> HTML {
    let field = Field.text(
      name, label: label, value: value(name, text), hint: hint, error: error(name), maxLength: 500)
    return "\(field)\(other(name))"
  }

  private func list(_ name: String, _ label: String, _ lines: [String], hint: String? = nil) -> HTML {
    let area = Field.area(
      name, label: label, value: value(name, lines.joined(separator: "\n")), rows: max(2, min(12, lines.count)),
      hint: hint ?? t("Mỗi dòng một nơi"))
    return "\(area)\(other(name))"
  }

  private func value(_ name: String, _ kept: String) -> String { typed?[name] ?? kept }
  private func day(_ kept: CivilDate?) -> CivilDate? {
    typed.map { CivilDate(rawValue: $0["date"] ?? "") } ?? kept
  }
  private func error(_ name: String) -> String? { errors[name].map { t($0) } }
}
