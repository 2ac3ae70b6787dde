package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Chuyển thành bài của cơ quan: from now on people edit it, and its source no longer does.
  package func convertFollowed(_ id: ItemID, by principal: Principal) async throws {
    _ = try await step(.tookOver, id, by: principal) { item, connection in
      try principal.require(Self.edit, in: item.organisation)
      guard let follow = try InboxFollow.find(id, on: connection) else {
        throw Failure.conflict("Bài này không còn theo nguồn nào.")
      }
      try InboxFollow.convert(id, by: principal.id, at: clock.now, on: connection)
      return follow.sourceName
    }
  }
}
