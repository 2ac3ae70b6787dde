import Hummingbird
import Kernel
import Web

/// Every plan somebody may see: first those one keeps, then of the nation, of provinces, of agencies.
struct PlanListPage: Sendable {
  let lines: [Programme.PlanLine]
  let today: CivilDate
  let principal: Principal
  let mayWrite: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML =
      lines.isEmpty
      ? EmptyState.html(
        t("Chưa có kế hoạch nào."),
        act: mayWrite ? Button.link(t("Viết kế hoạch"), to: "\(ProgrammePath.plans)/moi", icon: "plus") : .empty,
        icon: "target")
      : """
      <div class="stack">\(FilterBar.html(target: "plans", label: t("Lọc kế hoạch"), count: lines.count, t))\
      \(table(t))</div>
      """
    return DeskPage(
      title: t("Kế hoạch, chỉ tiêu"), room: Programme.room, body: body,
      actions: """
        \(if: !lines.isEmpty, Button.link(t("Bảng chỉ tiêu"), to: DashboardPage.path, icon: "target", command: true))\
        \(if: mayWrite, Button.link(
          t("Viết kế hoạch"), to: "\(ProgrammePath.plans)/moi", style: .primary, icon: "plus", command: true))
        """, isWide: true, styles: ["plans.css"]
    ).answer(context)
  }

  private func table(_ t: Translator) -> HTML {
    Table.html(
      caption: t("Các kế hoạch"),
      columns: [
        .init(t("Kế hoạch")), .init(t("Trạng thái"), .fit), .init(t("Thời kỳ"), .fit), .init(t("Chỉ tiêu"), .figure),
        .init(t("Nhiệm vụ"), .figure), .init(t("Trách nhiệm"), .figure), .init(t("Hạn báo cáo"), .figure),
      ],
      rows: Self.ordered(lines, for: principal).map { line in
        [
          name(line.record, t), PlanWords.state(line.record, on: today, t),
          "<span class=\"figures\">\(Self.period(line.record))</span>", "\(line.targets)", "\(line.tasks)",
          "\(line.duties)", "\(line.deadlines)",
        ]
      }, id: "plans")
  }

  /// What one's own organisation keeps stands first, in the order the rest has.
  static func ordered(_ lines: [Programme.PlanLine], for principal: Principal) -> [Programme.PlanLine] {
    func isOwn(_ plan: PlanRecord) -> Bool { plan.owner != nil && plan.owner == principal.organisation }
    return lines.filter { isOwn($0.record) } + lines.filter { !isOwn($0.record) }
  }

  private func name(_ plan: PlanRecord, _ t: Translator) -> HTML {
    let facts = [t(plan.kind.phrase), paper(plan, t)].filter { !$0.isEmpty }.joined(separator: " · ")
    return """
      <a class="plan-name" href="\(url: ProgrammePath.plan(plan.id))">\(plan.shortTitle)</a>\
      <span class="plan-place">\(facts)</span>
      """
  }

  private func paper(_ plan: PlanRecord, _ t: Translator) -> String {
    guard !plan.document.isEmpty else { return "" }
    let day = plan.issued.isEmpty ? "" : PlanWords.day(plan.issued, t)
    let named = "\(plan.document) \(plan.number.isEmpty ? t("không số") : plan.number)"
    return [named, day].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  static func period(_ plan: PlanRecord) -> String { "\(plan.fromYear)–\(plan.toYear)" }
}
