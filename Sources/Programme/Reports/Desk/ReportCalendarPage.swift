import Contracts
import Foundation
import Hummingbird
import Kernel
import Vietnamese
import Web

/// Every deadline of a year: what, who, to whom, by when, and what was made of it.
struct ReportCalendarPage: Sendable {
  let year: Int
  let lines: [ReportCalendarLine]
  let others: [ReportLine]
  let standing: [StandingDuty]
  let plans: [PlanRecord]
  let calendar: WorkingCalendar
  let today: CivilDate
  /// On which one's own organisation may report.
  let reportable: [PlanRecord]
  var errors: [String: Phrase] = [:]
  /// A draft was taken away just now.
  var isDeleted = false

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let late = lines.count(where: \.isLate)
    return DeskPage(
      title: t("Báo cáo"), room: Programme.reportsRoom,
      body: """
        <div class="stack">\(if: isDeleted, Notice.ok(t("Đã xóa bản nháp.")))\(Notice.problems(errors, t))\(years(t))\(maker(context))\
        \(table(context))\(rest(t))\(duties(t))</div>
        """,
      lead: "\(t("Năm \(year): \(lines.count) kỳ hạn, \(late) đã qua mà chưa ghi là đã gửi"))", isWide: true,
      styles: ["reports.css"]
    ).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func years(_ t: Translator) -> HTML {
    Tabs.html(
      ((year - 2)...(year + 1)).map { one in
        .init("\(one)", "\(ReportPath.calendar)?nam=\(one)", isCurrent: one == year)
      }, label: t("Năm"))
  }

  /// One act for any plan and year.
  private func maker(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !reportable.isEmpty else { return .empty }
    return """
      <form class="inline-form" method="post" action="\(url: "\(ReportPath.calendar)/lap")">\(context.csrfField)\
      \(Field.select("plan", label: t("Kế hoạch"), options: reportable.map { ($0.id.rawValue, $0.shortTitle) }))\
      \(Field.text("year", label: t("Năm"), value: "\(year)", inputMode: "numeric"))\
      \(Button.submit(t("Lập báo cáo"), icon: "file-plus"))</form>
      """
  }

  /// What is still to come first, with what is owed and late; what is over below.
  private func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !lines.isEmpty else { return EmptyState.html(t("Không có kỳ hạn nào trong năm này."), icon: "calendar") }
    let (open, over) = (lines.filter(isOpen), lines.filter { !isOpen($0) })
    let first = part(open, t("Kỳ hạn báo cáo năm \(year), sớm trước"), id: "report-calendar", context)
    let last = part(over, t("Đã qua hoặc đã gửi"), id: "report-calendar-over", context)
    return
      "\(if: !open.isEmpty, first)\(if: !over.isEmpty, "<section class=\"section\"><h2>\(t("Đã qua hoặc đã gửi"))</h2>\(last)</section>")"
  }

  private func isOpen(_ line: ReportCalendarLine) -> Bool {
    line.own?.state != .sent && (line.due.last >= today || line.isLate || line.own != nil)
  }

  private func part(_ lines: [ReportCalendarLine], _ caption: String, id: String, _ context: StaffContext) -> HTML {
    let t = context.translator
    let cells = ReportCalendarCells(calendar: calendar)
    return Table.html(
      caption: caption,
      columns: [
        .init(t("Báo cáo")), .init(t("Ai nộp")), .init(t("Nơi nhận")), .init(t("Ngày cuối")),
        .init(t("Tình trạng")), .init(t("Việc"), .fit),
      ],
      rows: lines.map { line in
        [
          cells.what(line.due, t), "\(line.due.who.isEmpty ? t("Không nêu") : line.due.who)",
          "\(line.due.toWhom.isEmpty ? t("Không nêu") : line.due.toWhom)", cells.day(line.due, t),
          cells.state(line, t), cells.act(line, context),
        ]
      }, id: id)
  }

  /// Made without a deadline that asks for them.
  private func rest(_ t: Translator) -> HTML {
    guard !others.isEmpty else { return .empty }
    let names = Dictionary(plans.map { ($0.id, $0.shortTitle) }, uniquingKeysWith: { first, _ in first })
    return Table.html(
      caption: t("Báo cáo khác của năm \(year)"),
      columns: [.init(t("Báo cáo")), .init(t("Cơ quan")), .init(t("Tình trạng"), .fit)],
      rows: others.map { line in
        let name = line.plan.flatMap { names[$0] } ?? line.type
        return [
          "<a href=\"\(url: ReportPath.show(line.id))\">\(name)</a>", "\(line.organisationName)",
          StateWord.html(t(line.state.phrase), line.state.word),
        ]
      }, showsCaption: true)
  }

  private func duties(_ t: Translator) -> HTML {
    let now = standing.filter { $0.from <= today.rawValue }
    guard !now.isEmpty else { return .empty }
    let lines = now.map {
      "<li>\($0.name): \($0.when) <span class=\"quiet\">(\([$0.source, t(SourceMark.words($0.mark))].filter { !$0.isEmpty }.joined(separator: "; ")))</span></li>"
        as HTML
    }
    return "<section class=\"section\"><h2>\(t("Nghĩa vụ không theo ngày của năm"))</h2><ul>\(lines)</ul></section>"
  }
}
