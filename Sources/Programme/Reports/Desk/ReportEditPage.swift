import Foundation
import Hummingbird
import Kernel
import Web

/// The form of a draft: head, what people write, signature and recipients. What was sent stays where it does not hold.
struct ReportEditPage: Sendable {
  let file: ReportFile
  let context: StaffContext
  var sent: Form?
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?

  private var record: ReportRecord { file.record }
  private var t: Translator { context.translator }

  func answer() -> Response {
    let head = record.head
    let body: HTML = """
      <div class="stack">\(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa lưu được"), detail: t($0)) })\
      <form class="form" method="post" action="\(url: ReportPath.act(record.id, "sua"))">\(context.csrfField)\
      <input type="hidden" name="base" value="\(record.version)">\
      \(Field.area("subject", label: t("Trích yếu"), value: value("subject", head.subject), rows: 2, error: error("subject"), isRequired: true))\
      \(record.sections.map(part))\
      <h2>\(t("Thể thức"))</h2>\
      \(field("superior", t("Cơ quan chủ quản"), head.superior))\
      \(field("issuer", t("Cơ quan ban hành"), head.issuer))\
      \(field("number", t("Số"), head.number, hint: t("Để trống để văn thư điền")))\
      \(field("symbol", t("Ký hiệu"), head.symbol))\(field("place", t("Nơi ban hành"), head.place))\
      \(Field.date("date", label: t("Ngày ban hành"), value: day(head.date), hint: t("Để trống để văn thư điền")))\
      \(list("addressees", t("Kính gửi"), head.addressees))\
      \(list("capacity", t("Chức vụ người ký"), head.capacity, hint: t("Mỗi dòng một ý, như trong văn bản: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC")))\
      \(field("signer", t("Người ký"), head.signer))\(list("recipients", t("Nơi nhận"), head.recipients))\
      \(field("filing", t("Lưu"), head.filing))\
      <div class="form__acts">\(Button.submit(t("Lưu")))\
      \(Button.link(t("Thôi"), to: ReportPath.show(record.id), style: .quiet))</div></form></div>
      """
    return DeskPage(
      title: t("Sửa báo cáo"), room: Programme.reportsRoom, body: body,
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
    return Field.area(
      "s-\(section.id)", label: name, value: value("s-\(section.id)", section.words),
      rows: section.kind == .narrative ? 6 : 3, hint: section.hint.isEmpty ? nil : section.hint,
      error: error("s-\(section.id)"))
  }

  private func field(_ name: String, _ label: String, _ text: String, hint: String? = nil) -> HTML {
    Field.text(name, label: label, value: value(name, text), hint: hint, error: error(name), maxLength: 500)
  }

  private func list(_ name: String, _ label: String, _ lines: [String], hint: String? = nil) -> HTML {
    Field.area(
      name, label: label, value: value(name, lines.joined(separator: "\n")), rows: max(2, min(12, lines.count)),
      hint: hint ?? t("Mỗi dòng một nơi"))
  }

  private func value(_ name: String, _ kept: String) -> String { sent.map { $0[name] } ?? kept }
  private func day(_ kept: CivilDate?) -> CivilDate? { sent.map { CivilDate(rawValue: $0["date"]) } ?? kept }
  private func error(_ name: String) -> String? { errors[name].map { t($0) } }
}

extension ReportEdit {
  /// From the form above.
  init(_ form: Form, of record: ReportRecord) {
    func lines(_ name: String) -> [String] {
      form[name].split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
    var head = ReportHead()
    head.subject = form["subject"].split(whereSeparator: \.isNewline).joined(separator: " ")
    head.superior = form["superior"]
    head.issuer = form["issuer"]
    head.number = form["number"]
    head.symbol = form["symbol"]
    head.place = form["place"]
    head.date = CivilDate(rawValue: form["date"])
    head.addressees = lines("addressees")
    head.capacity = lines("capacity")
    head.signer = form["signer"]
    head.recipients = lines("recipients")
    head.filing = form["filing"]
    self.init(
      head: head,
      words: Dictionary(record.sections.map { ($0.id, form["s-\($0.id)"]) }, uniquingKeysWith: { first, _ in first }),
      base: Int(form["base"]) ?? 0)
  }
}
