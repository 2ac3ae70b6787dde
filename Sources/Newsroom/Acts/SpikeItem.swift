package import Contracts
package import Foundation
package import Kernel
package import Persistence

/// Why an item is not to be published, and who said so.
package struct Spike: Sendable, Equatable, RowDecodable {
  /// The item that was thrown away.
  package let item: ItemID
  /// Told to its author; never empty.
  package let reason: String
  /// Who spiked it, by the name of then.
  package let accountName: String
  /// When it was spiked last.
  package let madeAt: Date

  /// Columns of `item_spike`.
  package init(row: Row) throws {
    item = try row["item_id"]
    reason = try row["reason"]
    accountName = try row["account_name"]
    madeAt = try row["made_at"]
  }
}

extension Newsroom {
  /// Bỏ bài: takes an item that was never public out of the day's work, for a reason that its author is told. Of one's own
  /// while one writes it; an editor's permission is needed for anybody else's. Its text is kept: ``undelete(_:by:)``
  /// brings it back as it was, without its appointed time.
  ///
  /// - Parameter revision: the text that was seen; nil: whatever it is.
  @discardableResult
  package func spike(_ id: ItemID, reason: String, revision: Int? = nil, by principal: Principal) async throws -> Item {
    let reason = try Self.checked(reason: reason)
    return try await database.write { connection in
      var item = try Self.locked(id, for: principal, on: connection)
      guard Self.mayThrowAway(item, principal) else { throw Failure.forbidden(Self.edit) }
      guard ItemState.working.contains(item.state) else {
        throw Failure.conflict("Bài đã xuất bản. Muốn lấy bài xuống, hãy gỡ bài.")
      }
      try Self.requireSeen(revision, item)
      let now = clock.now
      let people = [item.author, item.holder]
      item.scheduledFor = nil
      item.scheduledBy = nil
      item.updatedAt = now
      try ItemStore.update(item, on: connection)
      try ItemStore.setDeleted(now, id, on: connection)
      try ItemSearch.removeArchive(item, on: connection)
      try InboxStore.release(id, on: connection)
      try SpikeStore.put(reason, of: id, by: principal, at: now, on: connection)
      try ItemEvent.insert(.spiked, of: item, by: principal, at: now, reason: reason, on: connection)
      try tell(
        people, "item.spiked", "\(principal.name) đã bỏ bài \(item.quoted): \(reason)", of: item,
        path: DeskPath.items + "?trang-thai=\(ItemsPage.deleted)", by: principal, on: connection)
      try record(
        "newsroom.item.spike", item, by: principal, detail: ["title": item.title, "reason": reason], on: connection)
      return item
    }
  }

  /// Why these items were spiked; those that were only thrown away as drafts are not there.
  func spikes(of items: [ItemID]) async throws -> [ItemID: Spike] {
    guard !items.isEmpty else { return [:] }
    let found = try await database.read { try SpikeStore.all(of: items, on: $0) }
    return Dictionary(found.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether this person may spike this item now.
  static func maySpike(_ item: Item, _ principal: Principal) -> Bool {
    ItemState.working.contains(item.state) && mayThrowAway(item, principal)
  }
}

/// All SQL of spikes.
enum SpikeStore {
  static func put(
    _ reason: String, of item: ItemID, by principal: Principal, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_spike (item_id, reason, account_id, account_name, made_at)
      VALUES (\(item), \(reason), \(principal.id), \(principal.name), \(time))
      ON CONFLICT (item_id) DO UPDATE SET reason = excluded.reason, account_id = excluded.account_id,
        account_name = excluded.account_name, made_at = excluded.made_at
      """)
  }

  /// Takes the mark away; says whether there was one.
  static func remove(_ item: ItemID, on connection: any Connection) throws -> Bool {
    try connection.execute("DELETE FROM item_spike WHERE item_id = \(item)") > 0
  }

  static func all(of items: [ItemID], on connection: any Connection) throws -> [Spike] {
    try connection.all(
      """
      SELECT item_id, reason, account_name, made_at FROM item_spike
      WHERE item_id IN \(list: items) LIMIT \(items.count)
      """)
  }
}
