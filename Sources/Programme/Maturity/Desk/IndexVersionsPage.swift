import Contracts
import Hummingbird
import Kernel
import Web

/// The versions beside each other: what is confirmed of each, and what is not.
struct IndexVersionsPage: Sendable {
  let schemes: [IndexScheme]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML =
      schemes.isEmpty
      ? EmptyState.html(t("Chưa có bộ chỉ số nào."))
      : Table.html(
        caption: t("Các bộ chỉ số, mới nhất trước"),
        columns: [
          .init(t("Quyết định")), .init(t("Ngày"), .fit), .init(t("Cơ quan ban hành")), .init(t("Trụ cột"), .figure),
          .init(t("Chỉ số thành phần"), .figure), .init(t("Tiêu chí"), .figure), .init(t("Tiêu chí đã nhập"), .figure),
          .init(t("Ngưỡng mức")),
        ],
        rows: schemes.map { scheme in
          let version = scheme.version
          let unknown = scheme.levels.unknown.count
          return [
            "<a href=\"\(url: MaturityPath.version(version.id))\">\(version.decision)</a>",
            version.decidedOn.map { TimeText.day($0) } ?? "—", "\(version.issuer)", "\(scheme.pillars.count)",
            IndexText.known(version.componentCount, t), IndexText.known(version.criterionCount, t),
            scheme.criteria.isEmpty ? "\(t("chưa nhập"))" : "\(scheme.criteria.count)",
            unknown == 0 ? "\(t("đủ"))" : "\(t("còn \(unknown) ngưỡng chưa xác minh"))",
          ]
        })
    return DeskPage(
      title: t("Các bộ chỉ số"), room: MaturityDesk.room, body: "<div class=\"stack\">\(body)</div>",
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)],
      lead: "\(t("Điều gì đã xác nhận, điều gì còn phải chép từ quyết định"))", isWide: true,
      styles: MaturityDesk.styles
    ).answer(context)
  }
}

/// What is known, and what is not, in words.
enum IndexText {
  static func known(_ number: Int?, _ t: Translator) -> HTML {
    number.map { "\($0)" } ?? "<span class=\"quiet\">\(t("chưa xác nhận"))</span>"
  }

  static func known(_ points: Points?, _ t: Translator) -> HTML {
    points.map { "\($0.text)" } ?? "<span class=\"quiet\">\(t("chưa xác nhận"))</span>"
  }

  static func source(_ sources: String, _ mark: String, _ t: Translator) -> HTML {
    let words = [sources, mark.isEmpty || mark == "unverified" ? "" : t(SourceMark.words(mark))].filter { !$0.isEmpty }
      .joined(separator: " · ")
    return "<span class=\"quiet\">\(words)</span>"
  }
}
