import Kernel
import Web

/// Tasks and solutions under their headings, and who has which duty.
struct PlanTasksPart: Sendable {
  let view: Programme.PlanView

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let tasks = view.whole.tasks.filter { $0.kind != .duty }
    let duties = view.whole.tasks.filter { $0.kind == .duty }
    guard !view.whole.tasks.isEmpty else {
      return EmptyState.html(t("Kế hoạch này chưa có nhiệm vụ."), icon: "list-checks")
    }
    return """
      \(if: !tasks.isEmpty, """
        <section class="section stack"><h2>\(t("Nhiệm vụ, giải pháp"))</h2>\
        \(FilterBar.html(target: "tasks", label: t("Lọc nhiệm vụ"), count: tasks.count, t))\(taskTable(tasks, context))\
        </section>
        """)\
      \(if: !duties.isEmpty, """
        <section class="section stack" id="trach-nhiem"><h2>\(t("Trách nhiệm của từng cơ quan"))</h2>\
        \(FilterBar.html(target: "duties", label: t("Lọc trách nhiệm"), count: duties.count, t))\(dutyTable(duties, t))\
        </section>
        """)
      """
  }

  private func taskTable(_ tasks: [PlanTaskRecord], _ context: StaffContext) -> HTML {
    let t = context.translator
    return Table.html(
      caption: t("Nhiệm vụ, giải pháp của kế hoạch"),
      columns: [
        .init(t("Nhiệm vụ, giải pháp")), .init(t("Loại"), .fit), .init(t("Chủ trì")), .init(t("Phối hợp")),
        .init(t("Kinh phí")), .init(t("Thời gian"), .fit),
      ],
      rows: Self.ordered(tasks).map { task, depth in
        [
          name(task, depth, context), "\(t(PlanWords.kind(task.kind)))", parties(task, .lead), parties(task, .partner),
          "\(task.funding.isEmpty ? "—" : task.funding)", "\(Self.period(task))",
        ]
      }, id: "tasks")
  }

  private func name(_ task: PlanTaskRecord, _ depth: Int, _ context: StaffContext) -> HTML {
    let t = context.translator
    let codes = task.targetCodes
    let served = view.whole.targets.filter { codes.contains($0.code) }.map { target -> HTML in
      "<li><a href=\"\(url: "\(PlanPage.path(task.plan, .targets))#ct-\(target.code)")\">\(target.measure)</a></li>"
    }
    let edit = "\(ProgrammePath.plan(task.plan))/sua-nhiem-vu/\(task.id)"
    let mayEdit = view.mayManage && Programme.mayEdit(view.whole)
    return """
      <span class="plan-name plan-depth-\(min(depth, 3))" id="nv-\(task.code)">\(task.title)</span>\
      \(PlanWords.place(task.section, task.lines, t))\
      <details class="plan-more"><summary>\(t("Nội dung"))</summary>\
      \(if: !task.text.isEmpty, "<blockquote class=\"plan-quote\">\(PlanProse.html(task.text))</blockquote>")\
      \(if: !served.isEmpty, "<p>\(t("Phục vụ chỉ tiêu"))</p><ul>\(served)</ul>")\
      \(TaskParts.made(of: task, mayMake: view.mayManage, t))\
      \(if: mayEdit, Button.link(t("Sửa nhiệm vụ"), to: edit, icon: "pencil"))</details>
      """
  }

  private func parties(_ task: PlanTaskRecord, _ role: TaskParty.Role) -> HTML {
    let names = (view.whole.parties[task.id] ?? []).filter { $0.role == role }.map(\.name)
    return names.isEmpty ? "<span class=\"quiet\">—</span>" : "\(names.joined(separator: "; "))"
  }

  private func dutyTable(_ duties: [PlanTaskRecord], _ t: Translator) -> HTML {
    Table.html(
      caption: t("Trách nhiệm theo cơ quan"),
      columns: [.init(t("Cơ quan")), .init(t("Trách nhiệm")), .init(t("Chỗ trong văn bản"))],
      rows: duties.map { duty in
        [
          parties(duty, .lead),
          """
          <span id="nv-\(duty.code)">\(PlanProse.html(duty.title))</span>\
          \(TaskParts.made(of: duty, mayMake: view.mayManage, t))
          """,
          PlanWords.place(duty.section, duty.lines, t),
        ]
      }, id: "duties")
  }

  static func period(_ task: PlanTaskRecord) -> String {
    if !task.period.isEmpty { return task.period }
    switch (task.fromYear, task.toYear) {
    case (let from?, let to?) where from != to: return "\(from)–\(to)"
    case (let year?, _), (_, let year?): return "\(year)"
    default: return "—"
    }
  }

  /// Headings before what is below them, with how deep each is.
  static func ordered(_ tasks: [PlanTaskRecord]) -> [(PlanTaskRecord, Int)] {
    let ids = Set(tasks.map(\.id))
    let children = Dictionary(grouping: tasks, by: { $0.parent.flatMap { ids.contains($0) ? $0 : nil } })
    var result: [(PlanTaskRecord, Int)] = []
    func add(_ parent: PlanTaskID?, _ depth: Int) {
      guard depth < 6 else { return }
      for task in children[parent] ?? [] {
        result.append((task, depth))
        add(task.id, depth + 1)
      }
    }
    add(nil, 0)
    return result
  }
}
