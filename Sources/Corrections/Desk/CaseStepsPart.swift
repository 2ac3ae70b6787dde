import Contracts
import Foundation
import Kernel
import Web

/// What was done, with evidence; writing down more; closing.
struct CaseStepsPart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: CaseRecord { page.record }

  var html: HTML {
    let taken = Set(page.file.steps.filter { $0.kind == .retracted }.map(\.evidence))
    let lines = page.file.steps.map { line($0, isTaken: taken.contains($0.id.rawValue)) }
    return """
      \(if: isSilent, Notice.warn(
        t("Quá hạn mà chưa trả lời: được chuyển cấp trên hoặc đăng, phát (RP3b)."),
        detail: page.file.regime.rule(.bodySilent, record.medium)?.article))\
      <section class="section"><h2>\(t("Diễn biến"))</h2>\(if: page.mayManage, stepForm)\
      <ol class="timeline">\(lines)</ol></section>\
      \(if: page.mayManage, closing)\(if: record.state == .closed && mayReopen, Button.post(
        t("Mở lại hồ sơ"), to: CasePath.act(record.id, "mo-lai"), context, icon: "rotate-ccw"))
      """
  }

  private func line(_ step: CaseStep, isTaken: Bool) -> HTML {
    let name = t(step.kind.phrase)
    let mayTake = page.mayManage && !isTaken && StepKind.byHand(record.kind, record.medium).contains(step.kind)
    return """
      <li>\(TimeText.absolute(step.happenedAt)) \(if: isTaken, "<s>\(name)</s>")\
      \(if: !isTaken, "<strong>\(name)</strong>") · \
      \(step.accountName)\(if: !step.note.isEmpty && mayRead(step), "<p>\(step.note)</p>")\
      \(if: !step.evidence.isEmpty && step.kind != .retracted, "<p class=\"quiet case-evidence\">\(step.evidence)</p>")\
      \(if: mayTake, taking(step))</li>
      """
  }

  private func taking(_ step: CaseStep) -> HTML {
    let field = "retract-\(step.id)"
    return Unfold.html(
      t("Ghi nhầm?"), icon: "undo-2",
      """
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "rut"))">\(context.csrfField)\
      <input type="hidden" name="step" value="\(step.id.rawValue)">\
      <div class="field"><label class="field__label" for="\(field)">\(t("Lý do"))</label>\
      <input class="field__control" id="\(field)" name="reason" type="text" maxlength="500" required></div>\
      <div class="form__acts">\(Button.submit(t("Bỏ việc này"), style: .plain))</div></form>
      """)
  }

  /// Notes may name who complained.
  private func mayRead(_ step: CaseStep) -> Bool { page.file.sight == .full }
  private var mayReopen: Bool { page.principal.may(Corrections.manage, in: record.organisation) }

  private var isSilent: Bool {
    [.pressQuestion, .opinion, .complaint].contains(record.kind)
      && page.file.clocks.first?.state == .late
  }

  private var stepForm: HTML {
    let kinds = StepKind.byHand(record.kind, record.medium).map { (value: $0.rawValue, label: t($0.phrase)) }
    let isOpen = ["step", "happened-on", "evidence", "note"].contains { page.errors[$0] != nil }
    return Unfold.html(
      t("Ghi việc đã làm"), icon: "list-checks", isOpen: isOpen,
      """
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "buoc"))">\(context.csrfField)\
      <div class="form__row">\(Field.select("step", label: t("Việc"), options: kinds,
        error: page.errors["step"].map { t($0) }))\
      \(Field.date("happened-on", label: t("Ngày làm"), value: CivilDate(page.now),
        error: page.errors["happened-on"].map { t($0) }, isRequired: true, from: record.startedOn,
        to: CivilDate(page.now)))\
      \(Field.text("happened-at", label: t("Giờ"), maxLength: 5, placeholder: "19:30"))</div>\
      \(Field.area("note", label: t("Ghi chú"), rows: 2, maxLength: 5000))\
      \(Field.text("evidence", label: t("Bằng chứng: số văn bản, địa chỉ, giờ phát"),
        error: page.errors["evidence"].map { t($0) }, maxLength: 2000))\
      <div class="form__acts">\(Button.submit(t("Ghi lại"), style: .plain))</div></form>
      """)
  }

  private var closing: HTML {
    let left = page.file.undone
    return Unfold.html(
      t("Đóng hồ sơ"), icon: "archive", isOpen: page.errors["outcome"] != nil,
      """
      \(if: left > 0, Notice.warn(t("Còn \(left) việc chưa xong. Nếu vẫn đóng, hãy nêu lý do trong kết quả.")))\
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "dong"))">\(context.csrfField)\
      \(Field.area("outcome", label: t("Kết quả"), rows: 2, error: page.errors["outcome"].map { t($0) },
        isRequired: true, maxLength: 5000))\
      <div class="form__acts">\(Button.submit(t("Đóng hồ sơ"), style: .plain))</div></form>
      """)
  }
}
