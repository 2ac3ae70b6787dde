import Hummingbird
import Kernel
import Web

/// An organisation through the years, with those it came from.
struct MaturityHistoryPage: Sendable {
  let history: MaturityHistory
  /// Whether this person may copy in results from before the platform.
  let mayEnter: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    return DeskPage(
      title: history.name, room: MaturityDesk.room, body: "<div class=\"stack\">\(body(t))</div>",
      actions: mayEnter
        ? Button.link(t("Kết quả các năm trước"), to: MaturityPath.past, icon: "history") : .empty,
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)],
      lead: "\(t("Chỉ số trưởng thành qua các năm"))", styles: MaturityDesk.styles
    ).answer(context)
  }

  private func body(_ t: Translator) -> HTML {
    guard !history.lines.isEmpty else {
      return EmptyState.html(
        t("Chưa có kết quả nào được công bố cho cơ quan này."),
        act: mayEnter
          ? Button.link(t("Nhập kết quả các năm trước"), to: MaturityPath.past, icon: "plus") : .empty)
    }
    let predecessors = Set(history.lines.filter(\.isPredecessor).map(\.name)).sorted()
    return """
      \(if: history.lines.count > 1, chart(t))\
      \(if: !predecessors.isEmpty, Notice.info(
        t("Cơ quan này hợp nhất từ \(predecessors.joined(separator: ", ")). Kết quả trước đó đứng dưới tên cũ, không cộng, không tính trung bình.")))\
      \(if: history.lines.contains { $0.past != nil }, """
        <p class="quiet">\(t("“Nhập từ nguồn”: chép từ quyết định hay trang công bố, hai người so với nguồn; hệ thống này không chấm những năm đó."))</p>
        """)\(table(t))\(pillars(t))
      """
  }

  /// Oldest first, as time runs; those it came from under their own names.
  private func chart(_ t: Translator) -> HTML {
    PointBars(
      title: trend(t),
      bars: history.lines.reversed().map { line in
        .init(
          label: line.isPredecessor ? "\(line.year) · \(line.name)" : String(line.year), value: line.total.hundredths,
          shown: line.total.text, more: line.past == nil ? "" : t("nhập từ nguồn"), isQuiet: line.isPredecessor)
      }, full: 10_000
    ).html
  }

  private func table(_ t: Translator) -> HTML {
    Table.html(
      caption: t("Kết quả đã công bố, mới nhất trước"),
      columns: [
        .init(t("Năm"), .fit), .init(t("Cơ quan")), .init(t("Khối")), .init(t("Tổng điểm"), .figure),
        .init(t("So với năm trước"), .figure), .init(t("Mức")), .init(t("Hạng"), .figure), .init(t("Nguồn")),
      ],
      rows: history.lines.map { line in
        [
          line.cycle.map { "<a href=\"\(url: MaturityPath.cycle($0))\">\(line.year)</a>" } ?? "\(line.year)",
          "\(line.name)\(if: line.isPredecessor, " <span class=\"quiet\">\(t("cơ quan tiền thân"))</span>")",
          "\(t(line.bloc.phrase))", "\(line.total.text)",
          "\(history.before(line).map { MaturityDesk.change(from: $0.total, to: line.total) } ?? "—")",
          MaturityDesk.level(line, t),
          "\(line.rank.map { "\($0)\(line.rankOf.map { "/\($0)" } ?? "")" } ?? "—")", source(line, t),
        ]
      })
  }

  private func source(_ line: MaturityHistory.Line, _ t: Translator) -> HTML {
    guard let past = line.past else { return "\(t("Hệ thống này"))" }
    return "<span class=\"quiet\">\(t("nhập từ nguồn")):</span> \(PastSource(one: past, t: t).html)"
  }

  /// Pillars by year, so far as they are known.
  private func pillars(_ t: Translator) -> HTML {
    let lines = history.lines.filter { !$0.pillars.isEmpty && !$0.isPredecessor }
    let known = history.pillars.filter { pillar in lines.contains { $0.pillars[pillar.code] != nil } }
    guard !lines.isEmpty, !known.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Theo trụ cột"))</h2>\(Table.html(
        caption: t("Điểm theo trụ cột qua các năm"),
        columns: [.init(t("Trụ cột"))] + lines.reversed().map { .init(String($0.year), .figure) },
        rows: known.map { pillar in
          ["\(pillar.name)"] + lines.reversed().map { "\($0.pillars[pillar.code]?.text ?? "—")" }
        }))</section>
      """
  }

  private func trend(_ t: Translator) -> String {
    let own = history.own
    guard own.count > 1, let first = own.first, let last = own.last else { return t("Tổng điểm qua các năm") }
    let change = last.total - first.total
    if change > .zero { return t("Tăng \(change.text) điểm từ \(first.year) đến \(last.year)") }
    if change < .zero {
      return t("Giảm \(Points(-change.hundredths).text) điểm từ \(first.year) đến \(last.year)")
    }
    return t("Không đổi từ \(first.year) đến \(last.year)")
  }
}
