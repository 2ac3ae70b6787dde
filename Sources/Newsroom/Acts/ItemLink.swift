import Contracts
import Foundation
package import Kernel
import Persistence

/// How an item hangs together with another one.
package enum ItemLinkKind: String, Sendable, CaseIterable, SQLCodable {
  /// It goes on where the other one ended.
  case rewrite
  case duplicate
  case translation
  /// It leads its readers there.
  case related

  /// What the item is to the one it hangs on.
  package var phrase: Phrase {
    switch self {
    case .rewrite: "Cập nhật của bài"
    case .duplicate: "Bản sao của bài"
    case .translation: "Bản dịch của bài"
    case .related: "Dẫn tới bài"
    }
  }

  /// What hangs on the item.
  package var inverse: Phrase {
    switch self {
    case .rewrite: "Được viết tiếp ở bài"
    case .duplicate: "Có bản sao là bài"
    case .translation: "Có bản dịch là bài"
    case .related: "Được dẫn từ bài"
    }
  }
}

/// One end of a link, seen from the other.
struct ItemLink: Sendable, RowDecodable {
  let item: ItemID
  let target: ItemID
  let kind: ItemLinkKind

  init(row: Row) throws {
    item = try row["item_id"]
    target = try row["target_id"]
    kind = try row["kind"]
  }
}

/// All SQL of links between items.
enum ItemLinkStore {
  /// More links than anybody reads.
  static let most = 200

  static func put(
    _ kind: ItemLinkKind, from item: ItemID, to target: ItemID, by account: AccountID, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_link (item_id, target_id, kind, account_id, made_at)
      VALUES (\(item), \(target), \(kind), \(account), \(time)) ON CONFLICT (item_id, target_id, kind) DO NOTHING
      """)
  }

  /// Those from this item and to it.
  static func all(of item: ItemID, on connection: any Connection) throws -> [ItemLink] {
    try connection.all(
      """
      SELECT item_id, target_id, kind FROM item_link WHERE item_id = \(item)
      UNION SELECT item_id, target_id, kind FROM item_link WHERE target_id = \(item)
      ORDER BY kind, item_id, target_id LIMIT \(most)
      """)
  }

  /// Puts these in the place of all links of that kind from the item.
  static func replace(
    _ kind: ItemLinkKind, from item: ItemID, with targets: [ItemID], by account: AccountID, at time: Date,
    on connection: any Connection
  ) throws {
    try connection.execute("DELETE FROM item_link WHERE item_id = \(item) AND kind = \(kind)")
    for target in targets where target != item {
      // What a text leads to may be of another agency's, or long gone: only items there are can be linked.
      guard try connection.exists("SELECT 1 FROM item WHERE id = \(target)") else { continue }
      try put(kind, from: item, to: target, by: account, at: time, on: connection)
    }
  }
}
