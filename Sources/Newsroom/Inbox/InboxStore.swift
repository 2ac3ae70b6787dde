import Contracts
import Foundation
import Kernel
import Messaging
import NewsFormats
import Persistence

/// All SQL of what came in.
enum InboxStore {
  /// Which part of the inbox is looked at.
  struct Query: Sendable {
    let organisation: OrganisationID
    var state: InboxItem.State
    var source: InboxSourceID?
    /// Only what a rule gave to this person.
    var assignee: AccountID?
    var before: String?
    var limit = 50
  }

  static func items(_ query: Query, on connection: any Connection) throws -> Page<InboxItem> {
    let source: SQL = query.source.map { "AND i.source_id = \($0)" } ?? ""
    let assignee: SQL = query.assignee.map { "AND i.assignee_id = \($0)" } ?? ""
    let before: SQL = query.before.map { "AND i.id < \($0)" } ?? ""
    let fetched: [InboxItem] = try connection.all(
      """
      SELECT \(InboxItem.columns) FROM inbox_item i JOIN inbox_source s ON s.id = i.source_id
      WHERE i.organisation_id = \(query.organisation) AND i.state = \(query.state) \(source) \(assignee) \(before)
      ORDER BY i.id DESC LIMIT \(query.limit + 1)
      """)
    return Page(fetched: fetched, limit: query.limit) { $0.id.rawValue }
  }

  static func find(_ id: InboxItemID, on connection: any Connection) throws -> InboxItem? {
    try connection.first(
      """
      SELECT \(InboxItem.columns) FROM inbox_item i JOIN inbox_source s ON s.id = i.source_id WHERE i.id = \(id)
      """)
  }

  /// The newest pieces whatever became of them.
  static func newest(
    of organisation: OrganisationID, limit: Int, on connection: any Connection
  ) throws -> [InboxItem] {
    try connection.all(
      """
      SELECT \(InboxItem.columns) FROM inbox_item i JOIN inbox_source s ON s.id = i.source_id
      WHERE i.organisation_id = \(organisation) ORDER BY i.id DESC LIMIT \(limit)
      """)
  }

  /// The item, kept from others until the transaction ends.
  static func lock(_ id: InboxItemID, on connection: any Connection) throws -> InboxItem? {
    try connection.first(
      """
      SELECT \(InboxItem.columns) FROM inbox_item i JOIN inbox_source s ON s.id = i.source_id
      WHERE i.id = \(id)\(postgres: " FOR UPDATE OF i")
      """)
  }

  static func counts(
    of organisation: OrganisationID, on connection: any Connection
  ) throws -> [InboxItem.State: Int] {
    let rows = try connection.rows(
      """
      SELECT state, COUNT(*) AS number FROM inbox_item WHERE organisation_id = \(organisation) GROUP BY state
      """)
    var counts: [InboxItem.State: Int] = [:]
    for row in rows { counts[try row["state"]] = try row["number"] }
    return counts
  }

  /// Says what became of it.
  static func settle(
    _ item: InboxItem, _ state: InboxItem.State, article: ItemID?, by account: AccountID?, at time: Date?,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE inbox_item SET state = \(state), item_id = \(article), handled_by = \(account), handled_at = \(time),
        handled_version = \(state == .new ? nil : item.version)
      WHERE id = \(item.id)
      """)
  }

  /// Puts what an item was made of back among the new: the item is no more.
  static func release(_ item: ItemID, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE inbox_item SET state = \(InboxItem.State.new), item_id = NULL, handled_by = NULL, handled_at = NULL,
        handled_version = NULL
      WHERE item_id = \(item)
      """)
  }

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder.house.encode(value), as: UTF8.self)
  }
}
