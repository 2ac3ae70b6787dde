import Kernel
import Web

/// What reports the plan wants, from whom, by which day of the year.
struct PlanDeadlinesPart: Sendable {
  let view: Programme.PlanView
  let today: CivilDate

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let deadlines = view.whole.deadlines
    guard !deadlines.isEmpty else {
      return EmptyState.html(t("Kế hoạch này không đặt hạn báo cáo."), icon: "calendar-clock")
    }
    let mayEdit = view.mayManage && Programme.mayEdit(view.whole)
    return Table.html(
      caption: t("Hạn báo cáo của kế hoạch"),
      columns: [
        .init(t("Báo cáo")), .init(t("Kỳ"), .fit), .init(t("Hạn"), .fit), .init(t("Ai báo cáo")), .init(t("Gửi ai")),
        .init(t("Việc"), .fit),
      ],
      rows: deadlines.map { one in
        let isOver = one.validTo.map { $0 < today } ?? false
        return [
          """
          \(PlanProse.html(one.text))\(if: isOver, " \(StateWord.html(t("Không còn áp dụng"), .off))")\
          \(PlanWords.place(one.section, one.lines, t))
          """,
          "\(t(PlanWords.every(one.every)))",
          "<span class=\"figures\">\(PlanWords.due(one, t))</span>",
          "\(one.who)",
          "\(one.via.isEmpty ? one.toWhom : t("\(one.toWhom), qua \(one.via)"))",
          mayEdit
            ? Button.link(t("Sửa"), to: "\(ProgrammePath.plan(view.record.id))/sua-han/\(one.id)", icon: "pencil") : "",
        ]
      }, id: "deadlines")
  }
}
