import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/api/v1/items/:id/…`: the acts on what belongs to an item beside its text, by the same verbs as the pages. Sources are
/// not here: they leave the desk by no interface (Law 126/2025 Art 31.4).
struct ItemPartsAPI {
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
    act("embargo") { id, body, principal in
      try await newsroom.setEmbargo(
        try body.time("until"), of: id, reason: body.string("reason") ?? "", by: principal)
    }
    act("not-for-publication") { id, body, principal in
      guard let isMarked = body.bool("marked") else { throw Failure.invalid(["marked": "Cần đúng hoặc sai"]) }
      return try await newsroom.setNotForPublication(
        isMarked, of: id, reason: body.string("reason") ?? "", by: principal)
    }
    act("override") { id, body, principal in
      try await newsroom.overrideFinding(
        rule: body.string("rule") ?? "", place: body.string("place") ?? "", of: id,
        reason: body.string("reason") ?? "", by: principal)
      return try await newsroom.item(id, for: principal)
    }
    act("translate") { id, body, principal in
      guard let language = body.string("language").flatMap(Language.init(rawValue:)) else {
        throw Failure.invalid(["language": "Cần chọn ngôn ngữ"])
      }
      return try await newsroom.translate(id, into: language, by: principal)
    }
    act("verify-ai") { id, body, principal in
      try await newsroom.verifyAI(on: body.string("target") ?? "", of: id, by: principal)
      return try await newsroom.item(id, for: principal)
    }
    api.get("api/v1/items/:id/ai", use: uses)
    api.post("api/v1/items/:id/ai", use: declare)
  }

  struct UseResponse: Encodable {
    let target: String
    let origin: AIUse.Origin
    let tool: String
    let purpose: String
    let misleads: Bool
    let declaredBy: String
    let declaredAt: Date
    let verifiedBy: String?
    let verifiedAt: Date?
    let label: AILabel?

    init(_ use: AIUse) {
      target = use.target
      origin = use.origin
      tool = use.tool
      purpose = use.purpose
      misleads = use.misleads
      declaredBy = use.declaredBy
      declaredAt = use.declaredAt
      verifiedBy = use.verifiedBy
      verifiedAt = use.verifiedAt
      label = use.label
    }
  }

  @Sendable private func uses(_ request: Request, context: StaffContext) async throws -> Response {
    try Answer.json(
      try await newsroom.aiUses(of: try context.itemID, for: context.principal).map { UseResponse($0) })
  }

  @Sendable private func declare(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let body = try await APIBody.read(request)
    guard let origin = body.string("origin").flatMap(AIUse.Origin.init(rawValue:)) else {
      throw Failure.invalid(["origin": "Cần chọn mức dùng AI"])
    }
    try await newsroom.declareAI(
      origin, on: body.string("target") ?? AIUse.text, tool: body.string("tool") ?? "",
      purpose: body.string("purpose") ?? "", misleads: body.bool("misleads") ?? false, of: id, by: context.principal)
    return try await uses(request, context: context)
  }
}
