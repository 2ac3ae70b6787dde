import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// One's own province beside others, on one figure and year.
struct ProvincesPage: Sendable {
  let comparison: ProvinceComparison
  let now: Date

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = "<div class=\"stack\">\(waiting(t))\(comparison.chosen == nil ? empty(t) : content(t))</div>"
    let acts: HTML = """
      \(if: !comparison.entries.isEmpty, Button.link(
        t("Tải CSV"), to: "\(SharingPath.provinces).csv\(ProvincesTable(comparison: comparison, now: now).query())",
        icon: "download"))\
      \(Button.link(t("Tỉnh khác"), to: SharingPath.peers, icon: "globe", command: true))
      """
    return DeskPage(
      title: t("So sánh với tỉnh khác"), room: Programme.room, body: body, actions: acts,
      breadcrumb: [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (t("Bảng chỉ tiêu"), DashboardPage.path)],
      lead: "\(t("Chỉ đặt cạnh nhau số liệu cùng cách tính, cùng đối tượng, cùng năm."))", isWide: true,
      styles: ["targets.css", "figures.css", "sharing.css"]
    ).answer(context)
  }

  private func waiting(_ t: Translator) -> HTML {
    let waiting = comparison.peers.filter { $0.state == .waiting }
    guard !waiting.isEmpty else { return .empty }
    let lines = waiting.map { "<li><a href=\"\(url: SharingPath.peer($0.id))\">\($0.name)</a></li>" as HTML }
    return Notice.info(
      t("Có số liệu mới đọc, cần bạn xem trước rồi mới dùng."), acts: "<ul class=\"notice__list\">\(lines)</ul>")
  }

  private func empty(_ t: Translator) -> HTML {
    let add = Button.link(t("Thêm tỉnh khác"), to: SharingPath.peers, style: .primary, icon: "plus")
    guard comparison.peers.contains(where: { $0.state == .active }) else {
      return EmptyState.html(
        t("Chưa có tỉnh nào để so sánh. Hãy thêm địa chỉ phần mềm Hội Tụ của tỉnh khác, hoặc tệp số liệu họ gửi."),
        act: add, icon: "globe")
    }
    return EmptyState.html(
      t(
        "Tỉnh bạn chưa có số liệu nào theo chỉ tiêu quốc gia hay chỉ số chung. Hãy tính và chốt số liệu ở Bảng chỉ tiêu."
      ),
      act: Button.link(t("Bảng chỉ tiêu"), to: DashboardPage.path, icon: "target"), icon: "target")
  }

  private func content(_ t: Translator) -> HTML {
    "\(filters(t))\(reference(t))\(formulas(t))\(alone(t))\(chart(t))\(ProvincesTable(comparison: comparison, now: now).html(t))\(unfit(t))"
  }

  private func filters(_ t: Translator) -> HTML {
    let choices = comparison.choices.map { choice -> (String, String) in
      let goal = choice.reference.goal.map { "\($0) · " } ?? ""
      return (choice.id, "\(goal)\(choice.reference.measure) (\(t("\(choice.provinces) kế hoạch")))")
    }
    return """
      <form class="inline-form" method="get" action="\(SharingPath.provinces)">\
      \(Field.select("so", label: t("Số liệu"), options: choices, selected: comparison.chosen?.id ?? ""))\
      \(Field.select(
        "nam", label: t("Năm"), options: comparison.years.map { ("\($0)", "\($0)") },
        selected: comparison.year.map(String.init) ?? ""))\
      \(Button.submit(t("Xem"), style: .plain))</form>
      """
  }

  /// By which definition these are alike.
  private func reference(_ t: Translator) -> HTML {
    guard let figure = comparison.chosen?.reference else { return .empty }
    let how =
      figure.indicator.map { t("phần mềm tính, chỉ số \($0)") }
      ?? t(
        "người nhập theo kế hoạch: \([figure.numeratorOf, figure.denominatorOf].filter { !$0.isEmpty }.joined(separator: " / "))"
      )
    let goal = figure.goal.map { "\(t("mục tiêu \($0) của Chiến lược (QĐ 348)")); " } ?? ""
    return """
      <div class="sharing__what"><h2>\(figure.measure)</h2><p class="quiet">\(goal)\(t("đối tượng")): \
      \(Unlikeness.name(figure.population, t)); \(t("cách tính")): \(how)</p></div>
      """
  }

  private func formulas(_ t: Translator) -> HTML {
    let others = comparison.entries.filter { !$0.formula.isEmpty }
    guard !others.isEmpty else { return .empty }
    let names = others.map(\.figure.province.name).joined(separator: ", ")
    return Notice.warn(
      t("\(others.count) số liệu ghi công thức khác: \(names)."),
      detail: t("Khác ở đâu ghi tại cột Nguồn. Hãy đọc trước khi so hai con số."))
  }

  private func alone(_ t: Translator) -> HTML {
    guard Set(comparison.entries.map(\.whose)).count < 2 else { return .empty }
    guard comparison.peers.contains(where: { $0.state == .active }) else {
      return Notice.info(
        t("Chưa có tỉnh nào để so sánh. Hãy thêm địa chỉ phần mềm Hội Tụ của tỉnh khác, hoặc tệp số liệu họ gửi."),
        acts: Button.link(t("Thêm tỉnh khác"), to: SharingPath.peers, icon: "plus"))
    }
    return Notice.info(
      t("Năm \(comparison.year ?? 0) mới có một nơi có số liệu này, nên chưa so sánh được."),
      detail: t("Chọn số liệu hoặc năm khác, hay thêm tỉnh khác."))
  }

  private func chart(_ t: Translator) -> HTML {
    let known = comparison.entries.compactMap { entry in entry.value.map { (entry, $0) } }
    guard let unit = comparison.chosen?.reference.measuredIn, unit != .yesNo, known.count > 1 else { return .empty }
    let isDown = comparison.chosen?.reference.direction == "down"
    let best = known.reduce(known[0]) { isDown ? ($1.1 < $0.1 ? $1 : $0) : ($1.1 > $0.1 ? $1 : $0) }
    let (name, value) = (best.0.figure.province.name, FigureText.value(best.1, unit))
    return ComparisonChart(
      title: isDown ? t("Thấp nhất: \(name), \(value)") : t("Cao nhất: \(name), \(value)"),
      bars: known.map { entry, value in
        let draft = entry.figure.status == .preliminary ? " · \(t("tạm tính"))" : ""
        return (
          entry.isOwn ? "\(entry.figure.province.name) (\(t("tỉnh mình")))" : entry.figure.province.name, value,
          SharedWords.value(entry.figure, t) + draft
        )
      }, unit: unit
    ).html
  }

  private func unfit(_ t: Translator) -> HTML {
    guard !comparison.unfit.isEmpty else { return .empty }
    let rows = comparison.unfit.map { one -> [HTML] in
      [
        ProvincesTable.who(one.entry, t),
        "\(one.entry.figure.measure)<span class=\"kpi__note\">\(one.entry.planTitle)</span>",
        "\(SharedWords.value(one.entry.figure, t))<span class=\"kpi__note\">\(t("năm \(one.entry.figure.year)"))</span>",
        "<ul class=\"kpi-proofs\">\(one.reasons.map { "<li>\($0.text(t))</li>" as HTML })</ul>",
      ]
    }
    return """
      <section class="stack"><h2>\(t("Cùng chủ đề nhưng không so sánh được"))</h2>\(Table.html(
        caption: t("Số liệu không so sánh được và lý do"),
        columns: [.init(t("Tỉnh")), .init(t("Số liệu")), .init(t("Giá trị"), .figure), .init(t("Vì sao"))], rows: rows,
        id: "unfit"))</section>
      """
  }
}
