import Contracts
import Foundation
import Kernel
import Persistence

extension Newsroom {
  /// One step of an item's way: locked, decided, written, kept in its history and in the audit log, in one transaction.
  ///
  /// - Parameter revision: the text the person has read; ``Failure/conflict(_:)`` where it has changed since.
  func step(
    _ kind: ItemEvent.Kind, _ id: ItemID, by principal: Principal, seen revision: Int? = nil, reason: String? = nil,
    _ change: @Sendable @escaping (inout Item, any Connection) throws -> String?
  ) async throws -> Item {
    try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      if let revision, revision != item.currentRevision {
        throw Failure.conflict("Bài vừa được sửa sau khi bạn mở. Hãy xem lại bản mới rồi làm tiếp.")
      }
      let scheduledBy = item.scheduledBy
      let detail = try change(&item, connection)
      item.updatedAt = clock.now
      try ItemStore.update(item, on: connection)
      try ItemEvent.insert(
        kind, of: item, by: principal, at: clock.now, reason: reason, detail: detail, on: connection)
      try tellOfStep(kind, of: item, reason: reason, also: scheduledBy, by: principal, on: connection)
      if let text = try RevisionStore.find(item.currentRevision, of: id, on: connection)?.text {
        try ItemSearch.putArchive(item, text, on: connection)
        try noteForChecks(item, text, on: connection)
      }
      try record("newsroom.item.\(kind.rawValue)", item, by: principal, on: connection)
      return item
    }
  }

  /// Throws unless the item is in one of these states.
  static func requireState(_ item: Item, _ states: ItemState...) throws(Failure) {
    guard states.contains(item.state) else {
      throw .conflict("Bài đã sang bước khác. Hãy tải lại trang để xem.")
    }
  }

  /// A reason people will read later: there must be one.
  static func checked(reason: String) throws(Failure) -> String {
    let reason = ItemWords.tidy(reason, limit: 1_001)
    guard !reason.isEmpty else { throw .invalid(["reason": "Cần ghi lý do"]) }
    guard reason.count <= 1_000 else { throw .invalid(["reason": "Lý do dài quá 1000 ký tự"]) }
    return reason
  }
}
