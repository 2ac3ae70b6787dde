import Persistence

/// What several people at one text need beside its revisions.
extension Newsroom {
  static let togetherMigrations: [Migration] = [saves, comments, versions]

  /// The last save of each page that has an item open: a lost answer is not merged twice, and what such a page sends next
  /// grew from what it had sent, not from what it has seen.
  private static let saves = Migration(
    "newsroom.0401-saves",
    """
    CREATE TABLE item_save (
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      client TEXT NOT NULL CHECK (client <> ''),
      counter \(Column.integer) NOT NULL,
      revision \(Column.integer) NOT NULL,
      sent \(Column.integer) NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, client)
    )\(Column.strict)
    """,
    "CREATE INDEX item_save_by_time ON item_save (item_id, made_at)",
    "ALTER TABLE item_revision ADD COLUMN merged_from \(Column.integer)")

  private static let comments = Migration(
    "newsroom.0402-comments",
    """
    CREATE TABLE item_comment (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      thread_id TEXT NOT NULL,
      block_id TEXT,
      quote TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      text TEXT NOT NULL CHECK (text <> ''),
      resolved_by TEXT,
      resolved_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX item_comment_by_item ON item_comment (item_id, thread_id, id)")

  /// Names that people gave to texts of the history.
  private static let versions = Migration(
    "newsroom.0403-named-versions",
    """
    CREATE TABLE item_version (
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      revision \(Column.integer) NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, revision)
    )\(Column.strict)
    """)
}
