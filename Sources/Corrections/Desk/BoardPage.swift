import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Cases by their clocks: those that are late first.
struct BoardPage: Sendable {
  let organisation: OrganisationID
  let lines: [Corrections.BoardLine]
  /// Nil: the board of open cases is shown.
  let closed: Page<CaseRecord>?
  let people: [AccountID: PersonProfile]
  let agencies: [OrganisationProfile]
  let year: Int
  let mayManage: Bool
  let done: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let late = lines.count { $0.next?.state == .late }
    let own = agencies.count > 1 ? "&co-quan=\(organisation)" : ""
    let body: HTML = """
      <div class="stack">\(Tabs.html(
        [
          .init(
            t("Đang mở"), "\(CasePath.board)?xem=mo\(own)", count: closed == nil ? lines.count : nil,
            isCurrent: closed == nil),
          .init(t("Đã đóng"), "\(CasePath.board)?xem=dong\(own)", isCurrent: closed != nil),
        ], label: t("Hồ sơ")))\(agencyLinks(t))\
      \(closed.map { closedTable($0, t, own) } ?? openTable(t))</div>
      """
    return DeskPage(
      title: t("Cải chính, phản hồi"), room: Corrections.room, body: body,
      actions: """
        \(Button.link(t("Sổ năm \(year) (CSV)"), to: "\(CasePath.board)/so?nam=\(year)\(own)", icon: "download"))\
        \(if: mayManage, Button.link(
          t("Mở hồ sơ"), to: "\(CasePath.board)/moi\(own.replacing("&", with: "?"))", style: .primary, icon: "plus",
          command: true))
        """,
      lead: closed == nil ? "\(t("\(lines.count) hồ sơ đang mở, \(late) trễ hạn"))" : nil, isWide: true,
      styles: ["corrections.css"]
    ).answer(context)
  }

  private func agencyLinks(_ t: Translator) -> HTML {
    guard agencies.count > 1 else { return .empty }
    return Tabs.html(
      agencies.map {
        .init($0.shortName, "\(CasePath.board)?co-quan=\($0.id)", isCurrent: $0.id == organisation)
      }, label: t("Cơ quan"))
  }

  private func openTable(_ t: Translator) -> HTML {
    guard !lines.isEmpty else {
      return EmptyState.html(
        t("Không có hồ sơ nào đang mở."),
        act: mayManage ? Button.link(t("Mở hồ sơ"), to: "\(CasePath.board)/moi", icon: "plus") : .empty, icon: "scale")
    }
    return Table.html(
      caption: t("Hồ sơ đang mở, trễ hạn trước"),
      columns: [
        .init(t("Hồ sơ")), .init(t("Số"), .fit), .init(t("Loại")), .init(t("Việc gần nhất")), .init(t("Hạn"), .fit),
        .init(t("Người giữ"), .fit),
      ],
      rows: lines.map { line in
        [
          link(line.record, t), "\(line.record.label)", "\(t(line.record.kind.phrase))",
          line.next.map { "\(ClockText.word($0, t)) \(t($0.name))" }
            ?? "<span class=\"quiet\">\(t("Không còn hạn nào chạy"))</span>",
          line.next.map { "<span class=\"figures\">\(ClockText.due($0, t))</span>" } ?? "",
          "\(people[line.record.responsible]?.name ?? "—")",
        ]
      }, id: "cases")
  }

  private func closedTable(_ page: Page<CaseRecord>, _ t: Translator, _ own: String) -> HTML {
    guard !page.items.isEmpty else { return EmptyState.html(t("Chưa có hồ sơ nào đã đóng."), icon: "scale") }
    let table = Table.html(
      caption: t("Hồ sơ đã đóng, mới nhất trước"),
      columns: [
        .init(t("Hồ sơ")), .init(t("Số"), .fit), .init(t("Loại")), .init(t("Kết quả")), .init(t("Sửa lần cuối"), .fit),
      ],
      rows: page.items.map { record in
        [
          link(record, t), "\(record.label)", "\(t(record.kind.phrase))", "\(record.outcome.prefixLine)",
          TimeText.day(CivilDate(record.updatedAt)),
        ]
      })
    return """
      \(table)\(Pagination.html(
        next: page.next.map { "\(CasePath.board)?xem=dong&truoc=\($0)\(own)" }, t))
      """
  }

  private func link(_ record: CaseRecord, _ t: Translator) -> HTML {
    let title = record.title.isEmpty ? t("Hồ sơ \(record.label)") : record.title
    return "<a href=\"\(url: CasePath.show(record.id))\">\(title)</a>"
  }
}
