import Hummingbird
import Kernel
import Web

/// An organisation through the years, with those it came from.
struct MaturityHistoryPage: Sendable {
  let history: MaturityHistory

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    return DeskPage(
      title: history.name, room: MaturityDesk.room, body: "<div class=\"stack\">\(body(t))</div>",
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)],
      lead: "\(t("Chỉ số trưởng thành qua các năm"))", styles: MaturityDesk.styles
    ).answer(context)
  }

  private func body(_ t: Translator) -> HTML {
    guard !history.lines.isEmpty else {
      return EmptyState.html(t("Chưa có kết quả nào được công bố cho cơ quan này."))
    }
    let own = history.own
    let predecessors = Set(history.lines.filter(\.isPredecessor).map(\.result.name)).sorted()
    return """
      \(if: own.count > 1, PointBars(title: trend(own, t), bars: own.map { line in
        .init(label: String(line.cycle.year), value: line.result.total.hundredths, shown: line.result.total.text)
      }).html)\
      \(if: !predecessors.isEmpty, Notice.info(
        t("Cơ quan này hợp nhất từ \(predecessors.joined(separator: ", ")). Kết quả trước đó đứng dưới tên cũ, không cộng, không tính trung bình.")))\
      \(Table.html(
        caption: t("Kết quả đã công bố, mới nhất trước"),
        columns: [
          .init(t("Cơ quan")), .init(t("Năm"), .figure), .init(t("Khối")), .init(t("Tổng điểm"), .figure),
          .init(t("Mức")), .init(t("Hạng"), .figure),
        ],
        rows: history.lines.map { line in
          [
            "\(line.result.name)\(if: line.isPredecessor, " <span class=\"quiet\">\(t("cơ quan tiền thân"))</span>")",
            "<a href=\"\(url: MaturityPath.cycle(line.cycle.id))\">\(line.cycle.year)</a>",
            "\(t(line.result.bloc.phrase))", "\(line.result.total.text)", MaturityDesk.level(line.result, t),
            "\(line.result.rank)/\(line.result.rankOf)",
          ]
        }))
      """
  }

  private func trend(_ own: [MaturityHistory.Line], _ t: Translator) -> String {
    guard let first = own.first, let last = own.last else { return t("Tổng điểm qua các năm") }
    let change = last.result.total - first.result.total
    if change > .zero { return t("Tăng \(change.text) điểm từ \(first.cycle.year) đến \(last.cycle.year)") }
    if change < .zero {
      return t("Giảm \(Points(-change.hundredths).text) điểm từ \(first.cycle.year) đến \(last.cycle.year)")
    }
    return t("Không đổi từ \(first.cycle.year) đến \(last.cycle.year)")
  }
}
