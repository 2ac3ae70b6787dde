import Foundation
import Kernel
import Web

/// What one shift leaves to the next: notes, newest first, and what is open right now beside them.
struct HandoversPage {
  let notes: Page<Handover>
  let isFirst: Bool
  let shifts: [Shift]
  let board: PlanningBoard
  let sent: Sent
  let today: CivilDate
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayWrite: Bool { context.principal.may(Planning.pitch, in: board.organisation) }

  var page: DeskPage {
    PlanningPage.page(t("Bàn giao ca"), body, panel: panel)
  }

  private var body: HTML {
    """
    \(PlanningPage.tabs(.handovers, today: today, t))\(Notice.problems(sent.errors, t))\
    \(sent.conflict.map { Notice.bad(t($0)) })\(if: mayWrite && isFirst, form)\
    \(PlanningPage.section(t("Các bàn giao"), list))\
    \(Pagination.html(
      next: notes.next.map { PlanningPath.with(PlanningPath.handovers, [("truoc", $0)]) },
      first: isFirst ? nil : PlanningPath.handovers, t))
    """
  }

  private var form: HTML {
    let open = shifts.filter { !$0.isClosed }
    guard !open.isEmpty else {
      return EmptyState.html(
        t("Chưa có ca trực nào. Ghi các ca trước khi bàn giao."),
        act: Button.link(t("Ghi ca trực"), to: PlanningPath.people), icon: "clock")
    }
    let (hour, minute) = VietnamTime.hourAndMinute(now)
    let current = open.first { $0.holds(hour * 60 + minute) } ?? open[0]
    return """
      <form method="post" action="\(PlanningPath.handovers)" class="form" data-guard>\(context.csrfField)\
      <div class="form__row">\(Field.select(
        "shift", label: t("Ca"), options: open.map { ($0.id.rawValue, "\($0.name) (\($0.hours))") },
        selected: sent.form.optional("shift") ?? current.id.rawValue, error: sent.error("shift", t)))\
      \(Field.date("day", label: t("Ngày"), value: CivilDate(rawValue: sent.form["day"]) ?? today, error: sent.error("day", t)))</div>\
      \(Field.area(
        "body", label: t("Điều ca sau phải biết"), value: sent.form["body"], rows: 6, error: sent.error("body", t),
        isRequired: true, maxLength: 20_000))\
      <div class="form__acts">\(Button.submit(t("Ghi bàn giao")))</div></form>
      """
  }

  private var list: HTML {
    guard !notes.items.isEmpty else { return "<p class=\"quiet\">\(t("Chưa có bàn giao nào."))</p>" }
    let names = Dictionary(shifts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let lines = notes.items.map { note -> HTML in
      let received: HTML =
        note.receivedAt.map { time in
          StateWord.html(t("Đã nhận"), .done, more: "\(note.receiverName ?? "") · \(TimeText.html(time, now: now, t))")
        } ?? StateWord.html(t("Chưa ai nhận"), .waiting)
      let isOwn = note.author == context.principal.id
      return """
        <li class="plan-note"><h3>\(names[note.shift] ?? "") · \(note.day.vietnamese)</h3>\
        <p class="quiet">\(note.authorName) · \(TimeText.html(note.updatedAt, now: now, t)) · \(received)</p>\
        <p class="plan-text">\(note.body)</p>\
        \(if: mayWrite && !isOwn && note.receivedAt == nil, Button.post(t("Nhận ca"), to: "\(PlanningPath.handovers)/\(note.id.rawValue)/nhan", context, style: .primary, icon: "check"))\
        \(if: isOwn && note.receivedAt == nil, change(note))</li>
        """
    }
    return "<ol class=\"plan-notes\">\(lines)</ol>"
  }

  private func change(_ note: Handover) -> HTML {
    """
    <details class="plan-more"><summary>\(t("Sửa bàn giao"))</summary>\
    <form method="post" action="\(PlanningPath.handovers)/\(note.id.rawValue)/sua" class="form">\(context.csrfField)\
    <input type="hidden" name="version" value="\(note.version)">\
    \(Field.area("body-\(note.id.rawValue)", label: t("Điều ca sau phải biết"), value: note.body, rows: 6, isRequired: true, maxLength: 20_000))\
    <div class="form__acts">\(Button.submit(t("Lưu"), style: .plain))</div></form></details>
    """
  }

  /// What is open today and tomorrow, for whoever writes the note.
  private var panel: HTML {
    let open = board.plans.filter(\.state.isOpen).map { plan -> HTML in
      """
      <li><a href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a> \
      \(StateWord.html(t(plan.state.phrase), plan.state.word))</li>
      """
    }
    return """
      <section class="panel__part"><h2>\(t("Còn dở hôm nay và ngày mai"))</h2>\
      \(PlanningPage.list(open, "plan-edition__plans", none: t("Không có.")))</section>
      """
  }
}
