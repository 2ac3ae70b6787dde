import Persistence

/// The tables of bulk imports: how far each has come, what it could not read, and which article is which line's.
enum ImportSchema {
  static let migrations: [Migration] = [
    Migration(
      "newsroom.0103-import",
      """
      CREATE TABLE import_run (
        id TEXT PRIMARY KEY,
        organisation_id TEXT NOT NULL,
        source_hash TEXT NOT NULL,
        file_name TEXT NOT NULL,
        path TEXT,
        section_name TEXT NOT NULL,
        bytes \(Column.integer) NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'paused', 'done')),
        position \(Column.integer) NOT NULL,
        lines \(Column.integer) NOT NULL,
        done \(Column.integer) NOT NULL,
        known \(Column.integer) NOT NULL,
        failed \(Column.integer) NOT NULL,
        account_id TEXT NOT NULL,
        account_name TEXT NOT NULL,
        created_at \(Column.time) NOT NULL,
        worked_seconds \(Column.real) NOT NULL,
        changed_at \(Column.time) NOT NULL,
        UNIQUE (organisation_id, source_hash),
        CHECK (position <= bytes)
      )\(Column.strict)
      """,
      "CREATE INDEX import_run_newest ON import_run (organisation_id, id)",
      "CREATE INDEX import_run_open ON import_run (changed_at) WHERE state IN ('waiting', 'running')",
      """
      CREATE TABLE import_error (
        run_id TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        line \(Column.integer) NOT NULL,
        reason TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        PRIMARY KEY (run_id, line)
      )\(Column.strict)
      """,
      """
      CREATE TABLE import_item (
        organisation_id TEXT NOT NULL,
        external_id TEXT NOT NULL,
        item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        PRIMARY KEY (organisation_id, external_id)
      )\(Column.strict)
      """,
      "CREATE INDEX import_item_by_item ON import_item (item_id)")
  ]
}
