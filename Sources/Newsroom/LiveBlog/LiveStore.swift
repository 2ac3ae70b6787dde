import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL of live blogs.
enum LiveStore {
  /// More entries than a page can hold; a day of the busiest live blog has two or three hundred.
  static let most = 600
  static let columns: SQL = """
    e.id, e.item_id, e.state, e.title, e.body, e.is_key, e.is_pinned, e.account_id, e.account_name, e.made_at,
    e.scheduled_for, e.published_at, e.edited_at, e.change, e.version
    """

  static func find(_ id: LiveEntryID, on connection: any Connection) throws -> LiveEntry? {
    try connection.first("SELECT \(columns) FROM live_entry e WHERE e.id = \(id)")
  }

  /// Everything, newest first, for the desk.
  static func all(of item: ItemID, on connection: any Connection) throws -> [LiveEntry] {
    try connection.all(
      """
      SELECT \(columns) FROM live_entry e WHERE e.item_id = \(item) ORDER BY e.made_at DESC, e.id DESC LIMIT \(most)
      """)
  }

  /// What readers see: pinned first, then newest first.
  static func published(of item: ItemID, on connection: any Connection) throws -> [LiveEntry] {
    try connection.all(
      """
      SELECT \(columns) FROM live_entry e WHERE e.item_id = \(item) AND e.state = 'published'
      ORDER BY e.is_pinned DESC, e.published_at DESC, e.id DESC LIMIT \(most)
      """)
  }

  static func changed(of item: ItemID, after change: Int, limit: Int, on connection: any Connection) throws
    -> [LiveEntry]
  {
    try connection.all(
      """
      SELECT \(columns) FROM live_entry e WHERE e.item_id = \(item) AND e.change > \(change)
        AND e.state IN ('published', 'removed', 'draft')
      ORDER BY e.published_at DESC, e.id DESC LIMIT \(limit)
      """)
  }

  static func due(at now: Date, on connection: any Connection) throws -> [LiveEntryID] {
    try connection.values(
      "SELECT id FROM live_entry WHERE scheduled_for <= \(now) ORDER BY scheduled_for LIMIT 100")
  }

  static func insert(_ entry: LiveEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO live_entry (
        id, item_id, state, title, body, is_key, is_pinned, account_id, account_name, made_at, scheduled_for,
        published_at, edited_at, change, version)
      VALUES (\(entry.id), \(entry.item), \(entry.state), \(entry.title), \(json(entry.body)), \(entry.isKey),
        \(entry.isPinned), \(entry.author), \(entry.authorName), \(entry.madeAt), \(entry.scheduledFor),
        \(entry.publishedAt), \(entry.editedAt), \(entry.change), \(entry.version))
      """)
  }

  static func update(_ entry: LiveEntry, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE live_entry SET state = \(entry.state), title = \(entry.title), body = \(json(entry.body)),
        is_key = \(entry.isKey), is_pinned = \(entry.isPinned), scheduled_for = \(entry.scheduledFor),
        published_at = \(entry.publishedAt), edited_at = \(entry.editedAt), change = \(entry.change),
        version = \(entry.version)
      WHERE id = \(entry.id)
      """)
  }

  /// Keeps an entry's text as it was, before it becomes another.
  static func keepVersion(of entry: LiveEntry, by name: String, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO live_entry_version (entry_id, version, title, body, account_name, made_at)
      VALUES (\(entry.id), \(entry.version), \(entry.title), \(json(entry.body)), \(name), \(time))
      """)
  }

  static func state(of item: ItemID, on connection: any Connection) throws -> LiveBlogState {
    guard let row = try connection.rows("SELECT change, closed_at FROM live_blog WHERE item_id = \(item)").first else {
      return LiveBlogState(change: 0, closedAt: nil)
    }
    return LiveBlogState(change: try row["change"], closedAt: try row["closed_at"])
  }

  /// Gives out the next number of a change.
  static func nextChange(of item: ItemID, on connection: any Connection) throws -> Int {
    let change: Int? = try connection.value(
      """
      INSERT INTO live_blog (item_id, change) VALUES (\(item), 1)
      ON CONFLICT (item_id) DO UPDATE SET change = live_blog.change + 1 RETURNING change
      """)
    return change ?? 1
  }

  static func close(_ item: ItemID, at time: Date?, on connection: any Connection) throws {
    try connection.execute("UPDATE live_blog SET closed_at = \(time) WHERE item_id = \(item)")
  }

  private static func json(_ body: StoryBody) -> String { String(decoding: body.jsonBytes, as: UTF8.self) }
}
