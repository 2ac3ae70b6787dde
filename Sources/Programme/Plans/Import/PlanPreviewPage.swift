import Hummingbird
import Kernel
import OfficeDocuments
import Web

/// What a table would bring: every row, with all that is wrong in it.
struct PlanPreviewPage: Sendable {
  let plan: PlanRecord
  let sent: PlanImport
  let preview: PlanPreview
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let path = ProgrammePath.plan(plan.id)
    let problems = preview.problems
    let rows = rows(t)
    let again = "\(path)/nhap?loai=\(sent.kind.rawValue)"
    let acts: HTML = """
      <div class="form__acts">\
      \(if: preview.isReady, Button.post(
        t("Nhập \(rows.count) dòng"), to: "\(path)/nhap/\(sent.id)", context, style: .primary, icon: "check"))\
      \(Button.link(t("Gửi tệp khác"), to: again, icon: "upload"))</div>
      """
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t("Chưa nhập được"), detail: t($0)) })\
      \(problems.isEmpty
        ? rows.isEmpty ? Notice.warn(t("Bảng không có dòng nào để nhập.")) : Notice.ok(t("Mọi dòng đều đúng."))
        : Notice.bad(
          t("\(problems.count) chỗ chưa đúng; chưa có gì được nhập."),
          detail: t("Sửa trong tệp rồi gửi lại.")))\
      \(acts)\(Table.html(
        caption: t("Từng dòng của tệp"),
        columns: [.init(t("Dòng"), .fit), .init(t("Mục")), .init(t("Giá trị")), .init(t("Kết quả"))], rows: rows,
        id: "preview"))</div>
      """
    return DeskPage(
      title: t("Xem trước: \(sent.name)"), room: Programme.room, body: body,
      breadcrumb: [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (plan.shortTitle, path)], isWide: true,
      styles: ["plans.css"]
    ).answer(context, status: conflict == nil ? 200 : 409)
  }

  private func rows(_ t: Translator) -> [[HTML]] {
    switch preview {
    case .targets(let preview):
      preview.rows.map { row in
        let values = row.value?.values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return line(row.number, row.value?.measure, row.cells, values, row.problems, t)
      }
    case .tasks(let preview):
      preview.rows.map { row in
        let facts = row.value.map { task in
          (task.leads + task.partners
            + [task.fromYear.map(String.init), task.toYear.map(String.init)].compactMap(\.self))
        }
        return line(row.number, row.value?.title, row.cells, facts, row.problems, t)
      }
    }
  }

  private func line(
    _ number: Int, _ name: String?, _ cells: [String], _ facts: [String]?, _ problems: [CellProblem], _ t: Translator
  ) -> [HTML] {
    let said = problems.map { problem -> HTML in
      let place = problem.name.isEmpty ? t("cả dòng") : "\(problem.place), \(problem.name)"
      return "<li>\(place): \(t(problem.message))</li>"
    }
    return [
      "\(number)", "\(name ?? cells.filter { !$0.isEmpty }.prefix(3).joined(separator: " · "))",
      "\(facts?.joined(separator: " · ") ?? "")",
      said.isEmpty
        ? StateWord.html(t("Nhập được"), .done)
        : "\(StateWord.html(t("Chưa đúng"), .bad))<ul class=\"plan-list\">\(said)</ul>",
    ]
  }
}
