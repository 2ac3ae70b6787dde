package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Cập nhật: lets readers see the newest text of a published item.
  ///
  /// - Parameters:
  ///   - isMinor: a slip of the pen: the time of update that readers see stays.
  ///   - renewsAddress: makes the address from the new headline; the old one leads there (301).
  @discardableResult
  package func updatePublished(
    _ id: ItemID, revision: Int? = nil, isMinor: Bool = false, renewsAddress: Bool = false, by principal: Principal
  ) async throws -> Item {
    try await decide(on: id, for: principal) { item, text, library, connection in
      try principal.require(Self.publish, in: item.organisation)
      try Self.requireState(item, .published)
      try Self.requireSeen(revision, item)
      if renewsAddress { item.slug = Slug.make(text.title, limit: 80) }
      if !isMinor { item.readerUpdatedAt = clock.now }
      try makePublic(&item, text, library: library, by: principal, on: connection)
      return item
    }
  }
}
