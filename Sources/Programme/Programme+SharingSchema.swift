import Persistence

extension Programme {
  /// Other provinces whose published figures are read, what was read, and what they changed after it was frozen.
  static let sharingSchema = Migration(
    "programme.0060-sharing",
    """
    CREATE TABLE sharing_peer (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('reading', 'waiting', 'active', 'suspended')),
      generated_at \(Column.time),
      digest TEXT NOT NULL,
      etag TEXT,
      last_modified TEXT,
      next_fetch_at \(Column.time),
      last_fetch_at \(Column.time),
      last_good_at \(Column.time),
      last_error TEXT,
      failures \(Column.integer) NOT NULL,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      accepted_by_name TEXT NOT NULL,
      accepted_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE UNIQUE INDEX sharing_peer_once ON sharing_peer (organisation, address) WHERE address <> ''",
    "CREATE INDEX sharing_peer_due ON sharing_peer (next_fetch_at)",
    """
    CREATE TABLE sharing_figure (
      peer TEXT NOT NULL REFERENCES sharing_peer (id),
      plan TEXT NOT NULL,
      target TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      plan_title TEXT NOT NULL,
      figure TEXT NOT NULL,
      PRIMARY KEY (peer, plan, target, year)
    )\(Column.strict)
    """,
    """
    CREATE TABLE sharing_change (
      id TEXT PRIMARY KEY,
      peer TEXT NOT NULL REFERENCES sharing_peer (id),
      plan TEXT NOT NULL,
      target TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('restated', 'undeclared', 'refrozen', 'withdrawn')),
      was TEXT NOT NULL,
      now TEXT,
      seen_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX sharing_change_of ON sharing_change (peer, id)")

  /// What a comparison asks by, beside each figure that was read; empty until the first comparison for those read before.
  static let sharingDefinitions = Migration(
    "programme.0080-sharing-definitions",
    "ALTER TABLE sharing_figure ADD COLUMN definition TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sharing_figure ADD COLUMN goal TEXT",
    "ALTER TABLE sharing_figure ADD COLUMN national TEXT",
    "ALTER TABLE sharing_figure ADD COLUMN indicator TEXT",
    "CREATE INDEX sharing_figure_definition ON sharing_figure (peer, definition, plan, year, target)",
    "CREATE INDEX sharing_figure_undefined ON sharing_figure (definition) WHERE definition = ''",
    "CREATE INDEX sharing_figure_year ON sharing_figure (peer, year)",
    "CREATE INDEX sharing_change_year ON sharing_change (peer, year)")
}
