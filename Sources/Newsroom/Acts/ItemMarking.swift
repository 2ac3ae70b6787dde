package import Contracts
package import Foundation
package import Kernel
package import Persistence

/// An item that somebody should look at.
package struct ItemMarking: Sendable, Equatable, RowDecodable {
  /// Names the mark until it is done.
  package let id: String
  /// What should be looked at.
  package let item: ItemID
  /// For whom; nil where it is for a desk.
  package let account: AccountID?
  /// For which desk; nil where it is for a person.
  package let section: SectionID?
  /// What to look at; may be empty.
  package let note: String
  /// Who asks others to look.
  package let madeBy: AccountID
  /// The name of ``madeBy`` then.
  package let madeByName: String
  /// When it was marked last: a second mark for the same is the same mark.
  package let madeAt: Date

  /// Columns as `MarkStore` selects them.
  package init(row: Row) throws {
    id = try row["id"]
    item = try row["item_id"]
    account = try row["account_id"]
    section = try row["section_id"]
    note = try row["note"]
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
  }
}

/// All SQL of marks.
enum MarkStore {
  private static let columns: SQL = """
    m.id, m.item_id, m.account_id, m.section_id, m.note, m.made_by, m.made_by_name, m.made_at
    """

  /// The item's row is locked, so nobody else marks it meanwhile.
  static func put(
    _ target: Newsroom.MarkTarget, on item: Item, note: String, by principal: Principal, at time: Date,
    _ connection: any Connection
  ) throws -> ItemMarking {
    let (account, section): (AccountID?, SectionID?) =
      switch target {
      case .person(let account): (account, nil)
      case .section(let section): (nil, section)
      }
    let open: String? = try connection.value(
      """
      SELECT id FROM item_mark WHERE item_id = \(item.id) AND done_at IS NULL
        AND account_id IS NOT DISTINCT FROM CAST(\(account) AS TEXT)
        AND section_id IS NOT DISTINCT FROM CAST(\(section) AS TEXT) LIMIT 1
      """)
    let id = open ?? UUIDv7.shared.next()
    if open != nil {
      try connection.execute(
        """
        UPDATE item_mark SET note = \(note), made_by = \(principal.id), made_by_name = \(principal.name),
          made_at = \(time) WHERE id = \(id)
        """)
    } else {
      try connection.execute(
        """
        INSERT INTO item_mark (
          id, item_id, organisation_id, account_id, section_id, note, made_by, made_by_name, made_at)
        VALUES (\(id), \(item.id), \(item.organisation), \(account), \(section), \(note), \(principal.id),
          \(principal.name), \(time))
        """)
    }
    guard let mark = try self.open(id, of: item.id, on: connection) else { throw Failure.notFound }
    return mark
  }

  static func open(_ id: String, of item: ItemID, on connection: any Connection) throws -> ItemMarking? {
    try connection.first(
      """
      SELECT \(columns) FROM item_mark m
      WHERE m.id = \(id) AND m.item_id = \(item) AND m.done_at IS NULL
      """)
  }

  static func open(on items: [ItemID], on connection: any Connection) throws -> [ItemMarking] {
    try connection.all(
      """
      SELECT \(columns) FROM item_mark m WHERE m.item_id IN \(list: items) AND m.done_at IS NULL
      ORDER BY m.id LIMIT 1000
      """)
  }

  static func finish(_ id: String, by account: AccountID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE item_mark SET done_at = \(time), done_by = \(account) WHERE id = \(id)")
  }
}
