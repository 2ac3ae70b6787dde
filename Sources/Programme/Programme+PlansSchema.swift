import Persistence

extension Programme {
  /// Who makes the report that a deadline asks for, where somebody wrote the deadline here.
  static let deadlineMakers = Migration(
    "programme.0081-deadline-makers", "ALTER TABLE plan_deadline ADD COLUMN maker TEXT NOT NULL DEFAULT ''")

  /// What came to plans after their first schema: the laws they stand on, amendments that are still open, papers being
  /// imported.
  static let plansMore = Migration(
    "programme.0003-laws",
    """
    CREATE TABLE plan_law (
      ref TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      issued TEXT NOT NULL,
      in_force_from TEXT,
      mark TEXT NOT NULL,
      note TEXT NOT NULL,
      source TEXT NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_law_change (
      law TEXT NOT NULL REFERENCES plan_law (ref),
      position \(Column.integer) NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('replaced', 'amended', 'ended')),
      by_text TEXT NOT NULL,
      from_day TEXT,
      mark TEXT NOT NULL,
      note TEXT NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (law, position)
    )\(Column.strict)
    """,
    // A task that a newer paper no longer has stays, for what hangs on it.
    "ALTER TABLE plan_task ADD COLUMN ended_on TEXT",
    "ALTER TABLE plan_amendment ADD COLUMN closed_at \(Column.time)",
    "ALTER TABLE plan_amendment ADD COLUMN made_by_name TEXT",
    """
    CREATE TABLE plan_import (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      kind TEXT NOT NULL CHECK (kind IN ('targets', 'tasks')),
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_import_of ON plan_import (plan, made_at)")
}
