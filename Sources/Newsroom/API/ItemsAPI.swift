import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/api/v1/items`: what the editor's scripts and other programs do, by the same verbs as the pages.
struct ItemsAPI {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    api.get("api/v1/items", use: list)
    api.post("api/v1/items", use: create)
    api.get("api/v1/items/:id", use: show)
    api.delete("api/v1/items/:id", use: delete)
    api.put("api/v1/items/:id/text", use: save)
    api.get("api/v1/items/:id/revisions", use: revisions)
    api.get("api/v1/items/:id/revisions/:number", use: revision)
    addActs(to: api)
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let filter = ItemFilter(
      organisation: try Newsroom.desk(of: context.principal, asked: query["organisation"]),
      state: try query["state"].map(APIBody.state), section: query["section"].map { SectionID($0) },
      person: query["mine"] == "true" ? context.principal.id : nil, words: query["q"] ?? "")
    let page = try await newsroom.items(
      filter, before: query["before"], limit: query["limit"].flatMap { Int($0) } ?? 50, for: context.principal)
    return try Answer.json(ItemListResponse(items: page.items.map { ItemResponse($0) }, next: page.next))
  }

  @Sendable func create(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    let organisation = try Newsroom.desk(of: context.principal, asked: body.string("organisation"))
    let item = try await newsroom.create(
      .init(organisation: organisation, text: try body.text(over: nil), deadline: try body.time("deadline")),
      by: context.principal)
    var answer = try Answer.json(ItemResponse(item), status: .created)
    answer.headers[.location] = "/api/v1/items/\(item.id)"
    return answer
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let opened = try await newsroom.open(try context.itemID, for: context.principal)
    return try Answer.json(ItemResponse(opened.item, opened.revision))
  }

  /// 204; a draft only. `undelete` brings it back.
  @Sendable func delete(_ request: Request, context: StaffContext) async throws -> Response {
    let revision = request.query["revision"].flatMap { Int($0) }
    try await newsroom.delete(try context.itemID, revision: revision, by: context.principal)
    return Answer.noContent()
  }

  /// 200 once the text is on the disk, merged with others' (``SavedAnswer``); 409 where the two cannot be made one.
  @Sendable func save(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let body = try await APIBody.read(request)
    let text = try body.text(over: nil)
    guard let base = body.int("base") else { throw Failure.invalid(["base": "Cần số của bản đang sửa"]) }
    let save = Newsroom.Save(
      base: base, title: text.title, summary: text.summary, body: text.body,
      metadata: body.has("metadata") ? text.metadata : nil, isAutosave: body.bool("autosave") ?? true,
      origin: SaveOrigin(client: body.string("client") ?? "", counter: body.int("counter") ?? 0))
    do {
      return try Answer.json(SavedAnswer(try await newsroom.save(save, to: id, by: context.principal)))
    } catch let conflict as EditConflict {
      return try ConflictResponse.answer(conflict, context)
    }
  }

  @Sendable func revisions(_ request: Request, context: StaffContext) async throws -> Response {
    let before = request.query["before"].flatMap { Int($0) }
    let heads = try await newsroom.revisions(
      of: try context.itemID, before: before, limit: 201, for: context.principal)
    let page = Page(fetched: heads, limit: 200) { "\($0.number)" }
    return try Answer.json(RevisionListResponse(items: page.items.map { RevisionResponse($0) }, next: page.next))
  }

  @Sendable func revision(_ request: Request, context: StaffContext) async throws -> Response {
    guard let number = Int(try context.parameters.require("number")) else { throw Failure.notFound }
    let revision = try await newsroom.revision(number, of: try context.itemID, for: context.principal)
    return try Answer.json(RevisionResponse(revision))
  }
}
