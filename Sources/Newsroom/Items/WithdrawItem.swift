package import Contracts
import Foundation
package import Kernel
import Messaging
import Persistence

extension Newsroom {
  /// Gỡ bài: takes a published item away from readers for good; its address answers 410. The text stays in the archive.
  @discardableResult
  package func withdraw(_ id: ItemID, reason: String, by principal: Principal) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    return try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      try principal.require(Self.withdraw, in: item.organisation)
      try Self.requireState(item, .published)
      let now = clock.now
      let keys = try PublishedStore.keys(of: item, on: connection)
      item.state = .withdrawn
      item.updatedAt = now
      try ItemStore.update(item, indexDue: now, on: connection)
      try PublishedStore.remove(id, on: connection)
      try ItemSearch.removeSite(item, on: connection)
      try ItemEvent.insert(.withdrawn, of: item, by: principal, at: now, reason: reason, on: connection)
      try connection.emit(ItemWithdrawn(item: id, organisation: item.organisation, time: now), at: now)
      try connection.purge(keys.sorted())
      try record(Self.withdraw, item, by: principal, detail: ["reason": reason], on: connection)
      return item
    }
  }
}
