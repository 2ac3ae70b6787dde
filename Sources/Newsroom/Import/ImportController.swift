import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/nhap-lieu`: archives in bulk, and how far each has come.
struct ImportController: Sendable {
  let intake: Intake
  var stream = DeskStream()
  /// Half a million articles of usual length.
  private static let limit = 2_048 * 1_048_576

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = intake.newsroom.desk(routes)
    desk.get("/lam-viec/nhap-lieu", use: list)
    desk.post("/lam-viec/nhap-lieu", use: upload)
    desk.get("/lam-viec/nhap-lieu/:id", use: show)
    desk.get("/lam-viec/nhap-lieu/:id/su-kien", use: events)
    desk.get("/lam-viec/nhap-lieu/:id/loi", use: errors)
    desk.post("/lam-viec/nhap-lieu/:id/tam-dung", use: pause)
    desk.post("/lam-viec/nhap-lieu/:id/tiep-tuc", use: resume)
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await page(request, context, [:])
  }

  private func page(
    _ request: Request, _ context: StaffContext, _ errors: [String: Phrase]
  ) async throws -> Response {
    let organisation = try Intake.organisation(
      Newsroom.importItems, of: context.principal, asked: request.query["co-quan"])
    return ImportsPage(
      organisation: organisation, runs: try await intake.imports(of: organisation, for: context.principal),
      errors: errors, now: intake.newsroom.clock.now, context: context
    ).desk.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try Intake.organisation(
      Newsroom.importItems, of: context.principal, asked: request.query["co-quan"])
    try context.principal.require(Newsroom.importItems, in: organisation)
    let limits = MultipartReader.Limits(file: Self.limit, field: 65_536, parts: 8)
    return try await Upload.read(request, context, limits: limits, in: intake.files.workFolder) { upload in
      guard let file = upload.file("file") else {
        return try await page(request, context, ["file": "Hãy chọn một tệp NDJSON"])
      }
      var options = ImportOptions(organisation: organisation)
      let section = ItemWords.tidy(upload.form["section"], limit: 60)
      if !section.isEmpty { options.sectionName = section }
      do {
        let id = try await intake.startImport(file.url, named: file.filename, options, by: context.principal)
        return Answer.seeOther(InboxPath.importRun(id))
      } catch Failure.invalid(let errors) {
        return try await page(request, context, errors)
      }
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    let (run, errors) = try await intake.importRun(try id(context), for: context.principal)
    return ImportRunPage(run: run, refused: errors, now: intake.newsroom.clock.now, context: context)
      .desk.answer(context)
  }

  /// Tells an open page how far the import is, until it stands as another kind of page shows it.
  private func events(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try id(context)
    // Whoever may not see it is told so now, not by a stream that ends.
    let first = try await intake.importRun(id, errorsAfter: .max, for: context.principal).run.state
    let shown = request.query["tu"].flatMap(ImportRun.State.init(rawValue:)) ?? first
    let t = context.translator
    return stream.answer(request, context, seen: [String: String]()) { seen, principal in
      let run = try await intake.importRun(id, errorsAfter: .max, for: principal).run
      guard run.state == shown, run.state.goesOn else { return .last(ServerEvent(name: "end", data: "{}")) }
      let figures = ImportFigures(run, t)
      return figures.texts == seen ? .unchanged(seen) : .changed(figures.texts, try figures.event)
    }
  }

  /// Every refused line with its reason, as a table for a spreadsheet.
  private func errors(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try id(context)
    var text = "dong\tly_do\ttrich\n"
    var after = 0
    for _ in 0..<500 {
      let part = try await intake.importRun(id, errorsAfter: after, for: context.principal).errors
      guard let last = part.last else { break }
      for line in part { text += "\(line.line)\t\(Self.cell(line.reason))\t\(Self.cell(line.excerpt))\n" }
      after = last.line
    }
    var response = Answer.bytes(text, type: "text/tab-separated-values; charset=utf-8")
    response.headers[.contentDisposition] = "attachment; filename=\"dong-loi-\(id).tsv\""
    return response
  }

  /// No tabs, no line ends, and no formula for a spreadsheet to run: not within quotes, which it takes away, and not with
  /// the wide signs that East Asian editions read as the narrow ones.
  private static func cell(_ text: String) -> String {
    let flat = text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    return flat.first.map { "=+-@＝＋－＠\"".contains($0) } == true ? "'\(flat)" : flat
  }

  private func pause(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await set(isPaused: true, request, context)
  }

  private func resume(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await set(isPaused: false, request, context)
  }

  private func set(isPaused: Bool, _ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = try id(context)
    try await intake.setImport(id, isPaused: isPaused, by: context.principal)
    return Answer.seeOther(InboxPath.importRun(id))
  }

  private func id(_ context: StaffContext) throws -> ImportRunID {
    ImportRunID(try context.parameters.require("id"))
  }
}
