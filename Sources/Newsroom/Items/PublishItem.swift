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
    try await decide(on: id, for: principal) { item, text, library, connection in
      try principal.require(Self.publish, in: item.organisation)
      try Self.requireApproved(item, or: principal)
      try Self.requireSeen(revision, item)
      try makePublic(&item, text, library: library, by: principal, on: connection)
      return item
    }
  }

  /// Throws unless it is approved, or this person may approve it now.
  static func requireApproved(_ item: Item, or principal: Principal) throws(Failure) {
    switch item.state {
    case .ready: return
    case .draft, .editing, .approval: try principal.require(approve, in: item.organisation)
    case .published: throw .conflict("Bài đã được xuất bản.")
    case .withdrawn: throw .conflict("Bài đã gỡ, không xuất bản lại được.")
    }
  }

  static func requireSeen(_ revision: Int?, _ item: Item) throws(Failure) {
    guard revision == nil || revision == item.currentRevision else {
      throw .conflict("Bài vừa được sửa sau khi bạn mở. Hãy xem lại bản mới rồi làm tiếp.")
    }
  }
}
