import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Entries of a live blog for programs: a score feed, a river gauge.
struct LiveAPI {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    api.get("api/v1/items/:id/entries", use: list)
    api.post("api/v1/items/:id/entries", use: write)
    api.post("api/v1/items/:id/entries/:entry", use: change)
  }

  private struct EntryResponse: Encodable {
    let id: LiveEntryID
    let state: LiveEntryState.RawValue
    let title: String
    let body: StoryBody
    let isKey: Bool
    let isPinned: Bool
    let author: AccountID
    let publishedAt: Date?
    let scheduledFor: Date?
    let version: Int

    init(_ entry: LiveEntry) {
      id = entry.id
      state = entry.state.rawValue
      title = entry.title
      body = entry.body
      isKey = entry.isKey
      isPinned = entry.isPinned
      author = entry.author
      publishedAt = entry.publishedAt
      scheduledFor = entry.scheduledFor
      version = entry.version
    }
  }

  /// Newest first, also those that wait and those that were taken away.
  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let view = try await newsroom.liveView(of: try context.itemID, for: context.principal)
    return try Answer.json(view.entries.map(EntryResponse.init))
  }

  /// `{"text": "…"}` or `{"body": <ProseMirror>}`, with `title`, `key`, `pinned`; `"keep": true` waits, `at` appoints.
  @Sendable func write(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    let fate: Newsroom.EntryFate =
      body.bool("keep") == true ? .keep : try body.time("at").map { .schedule($0) } ?? .publish
    let entry = try await newsroom.writeEntry(
      try Self.text(body), in: try context.itemID, fate: fate, by: context.principal)
    return try Answer.json(EntryResponse(entry), status: .created)
  }

  /// `{"act": "publish" | "remove" | "bring-back" | "mark" | "edit"}`.
  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    let id = try context.itemID
    let entry = LiveEntryID(try context.parameters.require("entry"))
    let principal = context.principal
    let changed: LiveEntry =
      switch body.string("act") {
      case "publish": try await newsroom.publishEntry(entry, of: id, by: principal)
      case "remove": try await newsroom.removeEntry(entry, of: id, by: principal)
      case "bring-back": try await newsroom.removeEntry(entry, of: id, false, by: principal)
      case "mark":
        try await newsroom.markEntry(
          entry, of: id, isKey: body.bool("key"), isPinned: body.bool("pinned"), by: principal)
      case "edit":
        try await newsroom.editEntry(entry, of: id, try Self.text(body), seen: body.int("version") ?? 0, by: principal)
      default: throw Failure.invalid(["act": "Chưa chọn việc cần làm"])
      }
    return try Answer.json(EntryResponse(changed))
  }

  private static func text(_ body: APIBody) throws -> Newsroom.EntryText {
    let words = try body["body"].map { try StoryBody(tree: $0) } ?? StoryBody(plainForm: body.string("text") ?? "")
    return .init(
      title: body.string("title") ?? "", body: words, isKey: body.bool("key") ?? false,
      isPinned: body.bool("pinned") ?? false)
  }
}
