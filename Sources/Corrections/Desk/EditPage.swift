import Contracts
import Hummingbird
import Kernel
import Web

/// Changing a case.
struct EditPage: Sendable {
  let file: CaseFile
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let record = file.record
    var work = record.work
    if let typed = sent.flatMap({ CaseForm.work($0) }) {
      if record.work?.item == nil { work = typed } else { work?.section = typed.section }
    }
    let fields = CaseForm(
      kind: record.kind, origin: record.origin, work: work, item: file.brief, startedOn: record.startedOn,
      detail: sent.map { CaseForm.detail($0, over: record.detail) } ?? record.detail, responsible: record.responsible,
      people: [], isNew: false, errors: errors)
    let body: HTML = """
      <div class="stack">\(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa ghi được"), detail: t($0)) })\
      <form method="post" action="\(url: CasePath.act(record.id, "sua"))" class="form" data-guard>\(context.csrfField)\
      <input type="hidden" name="base" value="\(record.version)">\(fields.html(t))\
      <div class="form__acts">\(Button.submit(t("Ghi thay đổi")))\
      \(Button.link(t("Thôi"), to: CasePath.show(record.id), style: .quiet))</div></form></div>
      """
    return DeskPage(
      title: t("Sửa hồ sơ \(record.label)"), room: Corrections.room, body: body,
      breadcrumb: [
        (t("Cải chính, phản hồi"), CasePath.board), (t("Hồ sơ \(record.label)"), CasePath.show(record.id)),
      ], styles: ["corrections.css"]
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }
}
