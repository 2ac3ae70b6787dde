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
    <div class="form__row">\(Field.text("percent", label: t("Đã làm được (%)"), value: "\(record.percent)", type: "number",
      error: page.errors["percent"].map { t($0) }, isRequired: true, inputMode: "numeric"))</div>\
    \(Field.area("words", label: t("Đã làm được gì, vướng gì"), rows: 3, error: page.errors["words"].map { t($0) },
      isRequired: true, maxLength: 5000))\
    <div class="form__acts">\(Button.submit(t("Báo tiến độ"), icon: "send"))</div></form>
    """
  }

  private var moves: HTML {
    let all = page.file.work.moves(for: page.principal)
    guard !all.isEmpty else { return .empty }
    return "<div class=\"task-moves\">\(all.map(form))</div>"
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
    let id = "reason-\(move.rawValue)"
    return TaskParts.unfold(
      t(move.phrase), icon: icon,
      """
      <form class="form" method="post" action="\(url: path)">\(context.csrfField)\
      <input type="hidden" name="move" value="\(move.rawValue)">\
      <div class="field"><label class="field__label" for="\(id)">\(t("Lý do"))</label>\
      <textarea class="field__control" id="\(id)" name="words" rows="2" maxlength="5000" required></textarea></div>\
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
    """
    <section class="panel__part">\(TaskParts.unfold(
      t("Giao cho đơn vị khác"), icon: "arrow-left-right",
      isOpen: page.errors["lead"] != nil || page.errors["reason"] != nil,
      """
      <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "giao"))">\(context.csrfField)\
      \(TaskParts.named("lead", label: t("Đơn vị chủ trì mới"), list: "leads", error: page.errors["lead"].map { t($0) }))\
      \(TaskParts.names(page.organisations, id: "leads"))\
      \(Field.area("reason", label: t("Lý do"), rows: 2, error: page.errors["reason"].map { t($0) }, isRequired: true,
        maxLength: 5000))\
      <div class="form__acts">\(Button.submit(t("Giao"), style: .plain))</div></form>
      """))</section>
    """
  }
}
