package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Cập nhật: lets readers see the newest text of a published item.
  ///
  /// - Parameters:
  ///   - isMinor: a slip of the pen: the time of update that readers see stays.
  ///   - note: what changed, for readers to see beside the time; only where it is not minor.
  ///   - renewsAddress: makes the address from the new headline; the old one leads there (301).
  @discardableResult
  package func updatePublished(
    _ id: ItemID, revision: Int? = nil, isMinor: Bool = false, note: String = "", renewsAddress: Bool = false,
    by principal: Principal
  ) async throws -> Item {
    let note = ItemWords.tidy(note, limit: 501)
    guard note.count <= 500 else { throw Failure.invalid(["note": "Ghi chú cập nhật dài quá 500 ký tự"]) }
    return try await decide(on: id, for: principal) { item, text, assets, connection in
      try principal.require(Self.publish, in: item.organisation)
      try Self.requireState(item, .published)
      try Self.requireSeen(revision, item)
      if renewsAddress { item.slug = Slug.make(text.title, limit: 80) }
      if !isMinor {
        item.readerUpdatedAt = clock.now
        try UpdateNoteStore.add(note, to: item, at: clock.now, on: connection)
      }
      try makePublic(&item, text, assets: assets, by: principal, on: connection)
      return item
    }
  }
}

/// All SQL of what readers are told was changed.
enum UpdateNoteStore {
  /// Adds a note; an empty one says nothing and is not kept.
  static func add(_ text: String, to item: Item, at time: Date, on connection: any Connection) throws {
    guard !text.isEmpty else { return }
    try connection.execute(
      """
      INSERT INTO item_update_note (id, item_id, revision, made_at, text)
      VALUES (\(UUIDv7.shared.next()), \(item.id), \(item.currentRevision), \(time), \(text))
      """)
  }
}
