package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Xuất bản: makes an item public for the first time. What is not approved yet is approved with it, by those who may.
  ///
  /// - Parameter revision: the text that was read; ``Failure/conflict(_:)`` where there is a newer one. Nil: the newest.
  @discardableResult
  package func publish(_ id: ItemID, revision: Int? = nil, by principal: Principal) async throws -> Item {
    try await decide(on: id, for: principal) { item, text, assets, connection in
      try principal.require(Self.publish, in: item.organisation)
      try workflow(of: item.organisation, on: connection).requireApproved(item, or: principal)
      try Self.requireSeen(revision, item)
      try makePublic(&item, text, assets: assets, by: principal, on: connection)
      return item
    }
  }

  static func requireSeen(_ revision: Int?, _ item: Item) throws(Failure) {
    guard revision == nil || revision == item.currentRevision else {
      throw .conflict("Bài vừa được sửa sau khi bạn mở. Hãy xem lại bản mới rồi làm tiếp.")
    }
  }
}
