import Persistence

extension Programme {
  /// Whom the program has reminded of a cycle's days, and results from before the platform with who confirmed them.
  static let maturityPastSchema = Migration(
    "programme.0031-maturity-past",
    """
    CREATE TABLE maturity_told (
      cycle TEXT NOT NULL REFERENCES maturity_cycle (id),
      organisation TEXT NOT NULL,
      what TEXT NOT NULL,
      name TEXT NOT NULL,
      people TEXT NOT NULL,
      told_at \(Column.time) NOT NULL,
      PRIMARY KEY (cycle, organisation, what)
    )\(Column.strict)
    """,
    """
    CREATE TABLE maturity_past_result (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      bloc TEXT NOT NULL,
      total \(Column.integer) NOT NULL CHECK (total >= 0),
      level_name TEXT NOT NULL,
      rank \(Column.integer),
      rank_of \(Column.integer),
      parts TEXT NOT NULL,
      decision TEXT NOT NULL,
      decided_on TEXT,
      address TEXT NOT NULL,
      file_name TEXT NOT NULL,
      file_place TEXT NOT NULL,
      file_sha256 TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'returned', 'replaced')),
      reason TEXT NOT NULL,
      entered_by TEXT NOT NULL,
      entered_by_name TEXT NOT NULL,
      entered_at \(Column.time) NOT NULL,
      decided_by TEXT,
      decided_by_name TEXT NOT NULL,
      decided_at \(Column.time),
      CHECK (decided_by IS NULL OR decided_by <> entered_by)
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_past_result_of ON maturity_past_result (organisation, year)",
    "CREATE UNIQUE INDEX maturity_past_result_one ON maturity_past_result (organisation, year) WHERE state = 'confirmed'",
    "CREATE UNIQUE INDEX maturity_past_result_wait ON maturity_past_result (organisation, year) WHERE state = 'waiting'",
    """
    CREATE TABLE maturity_past_import (
      id TEXT PRIMARY KEY,
      file_name TEXT NOT NULL,
      content TEXT NOT NULL,
      sent_by TEXT NOT NULL,
      sent_at \(Column.time) NOT NULL
    )\(Column.strict)
    """)
}
