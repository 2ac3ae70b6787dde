import Persistence

/// The tables of the inbox.
enum InboxSchema {
  static let migrations: [Migration] = [sources, items]

  private static let sources = Migration(
    "newsroom.0101-inbox-sources",
    """
    CREATE TABLE inbox_source (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('feed', 'folder', 'upload')),
      name TEXT NOT NULL CHECK (name <> ''),
      address TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('active', 'paused')),
      interval_seconds \(Column.integer) NOT NULL CHECK (interval_seconds >= 60),
      etag TEXT,
      last_modified TEXT,
      failures \(Column.integer) NOT NULL,
      last_fetch_at \(Column.time),
      last_success_at \(Column.time),
      next_fetch_at \(Column.time),
      last_error TEXT,
      created_by TEXT NOT NULL,
      created_at \(Column.time) NOT NULL,
      UNIQUE (organisation_id, kind, address)
    )\(Column.strict)
    """,
    "CREATE INDEX inbox_source_due ON inbox_source (next_fetch_at) WHERE next_fetch_at IS NOT NULL",
    """
    CREATE TABLE inbox_file (
      hash TEXT PRIMARY KEY,
      path TEXT NOT NULL,
      bytes \(Column.integer) NOT NULL,
      received_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE inbox_fetch (
      id TEXT PRIMARY KEY,
      source_id TEXT NOT NULL REFERENCES inbox_source (id) ON DELETE CASCADE,
      outcome TEXT NOT NULL CHECK (outcome IN ('read', 'unchanged', 'refused', 'failed')),
      status \(Column.integer),
      bytes \(Column.integer) NOT NULL,
      file_hash TEXT REFERENCES inbox_file (hash),
      file_name TEXT,
      items_new \(Column.integer) NOT NULL,
      items_updated \(Column.integer) NOT NULL,
      items_unchanged \(Column.integer) NOT NULL,
      items_failed \(Column.integer) NOT NULL,
      message TEXT,
      started_at \(Column.time) NOT NULL,
      ended_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX inbox_fetch_newest ON inbox_fetch (source_id, id)",
    "CREATE INDEX inbox_fetch_file ON inbox_fetch (file_hash, source_id)")

  private static let items = Migration(
    "newsroom.0102-inbox-items",
    """
    CREATE TABLE inbox_item (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      source_id TEXT NOT NULL REFERENCES inbox_source (id),
      guid TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('new', 'taken', 'dropped')),
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      html TEXT NOT NULL,
      link TEXT NOT NULL,
      author TEXT NOT NULL,
      categories TEXT NOT NULL,
      enclosures TEXT NOT NULL,
      published_at \(Column.time),
      received_at \(Column.time) NOT NULL,
      changed_at \(Column.time) NOT NULL,
      item_id TEXT REFERENCES item (id) ON DELETE SET NULL,
      handled_by TEXT,
      handled_at \(Column.time),
      handled_version \(Column.integer),
      UNIQUE (source_id, guid)
    )\(Column.strict)
    """,
    "CREATE INDEX inbox_item_by_state ON inbox_item (organisation_id, state, id)",
    "CREATE INDEX inbox_item_by_source ON inbox_item (source_id, state, id)",
    "CREATE INDEX inbox_item_taken ON inbox_item (item_id) WHERE item_id IS NOT NULL",
    """
    CREATE TABLE inbox_version (
      inbox_item_id TEXT NOT NULL REFERENCES inbox_item (id) ON DELETE CASCADE,
      number \(Column.integer) NOT NULL,
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      html TEXT NOT NULL,
      received_at \(Column.time) NOT NULL,
      PRIMARY KEY (inbox_item_id, number)
    )\(Column.strict)
    """)
}
