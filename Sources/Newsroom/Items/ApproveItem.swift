package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Duyệt: says that the text as read may be published.
  ///
  /// - Parameter revision: the text that was read; a newer one is not approved unseen.
  @discardableResult
  package func approve(_ id: ItemID, revision: Int, by principal: Principal) async throws -> Item {
    try await step(.approved, id, by: principal, seen: revision) { item, _ in
      try principal.require(Self.approve, in: item.organisation)
      try Self.requireState(item, .draft, .editing, .approval)
      item.state = .ready
      item.holder = principal.id
      return nil
    }
  }
}
