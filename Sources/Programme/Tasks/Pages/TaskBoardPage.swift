import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Tasks by state, each with what may be done to it next; a form for every move, so it works by keyboard and without scripts.
struct TaskBoardPage: Sendable {
  let filter: WorkFilter
  let lines: [WorkLine]
  let moves: [WorkID: [WorkMove]]

  static let states: [WorkState] = [.notStarted, .doing, .awaiting, .paused]
  /// More cards than that are a list.
  static let most = 60

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let columns = Self.states.map { column($0, context) }
    return DeskPage(
      title: t("Nhiệm vụ theo trạng thái"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.board, query: TaskQuery.text(filter), t))\
        \(if: lines.isEmpty, EmptyState.html(
          t("Không có nhiệm vụ nào đang mở."),
          act: Button.link(t("Về danh sách"), to: ProgrammePath.tasks, icon: "list"), icon: "kanban"))\
        \(if: !lines.isEmpty, "<div class=\"task-board\" role=\"region\" tabindex=\"0\" aria-label=\"\(t("Nhiệm vụ theo trạng thái"))\">\(columns)</div>")</div>
        """, scripts: ["tasks.js"],
      lead: "\(t("Kéo thẻ sang cột khác, hoặc bấm Chuyển trạng thái trên thẻ"))", isWide: true, styles: ["tasks.css"]
    ).answer(context)
  }

  private func column(_ state: WorkState, _ context: StaffContext) -> HTML {
    let t = context.translator
    let own = lines.filter { $0.record.state == state }
    let cards = own.prefix(Self.most).map { card($0, context) }
    return """
      <section class="task-board__column" data-column="\(state.rawValue)"><h2>\(t(state.phrase)) <span class="count">\(own.count)</span></h2>\
      \(if: own.isEmpty, "<p class=\"quiet\">\(t("Không có"))</p>")<ul class="task-board__cards">\(cards)</ul>\
      \(if: own.count > Self.most,
        "<p><a href=\"\(url: "\(ProgrammePath.tasks)?trang-thai=\(state.rawValue)")\">\(t("Xem cả \(own.count)"))</a></p>")</section>
      """
  }

  private func card(_ line: WorkLine, _ context: StaffContext) -> HTML {
    let t = context.translator
    let record = line.record
    return """
      <li class="task-card\(line.deadline.isLate ? " task-card--late" : "")"><h3>\(TaskParts.link(record, t))</h3>\
      <p class="quiet">\(line.leadName)\(record.dueOn.map { " · \(t("hạn \($0.vietnamese)"))" } ?? "") · \(record.percent)%</p>\
      <p>\(line.deadline.html(t))\(if: line.isUnheard, " \(StateWord.html(t("chưa báo được cho ai"), .bad))")</p>\
      \(acts(record, context))</li>
      """
  }

  private func acts(_ record: WorkRecord, _ context: StaffContext) -> HTML {
    let t = context.translator
    let all = moves[record.id] ?? []
    guard !all.isEmpty else { return .empty }
    let id = "words-\(record.id)"
    let buttons = all.filter { $0 != .submit }.map { move -> HTML in
      // Dragging presses the button that leads to the column; what needs words is unfolded first.
      let target = move.state(from: record.state)?.rawValue
      return """
        <button class="button" name="move" value="\(move.rawValue)"\(attribute: "data-to", target)\
        \(flag: "data-needs-words", move.needsWords)>\(t(move.phrase))</button>
        """
    }
    // What needs evidence is done on the task's own page.
    let proof: HTML =
      all.contains(.submit)
      ? "<p><a href=\"\(url: ProgrammePath.work(record.id))#minh-chung\" data-to=\"awaiting\">\(t("Báo đã xong, kèm minh chứng"))</a></p>"
      : .empty
    return """
      <details class="task-card__acts"><summary>\(t("Chuyển trạng thái"))<span class="visually-hidden">: \(record.title)</span></summary>\
      \(if: !buttons.isEmpty, """
        <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "chuyen"))">\(context.csrfField)\
        <input type="hidden" name="back" value="bang">\
        <div class="field"><label class="field__label" for="\(id)">\(t("Lời nhắn, lý do"))</label>\
        <input class="field__control" id="\(id)" name="words" maxlength="5000"></div>\
        <div class="form__acts">\(buttons)</div></form>
        """)\(proof)</details>
      """
  }
}
