import Contracts
import Hummingbird
import Kernel
import Web

/// Targets × years: what the plan wants, what is, how it stands, what is to be expected.
struct DashboardPage: Sendable {
  let board: Dashboard
  let today: CivilDate
  let provinces: [(id: UnitID, name: String)]

  static let path = "\(ProgrammePath.plans)/bang-chi-tieu"

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(filters(t))\(notes(t))\(summary(t))\
      \(DashboardNeeds(board: board).html(t))\
      \(board.lines.isEmpty ? EmptyState.html(t("Kế hoạch chưa có chỉ tiêu nào đo được."), icon: "target") : table(t))\
      </div>
      """
    return DeskPage(
      title: t("Bảng chỉ tiêu"), room: Programme.room, body: body, actions: acts(t),
      breadcrumb: [
        (t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (board.plan.shortTitle, ProgrammePath.plan(board.plan.id)),
      ],
      lead: lead(t), isWide: true, styles: ["targets.css"]
    ).answer(context)
  }

  private func acts(_ t: Translator) -> HTML {
    """
    \(Button.link(t("Tải CSV"), to: "\(Self.path).csv\(query)", icon: "download"))\
    \(if: board.mayManage, Button.link(t("So sánh"), to: "\(ComparisonPage.path)?ke-hoach=\(board.plan.code)"))\
    \(if: board.mayManage, Button.link(
      t("Tính và chốt số liệu"), to: "\(ProgrammePath.plan(board.plan.id))/so-lieu", style: .primary, icon: "target",
      command: true))
    """
  }

  private var query: String {
    var text = "?ke-hoach=\(board.plan.code)"
    if let organisation = board.filter.organisation { text += "&co-quan=\(organisation)" }
    if let task = board.task { text += "&nhiem-vu=\(task.id)" }
    return text
  }

  private func lead(_ t: Translator) -> HTML {
    let whose =
      board.organisation.map { $0.name.isEmpty ? t("Phần của cơ quan bạn") : t("Phần của \($0.name)") }
      ?? t("Toàn kế hoạch")
    let when = board.lastDay.map { t("số liệu đến ngày \($0.vietnamese)") } ?? t("chưa tính số liệu")
    return "\(board.plan.title) · \(whose) · \(when)"
  }

  private func filters(_ t: Translator) -> HTML {
    let plans = board.plans.filter { board.filter.province == nil || $0.province == board.filter.province }
    return """
      <form class="inline-form" method="get" action="\(Self.path)">\
      \(if: provinces.count > 1, Field.select(
        "tinh", label: t("Tỉnh"), options: [("", t("Tất cả"))] + provinces.map { ($0.id.rawValue, $0.name) },
        selected: board.filter.province?.rawValue ?? ""))\
      \(Field.select(
        "ke-hoach", label: t("Kế hoạch"), options: plans.map { ($0.code, $0.shortTitle) }, selected: board.plan.code))\
      \(if: !board.members.isEmpty, Field.select(
        "co-quan", label: t("Cơ quan"),
        options: [("", t("Toàn kế hoạch"))] + board.members.map { ($0.id.rawValue, $0.name) },
        selected: board.filter.organisation?.rawValue ?? ""))\
      \(if: !board.tasks.isEmpty, Field.select(
        "nhiem-vu", label: t("Nhiệm vụ"), options: [("", t("Tất cả"))] + tasks(t), selected: board.task?.id ?? ""))\
      \(Button.submit(t("Xem"), style: .plain))</form>
      """
  }

  /// Those of the plan, then work; one that was asked for by a link stands among them.
  private func tasks(_ t: Translator) -> [(String, String)] {
    let all = board.tasks + (board.task.map { one in board.tasks.contains { $0.id == one.id } ? [] : [one] } ?? [])
    return all.map { ($0.id, $0.isOfPlan ? $0.title : t("Việc được giao: \($0.title)")) }
  }

  func notes(_ t: Translator) -> HTML {
    guard board.lastDay == nil else { return .empty }
    return Notice.info(
      t("Kế hoạch này chưa có số liệu."),
      detail: board.mayManage
        ? t("Bấm “Tính và chốt số liệu” để tính cho một ngày báo cáo.")
        : t("Cơ quan giữ kế hoạch chưa tính số liệu cho ngày báo cáo nào."))
  }

  /// How the targets stand in the last year that has figures.
  func summary(_ t: Translator) -> HTML {
    guard let year = board.lastDay?.year else { return .empty }
    let cells = board.lines.compactMap { line in
      line.cells.first { $0.year == year && ($0.planned != nil || $0.count != nil) }
    }
    let parts = FigureStanding.allCases.compactMap { standing -> HTML? in
      let count = cells.count { $0.standing == standing }
      return count == 0
        ? nil : "<p class=\"number\"><b>\(Figure.text(count))</b><span>\(t(standing.phrase)) \(year)</span></p>"
    }
    return "<div class=\"numbers\">\(parts)</div>"
  }

  /// One word for all of them, not one in each row.
  func table(_ t: Translator) -> HTML {
    let hasForecast = board.lines.contains(where: \.hasForecast)
    return """
      \(if: !hasForecast, "<p class=\"quiet\">\(t("Dự báo cần ít nhất ba năm có số liệu."))</p>")\(rows(t))
      """
  }

  private func rows(_ t: Translator) -> HTML {
    Table.html(
      caption: t("Chỉ tiêu theo năm: kế hoạch, thực hiện, dự báo"),
      columns: [.init(t("Chỉ tiêu"))] + board.years.map { .init("\($0)") },
      rows: board.lines.map { line in
        [head(line, t)] + line.cells.map { DashboardCell(cell: $0, target: line.target, today: today).html(t) }
      }, id: "kpis")
  }

  private func head(_ line: Dashboard.Line, _ t: Translator) -> HTML {
    """
    <a href="\(url: ProgrammePath.target(line.target.id))">\(line.target.measure)</a>\
    \(if: !line.target.section.isEmpty, "<span class=\"kpi__note\">\(line.target.section)</span>")\
    \(KeptUnit.noForecast(line.inOtherUnit, t).map { "<span class=\"kpi__note\">\($0)</span>" as HTML })
    """
  }
}

/// One target in one year.
struct DashboardCell: Sendable {
  let cell: Dashboard.Cell
  let target: TargetRecord
  let today: CivilDate

  func html(_ t: Translator) -> HTML {
    guard cell.planned != nil || cell.count != nil || cell.forecast != nil else {
      return "<span class=\"quiet kpi-none\">–</span>"
    }
    return """
      <span class="kpi">\(plan(t))\(actual(t))\(state(t))\(gap(t))\(forecast(t))</span>
      """
  }

  private func plan(_ t: Translator) -> HTML {
    guard let planned = cell.planned else { return .empty }
    return "<span class=\"kpi__plan\">\(t("KH")) \(planned.shown)</span>"
  }

  private func actual(_ t: Translator) -> HTML {
    guard let count = cell.count else { return .empty }
    let was = cell.restatedFrom.map { old -> HTML in
      " <del class=\"kpi__was\">\(FigureText.count(old, cell.unit, t))</del> <span class=\"kpi__note\">\(t("đã điều chỉnh"))</span>"
    }
    switch count.state {
    case .counted, .notApplicable:
      return """
        <b class="kpi__actual figures">\(proved("\(FigureText.count(count, cell.unit, t))"))</b>\(was)\
        \(if: cell.isFrozen, "<span class=\"kpi__note\">\(t("đã chốt"))</span>")\(KeptUnit.note(cell.unit, target.unit, t))
        """
    case .missing:
      let known =
        cell.known.map { t("có số của \($0.known) trên \($0.of) cơ quan") } ?? KeptPhrases.missing(cell.missing, t)
      return "<span class=\"kpi__note\">\(proved(known))</span>\(was)"
    }
  }

  /// A way to the parts of each organisation on that day and what they rest on.
  private func proved(_ text: String) -> HTML {
    guard let day = cell.day else { return "\(text)" }
    return "<a href=\"\(url: "\(ProgrammePath.target(target.id))#\(TargetPartsPart.anchor(day))")\">\(text)</a>"
  }

  private func state(_ t: Translator) -> HTML {
    if cell.count == nil, cell.year > today.year { return .empty }
    return StateWord.html(t(cell.attainment.phrase), cell.standing.kind)
  }

  private func gap(_ t: Translator) -> HTML {
    guard let gap = cell.attainment.gap.map({ ($0 * 10).rounded() / 10 }), gap != 0 else { return .empty }
    let text = FigureText.number(abs(gap))
    let words: String =
      switch (gap > 0, cell.unit == .percent) {
      case (true, true): t("hơn \(text) điểm %")
      case (true, false): t("hơn \(text)")
      case (false, true): t("kém \(text) điểm %")
      case (false, false): t("kém \(text)")
      }
    return "<span class=\"kpi__note\">\(words)</span>"
  }

  private func forecast(_ t: Translator) -> HTML {
    guard let point = cell.forecast else { return .empty }
    let unit = target.unit
    return """
      <span class="kpi__forecast">\(t("dự báo")) \(FigureText.value(point.value, unit)) \
      <span class="figures">(\(FigureText.value(point.low, unit))–\(FigureText.value(point.high, unit)))</span></span>
      """
  }
}
