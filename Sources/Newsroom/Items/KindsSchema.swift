import Persistence

/// What came with kinds, profiles and workflow: columns of items, dated rules, the log of machines' work, links, overrides.
extension Newsroom {
  static let kindMigrations: [Migration] = [kinds, rules, aiLog, itemParts, links]

  private static let kindNames: SQL = """
    'brief', 'article', 'photo-story', 'video', 'audio', 'live-blog', 'package'
    """

  /// All items were articles until here, so the column may go and come again with a wider rule: SQLite cannot change one.
  private static let kinds = Migration(
    "newsroom.0201-kinds",
    "ALTER TABLE item DROP COLUMN kind",
    "ALTER TABLE item ADD COLUMN kind TEXT NOT NULL DEFAULT 'article' CHECK (kind IN (\(kindNames)))",
    "ALTER TABLE item ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE item ADD COLUMN language TEXT NOT NULL DEFAULT 'vi'",
    "ALTER TABLE item ADD COLUMN translation_group TEXT",
    "ALTER TABLE item ADD COLUMN embargo_until \(Column.time)",
    "ALTER TABLE item ADD COLUMN not_for_publication \(Column.bool) NOT NULL DEFAULT FALSE",
    "ALTER TABLE item ADD COLUMN stage TEXT",
    "ALTER TABLE item ADD COLUMN stage_due_at \(Column.time)",
    "ALTER TABLE item ADD COLUMN approved_revision \(Column.integer)",
    "CREATE INDEX item_by_kind ON item (organisation_id, kind, updated_at, id)",
    """
    CREATE UNIQUE INDEX item_translations ON item (translation_group, language)
    WHERE translation_group IS NOT NULL AND deleted_at IS NULL
    """,
    "ALTER TABLE published_item ADD COLUMN kind TEXT NOT NULL DEFAULT 'article'",
    "ALTER TABLE published_item ADD COLUMN language TEXT NOT NULL DEFAULT 'vi'",
    "ALTER TABLE published_item ADD COLUMN translation_group TEXT",
    "ALTER TABLE published_item ADD COLUMN ai_labels TEXT NOT NULL DEFAULT ''",
    """
    CREATE INDEX published_translations ON published_item (translation_group, language)
    WHERE translation_group IS NOT NULL
    """)

  /// Dated, and never changed: a newer version stands beside the older one.
  private static let rules = Migration(
    "newsroom.0202-rules",
    """
    CREATE TABLE content_profile (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN (\(kindNames))),
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      rules TEXT NOT NULL,
      note TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX content_profile_on ON content_profile (organisation_id, kind, valid_from, id)",
    """
    CREATE TABLE workflow (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      rules TEXT NOT NULL,
      note TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX workflow_on ON workflow (organisation_id, valid_from, id)")

  /// What NĐ 237/2026 Art 24 asks to be kept of machines' work. Rows are added, never changed and never removed.
  private static let aiLog = Migration(
    "newsroom.0203-ai-log",
    """
    CREATE TABLE item_ai_log (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id),
      act TEXT NOT NULL CHECK (act IN ('declared', 'verified')),
      target TEXT NOT NULL CHECK (target <> ''),
      origin TEXT NOT NULL CHECK (origin IN ('none', 'assisted', 'generated')),
      tool TEXT NOT NULL,
      purpose TEXT NOT NULL,
      misleads \(Column.bool) NOT NULL,
      revision \(Column.integer) NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX item_ai_log_by_item ON item_ai_log (item_id, id)")

  private static let itemParts = Migration(
    "newsroom.0204-item-parts",
    """
    CREATE TABLE item_source (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      name TEXT NOT NULL CHECK (name <> ''),
      contact TEXT NOT NULL,
      note TEXT NOT NULL,
      is_protected \(Column.bool) NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      removed_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX item_source_by_item ON item_source (item_id, id)",
    """
    CREATE TABLE item_override (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      place TEXT NOT NULL,
      finding TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      revision \(Column.integer) NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX item_override_by_item ON item_override (item_id, id)",
    """
    CREATE TABLE item_update_note (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      revision \(Column.integer) NOT NULL,
      made_at \(Column.time) NOT NULL,
      text TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX item_update_note_by_item ON item_update_note (item_id, id)",
    """
    CREATE TABLE item_fingerprint (
      item_id TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      fingerprint TEXT NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE item_band (
      item_id TEXT NOT NULL REFERENCES item_fingerprint (item_id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      band \(Column.integer) NOT NULL,
      PRIMARY KEY (item_id, band)
    )\(Column.strict)
    """,
    "CREATE INDEX item_band_found ON item_band (organisation_id, band)")

  private static let links = Migration(
    "newsroom.0205-link-checks",
    """
    CREATE TABLE link_check (
      address TEXT PRIMARY KEY,
      outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'fine', 'dead', 'unknown')),
      status \(Column.integer),
      due_at \(Column.time) NOT NULL,
      checked_at \(Column.time),
      failures \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX link_check_due ON link_check (due_at)")
}
