package import Persistence

extension Media {
  /// The tables of this room.
  package static let migrations: [Migration] = pictureMigrations + clipMigrations

  private static let pictureMigrations: [Migration] = [
    Migration(
      "media.0001-pictures",
      """
      CREATE TABLE picture (
        id TEXT PRIMARY KEY,
        organisation TEXT NOT NULL,
        hash TEXT NOT NULL,
        format TEXT NOT NULL CHECK (format IN ('jpeg', 'png', 'webp', 'gif')),
        bytes \(Column.integer) NOT NULL CHECK (bytes > 0),
        width \(Column.integer) NOT NULL CHECK (width > 0),
        height \(Column.integer) NOT NULL CHECK (height > 0),
        file_name TEXT NOT NULL,
        caption TEXT NOT NULL,
        credit TEXT NOT NULL,
        alt TEXT NOT NULL,
        focal_x \(Column.real) NOT NULL CHECK (focal_x >= 0 AND focal_x <= 1),
        focal_y \(Column.real) NOT NULL CHECK (focal_y >= 0 AND focal_y <= 1),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
        uploaded_by TEXT NOT NULL,
        uploaded_at \(Column.time) NOT NULL,
        UNIQUE (organisation, hash)
      )\(Column.strict)
      """,
      "CREATE INDEX picture_newest ON picture (organisation, id)",
      "CREATE INDEX picture_waiting ON picture (uploaded_at) WHERE state = 'waiting'",
      """
      CREATE TABLE picture_rendition (
        picture TEXT NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
        purpose TEXT NOT NULL CHECK (purpose IN ('whole', 'wide', 'square')),
        hash TEXT NOT NULL,
        width \(Column.integer) NOT NULL CHECK (width > 0),
        height \(Column.integer) NOT NULL CHECK (height > 0),
        bytes \(Column.integer) NOT NULL CHECK (bytes > 0),
        PRIMARY KEY (picture, purpose, width)
      )\(Column.strict)
      """),
    Migration(
      "media.0002-uses",
      """
      CREATE TABLE picture_use (
        picture TEXT NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
        item_id TEXT NOT NULL,
        title TEXT NOT NULL,
        PRIMARY KEY (picture, item_id)
      )\(Column.strict)
      """,
      "CREATE INDEX picture_use_by_item ON picture_use (item_id)"),
  ]
}
