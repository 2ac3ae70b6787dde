package import Contracts
import Foundation
package import Kernel
import Persistence

/// A word that the desk puts on an item, for everybody who sees it in a list.
package enum ItemFlag: String, Sendable, CaseIterable, SQLCodable {
  case urgent
  case exclusive
  /// To be read with care before it goes out: law, minors, sources.
  case careful

  /// As the list shows it.
  package var phrase: Phrase {
    switch self {
    case .urgent: "Khẩn"
    case .exclusive: "Độc quyền"
    case .careful: "Cần đọc kỹ"
    }
  }
}

extension Newsroom {
  /// Puts a flag on an item, or takes it off. Says the same twice without harm.
  package func setFlag(_ flag: ItemFlag, _ isOn: Bool, on id: ItemID, by principal: Principal) async throws {
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      try Self.requireHandling(item, principal)
      let now = clock.now
      let changed =
        isOn
        ? try connection.execute(
          """
          INSERT INTO item_flag (item_id, flag, account_id, made_at)
          VALUES (\(id), \(flag), \(principal.id), \(now)) ON CONFLICT (item_id, flag) DO NOTHING
          """)
        : try connection.execute("DELETE FROM item_flag WHERE item_id = \(id) AND flag = \(flag)")
      guard changed > 0 else { return }
      try ItemEvent.insert(
        isOn ? .flagged : .unflagged, of: item, by: principal, at: now, detail: flag.phrase.vietnamese, on: connection)
      try record(
        "newsroom.item.flag", item, by: principal, detail: ["flag": flag.rawValue, "on": "\(isOn)"], on: connection)
    }
  }

  /// The flags of these items, each in the order of ``ItemFlag``. For lists whose items this person was shown.
  func flags(of items: [ItemID]) async throws -> [ItemID: [ItemFlag]] {
    guard !items.isEmpty else { return [:] }
    return try await database.read { connection in
      var flags: [ItemID: Set<ItemFlag>] = [:]
      try connection.forEach(
        """
        SELECT item_id, flag FROM item_flag
        WHERE item_id IN \(list: items) LIMIT \(items.count * ItemFlag.allCases.count)
        """
      ) { row in
        let id: ItemID = try row["item_id"]
        flags[id, default: []].insert(try row["flag"])
      }
      return flags.mapValues { set in ItemFlag.allCases.filter(set.contains) }
    }
  }
}
