import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// All SQL of what came in.
enum InboxStore {
  /// Which part of the inbox is looked at.
  struct Query: Sendable {
    let organisation: OrganisationID
    var state: InboxItem.State
    var source: InboxSourceID?
    var before: String?
    var limit = 50
  }

  static func items(_ query: Query, on connection: any Connection) throws -> Page<InboxItem> {
    let source: SQL = query.source.map { "AND i.source_id = \($0)" } ?? ""
    let before: SQL = query.before.map { "AND i.id < \($0)" } ?? ""
    let fetched: [InboxItem] = try connection.all(
      """
      SELECT \(InboxItem.columns) FROM inbox_item i JOIN inbox_source s ON s.id = i.source_id
      WHERE i.organisation_id = \(query.organisation) AND i.state = \(query.state) \(source) \(before)
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

  /// What a piece came in, beside its source.
  struct Origin {
    var fileName: String?
    var feedTitle: String?
  }

  /// Puts in what is new, keeps what has changed as a further version, and leaves the rest.
  static func merge(
    _ items: [FeedItem], from source: InboxSource, in file: Origin = Origin(), at now: Date,
    on connection: any Connection
  ) throws -> FetchOutcome.Counts {
    var counts = FetchOutcome.Counts()
    var seen: Set<String> = []
    // From the oldest to the newest: feeds list the newest first, and IDs are made in the order of the list people see.
    for item in items.reversed() {
      guard seen.insert(item.key).inserted else { continue }
      let known = try connection.rows(
        """
        SELECT id, content_hash, version, title, summary, html, changed_at FROM inbox_item
        WHERE source_id = \(source.id) AND guid = \(item.key)
        """
      ).first
      guard let known else {
        try insert(item, from: source, in: file, at: now, on: connection)
        counts.new += 1
        continue
      }
      if try known["content_hash"] == item.contentHash {
        counts.unchanged += 1
      } else {
        try update(known, to: item, in: file, at: now, on: connection)
        counts.updated += 1
      }
    }
    return counts
  }

  private static func insert(
    _ item: FeedItem, from source: InboxSource, in file: Origin, at now: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO inbox_item (
        id, organisation_id, source_id, guid, content_hash, version, state, title, summary, html, link, author,
        categories, enclosures, published_at, received_at, changed_at, file_name, feed_title)
      VALUES (
        \(UUIDv7.shared.next()), \(source.organisation), \(source.id), \(item.key), \(item.contentHash), 1,
        \(InboxItem.State.new), \(item.title), \(item.summary), \(item.html), \(item.link), \(item.author),
        \(try json(item.categories)), \(try json(item.enclosures)), \(item.published ?? item.updated), \(now), \(now),
        \(file.fileName), \(file.feedTitle))
      """)
  }

  private static func update(
    _ known: Row, to item: FeedItem, in file: Origin, at now: Date, on connection: any Connection
  ) throws {
    let id: InboxItemID = try known["id"]
    let version: Int = try known["version"]
    let title: String = try known["title"]
    let summary: String = try known["summary"]
    let html: String = try known["html"]
    let changedAt: Date = try known["changed_at"]
    try connection.execute(
      """
      INSERT INTO inbox_version (inbox_item_id, number, title, summary, html, received_at)
      VALUES (\(id), \(version), \(title), \(summary), \(html), \(changedAt))
      """)
    try connection.execute(
      """
      UPDATE inbox_item SET
        content_hash = \(item.contentHash), version = \(version + 1), title = \(item.title), summary = \(item.summary),
        html = \(item.html), link = \(item.link), author = \(item.author), categories = \(try json(item.categories)),
        enclosures = \(try json(item.enclosures)), published_at = \(item.published ?? item.updated),
        changed_at = \(now), file_name = \(file.fileName), feed_title = \(file.feedTitle)
      WHERE id = \(id)
      """)
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

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder.house.encode(value), as: UTF8.self)
  }
}
