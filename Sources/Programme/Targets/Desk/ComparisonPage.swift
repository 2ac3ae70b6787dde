import Contracts
import Hummingbird
import Kernel
import Web

/// Agencies beside one another, and the way to provinces beside one another.
struct ComparisonPage: Sendable {
  let comparison: Comparison

  static let path = "\(DashboardPage.path)/so-sanh"

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML =
      "<div class=\"stack\">\(agencies(t))\(if: context.principal.mayAnywhere(Programme.manage), provinces(t))</div>"
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

  /// Provinces have a page of their own, since their figures come from elsewhere.
  private func provinces(_ t: Translator) -> HTML {
    """
    <section class="stack"><h2>\(t("Các tỉnh"))</h2>\
    <p>\(t("Đặt số liệu của tỉnh mình cạnh số liệu tỉnh khác công bố, cùng chỉ tiêu quốc gia hoặc chỉ số, cùng năm."))</p>\
    <p>\(Button.link(t("So sánh với tỉnh khác"), to: SharingPath.provinces, icon: "scale"))</p></section>
    """
  }
}
