import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The inbox for programs.
struct InboxAPI: Sendable {
  let intake: Intake

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group(context: StaffContext.self)
    staff.get("/api/v1/inbox", use: list)
    staff.post("/api/v1/inbox/:id/take", use: take)
    staff.post("/api/v1/inbox/:id/drop", use: drop)
  }

  private struct Entry: Encodable {
    let id: InboxItemID
    let state: String
    let source: String
    let title: String
    let summary: String
    let link: String
    let author: String
    let publishedAt: Date?
    let receivedAt: Date
    let version: Int
    let item: ItemID?

    init(_ item: InboxItem, _ t: Translator) {
      id = item.id
      state = item.state.rawValue
      source = item.origin(t)
      title = item.title
      summary = item.summary
      link = item.link
      author = item.author
      publishedAt = item.publishedAt
      receivedAt = item.receivedAt
      version = item.version
      self.item = item.item
    }
  }

  private struct List: Encodable {
    let items: [Entry]
    let next: String?
  }

  private struct Taken: Encodable {
    let item: ItemID
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Intake.organisation(
      Newsroom.readInbox, of: context.principal, asked: query["organisation"])
    var wanted = InboxStore.Query(
      organisation: organisation, state: query["state"].flatMap(InboxItem.State.init(rawValue:)) ?? .new,
      before: query["before"])
    wanted.source = query["source"].map { InboxSourceID($0) }
    wanted.limit = min(max(query["limit"].flatMap { Int($0) } ?? 50, 1), 100)
    let page = try await intake.inbox(wanted, for: context.principal).page
    return try Answer.json(List(items: page.items.map { Entry($0, context.translator) }, next: page.next))
  }

  private func take(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = InboxItemID(try context.parameters.require("id"))
    let item = try await intake.takeItem(id, by: context.principal)
    return try Answer.json(Taken(item: item.id), status: .created)
  }

  private func drop(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await intake.setItem(
      InboxItemID(try context.parameters.require("id")), .dropped, by: context.principal)
    return Answer.noContent()
  }
}
