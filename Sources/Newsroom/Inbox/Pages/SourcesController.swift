import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NewsFormats
import Web

/// `/lam-viec/tin-nguon/nguon`: where news comes from, and how each source is.
struct SourcesController: Sendable {
  let intake: Intake

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = intake.newsroom.desk(routes)
    desk.get("/lam-viec/tin-nguon/nguon", use: list)
    desk.post("/lam-viec/tin-nguon/nguon", use: add)
    desk.post("/lam-viec/tin-nguon/nguon/tai-len", use: upload)
    desk.get("/lam-viec/tin-nguon/nguon/:id", use: show)
    desk.post("/lam-viec/tin-nguon/nguon/:id/doc-ngay", use: fetchNow)
    desk.post("/lam-viec/tin-nguon/nguon/:id/tam-dung", use: pause)
    desk.post("/lam-viec/tin-nguon/nguon/:id/tiep-tuc", use: resume)
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await page(request, context)
  }

  private func page(
    _ request: Request, _ context: StaffContext, draft: NewSource? = nil, errors: [String: Phrase] = [:],
    received: FetchOutcome? = nil
  ) async throws -> Response {
    let organisation = try Intake.organisation(
      Newsroom.readInbox, of: context.principal, asked: request.query["co-quan"])
    return SourcesPage(
      organisation: organisation, sources: try await intake.sources(of: organisation, for: context.principal),
      draft: draft, errors: errors, received: received, now: intake.newsroom.clock.now, context: context
    ).desk.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func add(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Intake.organisation(
      Newsroom.manageInbox, of: context.principal, asked: request.query["co-quan"])
    let new = NewSource(name: form["name"], address: form["address"], interval: Int(form["interval"]) ?? 600)
    do {
      let kind: InboxSource.Kind = form["kind"] == "folder" ? .folder : .feed
      let id = try await intake.addSource(kind, new, to: organisation, by: context.principal)
      return Answer.seeOther(InboxPath.source(id))
    } catch Failure.invalid(let errors) {
      return try await page(request, context, draft: new, errors: errors)
    }
  }

  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try Intake.organisation(
      Newsroom.manageInbox, of: context.principal, asked: request.query["co-quan"])
    try context.principal.require(Newsroom.manageInbox, in: organisation)
    let limits = MultipartReader.Limits(file: FormatLimits.bytes, field: 65_536, parts: 8)
    return try await Upload.read(request, context, limits: limits, in: intake.files.workFolder) { upload in
      guard let file = upload.file("file") else {
        return try await page(request, context, errors: ["file": "Hãy chọn một tệp tin nguồn"])
      }
      let outcome = try await intake.takeUpload(
        file.url, named: file.filename, to: organisation, by: context.principal)
      return try await page(request, context, received: outcome)
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    let (source, fetches) = try await intake.source(try id(context), for: context.principal)
    return SourcePage(
      source: source, fetches: fetches, folder: intake.files.dropFolder(source.address, of: source.organisation).path,
      now: intake.newsroom.clock.now, context: context
    ).desk.answer(context)
  }

  private func fetchNow(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = try id(context)
    try await intake.fetchNow(id, by: context.principal)
    return Answer.seeOther(InboxPath.source(id))
  }

  private func pause(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await set(.paused, request, context)
  }

  private func resume(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await set(.active, request, context)
  }

  private func set(
    _ state: InboxSource.State, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = try id(context)
    try await intake.setSource(id, state, by: context.principal)
    return Answer.seeOther(InboxPath.source(id))
  }

  private func id(_ context: StaffContext) throws -> InboxSourceID {
    InboxSourceID(try context.parameters.require("id"))
  }
}
