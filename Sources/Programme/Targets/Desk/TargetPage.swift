import Contracts
import Hummingbird
import Kernel
import Web

/// One target: its words, its formula, its figures by year, each organisation's part with its evidence, and the history.
struct TargetPage: Sendable {
  let view: TargetView
  let today: CivilDate
  let principal: Principal
  /// The organisations for which the person may enter figures.
  let mayEnter: [(id: OrganisationID, name: String)]
  /// Of the work that serves it.
  let deadlines: [WorkID: WorkDeadline]
  var sent: Form?
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?
  /// Whether each organisation is one: yes, no, or not applicable.
  var isOfOnes = false
  /// Entries that this person confirms in place of an organisation that has nobody else.
  var standsIn: Set<FigureEntryID> = []

  private var target: TargetRecord { view.target }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
      \(Notice.problems(errors, t))\(finding(t))\(rounding(t))\(chart(t))\
      \(WaitingRestatementsPart(view: view, principal: principal).html(context))\
      \(TargetYearsPart(view: view, today: today).html(t))\
      \(TargetPartsPart(view: view).html(t))\(entries(context))\
      \(TargetTasksPart(view: view, deadlines: deadlines).html(t))\(about(t))\
      \(FreezeHistoryPart(view: view).html(t))\
      \(TargetForms(view: view, today: today, principal: principal, mayEnter: mayEnter, sent: sent, errors: errors, isOfOnes: isOfOnes).html(context))\
      </div>
      """
    return DeskPage(
      title: target.measure, room: Programme.room, body: body,
      breadcrumb: [
        (t("Bảng chỉ tiêu"), "\(DashboardPage.path)?ke-hoach=\(view.plan.code)"),
        (view.plan.shortTitle, ProgrammePath.plan(view.plan.id)),
      ], lead: "\([target.section, target.text].filter { !$0.isEmpty }.joined(separator: " · "))",
      styles: ["targets.css", "figures.css"]
    ).answer(context, status: errors.isEmpty ? (conflict == nil ? 200 : 409) : 422)
  }

  private var forecast: Forecast? {
    Forecast(known.map { ($0.year, $0.value) }, within: target.unit == .percent ? 0...100 : nil)
  }

  private var known: [FigureChart.Point] {
    // What was frozen in another unit stands in the table, not on the line.
    view.yearly.filter { view.unit(on: $0.figure.day) == target.unit }.compactMap { year, figure in
      view.standing(figure).count.value(target.unit).map { FigureChart.Point(year: year, value: $0) }
    }
  }

  /// The last figure in one sentence.
  private func sentence(_ t: Translator) -> String? {
    guard let (_, figure) = view.yearly.last else { return nil }
    let count = view.standing(figure).count
    let (target, planned) = view.measure(figure)
    let shown = FigureText.count(count, target.unit, t)
    guard let planned else { return t("\(target.measure): \(shown), ngày \(figure.day.vietnamese)") }
    return t(
      "\(target.measure): \(shown), ngày \(figure.day.vietnamese); kế hoạch \(planned.shown): \(t(attainment(figure).phrase).lowercased())"
    )
  }

  private func attainment(_ figure: TargetFigure) -> Attainment {
    let (target, planned) = view.measure(figure)
    return .of(
      view.standing(figure).count, planned, target,
      isOver: figure.day.closesYear(on: today))
  }

  /// Why a figure that is not quite the plan's counts as it, for every year where it does.
  private func rounding(_ t: Translator) -> HTML {
    let lines = view.yearly.compactMap { year, figure -> HTML? in
      guard let planned = view.measure(figure).planned,
        let why = attainment(figure).why(view.standing(figure).count, planned, t)
      else { return nil }
      return "<li>\(year): \(why)</li>"
    }
    guard !lines.isEmpty else { return .empty }
    return Notice.info(
      t("Đạt khi làm tròn như kế hoạch"), acts: "<ul class=\"notice__list\">\(lines)</ul>")
  }

  private func finding(_ t: Translator) -> HTML {
    guard let (_, figure) = view.yearly.last else {
      return view.parts.isEmpty ? Notice.info(t("Chưa có số liệu cho ngày báo cáo nào.")) : .empty
    }
    return """
      \(if: known.isEmpty, "<p class=\"kpi-finding\">\(sentence(t) ?? "")</p>")\
      \(if: !figure.missing.isEmpty, Notice.warn(t("Còn thiếu số liệu"), detail: figure.missingText(t)))\
      \(if: !figure.explanation.isEmpty, Notice.info(t("Thay đổi tổ chức"), detail: figure.explanationText(t)))
      """
  }

  private func chart(_ t: Translator) -> HTML {
    let last = view.yearly.last?.year ?? today.year
    let future = view.values.map(\.year).filter { $0 > last && $0 <= last + 10 }
    return FigureChart(
      title: sentence(t) ?? target.measure, actual: known,
      planned: view.values.compactMap { value in
        guard let wanted = value.value ?? value.low, value.year <= last + 10 else { return nil }
        return FigureChart.Point(year: value.year, value: wanted)
      }, forecast: future.compactMap { forecast?.at($0) }, unit: target.unit
    ).html(t)
  }

  private func about(_ t: Translator) -> HTML {
    var rows: [(String, HTML)] = []
    if !target.numerator.isEmpty { rows.append((t("Tử số"), "\(target.numerator)")) }
    if !target.denominator.isEmpty { rows.append((t("Mẫu số"), "\(target.denominator)")) }
    rows.append((t("Phạm vi"), "\(target.populationText.isEmpty ? "—" : target.populationText)"))
    rows.append(
      (
        t("Cách có số liệu"),
        "\(view.indicatorName.map { t("Tính: \(t($0))") } ?? t("Nhập kèm minh chứng, người thứ hai xác nhận"))"
      ))
    if let base = target.baseYear ?? view.plan.baseYear { rows.append((t("Năm gốc"), "\(base)")) }
    if !target.note.isEmpty { rows.append((t("Ghi chú"), "\(target.note)")) }
    for other in view.contradicting {
      rows.append(
        (
          t("Văn bản nói khác"),
          "<a href=\"\(url: ProgrammePath.target(other.id))\">\(other.section): \(other.text)</a>"
        ))
    }
    if let source = view.adoptedFrom {
      rows.append(
        (
          t("Nhận từ"),
          "<a href=\"\(url: ProgrammePath.target(source.target.id))\">\(source.plan.shortTitle): \(source.target.measure)</a>"
        ))
    }
    let lines = rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return "<section><h2>\(t("Công thức và phạm vi"))</h2><dl class=\"kpi-facts\">\(lines)</dl></section>"
  }

  private func entries(_ context: StaffContext) -> HTML {
    FigureEntriesPart(view: view, principal: principal, standsIn: standsIn).html(context)
  }
}
