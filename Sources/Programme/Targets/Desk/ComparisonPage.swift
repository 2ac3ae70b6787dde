import Contracts
import Hummingbird
import Kernel
import Web

/// Agencies beside one another, then provinces by the goals they share.
struct ComparisonPage: Sendable {
  let comparison: Comparison

  static let path = "\(DashboardPage.path)/so-sanh"

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = "<div class=\"stack\">\(agencies(t))\(provinces(t))</div>"
    return DeskPage(
      title: t("So sánh cơ quan, tỉnh"), room: Programme.room, body: body,
      breadcrumb: [
        (t("Bảng chỉ tiêu"), "\(DashboardPage.path)?ke-hoach=\(comparison.plan.code)"),
        (comparison.plan.shortTitle, ProgrammePath.plan(comparison.plan.id)),
      ],
      lead: comparison.day.map { "\(t("số liệu đến ngày \($0.vietnamese)"))" }, isWide: true,
      styles: ["targets.css", "figures.css"]
    ).answer(context)
  }

  private func agencies(_ t: Translator) -> HTML {
    guard !comparison.agencies.isEmpty else {
      return EmptyState.html(t("Chưa có số liệu của cơ quan nào để so sánh."), icon: "target")
    }
    let best = comparison.agencies[0]
    let rows = comparison.agencies.map { agency -> [HTML] in
      [
        "<a href=\"\(url: "\(DashboardPage.path)?ke-hoach=\(comparison.plan.code)&co-quan=\(agency.id)")\">\(agency.name)</a>",
        "\(agency.fulfilled)/\(agency.asked)", "\(agency.unfulfilled)", "\(agency.missing)",
      ]
    }
    return """
      <section class="stack"><h2>\(t("Các cơ quan"))</h2>\
      \(ComparisonChart(
        title: t("Đáp ứng nhiều nhất: \(best.name), \(best.fulfilled) trên \(best.asked) chỉ tiêu"),
        bars: comparison.agencies.map { ($0.name, Double($0.fulfilled), "\($0.fulfilled)/\($0.asked)") }, unit: .count
      ).html)\
      \(Table.html(
        caption: t("Các cơ quan, đáp ứng nhiều trước"),
        columns: [
          .init(t("Cơ quan")), .init(t("Đáp ứng"), .figure), .init(t("Chưa đáp ứng"), .figure),
          .init(t("Chưa có số"), .figure),
        ], rows: rows, id: "agencies"))</section>
      """
  }

  /// Only where there is more than one to compare.
  private func provinces(_ t: Translator) -> HTML {
    guard comparison.provinces.count > 1 else { return .empty }
    return """
      <section class="stack"><h2>\(t("Các tỉnh theo mục tiêu của Chiến lược (QĐ 348)"))</h2>\(Table.html(
        caption: t("Số liệu mới nhất của từng tỉnh"),
        columns: [.init(t("Kế hoạch"))] + comparison.goals.map { .init($0) },
        rows: comparison.provinces.map { row in
          ["<a href=\"\(url: "\(DashboardPage.path)?ke-hoach=\(row.plan.code)")\">\(row.plan.shortTitle)</a>"]
            + comparison.goals.map { goal in cell(row.figures[goal], t) }
        }))</section>
      """
  }

  private func cell(_ figure: Comparison.GoalFigure?, _ t: Translator) -> HTML {
    guard let figure else { return "<span class=\"quiet\">–</span>" }
    return """
      <a href="\(url: ProgrammePath.target(figure.target.id))">\(FigureText.count(figure.count, figure.target.unit, t))</a>\
      <span class="kpi__note">\(figure.day.vietnamese)</span>
      """
  }
}
