import Foundation
import Hummingbird
import Kernel
import OfficeDocuments
import Persistence
import Web

/// Results from before the platform: entering, importing, confirming, and the files they were copied from.
struct PastController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/truong-thanh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("nam-truoc") { request, context in
      try await page(context, isSaved: MaturityRequest.asked("luu", request) == "1")
    }
    staff.post("nam-truoc", use: enter)
    staff.get("nam-truoc/mau.csv", use: template)
    staff.post("nam-truoc/nhap", use: send)
    staff.get("nam-truoc/nhap/:import") { _, context in try await preview(context) }
    staff.post("nam-truoc/nhap/:import", use: take)
    staff.post("nam-truoc/:past/xac-nhan", use: confirm)
    staff.post("nam-truoc/:past/tra-lai", use: giveBack)
    staff.get("nam-truoc/:past/tep", use: file)
  }

  private func page(
    _ context: StaffContext, isSaved: Bool = false, sent: Form? = nil, errors: [String: Phrase] = [:],
    conflict: Phrase? = nil, problems: [CellProblem] = []
  ) async throws -> Response {
    let principal = context.principal
    let results = try await programme.pastResults(for: principal)
    let schemes = try await schemes()
    return PastPage(
      results: results, agencies: try await programme.pastAgencies(for: principal),
      pillars: schemes.last?.pillars ?? [],
      levels: Dictionary(
        schemes.compactMap { scheme in Int(scheme.version.id).map { ($0, scheme.levels) } },
        uniquingKeysWith: { first, _ in first }), year: programme.clock.today.year, principal: principal,
      reach: try await programme.confirmReach(of: principal), isSaved: isSaved, sent: sent, errors: errors,
      conflict: conflict, problems: problems
    ).answer(context)
  }

  /// Oldest last: its pillars all have a confirmed maximum.
  private func schemes() async throws -> [IndexScheme] {
    try await programme.database.read { connection in
      try IndexStore.versions(on: connection).compactMap { try IndexStore.scheme($0.id, on: connection) }
    }
  }

  private func enter(_ request: Request, context: StaffContext) async throws -> Response {
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 65_536, parts: 30)
    let pillars = try await schemes().last?.pillars ?? []
    return try await Upload.read(request, context, limits: limits) { upload in
      do {
        let draft = try PastForm.draft(upload.form, pillars: pillars)
        let file = upload.file("file").flatMap { $0.size > 0 ? $0 : nil }
        try await programme.enterPast(draft, file: file, by: context.principal)
        return Answer.seeOther("\(MaturityPath.past)?luu=1")
      } catch Failure.invalid(let errors) {
        return try await page(context, sent: upload.form, errors: errors)
      }
    }
  }

  private func send(_ request: Request, context: StaffContext) async throws -> Response {
    let limits = MultipartReader.Limits(file: 20 << 20, field: 65_536, parts: 8)
    return try await Upload.read(request, context, limits: limits) { upload in
      do {
        guard let file = upload.file("table"), file.size > 0 else {
          throw Failure.invalid(["table": "Hãy chọn tệp .xlsx hoặc .csv"])
        }
        let sheets = try await SpreadsheetReader.read(file: file.url, named: file.filename)
        guard let sheet = sheets.first(where: { !$0.rows.isEmpty }) else {
          throw Failure.invalid(["table": "Bảng không có dòng nào"])
        }
        let found = try await programme.sendPast(
          sheet, fileName: SafeFilename.make(file.filename), by: context.principal)
        guard let id = found.id else {
          guard !found.preview.rows.isEmpty else { throw Failure.invalid(["table": "Bảng không có dòng nào"]) }
          return try await page(context, problems: found.preview.problems)
        }
        return Answer.seeOther(MaturityPath.pastImport(id))
      } catch Failure.invalid(let errors) {
        return try await page(context, errors: errors)
      } catch let failure as SpreadsheetFailure {
        return try await page(context, errors: ["table": failure.message])
      }
    }
  }

  private func preview(_ context: StaffContext, conflict: Phrase? = nil) async throws -> Response {
    let id = PastImportID(try MaturityRequest.part("import", context))
    return PastPreviewPage(
      preview: try await programme.pastPreview(id, for: context.principal), conflict: conflict
    ).answer(context)
  }

  private func take(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 65_536)
    do {
      try await programme.takePast(
        PastImportID(try MaturityRequest.part("import", context)), by: context.principal)
      return Answer.seeOther("\(MaturityPath.past)?luu=1")
    } catch Failure.conflict(let why) {
      return try await preview(context, conflict: why)
    }
  }

  private func confirm(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 65_536)
    do {
      try await programme.confirmPast(try MaturityRequest.past(context), by: context.principal)
      return Answer.seeOther(MaturityPath.past)
    } catch Failure.conflict(let why) {
      return try await page(context, conflict: why)
    }
  }

  private func giveBack(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    do {
      try await programme.returnPast(
        try MaturityRequest.past(context), reason: form["reason"], by: context.principal)
      return Answer.seeOther(MaturityPath.past)
    } catch Failure.invalid(let errors) {
      return try await page(context, errors: ["": errors.values.first ?? "Cần ghi lý do"])
    } catch Failure.conflict(let why) {
      return try await page(context, conflict: why)
    }
  }

  /// The file a result was copied from, for whoever sees the result; always as a file to keep.
  private func file(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try MaturityRequest.past(context)
    let one = try await programme.pastResult(id, for: context.principal)
    guard !one.filePlace.isEmpty else { throw Failure.notFound }
    return try await FileAnswer(
      path: programme.folder.appendingPathComponent("evidence/\(one.filePlace)").path, type: "application/octet-stream",
      tag: one.fileDigest, caching: "private, no-cache", download: one.fileName
    ).answer(request, context)
  }

  /// An empty table with the columns there are.
  private func template(_ request: Request, context: StaffContext) async throws -> Response {
    guard context.principal.mayAnywhere(Programme.read) else { throw Failure.forbidden(Programme.read) }
    return CSVTable(PastSheet.columns.map { $0.names[0] }).answer(named: "ket-qua-nam-truoc.csv")
  }
}
