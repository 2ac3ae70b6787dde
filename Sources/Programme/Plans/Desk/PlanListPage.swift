import Hummingbird
import Kernel
import Web

/// Every plan somebody may see: of the nation, of provinces, of agencies, and one's drafts.
struct PlanListPage: Sendable {
  let lines: [Programme.PlanLine]
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
        .init(t("Kế hoạch")), .init(t("Cấp"), .fit), .init(t("Văn bản")), .init(t("Thời kỳ"), .fit),
        .init(t("Chỉ tiêu"), .figure), .init(t("Nhiệm vụ, giải pháp"), .figure), .init(t("Trách nhiệm"), .figure),
        .init(t("Hạn báo cáo"), .figure), .init(t("Trạng thái"), .fit),
      ],
      rows: lines.map { line in
        let plan = line.record
        return [
          "<a href=\"\(url: ProgrammePath.plan(plan.id))\">\(plan.shortTitle)</a>",
          "\(t(plan.kind.phrase))", "\(paper(plan, t))", "<span class=\"figures\">\(Self.period(plan))</span>",
          "\(line.targets)", "\(line.tasks)", "\(line.duties)", "\(line.deadlines)", PlanWords.state(plan.state, t),
        ]
      }, id: "plans")
  }

  private func paper(_ plan: PlanRecord, _ t: Translator) -> String {
    let day = plan.issued.isEmpty ? "" : PlanWords.day(plan.issued, t)
    let named = [plan.document, plan.number.isEmpty ? t("không số") : plan.number].filter { !$0.isEmpty }
    return plan.document.isEmpty
      ? "—" : ([named.joined(separator: " "), day].filter { !$0.isEmpty }).joined(separator: ", ")
  }

  static func period(_ plan: PlanRecord) -> String { "\(plan.fromYear)–\(plan.toYear)" }
}
