import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// A case: its clocks, what it is about, what is to be done, and what was done.
struct CasePage: Sendable {
  let file: CaseFile
  let principal: Principal
  let now: Date
  let isNew: Bool
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?

  var record: CaseRecord { file.record }
  private var isOpen: Bool { record.state == .open }
  var mayManage: Bool { isOpen && principal.may(Corrections.manage, in: record.organisation) }
  var mayPublish: Bool { isOpen && principal.may(Corrections.publish, in: record.organisation) }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    return DeskPage(
      title: t("Hồ sơ \(record.label)"), room: Corrections.room, body: body(context), panel: panel(context),
      actions: actions(context),
      breadcrumb: principal.may(Corrections.read, in: record.organisation)
        ? [(t("Cải chính, phản hồi"), CasePath.board)] : [],
      lead: """
        \(isOpen ? StateWord.html(t("Đang mở"), .waiting) : StateWord.html(t("Đã đóng"), .off)) \
        \(t(record.kind.phrase)) · \(file.regime.name)
        """,
      panelTitle: t("Hồ sơ"), styles: ["corrections.css"]
    ).answer(context, status: status)
  }

  private func actions(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      \(if: mayManage, Button.link(t("Sửa hồ sơ"), to: CasePath.act(record.id, "sua"), icon: "pencil"))\
      \(if: record.kind.hasNotice && file.sight == .full, Button.link(
        t("Xem trước tin"), to: CasePath.act(record.id, "xem-truoc"), icon: "eye"))
      """
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(if: isNew, Notice.ok(t("Đã mở hồ sơ. Các hạn bên dưới tính theo luật của ngày đăng.")))\
      \(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
      <section class="section"><h2>\(t("Các hạn"))</h2>\(ClockText.list(file.clocks, t))</section>\
      \(CaseContentPart(page: self, context: context).html)\
      \(if: record.kind.mayRemove && record.work?.item != nil, CaseRemovalPart(page: self, context: context).html)\
      \(if: record.kind == .response, CaseRoundsPart(page: self, context: context).html)\
      \(if: record.kind.hasNotice, CaseNoticePart(page: self, context: context).html)\
      \(if: record.kind.hasNotice || record.kind == .removal, CasePlacesPart(page: self, context: context).html)\
      \(CaseStepsPart(page: self, context: context).html)</div>
      """
  }

  private func panel(_ context: StaffContext) -> HTML {
    let t = context.translator
    let detail = record.detail
    let full = file.sight == .full
    let facts: [(String, HTML)] = [
      (t("Số hồ sơ"), "\(record.label)"), (t("Loại"), "\(t(record.kind.phrase))"),
      (t("Căn cứ mở"), record.kind == .correction ? "\(t(record.origin.phrase))" : .empty),
      (t("Ngày bắt đầu"), TimeText.day(record.startedOn)),
      (t("Người, cơ quan"), full ? "\(detail.who)" : .empty), (t("Liên hệ"), full ? "\(detail.contact)" : .empty),
      (t("Người giữ hồ sơ"), "\(file.name(record.responsible))"), (t("Kết quả"), "\(record.outcome)"),
    ]
    let lines = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return """
      <section class="panel__part"><h2>\(t("Hồ sơ"))</h2><dl class="facts">\(lines)</dl>\
      \(if: detail.hidesIdentity, Notice.warn(t("Giữ kín danh tính người phản ánh, tố cáo (RP6).")))</section>\
      <section class="panel__part"><h2>\(t("Luật áp dụng"))</h2><p>\(file.regime.name)</p>\
      <p class="quiet">\(t("Theo ngày đăng, phát \(record.lawDay.vietnamese)."))</p></section>\
      \(if: mayManage, handOver(context))
      """
  }

  private func handOver(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="panel__part"><h2>\(t("Giao hồ sơ"))</h2>\
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "giao"))">\(context.csrfField)\
      \(Field.select(
        "responsible", label: t("Người giữ hồ sơ"),
        options: file.people.map { (value: $0.id.rawValue, label: $0.name) }, selected: record.responsible.rawValue))\
      <div class="form__acts">\(Button.submit(t("Giao"), style: .plain))</div></form></section>
      """
  }

  /// The rules that this law has for a duty, in its own box.
  func rule(_ duty: Duty, _ t: Translator) -> HTML {
    guard let rule = file.regime.rule(duty, record.medium) else { return .empty }
    return "<p class=\"quiet\">\(rule.id) · \(rule.article)\(ClockText.mark(rule, t)) · \(rule.text)</p>"
  }
}
