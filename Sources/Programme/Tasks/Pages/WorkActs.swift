import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// What may be done with a piece of work now: each a form of its own.
struct WorkActs: Sendable {
  let page: WorkPage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: WorkRecord { page.record }

  var html: HTML {
    """
    <section class="section"><h2>\(t("Tiến độ"))</h2>\
    \(Progress.html(t("Đã làm"), done: record.percent, of: 100))\(if: page.mayWork && record.state.isOwed, progress)\
    \(moves)</section>
    """
  }

  private var progress: HTML {
    """
    <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "tien-do"))">\(context.csrfField)\
    <div class="form__row">\(Field.text("percent", label: t("Đã làm được (%)"),
      value: page.value("tien-do", "percent", or: "\(record.percent)"), error: page.error("tien-do", "percent", t),
      isRequired: true, maxLength: 20, inputMode: "numeric"))</div>\
    \(Field.area("words", label: t("Đã làm được gì, vướng gì"), value: page.value("tien-do", "words"), rows: 3,
      error: page.error("tien-do", "words", t), isRequired: true, maxLength: 5000))\
    <div class="form__acts">\(Button.submit(t("Báo tiến độ"), icon: "send"))</div></form>
    """
  }

  private var moves: HTML {
    let all = page.file.moves(for: page.principal)
    let isOwn = !all.contains(.confirm) && page.file.work.moves(for: page.principal).contains(.confirm)
    return """
      \(if: isOwn, "<p class=\"quiet\">\(t("Bạn đã thêm minh chứng hoặc báo xong nhiệm vụ này, nên một người khác xác nhận."))</p>")\
      \(if: !all.isEmpty, "<div class=\"task-moves\">\(all.map(form))</div>")
      """
  }

  private func form(_ move: WorkMove) -> HTML {
    let icon =
      switch move {
      case .start, .resume: "play"
      case .submit: "check"
      case .confirm: "check-check"
      case .takeBack, .sendBack: "corner-up-left"
      case .pause: "pause"
      case .cancel: "x"
      case .reopen: "rotate-ccw"
      }
    let path = ProgrammePath.work(record.id, "chuyen")
    guard move.needsWords else {
      return Button.post(
        t(move.phrase), to: path, context, style: move == .confirm ? .primary : .plain, icon: icon,
        fields: ["move": move.rawValue])
    }
    let (id, act) = ("reason-\(move.rawValue)", "chuyen:\(move.rawValue)")
    let error = page.error(act, id, t)
    let described = error.map { _ in "\(id)-error" }
    return TaskParts.unfold(
      t(move.phrase), icon: icon, isOpen: page.isRefused(act),
      """
      <form class="form" method="post" action="\(url: path)">\(context.csrfField)\
      <input type="hidden" name="move" value="\(move.rawValue)">\
      <div class="field\(error == nil ? "" : " field--bad")"><label class="field__label" for="\(id)">\(t("Lý do"))</label>\
      <textarea class="field__control" id="\(id)" name="words" rows="2" maxlength="5000" required\
      \(attribute: "aria-describedby", described)\(attribute: "aria-invalid", error.map { _ in "true" })>\n\(page.value(act, "words"))</textarea>\
      \(error.map { "<p class=\"field__error\" id=\"\(id)-error\">\($0)</p>" as HTML })</div>\
      <div class="form__acts">\(Button.submit(t(move.phrase), style: .plain))</div></form>
      """)
  }

  /// For those who keep it, in the panel: another lead; no more turns.
  var keeping: HTML {
    """
    \(if: record.state.isOpen, reassign)\
    \(if: page.file.rule.map { $0.endedOn == nil } ?? false, """
      <section class="panel__part">\(Button.post(
        t("Thôi lặp lại"), to: ProgrammePath.work(record.id, "thoi-lap"), context, icon: "circle-stop"))</section>
      """)
    """
  }

  private var reassign: HTML {
    let isSilent = page.isRefused("giao") && page.refused?.sent.optional("lead") != nil
    return """
      <section class="panel__part">\(TaskParts.unfold(
      t("Giao cho đơn vị khác"), icon: "arrow-left-right", isOpen: page.isRefused("giao"),
      """
      <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "giao"))">\(context.csrfField)\
      \(OrganisationPicker.names(page.organisations))\
      \(OrganisationPicker.one("lead", label: t("Đơn vị chủ trì mới"), value: page.value("giao", "lead"),
        hint: t("Gõ vài chữ trong tên rồi chọn"), error: page.error("giao", "lead", t)))\
      \(if: isSilent, Field.check(
        WorkDoubt.silent.rawValue, label: t(WorkDoubt.silent.phrase),
        isOn: page.refused?.sent.isOn(WorkDoubt.silent.rawValue) ?? false))\
      \(Field.area("reason", label: t("Lý do"), value: page.value("giao", "reason"), rows: 2,
        error: page.error("giao", "reason", t), isRequired: true, maxLength: 5000))\
      <div class="form__acts">\(Button.submit(t("Giao"), style: .plain))</div></form>
      """))</section>
      """
  }
}
