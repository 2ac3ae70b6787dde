import Foundation
import Hummingbird
import Kernel
import OfficeDocuments
import Persistence
import Web

/// Versions of the index: what is confirmed and what is not, their cut-offs, and the import of criteria.
struct IndexVersionController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/truong-thanh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("bo-chi-so", use: list)
    staff.get("bo-chi-so/:version") { request, context in
      try await show(context, isNew: MaturityRequest.asked("moi", request) == "1")
    }
    staff.post("bo-chi-so/:version/nguong", use: cutOff)
    staff.post("bo-chi-so/:version/nhap", use: upload)
    staff.get("nhap-tieu-chi/:import") { _, context in try await preview(context) }
    staff.post("nhap-tieu-chi/:import", use: take)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    guard context.principal.mayAnywhere(Programme.read) else { throw Failure.forbidden(Programme.read) }
    let schemes = try await programme.database.read { connection in
      try IndexStore.versions(on: connection).compactMap { try IndexStore.scheme($0.id, on: connection) }
    }
    return IndexVersionsPage(schemes: schemes).answer(context)
  }

  private func show(
    _ context: StaffContext, isNew: Bool = false, sent: Form? = nil, errors: [String: Phrase] = [:],
    problems: [CriteriaSheet.Problem] = [], conflict: Phrase? = nil
  ) async throws -> Response {
    guard context.principal.mayAnywhere(Programme.read) else { throw Failure.notFound }
    let id = try MaturityRequest.part("version", context)
    let found = try await programme.database.read { connection in
      try IndexStore.scheme(id, on: connection).map { ($0, try IndexStore.isUsed(id, on: connection)) }
    }
    guard let (scheme, isUsed) = found else { throw Failure.notFound }
    return IndexVersionPage(
      scheme: scheme, isUsed: isUsed, mayKeep: context.principal.mayAnywhere(Programme.appraise), isNew: isNew,
      sent: sent, errors: errors, problems: problems, conflict: conflict
    ).answer(context)
  }

  private func cutOff(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let version = try MaturityRequest.part("version", context)
    let rank = Int(form["level"]) ?? 0
    do {
      try await programme.enterCutOff(
        version: version, level: rank, floor: form["floor-\(rank)"], source: form["source-\(rank)"],
        by: context.principal)
      return Answer.seeOther(MaturityPath.version(version))
    } catch Failure.invalid(let errors) {
      return try await show(context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await show(context, sent: form, conflict: why)
    }
  }

  private func upload(_ request: Request, context: StaffContext) async throws -> Response {
    guard context.principal.mayAnywhere(Programme.appraise) else { throw Failure.forbidden(Programme.appraise) }
    let version = try MaturityRequest.part("version", context)
    let limits = MultipartReader.Limits(file: 20 << 20, field: 65_536, parts: 8)
    return try await Upload.read(request, context, limits: limits) { upload in
      do {
        guard let file = upload.file("file") else {
          throw Failure.invalid(["file": "Hãy chọn tệp .xlsx hoặc .csv"])
        }
        let sheets = try await SpreadsheetReader.read(file: file.url, named: file.filename)
        let rows = (sheets.first { !$0.rows.isEmpty }?.rows ?? []).map { $0.map(\.shown) }
        let sent = try await programme.sendCriteria(
          rows, fileName: file.filename, source: upload.form["source"], version: version, by: context.principal)
        guard let id = sent.id else { return try await show(context, sent: upload.form, problems: sent.problems) }
        return Answer.seeOther(MaturityPath.criteriaImport(id))
      } catch Failure.invalid(let errors) {
        return try await show(context, sent: upload.form, errors: errors)
      } catch let failure as SpreadsheetFailure {
        return try await show(context, sent: upload.form, errors: ["file": failure.message])
      }
    }
  }

  private func preview(_ context: StaffContext, conflict: Phrase? = nil) async throws -> Response {
    let id = CriteriaImportID(try MaturityRequest.part("import", context))
    return CriteriaPreviewPage(
      preview: try await programme.criteriaPreview(id, for: context.principal), conflict: conflict
    ).answer(context)
  }

  private func take(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 65_536)
    let id = CriteriaImportID(try MaturityRequest.part("import", context))
    do {
      let version = try await programme.takeCriteria(id, by: context.principal)
      return Answer.seeOther("\(MaturityPath.version(version))?moi=1")
    } catch Failure.conflict(let why) {
      return try await preview(context, conflict: why)
    }
  }
}
