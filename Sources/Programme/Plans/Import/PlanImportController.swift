import Contracts
import Foundation
import Hummingbird
import Kernel
import OfficeDocuments
import Web

/// Targets and tasks from a spreadsheet: sent, looked at row by row, then taken whole or not at all.
struct PlanImportController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/nhap") { request, context in
      try await form(PlanImportKind(rawValue: request.asked("loai")) ?? .targets, nil, context)
    }
    staff.post(":plan/nhap", use: send)
    staff.get(":plan/mau") { request, context in
      try await template(PlanImportKind(rawValue: request.asked("loai")) ?? .targets, context)
    }
    staff.get(":plan/nhap/:import") { _, context in try await look(nil, context) }
    staff.post(":plan/nhap/:import", use: take)
  }

  private func kept(_ context: StaffContext) async throws -> Programme.PlanView {
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    return view
  }

  private func form(_ kind: PlanImportKind, _ problem: Phrase?, _ context: StaffContext) async throws -> Response {
    let t = context.translator
    let view = try await kept(context)
    let path = ProgrammePath.plan(view.record.id)
    let columns = kind == .targets ? PlanTables.targetColumns(view.record) : PlanTables.taskColumns
    let tab: PlanTab = kind == .targets ? .targets : .tasks
    return PlanFormPage(
      title: kind == .targets ? t("Nhập chỉ tiêu từ tệp") : t("Nhập nhiệm vụ từ tệp"), action: "\(path)/nhap",
      back: PlanPage.path(view.record.id, tab), plan: view.record, submit: t("Xem trước"),
      fields: """
        <input type="hidden" name="loai" value="\(kind.rawValue)">\
        \(Field.file(
          "tep", label: t("Bảng tính"), accept: ".xlsx,.csv", hint: t("Tệp .xlsx hoặc .csv mã UTF-8."),
          error: problem.map { t($0) }, isRequired: true))
        """,
      intro: """
        <p>\(t("Mỗi dòng một mục; chưa có gì được ghi trước khi bạn xem từng dòng và bấm nhập."))</p>\
        <p>\(t("Cột nhận được")): \(columns.map(\.names[0]).joined(separator: ", ")).</p>\
        <p>\(Button.link(t("Tải mẫu"), to: "\(path)/mau?loai=\(kind.rawValue)", icon: "download"))</p>
        """, errors: problem.map { ["": "Chưa đọc được bảng. Chọn lại tệp sau khi sửa.", "tep": $0] } ?? [:],
      takesFiles: true
    ).answer(context)
  }

  private func send(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    _ = try await kept(context)
    return try await Upload.read(request, context) { upload in
      let kind = PlanImportKind(rawValue: upload.form["loai"]) ?? .targets
      guard let file = upload.file("tep"), file.size > 0 else { return try await form(kind, "Chọn một tệp", context) }
      do {
        let sheets = try await SpreadsheetReader.read(file: file.url, named: file.filename)
        let id = try await programme.beginImport(
          name, kind, sheets: sheets, file: SafeFilename.make(file.filename), by: context.principal)
        return Answer.seeOther("\(ProgrammePath.plans)/\(name)/nhap/\(id)")
      } catch let failure as SpreadsheetFailure {
        return try await form(kind, failure.message, context)
      } catch Failure.conflict(let why) {
        return try await form(kind, why, context)
      }
    }
  }

  private func look(_ conflict: Phrase?, _ context: StaffContext) async throws -> Response {
    let id = context.parameters.get("import") ?? ""
    let found = try await programme.previewImport(context.planName(), id, for: context.principal)
    return PlanPreviewPage(plan: found.plan, sent: found.sent, preview: found.preview, conflict: conflict)
      .answer(context)
  }

  private func take(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let kind = try await programme.finishImport(
        name, context.parameters.get("import") ?? "", once: form.number, by: context.principal)
      let tab: PlanTab = kind == .targets ? .targets : .tasks
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(tab.rawValue)&da-ghi=1")
    } catch Failure.conflict(let why) {
      return try await look(why, context)
    }
  }

  /// An empty table with the columns there are.
  private func template(_ kind: PlanImportKind, _ context: StaffContext) async throws -> Response {
    let view = try await kept(context)
    let columns = kind == .targets ? PlanTables.targetColumns(view.record) : PlanTables.taskColumns
    // The name first, as people read.
    let names = columns.filter(\.isRequired).map(\.names[0]) + columns.filter { !$0.isRequired }.map(\.names[0])
    return CSVTable(names).answer(named: kind == .targets ? "chi-tieu.csv" : "nhiem-vu.csv")
  }
}
