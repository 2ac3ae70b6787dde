import Hummingbird
import Kernel
import OfficeDocuments
import Web

/// What a table would bring: every row, with all that is wrong in it; of a long one those that are wrong and the first.
struct PlanPreviewPage: Sendable {
  let plan: PlanRecord
  let sent: PlanImport
  let preview: PlanPreview
  let conflict: Phrase?

  /// Rows shown of a long table: of those that are wrong, and of the others.
  private static let most = (wrong: 200, right: 100)

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let path = ProgrammePath.plan(plan.id)
    let again = "\(path)/nhap?loai=\(sent.kind.rawValue)"
    let acts: HTML = """
      <div class="form__acts">\
      \(if: preview.drafts != nil, Button.post(
        t("Nhập \(preview.rows.count) dòng"), to: "\(path)/nhap/\(sent.id)", context, style: .primary, icon: "check"))\
      \(Button.link(t("Gửi tệp khác"), to: again, icon: "upload"))</div>
      """
    let shown = shownRows
    let left = preview.rows.count - shown.count
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t("Chưa nhập được"), detail: t($0)) })\(verdict(t))\
      \(if: !preview.unknown.isEmpty, Notice.warn(
        t("Có cột không được nhận: \(preview.unknown.prefix(20).joined(separator: ", "))"),
        detail: t("Cần những cột ấy thì sửa tên cột theo mẫu rồi gửi lại.")))\
      \(acts)\(Table.html(
        caption: t("Từng dòng của tệp"),
        columns: [.init(t("Dòng"), .fit), .init(t("Mục")), .init(t("Giá trị")), .init(t("Kết quả"))],
        rows: shown.map { line($0, t) }, id: "preview"))\
      \(if: left > 0, "<p class=\"quiet\">\(t("Còn \(left) dòng không hiện ở đây."))</p>")</div>
      """
    return DeskPage(
      title: t("Xem trước: \(sent.name)"), room: Programme.room, body: body,
      breadcrumb: [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (plan.shortTitle, path)], isWide: true,
      styles: ["plans.css"]
    ).answer(context, status: conflict == nil ? 200 : 409)
  }

  private func verdict(_ t: Translator) -> HTML {
    guard preview.problems == 0 else {
      return Notice.bad(
        t("\(preview.problems) chỗ chưa đúng; chưa có gì được nhập."), detail: t("Sửa trong tệp rồi gửi lại."))
    }
    return preview.rows.isEmpty
      ? Notice.warn(t("Bảng không có dòng nào để nhập.")) : Notice.ok(t("Mọi dòng đều đúng."))
  }

  private var shownRows: [PlanPreview.Row] {
    guard preview.rows.count > Self.most.wrong + Self.most.right else { return preview.rows }
    let wrong = preview.rows.filter { !$0.problems.isEmpty }.prefix(Self.most.wrong)
    return Array(wrong) + preview.rows.filter(\.problems.isEmpty).prefix(Self.most.right)
  }

  private func line(_ row: PlanPreview.Row, _ t: Translator) -> [HTML] {
    let said = row.problems.map { problem -> HTML in
      let place = problem.place.isEmpty ? t("cả dòng") : "\(problem.place), \(problem.name)"
      return "<li>\(place): \(t(problem.message))</li>"
    }
    return [
      "\(row.number)", row.name.isEmpty ? "<span class=\"quiet\">\(t("chưa có tên"))</span>" : "\(row.name)",
      "\(row.facts.joined(separator: " · "))",
      said.isEmpty
        ? StateWord.html(t("Nhập được"), .done)
        : "\(StateWord.html(t("Chưa đúng"), .bad))<ul class=\"plan-list\">\(said)</ul>",
    ]
  }
}
