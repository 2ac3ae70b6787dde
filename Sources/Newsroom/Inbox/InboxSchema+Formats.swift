import Persistence

/// What came with the formats of agencies: status and embargo, rules that route, items that follow their source, near
/// duplicates.
extension InboxSchema {
  static let formats: [Migration] = [management, rules, following, likeness]

  private static let management = Migration(
    "newsroom.0501-inbox-management",
    """
    ALTER TABLE inbox_item ADD COLUMN status TEXT NOT NULL DEFAULT 'usable'
      CHECK (status IN ('usable', 'withheld', 'cancelled'))
    """,
    "ALTER TABLE inbox_item ADD COLUMN embargo_until \(Column.time)",
    "ALTER TABLE inbox_item ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
    """
    CREATE TABLE inbox_seen_file (
      source_id TEXT NOT NULL REFERENCES inbox_source (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      bytes \(Column.integer) NOT NULL,
      changed_at \(Column.time) NOT NULL,
      PRIMARY KEY (source_id, name)
    )\(Column.strict)
    """)

  private static let rules = Migration(
    "newsroom.0502-inbox-rules",
    """
    CREATE TABLE inbox_rule (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      position \(Column.integer) NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      source_id TEXT REFERENCES inbox_source (id) ON DELETE CASCADE,
      words TEXT NOT NULL,
      categories TEXT NOT NULL,
      most_urgency \(Column.integer) CHECK (most_urgency BETWEEN 1 AND 9),
      act TEXT NOT NULL CHECK (act IN ('route', 'draft', 'publish', 'drop')),
      section_id TEXT REFERENCES section (id),
      assignee_id TEXT,
      is_active \(Column.bool) NOT NULL,
      created_by TEXT NOT NULL,
      created_at \(Column.time) NOT NULL,
      CHECK (act <> 'publish' OR section_id IS NOT NULL)
    )\(Column.strict)
    """,
    "CREATE INDEX inbox_rule_order ON inbox_rule (organisation_id, position, id)",
    "CREATE INDEX inbox_rule_by_source ON inbox_rule (source_id)",
    "ALTER TABLE inbox_item ADD COLUMN rule_id TEXT REFERENCES inbox_rule (id) ON DELETE SET NULL",
    "ALTER TABLE inbox_item ADD COLUMN section_id TEXT REFERENCES section (id)",
    "ALTER TABLE inbox_item ADD COLUMN assignee_id TEXT",
    "CREATE INDEX inbox_item_by_rule ON inbox_item (rule_id) WHERE rule_id IS NOT NULL",
    "CREATE INDEX inbox_item_for ON inbox_item (organisation_id, assignee_id, state, id) WHERE assignee_id IS NOT NULL")

  private static let following = Migration(
    "newsroom.0503-inbox-following",
    """
    CREATE TABLE inbox_follow (
      item_id TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
      inbox_item_id TEXT NOT NULL UNIQUE REFERENCES inbox_item (id) ON DELETE CASCADE,
      source_name TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      made_at \(Column.time) NOT NULL,
      converted_at \(Column.time),
      converted_by TEXT
    )\(Column.strict)
    """,
    "ALTER TABLE inbox_item ADD COLUMN publish_due_at \(Column.time)",
    "ALTER TABLE inbox_item ADD COLUMN publish_refusal TEXT",
    "CREATE INDEX inbox_item_to_publish ON inbox_item (publish_due_at) WHERE publish_due_at IS NOT NULL")

  private static let likeness = Migration(
    "newsroom.0504-inbox-likeness",
    "ALTER TABLE inbox_item ADD COLUMN fingerprint TEXT",
    "ALTER TABLE inbox_item ADD COLUMN near_item_id TEXT REFERENCES item (id) ON DELETE SET NULL",
    "ALTER TABLE inbox_item ADD COLUMN near_inbox_id TEXT REFERENCES inbox_item (id) ON DELETE SET NULL",
    "ALTER TABLE inbox_item ADD COLUMN near_percent \(Column.integer)",
    "CREATE INDEX inbox_item_near ON inbox_item (near_item_id) WHERE near_item_id IS NOT NULL",
    "CREATE INDEX inbox_item_near_inbox ON inbox_item (near_inbox_id) WHERE near_inbox_id IS NOT NULL",
    """
    CREATE TABLE inbox_band (
      organisation_id TEXT NOT NULL,
      band \(Column.integer) NOT NULL,
      inbox_item_id TEXT NOT NULL REFERENCES inbox_item (id) ON DELETE CASCADE,
      PRIMARY KEY (inbox_item_id, band)
    )\(Column.strict)
    """,
    "CREATE INDEX inbox_band_lookup ON inbox_band (organisation_id, band)")
}
