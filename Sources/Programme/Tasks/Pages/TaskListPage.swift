import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Tasks as a list: those that are late first.
struct TaskListPage: Sendable {
  let filter: WorkFilter
  let lines: [WorkLine]
  let plans: [PlanRecord]
  let mayMake: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let query = TaskQuery.text(filter)
    let late = lines.count { $0.deadline.isLate }
    return DeskPage(
      title: t("Nhiệm vụ"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.list, query: query, t))\
        \(TaskFilterForm(filter: filter, plans: plans, leads: leads, path: ProgrammePath.tasks).html(t))\
        \(unheard(t))\(table(t))</div>
        """,
      actions: """
        \(Button.link(t("Tải CSV"), to: "\(ProgrammePath.tasks)/xuat.csv\(query.isEmpty ? "" : "?\(query)")", icon: "download"))\
        \(Button.link(t("Tải XLSX"), to: "\(ProgrammePath.tasks)/xuat.xlsx\(query.isEmpty ? "" : "?\(query)")", icon: "download"))\
        \(if: mayMake, Button.link(
          t("Lập nhiệm vụ"), to: makePath, style: .primary, icon: "plus", command: true))
        """,
      lead:
        "\(filter.isClosed ? t("\(lines.count) nhiệm vụ đã khép lại") : t("\(lines.count) nhiệm vụ đang mở, \(late) chậm hạn"))",
      isWide: true, styles: ["tasks.css"]
    ).answer(context)
  }

  /// From the plan's task, where the list is of one.
  private var makePath: String {
    guard let plan = filter.plan, let task = filter.planTask else { return "\(ProgrammePath.tasks)/moi" }
    return "\(ProgrammePath.tasks)/moi?ke-hoach=\(plan)&muc=\(task)"
  }

  private var leads: [(id: OrganisationID, name: String)] {
    var seen: Set<OrganisationID> = []
    return lines.compactMap { seen.insert($0.record.lead).inserted ? ($0.record.lead, $0.leadName) : nil }
      .sorted { $0.1 < $1.1 }
  }

  /// Loud: these would be late in silence.
  private func unheard(_ t: Translator) -> HTML {
    let count = lines.count(where: \.isUnheard)
    guard count > 0 else { return .empty }
    return Notice.bad(
      t("\(count) nhiệm vụ chưa báo được cho ai"),
      detail: t(
        "Đơn vị chủ trì không có tài khoản nào được làm nhiệm vụ. Nhờ người quản trị cấp tài khoản, hoặc giao cho đơn vị khác."
      ),
      acts: "<p><a href=\"\(url: "\(ProgrammePath.tasks)?han=unheard")\">\(t("Xem các nhiệm vụ này"))</a></p>")
  }

  private func table(_ t: Translator) -> HTML {
    guard !lines.isEmpty else { return empty(t) }
    let rows = lines.map { line -> [HTML] in
      [
        """
        \(TaskParts.link(line.record, t))\
        \(if: line.isUnheard, " \(StateWord.html(t("chưa báo được cho ai"), .bad))")\
        \(if: !line.planTitle.isEmpty, "<br><span class=\"quiet\">\(line.planTitle)</span>")
        """,
        TaskParts.state(line.record.state, t),
        "<span class=\"figures\">\(TaskParts.due(line.record, line.deadline, t))</span>",
        line.deadline.html(t), "\(line.leadName)", "<span class=\"figures\">\(line.record.percent)%</span>",
      ]
    }
    return """
      \(FilterBar.html(target: "tasks", label: t("Lọc theo chữ"), count: lines.count, t))\
      \(Table.html(
        caption: t("Nhiệm vụ, chậm hạn trước"),
        columns: [
          .init(t("Nhiệm vụ")), .init(t("Trạng thái"), .fit), .init(t("Hạn"), .fit), .init(t("Còn lại"), .fit),
          .init(t("Đơn vị chủ trì")), .init(t("Tiến độ"), .figure),
        ], rows: rows, id: "tasks"))\
      \(TaskParts.doubtful(lines.map(\.deadline), t).map { "<p class=\"quiet\">\($0)</p>" as HTML })\
      \(if: lines.count >= Programme.mostWork,
        Notice.info(t("Chỉ hiện \(Programme.mostWork) nhiệm vụ đầu. Lọc theo kế hoạch hoặc đơn vị để thấy phần còn lại.")))
      """
  }

  private func empty(_ t: Translator) -> HTML {
    if filter != WorkFilter() {
      return EmptyState.html(
        t("Không có nhiệm vụ nào như thế."),
        act: """
          \(if: mayMake && filter.planTask != nil, Button.link(t("Lập nhiệm vụ"), to: makePath, icon: "plus"))\
          \(Button.link(t("Bỏ lọc"), to: ProgrammePath.tasks, icon: "list"))
          """, icon: "clipboard-list")
    }
    return EmptyState.html(
      t("Chưa có nhiệm vụ nào. Lập nhiệm vụ từ một kế hoạch, hoặc ghi một việc của đơn vị."),
      act: mayMake
        ? Button.link(t("Lập nhiệm vụ"), to: makePath, style: .primary, icon: "plus")
        : Button.link(t("Xem việc của đơn vị"), to: TaskParts.View.duties.path, icon: "building-2"),
      icon: "clipboard-list")
  }
}

/// Narrows the list, without scripts; folded on a phone until something is chosen, so that what is late comes first.
struct TaskFilterForm: Sendable {
  let filter: WorkFilter
  let plans: [PlanRecord]
  let leads: [(id: OrganisationID, name: String)]
  let path: String

  func html(_ t: Translator) -> HTML {
    let all = (value: "", label: t("Tất cả"))
    let count = chosen
    return """
      <form class="task-find" method="get" action="\(url: path)">\
      <details class="fold"\(flag: "open", count > 0)><summary>\(Icon.html("list-filter"))<span>\(count == 0 ? t("Lọc") : t("Lọc (\(count))"))</span></summary><div class="task-filter">\
      \(Field.select("ke-hoach", label: t("Kế hoạch"),
        options: [all] + plans.map { ($0.id.rawValue, $0.shortTitle) }, selected: filter.plan?.rawValue ?? ""))\
      \(Field.select("don-vi", label: t("Đơn vị chủ trì"), options: [all] + leads.map { ($0.id.rawValue, $0.name) },
        selected: filter.lead?.rawValue ?? ""))\
      \(Field.select("trang-thai", label: t("Trạng thái"),
        options: [all] + WorkState.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: filter.state?.rawValue ?? ""))\
      \(Field.select("han", label: t("Hạn"),
        options: [all] + WorkFilter.When.allCases.map { ($0.rawValue, t($0.phrase)) },
        selected: filter.when?.rawValue ?? ""))\
      \(Field.select("xem", label: t("Gồm"), options: [("", t("Đang mở")), ("xong", t("Đã khép lại"))],
        selected: filter.isClosed ? "xong" : ""))\
      \(Button.submit(t("Xem"), style: .plain, icon: "check"))\
      \(if: count > 0, Button.link(t("Bỏ lọc"), to: path, style: .quiet, icon: "x"))</div></details></form>
      """
  }

  /// How many things narrow the list.
  private var chosen: Int {
    [filter.plan != nil, filter.lead != nil, filter.state != nil, filter.when != nil, filter.isClosed].count { $0 }
  }
}
