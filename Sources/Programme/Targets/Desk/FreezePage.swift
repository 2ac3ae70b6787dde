import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Counting and freezing the figures of a plan: which reporting days there are, and how each stands.
struct FreezePage: Sendable {
  struct Day: Sendable {
    let day: CivilDate
    let figures: Int
    let missing: Int
    let madeAt: Date
    let madeByName: String
    let waiting: Int
  }

  let plan: PlanRecord
  let days: [Day]
  let freezes: [Freeze]
  let today: CivilDate
  let mayFreeze: Bool
  /// Counts, newest first.
  let runs: [CountRun]
  /// Restatements that wait for a second person, where the person may see their figures.
  var waiting: [(proposal: RestatementProposal, target: TargetRecord)] = []
  var check: (day: CivilDate, result: Programme.FreezeCheck)?
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?

  static func path(_ plan: PlanID) -> String { "\(ProgrammePath.plan(plan))/so-lieu" }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\(Notice.problems(errors, t))\
      \(checked(t))\(CountPart(plan: plan, runs: runs, today: today, errors: errors).html(context))\
      \(table(context))\(restatements(t))\(frozen(context))</div>
      """
    return DeskPage(
      title: t("Tính và chốt số liệu"), room: Programme.room, body: body,
      breadcrumb: [
        (t("Bảng chỉ tiêu"), "\(DashboardPage.path)?ke-hoach=\(plan.code)"),
        (plan.shortTitle, ProgrammePath.plan(plan.id)),
      ], styles: ["targets.css"]
    ).answer(context, status: errors.isEmpty ? (conflict == nil ? 200 : 409) : 422)
  }

  private func checked(_ t: Translator) -> HTML {
    guard let check else { return .empty }
    return check.result.isIntact
      ? Notice.ok(t("Bản chốt ngày \(check.day.vietnamese) còn nguyên: số liệu và minh chứng đúng như khi chốt."))
      : Notice.bad(
        t("Bản chốt ngày \(check.day.vietnamese) không còn khớp với mã băm khi chốt."),
        detail: check.result.badFiles.isEmpty
          ? nil : t("Tệp thiếu hoặc đã đổi: \(check.result.badFiles.joined(separator: ", "))"))
  }

  private func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !days.isEmpty else { return .empty }
    let table = Table.html(
      caption: t("Các ngày báo cáo"),
      columns: [
        .init(t("Ngày báo cáo")), .init(t("Chỉ tiêu"), .figure), .init(t("Còn thiếu"), .figure),
        .init(t("Chờ xác nhận"), .figure), .init(t("Tính lần cuối")), .init(t("Chốt"), .fit),
      ],
      rows: days.map { day in
        [
          "\(day.day.vietnamese)", "\(Figure.text(day.figures))", "\(Figure.text(day.missing))",
          "\(Figure.text(day.waiting))", "\(day.madeByName), \(VietnamTime.dateAndClock(day.madeAt))",
          freezes.contains { $0.day == day.day }
            ? StateWord.html(t("Đã chốt"), .done)
            : mayFreeze
              ? Button.link(t("Chốt…"), to: "\(Self.path(plan.id))/chot?ngay=\(day.day.rawValue)")
              : "—",
        ]
      })
    return "<section class=\"stack\"><h2>\(t("Các ngày báo cáo"))</h2>\(table)</section>"
  }

  private func restatements(_ t: Translator) -> HTML {
    guard !waiting.isEmpty else { return .empty }
    let table = Table.html(
      caption: t("Đề nghị điều chỉnh, cũ nhất trước"),
      columns: [
        .init(t("Chỉ tiêu")), .init(t("Ngày báo cáo"), .fit), .init(t("Số liệu"), .fit), .init(t("Người đề nghị")),
        .init(t("Lý do")),
      ],
      rows: waiting.map { one, target in
        [
          """
          <a href="\(url: ProgrammePath.restatements(target.id))">\(target.measure)</a>\
          \(if: !one.name.isEmpty, "<span class=\"kpi__note\">\(one.name)</span>")
          """,
          TimeText.day(one.day),
          """
          <span class="figures"><del class="kpi__was">\(FigureText.count(one.was, target.unit, t))</del> \
          \(FigureText.count(one.count, target.unit, t))</span>
          """,
          "\(one.proposedByName), \(VietnamTime.dateAndClock(one.proposedAt))", "\(one.reason)",
        ]
      })
    return """
      <section class="stack"><h2>\(t("Điều chỉnh chờ xác nhận"))</h2>\
      <p class="quiet">\(t("Cho đến khi được xác nhận, mọi nơi vẫn hiện số liệu đã chốt."))</p>\(table)</section>
      """
  }

  private func frozen(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !freezes.isEmpty else { return .empty }
    let table = Table.html(
      caption: t("Bản chốt"),
      columns: [
        .init(t("Ngày báo cáo")), .init(t("Người chốt")), .init(t("Số liệu"), .figure), .init(t("Minh chứng"), .figure),
        .init(t("Mã băm SHA-256")), .init(t("Kiểm tra"), .fit),
      ],
      rows: freezes.map { freeze in
        [
          "\(freeze.day.vietnamese)", "\(freeze.frozenByName), \(VietnamTime.dateAndClock(freeze.frozenAt))",
          "\(Figure.text(freeze.figures))", "\(Figure.text(freeze.proofs))",
          """
          <code class="kpi-digest">\(freeze.digest)</code>\
          \(if: freeze.form == 1, "<span class=\"kpi__note\">\(t("Bản chốt cũ: chưa giữ mức kế hoạch lúc chốt, nên hiện theo kế hoạch bây giờ."))</span>")
          """,
          Button.post(
            t("Kiểm tra"), to: "\(Self.path(plan.id))/kiem-tra", context, fields: ["ban-chot": freeze.id.rawValue]),
        ]
      })
    return "<section class=\"stack\"><h2>\(t("Bản chốt"))</h2>\(table)</section>"
  }
}
