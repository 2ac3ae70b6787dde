import Contracts
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai/:id/y-kien` for forms, `/api/v1/items/:id/comments` for scripts and programs.
struct CommentsController {
  let newsroom: Newsroom

  private struct Answers: Encodable { let items: [CommentThread] }

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai/:id/y-kien", use: show)
    desk.post("lam-viec/bai/:id/y-kien", use: add)
    desk.post("lam-viec/bai/:id/y-kien/xong", use: resolve)
    desk.get("lam-viec/bai/:id/y-kien/xong", use: EditorController.backToItem)
    let api = routes.group(context: StaffContext.self)
    api.get("api/v1/items/:id/comments", use: list)
    api.post("api/v1/items/:id/comments", use: addFromScript)
    api.post("api/v1/items/:id/comments/resolve", use: resolveFromScript)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(try context.itemID, context)
  }

  private func page(
    _ id: ItemID, _ context: StaffContext, typed: String = "", errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let item = try await newsroom.item(id, for: context.principal)
    let threads = try await newsroom.comments(of: id, for: context.principal)
    let page = CommentsPage(
      item: item, threads: threads, typed: typed, errors: errors, now: newsroom.clock.now, context: context)
    return page.page.answer(context, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    do {
      try await newsroom.comment(
        .init(thread: form.optional("thread"), block: form.optional("block"), quote: form["quote"], text: form["text"]),
        on: id, by: context.principal)
    } catch Failure.invalid(let errors) {
      return try await page(id, context, typed: form["text"], errors: errors)
    }
    return Answer.seeOther(DeskPath.item(id, "y-kien"))
  }

  @Sendable func resolve(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    try await newsroom.resolve(form["thread"], isResolved: !form.isOn("open"), of: id, by: context.principal)
    return Answer.seeOther(DeskPath.item(id, "y-kien"))
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    try Answer.json(Answers(items: try await newsroom.comments(of: try context.itemID, for: context.principal)))
  }

  @Sendable func addFromScript(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    let made = try await newsroom.comment(
      .init(
        thread: body.string("thread"), block: body.string("block"), quote: body.string("quote") ?? "",
        text: body.string("text") ?? ""),
      on: try context.itemID, by: context.principal)
    return try Answer.json(made, status: .created)
  }

  @Sendable func resolveFromScript(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    try await newsroom.resolve(
      body.string("thread") ?? "", isResolved: body.bool("resolved") ?? true, of: try context.itemID,
      by: context.principal)
    return Answer.noContent()
  }
}
