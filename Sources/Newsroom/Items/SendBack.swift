package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Trả lại: gives an item back to its author, with a reason the author reads first.
  @discardableResult
  package func sendBack(_ id: ItemID, reason: String, by principal: Principal) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    return try await step(.sentBack, id, by: principal, reason: reason) { item, _ in
      try principal.require(Self.approve, in: item.organisation)
      try Self.requireState(item, .approval, .ready)
      item.state = .editing
      item.holder = item.author
      item.scheduledFor = nil
      item.scheduledBy = nil
      return nil
    }
  }
}
