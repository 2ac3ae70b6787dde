import Foundation
import Hummingbird
import Kernel
import Vietnamese
import Web

/// A report beside last year's.
struct ReportDiffPage: Sendable {
  let diff: ReportDiff
  let context: StaffContext

  private var t: Translator { context.translator }

  func answer() -> Response {
    let (before, now) = (diff.before, diff.now)
    return DeskPage(
      title: t("So báo cáo năm \(now.year) với năm \(before.year)"), room: Programme.reportsRoom,
      body: "<div class=\"stack\">\(figures)\(words)</div>",
      breadcrumb: [(t("Báo cáo"), ReportPath.calendar), (now.head.subject, ReportPath.show(now.id))],
      lead: "<a href=\"\(url: ReportPath.show(before.id))\">\(before.head.subject)</a>", isWide: true,
      styles: ["reports.css"]
    ).answer(context)
  }

  private var figures: HTML {
    let lines = diff.figures
    guard !lines.isEmpty else { return EmptyState.html(t("Không có số liệu để so."), icon: "file-text") }
    return Table.html(
      caption: t("Chỉ tiêu"),
      columns: [
        .init(t("Chỉ tiêu")), .init("\(diff.before.year)", .figure), .init("\(diff.now.year)", .figure),
        .init(t("Thay đổi"), .figure),
      ],
      rows: lines.map { one in
        [
          "\(one.measure)", "\(one.before.isEmpty ? "–" : one.before)", "\(one.now.isEmpty ? "–" : one.now)",
          "\(change(one))",
        ]
      }, showsCaption: true)
  }

  private func change(_ one: ReportDiff.Figure) -> String {
    guard let change = one.change else { return "–" }
    let number = VietnameseNumber.decimal(abs(change), places: 1)
    if number == "0" { return t("không đổi") }
    let sign = change > 0 ? "+" : "−"
    return one.isShare ? t("\(sign)\(number) điểm %") : "\(sign)\(number)"
  }

  private var words: HTML {
    let parts = diff.words.map { part -> HTML in
      let lines = part.lines.map { line -> HTML in
        switch line.kind {
        case .same: "<p>\(line.text)</p>"
        case .gone: "<p><del><span class=\"visually-hidden\">\(t("Bỏ")): </span>\(line.text)</del></p>"
        case .new: "<p><ins><span class=\"visually-hidden\">\(t("Mới")): </span>\(line.text)</ins></p>"
        }
      }
      return "<section class=\"section report-diff\"><h2>\(part.title)</h2>\(lines)</section>"
    }
    return "\(parts)"
  }
}
