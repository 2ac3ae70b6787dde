import Persistence

extension Programme {
  /// Counts of figures as they run in the background, the day that the night keeps up with, and who was told of figures.
  static let countingSchema = Migration(
    "programme.0051-counting",
    """
    CREATE TABLE plan_count (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      day TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
      done \(Column.integer) NOT NULL,
      total \(Column.integer) NOT NULL,
      missing \(Column.integer) NOT NULL,
      attempts \(Column.integer) NOT NULL,
      error TEXT NOT NULL,
      is_running_day \(Column.bool) NOT NULL,
      asked_by TEXT NOT NULL,
      asked_by_name TEXT NOT NULL,
      asked_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE UNIQUE INDEX plan_count_open ON plan_count (plan, day) WHERE state IN ('waiting', 'running')",
    "CREATE INDEX plan_count_of ON plan_count (plan, asked_at)",
    "CREATE INDEX plan_count_at ON plan_count (asked_at)",
    "CREATE TABLE plan_running_day (plan TEXT PRIMARY KEY REFERENCES plan (id), day TEXT NOT NULL)\(Column.strict)",
    """
    CREATE TABLE figure_told (
      subject TEXT PRIMARY KEY,
      people TEXT NOT NULL,
      told_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_figure_entry_waiting ON plan_figure_entry (entered_at) WHERE state = 'waiting'")
}
