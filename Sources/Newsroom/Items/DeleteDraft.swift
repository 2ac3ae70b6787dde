package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Xóa bản nháp: takes an item that was never public out of the newsroom. One's own while one writes it; an editor's
  /// permission is needed for anybody else's, and for what lies with those who approve. Its text is kept, so that
  /// ``undelete(_:by:)`` can bring it back. What it was made of lies in the inbox again.
  ///
  /// - Parameter revision: the text that was seen; a newer one is not thrown away unseen. Nil: whatever it is.
  package func delete(_ id: ItemID, revision: Int? = nil, by principal: Principal) async throws {
    try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      try Self.requireDeleting(item, principal)
      guard item.state != .ready else {
        throw Failure.conflict("Bài đã duyệt. Hãy trả lại bài trước khi xóa.")
      }
      try Self.requireState(item, .draft, .editing, .approval)
      try Self.requireSeen(revision, item)
      let now = clock.now
      item.updatedAt = now
      try ItemStore.update(item, on: connection)
      try ItemStore.setDeleted(now, id, on: connection)
      try ItemSearch.removeArchive(item, on: connection)
      try InboxStore.release(id, on: connection)
      try ItemEvent.insert(.deleted, of: item, by: principal, at: now, on: connection)
      try record("newsroom.item.delete", item, by: principal, detail: ["title": item.title], on: connection)
    }
  }

  /// Brings an item back that was thrown away or spiked, as it was.
  @discardableResult
  package func undelete(_ id: ItemID, by principal: Principal) async throws -> Item {
    try await database.write { connection in
      var item = try Self.visible(try ItemStore.lock(id, isDeleted: true, on: connection), to: principal)
      try Self.requireDeleting(item, principal)
      let now = clock.now
      item.updatedAt = now
      try ItemStore.update(item, on: connection)
      try ItemStore.setDeleted(nil, id, on: connection)
      if let text = try RevisionStore.find(item.currentRevision, of: id, on: connection)?.text {
        try ItemSearch.putArchive(item, text, on: connection)
      }
      let wasSpiked = try SpikeStore.remove(id, on: connection)
      try ItemEvent.insert(wasSpiked ? .unspiked : .undeleted, of: item, by: principal, at: now, on: connection)
      try tell(
        [item.author, item.holder], "item.restored", "\(principal.name) đã lấy lại bài \(item.quoted)", of: item,
        by: principal, on: connection)
      try record("newsroom.item.undelete", item, by: principal, detail: ["title": item.title], on: connection)
      return item
    }
  }

  /// Whether this item may be thrown away by this person now.
  static func mayDelete(_ item: Item, _ principal: Principal) -> Bool {
    [.draft, .editing, .approval].contains(item.state) && mayThrowAway(item, principal)
  }

  static func mayThrowAway(_ item: Item, _ principal: Principal) -> Bool {
    if principal.may(edit, in: item.organisation) { return true }
    return principal.may(write, in: item.organisation) && item.author == principal.id
      && (item.state == .draft || item.state == .editing)
  }

  private static func requireDeleting(_ item: Item, _ principal: Principal) throws(Failure) {
    guard mayThrowAway(item, principal) else { throw .forbidden(edit) }
  }
}
