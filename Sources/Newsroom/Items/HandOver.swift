package import Contracts
package import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Chuyển bài: gives an item to somebody of the same agency, or takes it oneself.
  @discardableResult
  package func handOver(_ id: ItemID, to account: AccountID, by principal: Principal) async throws -> Item {
    let organisation = try await item(id, for: principal).organisation
    let colleagues = try await people.people(in: organisation)
    guard account == principal.id || colleagues.contains(where: { $0.id == account }) else {
      throw Failure.invalid(["to": "Người này không làm việc ở cơ quan của bài"])
    }
    let name = colleagues.first { $0.id == account }?.name ?? principal.name
    return try await step(.handedOver, id, by: principal) { item, connection in
      // Whoever may edit everything may also pick up what nobody holds.
      try Self.requireHandling(item, principal)
      guard item.state != .withdrawn else { throw Failure.conflict("Bài đã gỡ.") }
      if item.state == .draft, account != item.author { item.state = .editing }
      item.holder = account
      try tell(
        [account], "item.handed-over", "\(principal.name) chuyển cho bạn bài \(item.quoted)", of: item, by: principal,
        on: connection)
      return name
    }
  }

  /// Sets when an item should be done; nil for no deadline.
  @discardableResult
  package func setDeadline(_ deadline: Date?, of id: ItemID, by principal: Principal) async throws -> Item {
    try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      try Self.requireHandling(item, principal)
      item.deadline = deadline?.wholeMilliseconds
      item.updatedAt = clock.now
      try ItemStore.update(item, indexDue: clock.now, on: connection)
      try record(
        "newsroom.item.deadline", item, by: principal, detail: ["deadline": deadline.map(Timestamp.text) ?? ""],
        on: connection)
      return item
    }
  }
}
