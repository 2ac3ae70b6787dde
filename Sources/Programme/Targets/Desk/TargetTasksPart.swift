import Contracts
import Kernel
import Web

/// What is done for a target: the tasks of its plan that name it, and work with its state and day.
struct TargetTasksPart: Sendable {
  let view: TargetView
  let deadlines: [WorkID: WorkDeadline]

  func html(_ t: Translator) -> HTML {
    guard !view.tasks.isEmpty || !view.works.isEmpty else { return .empty }
    return "<section class=\"stack\"><h2>\(t("Việc phục vụ chỉ tiêu này"))</h2>\(works(t))\(tasks(t))</section>"
  }

  private func works(_ t: Translator) -> HTML {
    guard !view.works.isEmpty else {
      return "<p class=\"quiet\">\(t("Chưa giao việc nào cho chỉ tiêu này."))</p>"
    }
    return Table.html(
      caption: t("Việc đã giao, hạn gần trước"),
      columns: [.init(t("Nhiệm vụ")), .init(t("Chủ trì")), .init(t("Hạn"), .fit), .init(t("Trạng thái"), .fit)],
      rows: view.works.map { work in
        [
          "<a href=\"\(url: ProgrammePath.work(work.id))\">\(TaskParts.title(work, t))</a>",
          "\(view.leads[work.lead] ?? "—")", "\(deadlines[work.id].map { $0.html(t) } ?? TaskParts.day(work.dueOn))",
          "\(TaskParts.state(work.state, t)) <span class=\"kpi__note\">\(work.percent)%</span>",
        ]
      })
  }

  /// The paper's own words; each leads to what was made of it.
  private func tasks(_ t: Translator) -> HTML {
    guard !view.tasks.isEmpty else { return .empty }
    let lines = view.tasks.map { task -> HTML in
      let path = "\(ProgrammePath.tasks)?ke-hoach=\(task.plan)&muc=\(task.id)"
      return "<li>\(task.section) <a href=\"\(url: path)\">\(task.title)</a></li>"
    }
    return "<p class=\"quiet\">\(t("Nhiệm vụ của kế hoạch nêu chỉ tiêu này:"))</p><ul>\(lines)</ul>"
  }
}
