import Kernel
import Vietnamese
import Web

/// Tasks and solutions under their headings, and who has which duty.
struct PlanTasksPart: Sendable {
  let view: Programme.PlanView
  /// Names of today's organisations, folded; nil where nobody here has to see whose name belongs to none.
  var known: Set<String>?
  /// More than that are folded into groups.
  static let most = 12

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
        \(FilterBar.html(target: "tasks", label: t("Lọc nhiệm vụ"), count: tasks.count, t))\
        \(tasks.count <= Self.most ? taskTable(Self.ordered(tasks), id: "tasks", context) : taskGroups(tasks, context))\
        </section>
        """)\
      \(if: !duties.isEmpty, """
        <section class="section stack" id="trach-nhiem"><h2>\(t("Trách nhiệm của từng cơ quan"))</h2>\
        \(FilterBar.html(target: "duties", label: t("Lọc trách nhiệm"), count: duties.count, t))\
        \(duties.count <= Self.most ? dutyTable(duties, id: "duties", t) : dutyGroups(duties, t))\
        </section>
        """)
      """
  }

  /// A heading of the paper with what is below it, folded; what stands under no heading comes last.
  private func taskGroups(_ tasks: [PlanTaskRecord], _ context: StaffContext) -> HTML {
    let t = context.translator
    var groups: [(title: String, tasks: [(PlanTaskRecord, Int)])] = []
    var alone: [(PlanTaskRecord, Int)] = []
    var family: [(PlanTaskRecord, Int)] = []
    func close() {
      guard let head = family.first else { return }
      if family.count == 1 { alone += family } else { groups.append((head.0.title, family)) }
      family = []
    }
    for line in Self.ordered(tasks) {
      if line.1 == 0 { close() }
      family.append(line)
    }
    close()
    if !alone.isEmpty {
      groups.append((groups.isEmpty ? t("Nhiệm vụ, giải pháp") : t("Nhiệm vụ, giải pháp khác"), alone))
    }
    return folds(groups.map { ($0.title, $0.tasks.count, taskTable($0.tasks, id: nil, context)) }, id: "tasks", t)
  }

  private func dutyGroups(_ duties: [PlanTaskRecord], _ t: Translator) -> HTML {
    var names: [String] = []
    let groups = Dictionary(grouping: duties) { duty -> String in
      let name = (view.whole.parties[duty.id] ?? []).filter { $0.role == .lead }.map(\.name).joined(separator: "; ")
      if !names.contains(name) { names.append(name) }
      return name
    }
    return folds(
      names.map { name in
        let own = groups[name] ?? []
        return (name.isEmpty ? t("Không nêu cơ quan") : name, own.count, dutyTable(own, id: nil, t))
      }, id: "duties", t)
  }

  private func folds(_ groups: [(title: String, count: Int, table: HTML)], id: String, _ t: Translator) -> HTML {
    let parts = groups.map { group -> HTML in
      """
      <details class="plan-group"><summary><span>\(group.title)</span> <span class="count">\(group.count)\
      <span class="visually-hidden"> \(t("mục"))</span></span></summary>\(group.table)</details>
      """
    }
    return "<div id=\"\(id)\" data-filter-rows=\"tbody > tr\">\(parts)</div>"
  }

  private func taskTable(_ tasks: [(PlanTaskRecord, Int)], id: String?, _ context: StaffContext) -> HTML {
    let t = context.translator
    return Table.html(
      caption: t("Nhiệm vụ, giải pháp của kế hoạch"),
      columns: [
        .init(t("Nhiệm vụ, giải pháp")), .init(t("Loại"), .fit), .init(t("Chủ trì")), .init(t("Phối hợp")),
        .init(t("Kinh phí")), .init(t("Thời gian"), .fit),
      ],
      rows: tasks.map { task, depth in
        [
          name(task, depth, context), "\(t(PlanWords.kind(task.kind)))", parties(task, .lead, t),
          parties(task, .partner, t),
          "\(task.funding.isEmpty ? "—" : task.funding)", "\(Self.period(task))",
        ]
      }, id: id)
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

  private func parties(_ task: PlanTaskRecord, _ role: TaskParty.Role, _ t: Translator) -> HTML {
    let all = (view.whole.parties[task.id] ?? []).filter { $0.role == role }
    guard !all.isEmpty else { return "<span class=\"quiet\">—</span>" }
    let names = all.enumerated().map { place, party -> HTML in
      let mark: HTML =
        isUnknown(party) ? " \(StateWord.html(t("chưa gắn với tổ chức nào"), .waiting))" : .empty
      return "\(place > 0 ? "; " : "")\(party.name)\(mark)"
    }
    return "\(names)"
  }

  /// The words of the paper name no organisation of today, and none of many ("các cơ quan báo chí").
  private func isUnknown(_ party: TaskParty) -> Bool {
    guard let known, party.organisation == nil else { return false }
    let name = VietnameseText.fold(party.name)
    return !known.contains(name) && !TaskParty.namesMany(name)
  }

  private func dutyTable(_ duties: [PlanTaskRecord], id: String?, _ t: Translator) -> HTML {
    Table.html(
      caption: t("Trách nhiệm theo cơ quan"),
      columns: [.init(t("Cơ quan")), .init(t("Trách nhiệm")), .init(t("Chỗ trong văn bản"))],
      rows: duties.map { duty in
        [
          parties(duty, .lead, t),
          """
          <span id="nv-\(duty.code)">\(PlanProse.html(duty.title))</span>\
          \(TaskParts.made(of: duty, mayMake: view.mayManage, t))
          """,
          PlanWords.place(duty.section, duty.lines, t),
        ]
      }, id: id)
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
