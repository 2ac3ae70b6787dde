import Persistence

/// Steps of the schema that came after the first tables of items, inbox and imports.
extension Newsroom {
  static let laterMigrations: [Migration] = [deletion, fileNames]

  /// Drafts that were thrown away keep their text, until they are brought back.
  private static let deletion = Migration(
    "newsroom.0104-deleted-drafts",
    "ALTER TABLE item ADD COLUMN deleted_at \(Column.time)",
    "CREATE INDEX item_deleted ON item (organisation_id, updated_at, id) WHERE deleted_at IS NOT NULL")

  /// What came in a file that was sent up: its name, and what the feed in it calls itself.
  private static let fileNames = Migration(
    "newsroom.0105-inbox-file-names",
    "ALTER TABLE inbox_item ADD COLUMN file_name TEXT",
    "ALTER TABLE inbox_item ADD COLUMN feed_title TEXT")
}
