import Kernel
import Web

/// What wants somebody first, above the table: what waits for this person, what lags behind the plan, what lacks figures.
struct DashboardNeeds: Sendable {
  let board: Dashboard

  /// How many are named; the rest is a number, and stands in the table.
  private static let named = 5

  func html(_ t: Translator) -> HTML {
    let parts = [waiting(t), behind(t), missing(t)].compactMap(\.self)
    guard !parts.isEmpty else { return .empty }
    return """
      <section class="stack kpi-needs" aria-labelledby="needs"><h2 id="needs">\(t("Cần xem trước"))</h2>\
      <div class="kpi-needs__parts">\(parts)</div></section>
      """
  }

  private func waiting(_ t: Translator) -> HTML? {
    guard !board.waiting.isEmpty else { return nil }
    let lines = board.waiting.map { one in (one.target, Figure.text(one.count)) }
    return part(
      StateWord.html(t("Số liệu chờ bạn xác nhận"), .waiting), board.waiting.reduce(0) { $0 + $1.count }, lines, t)
  }

  /// Farthest from the plan first, in the year of the last figures.
  private func behind(_ t: Translator) -> HTML? {
    let lagging = cells.filter {
      $0.cell.standing == .behind || ($0.cell.standing == .underWay && $0.cell.count != nil)
    }
    .sorted { distance($0) > distance($1) }
    guard !lagging.isEmpty else { return nil }
    let lines = lagging.map { one -> (TargetRecord, String) in
      let shown = one.cell.count.map { FigureText.count($0, one.cell.unit, t) } ?? ""
      return (one.target, one.cell.planned.map { t("\(shown), kế hoạch \($0.shown)") } ?? shown)
    }
    let isOver = lagging.contains { $0.cell.standing == .behind }
    let year = lagging[0].cell.year
    return part(
      StateWord.html(
        isOver ? t("Chậm so với kế hoạch \(year)") : t("Chưa tới mức kế hoạch \(year)"), isOver ? .bad : .live),
      lagging.count, lines, t)
  }

  private func missing(_ t: Translator) -> HTML? {
    let unknown = cells.filter { $0.cell.standing == .unknown && $0.cell.planned != nil }
    guard !unknown.isEmpty else { return nil }
    let lines = unknown.map { one -> (TargetRecord, String) in
      (one.target, one.cell.known.map { t("có số của \($0.known) trên \($0.of) cơ quan") } ?? "")
    }
    return part(StateWord.html(t("Còn thiếu số liệu"), .waiting), unknown.count, lines, t)
  }

  /// Of each target the year of the last figures, where it has anything in it.
  private var cells: [(target: TargetRecord, cell: Dashboard.Cell)] {
    guard let year = board.lastDay?.year else { return [] }
    return board.lines.compactMap { line in
      line.cells.first { $0.year == year && ($0.planned != nil || $0.count != nil) }.map { (line.target, $0) }
    }
  }

  /// As a share of what the plan wants, so that percents and counts stand beside one another.
  private func distance(_ one: (target: TargetRecord, cell: Dashboard.Cell)) -> Double {
    guard let gap = one.cell.attainment.gap, let wanted = one.cell.planned?.value ?? one.cell.planned?.low,
      wanted != 0
    else { return 0 }
    return abs(gap / wanted)
  }

  private func part(_ title: HTML, _ count: Int, _ lines: [(TargetRecord, String)], _ t: Translator) -> HTML {
    let shown = lines.prefix(Self.named).map { target, note -> HTML in
      """
      <li><a href="\(url: ProgrammePath.target(target.id))">\(target.measure)</a>\
      \(if: !note.isEmpty, " <span class=\"kpi__note\">\(note)</span>")</li>
      """
    }
    let rest = lines.count - shown.count
    return """
      <div class="kpi-needs__part"><h3>\(title) <span class="figures">\(Figure.text(count))</span></h3><ul>\(shown)</ul>\
      \(if: rest > 0, "<p class=\"quiet\">\(t("và \(Figure.text(rest)) chỉ tiêu khác trong bảng dưới"))</p>")</div>
      """
  }
}
