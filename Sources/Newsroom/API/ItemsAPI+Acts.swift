import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

extension ItemsAPI {
  /// `POST /api/v1/items/:id/<verb>`: answers with the item as it is afterwards.
  func addActs(to api: RouterGroup<StaffContext>) {
    let newsroom = newsroom
    func act(_ name: String, _ body: @Sendable @escaping (ItemID, APIBody, Principal) async throws -> Item) {
      api.post("api/v1/items/:id/\(name)") { request, context in
        let item = try await body(try context.itemID, try await APIBody.read(request), context.principal)
        return try Answer.json(ItemResponse(item))
      }
    }
    act("submit") { id, _, principal in try await newsroom.submit(id, by: principal) }
    act("approve") { id, body, principal in
      guard let revision = body.int("revision") else {
        throw Failure.invalid(["revision": "Cần số của bản đã đọc"])
      }
      return try await newsroom.approve(id, revision: revision, by: principal)
    }
    act("send-back") { id, body, principal in
      try await newsroom.sendBack(
        id, reason: body.string("reason") ?? "", to: body.string("stage"), by: principal)
    }
    act("publish") { id, body, principal in
      try await newsroom.publish(id, revision: body.int("revision"), by: principal)
    }
    act("update") { id, body, principal in
      try await newsroom.updatePublished(
        id, revision: body.int("revision"), isMinor: body.bool("minor") ?? false,
        note: body.string("note") ?? "", renewsAddress: body.bool("renewAddress") ?? false, by: principal)
    }
    act("schedule") { id, body, principal in
      try await newsroom.schedule(id, for: try body.time("at"), revision: body.int("revision"), by: principal)
    }
    act("withdraw") { id, body, principal in
      try await newsroom.withdraw(id, reason: body.string("reason") ?? "", by: principal)
    }
    act("hand-over") { id, body, principal in
      try await newsroom.handOver(id, to: AccountID(body.string("to") ?? ""), by: principal)
    }
    act("deadline") { id, body, principal in
      try await newsroom.setDeadline(try body.time("at"), of: id, by: principal)
    }
    act("undelete") { id, _, principal in try await newsroom.undelete(id, by: principal) }
    act("restore") { id, body, principal in
      _ = try await newsroom.restore(body.int("number") ?? 0, of: id, base: body.int("base") ?? 0, by: principal)
      return try await newsroom.item(id, for: principal)
    }
  }
}
