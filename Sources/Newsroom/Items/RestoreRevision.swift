package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Makes an older text, or one put aside after a conflict, the newest again. What stands there now stays in the history.
  ///
  /// - Parameter base: the revision the person sees as the newest; ``Failure/conflict(_:)`` where it no longer is.
  package func restore(_ number: Int, of id: ItemID, base: Int, by principal: Principal) async throws -> Saved {
    try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      try Self.requireHandling(item, principal)
      guard Self.mayWrite(item, principal) else {
        throw Failure.conflict("Bài đang ở trạng thái không sửa được. Chưa có gì bị thay đổi.")
      }
      if try InboxFollow.keepsOut(principal, from: id, on: connection) { throw Failure.conflict(InboxFollow.whyClosed) }
      guard base == item.currentRevision else {
        throw Failure.conflict("Bài vừa có bản mới hơn. Hãy xem bản đó rồi khôi phục.")
      }
      guard let old = try RevisionStore.find(number, of: id, on: connection) else { throw Failure.notFound }
      let now = clock.now
      let next = item.nextRevision()
      try RevisionStore.insert(
        .init(number: next, base: number, kind: .restore, by: principal, at: now, text: old.text), of: id,
        on: connection)
      item.currentRevision = next
      item.updatedAt = now
      item.show(old.text)
      try ItemStore.update(item, on: connection)
      try ItemEvent.insert(.restored, of: item, by: principal, at: now, detail: "\(number)", on: connection)
      try ItemSearch.putArchive(item, old.text, on: connection)
      try record("newsroom.item.restore", item, by: principal, detail: ["from": "\(number)"], on: connection)
      return Saved(revision: next, at: now)
    }
  }
}
