import Hummingbird
import Kernel
import Vietnamese
import Web

/// The first thing seen of a plan in force: its figures, what is late, the agencies, what is to be reported.
struct PlanStandingPart: Sendable {
  let standing: PlanStanding
  let today: CivilDate
  let calendar: WorkingCalendar

  /// How many late tasks are named; the rest is a number that leads to the list.
  private static let named = 8

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    return "\(targets(t))<div class=\"split\">\(late(t))\(agencies(t))</div>\(reports(context))"
  }

  /// What is owed, and the one click that makes it.
  private func reports(_ context: StaffContext) -> HTML {
    let t = context.translator
    let cells = ReportCalendarCells(calendar: calendar)
    let rows = standing.reports.map { line -> [HTML] in
      [
        "\(line.due.label.isEmpty ? line.due.title : line.due.label)", cells.day(line.due, t), cells.state(line, t),
        cells.act(line, context),
      ]
    }
    let none: HTML = "<p>\(t("Không có báo cáo nào đang phải nộp."))</p>"
    return """
      <section class="section" aria-labelledby="standing-reports"><h2 id="standing-reports">\(t("Báo cáo phải nộp"))</h2>\
      \(rows.isEmpty ? none : Table.html(
        caption: t("Báo cáo phải nộp về kế hoạch này"),
        columns: [
          .init(t("Báo cáo")), .init(t("Ngày cuối")), .init(t("Tình trạng")), .init(t("Việc"), .fit),
        ], rows: rows, id: "standing-report-lines"))\
      <p class="plan-more"><a href="\(url: ReportPath.calendar)">\(t("Lịch báo cáo"))</a></p></section>
      """
  }

  private var board: Dashboard { standing.board }

  private func targets(_ t: Translator) -> HTML {
    let page = DashboardPage(board: board, today: today, provinces: [])
    let link = Button.link(
      t("Bảng chỉ tiêu"), to: "\(DashboardPage.path)?ke-hoach=\(board.plan.code)", icon: "layout-dashboard")
    guard board.lastDay != nil else {
      return """
        <section class="stack" aria-labelledby="standing-targets"><h2 id="standing-targets">\(t("Chỉ tiêu"))</h2>\
        \(page.notes(t))<p>\(link)</p></section>
        """
    }
    return """
      <section class="stack" aria-labelledby="standing-targets"><h2 id="standing-targets">\(t("Chỉ tiêu"))</h2>\
      \(page.summary(t))\(page.table(t))</section>
      """
  }

  private func late(_ t: Translator) -> HTML {
    let rows = standing.late.prefix(Self.named).map { line -> HTML in
      """
      <li>\(TaskParts.link(line.record, t))<br>\(line.deadline.html(t)) <span class="quiet">\(line.leadName), \(line.record.percent)%</span></li>
      """
    }
    let rest = standing.late.count - rows.count
    let path = "\(ProgrammePath.tasks)?ke-hoach=\(board.plan.id)"
    return """
      <section class="section" aria-labelledby="standing-late"><h2 id="standing-late">\(t("Nhiệm vụ chậm hạn")) \
      <span class="quiet figures">\(Figure.text(standing.late.count))</span></h2>\
      \(if: rows.isEmpty, "<p>\(t("Không có nhiệm vụ nào chậm hạn."))</p>")\
      \(if: !rows.isEmpty, "<ul class=\"plan-list\">\(rows)</ul>")\
      <p class="plan-more"><a href="\(url: rest > 0 ? "\(path)&han=late" : path)">\(rest > 0 ? t("và \(rest) nhiệm vụ chậm hạn khác") : t("Mọi nhiệm vụ của kế hoạch"))</a></p></section>
      """
  }

  private func agencies(_ t: Translator) -> HTML {
    guard !standing.agencies.isEmpty else { return .empty }
    let rows = standing.agencies.map { agency -> [HTML] in
      let name: HTML = "<a href=\"\(url: MaturityPath.history(agency.organisation))\">\(agency.name)</a>"
      guard let line = agency.newest else {
        return [name, "–", "<span class=\"quiet\">\(t("chưa có kết quả"))</span>"]
      }
      return [name, "\(line.total.text)", "\(MaturityDesk.level(line, t)) <span class=\"quiet\">\(line.year)</span>"]
    }
    return """
      <section class="section" aria-labelledby="standing-maturity"><h2 id="standing-maturity">\(t("Chỉ số trưởng thành"))</h2>\
      \(Table.html(
        caption: t("Kết quả đã công bố gần nhất của từng cơ quan"),
        columns: [.init(t("Cơ quan")), .init(t("Điểm"), .figure), .init(t("Mức"))], rows: rows, id: "standing-agencies"))</section>
      """
  }
}
