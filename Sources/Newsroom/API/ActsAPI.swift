import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// What a desk does with items, for programs: the same verbs as the pages.
struct ActsAPI {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    let newsroom = newsroom
    func act(_ name: String, _ body: @Sendable @escaping (ItemID, APIBody, Principal) async throws -> Item) {
      api.post("api/v1/items/:id/\(name)") { request, context in
        let item = try await body(try context.itemID, try await APIBody.read(request), context.principal)
        return try Answer.json(ItemResponse(item))
      }
    }
    act("spike") { id, body, principal in
      try await newsroom.spike(id, reason: body.string("reason") ?? "", revision: body.int("revision"), by: principal)
    }
    act("duplicate") { id, _, principal in try await newsroom.duplicate(id, by: principal) }
    act("rewrite") { id, body, principal in
      try await newsroom.rewrite(id, keepsText: body.bool("keepText") ?? false, by: principal)
    }
    act("mark") { id, body, principal in
      try await newsroom.mark(id, for: try Self.target(body), note: body.string("note") ?? "", by: principal)
      return try await newsroom.item(id, for: principal)
    }
    act("flag") { id, body, principal in
      guard let flag = body.string("flag").flatMap(ItemFlag.init(rawValue:)) else {
        throw Failure.invalid(["flag": "Không có nhãn này"])
      }
      try await newsroom.setFlag(flag, body.bool("on") ?? true, on: id, by: principal)
      return try await newsroom.item(id, for: principal)
    }
    api.post("api/v1/items/bulk", use: bulk)
    api.get("api/v1/items/:id/uses", use: uses)
    api.get("api/v1/archive", use: archive)
  }

  private static func target(_ body: APIBody) throws(Failure) -> Newsroom.MarkTarget {
    if let person = body.string("person") { return .person(AccountID(person)) }
    if let section = body.string("section") { return .section(SectionID(section)) }
    throw .invalid(["person": "Chưa chọn người nhận"])
  }

  private struct Outcome: Encodable {
    let item: ItemID
    /// In the language of the one who asks; nil where it was done.
    let failure: String?
  }

  private struct Outcomes: Encodable {
    let done: Int
    let outcomes: [Outcome]
  }

  /// `{"act": "submit", "items": [{"id": …, "revision": …}]}`; 200 with how each fared.
  @Sendable func bulk(_ request: Request, context: StaffContext) async throws -> Response {
    let body = try await APIBody.read(request)
    let items = body.items("items")
    guard !items.isEmpty else { throw Failure.invalid(["items": "Chưa chọn bài nào"]) }
    let outcomes = try await newsroom.bulk(try Self.act(body), items, by: context.principal)
    let t = context.translator
    return try Answer.json(
      Outcomes(
        done: outcomes.count { $0.failure == nil },
        outcomes: outcomes.map { Outcome(item: $0.item, failure: $0.failure.map { t($0) }) }))
  }

  private static func act(_ body: APIBody) throws -> BulkAct {
    switch body.string("act") {
    case "submit": return .submit
    case "approve": return .approve
    case "publish": return .publish
    case "send-back": return .sendBack(reason: try Newsroom.checked(reason: body.string("reason") ?? ""))
    case "spike": return .spike(reason: try Newsroom.checked(reason: body.string("reason") ?? ""))
    case "hand-over": return .handOver(to: AccountID(body.string("to") ?? ""))
    case "mark": return .mark(try target(body), note: body.string("note") ?? "")
    case "highlight": return .highlight(list: body.string("list") ?? "")
    case "flag":
      guard let flag = body.string("flag").flatMap(ItemFlag.init(rawValue:)) else {
        throw Failure.invalid(["flag": "Không có nhãn này"])
      }
      return .flag(flag)
    default: throw Failure.invalid(["act": "Chưa chọn việc cần làm"])
    }
  }

  private struct Use: Encodable {
    let item: ItemID
    let title: String
    let use: String
  }

  @Sendable func uses(_ request: Request, context: StaffContext) async throws -> Response {
    let t = context.translator
    let uses = try await newsroom.uses(of: try context.itemID, for: context.principal)
    return try Answer.json(uses.map { Use(item: $0.item.id, title: $0.item.title, use: t($0.phrase)) })
  }

  @Sendable func archive(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Newsroom.desk(of: context.principal, asked: query["organisation"])
    let page = try await newsroom.searchArchive(
      ArchiveQuery(query), of: organisation, before: query["before"],
      limit: query["limit"].flatMap { Int($0) } ?? 30, for: context.principal)
    return try Answer.json(ItemListResponse(items: page.items.map { ItemResponse($0) }, next: page.next))
  }
}

extension APIBody {
  /// The items of a bulk act: IDs, or objects with the revision that was read.
  func items(_ name: String) -> [Newsroom.BulkItem] {
    (self[name]?.array ?? []).compactMap { tree in
      if let id = tree.string { return Newsroom.BulkItem(id: ItemID(id), revision: nil) }
      return tree["id"]?.string.map { Newsroom.BulkItem(id: ItemID($0), revision: tree["revision"]?.int) }
    }
  }
}
