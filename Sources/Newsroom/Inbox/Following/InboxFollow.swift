import Contracts
import Foundation
import Kernel
import Persistence

/// An item that was published of itself and follows its source: nobody edits it until somebody converts it.
struct InboxFollow: Sendable, RowDecodable {
  let item: ItemID
  let incoming: InboxItemID
  let sourceName: String
  /// The version of the piece that the item shows.
  let version: Int
  let convertedAt: Date?

  private static let columns: SQL = "item_id, inbox_item_id, source_name, version, converted_at"

  init(row: Row) throws {
    item = try row["item_id"]
    incoming = try row["inbox_item_id"]
    sourceName = try row["source_name"]
    version = try row["version"]
    convertedAt = try row["converted_at"]
  }

  /// What it follows now; nil for all other items, and once it was converted.
  static func find(_ item: ItemID, on connection: any Connection) throws -> InboxFollow? {
    try connection.first("SELECT \(columns) FROM inbox_follow WHERE item_id = \(item) AND converted_at IS NULL")
  }

  static func find(following incoming: InboxItemID, on connection: any Connection) throws -> InboxFollow? {
    try connection.first("SELECT \(columns) FROM inbox_follow WHERE inbox_item_id = \(incoming)")
  }

  static func isFollowed(_ incoming: InboxItemID, on connection: any Connection) throws -> Bool {
    try connection.exists(
      "SELECT 1 AS one FROM inbox_follow WHERE inbox_item_id = \(incoming) AND converted_at IS NULL")
  }

  /// Whether this item's text is its source's alone, for everybody but the program.
  static func keepsOut(_ principal: Principal, from item: ItemID, on connection: any Connection) throws -> Bool {
    try principal.id != Principal.system([]).id && find(item, on: connection) != nil
  }

  static let whyClosed: Phrase =
    "Bài đang theo nguồn nên không ai sửa. Muốn sửa, hãy bấm Chuyển thành bài của cơ quan. Bản bạn vừa viết vẫn được giữ trong lịch sử."

  static func insert(
    _ item: ItemID, following incoming: InboxItem, at now: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO inbox_follow (item_id, inbox_item_id, source_name, version, made_at)
      VALUES (\(item), \(incoming.id), \(incoming.credited), \(incoming.version), \(now))
      """)
  }

  static func setVersion(_ item: ItemID, _ version: Int, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_follow SET version = \(version) WHERE item_id = \(item)")
  }

  static func convert(_ item: ItemID, by account: AccountID, at now: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE inbox_follow SET converted_at = \(now), converted_by = \(account)
      WHERE item_id = \(item) AND converted_at IS NULL
      """)
  }
}
