import Persistence

extension Programme {
  /// Figures of targets by reporting day: the whole, the parts of organisations, what people entered; freezes and what was
  /// restated after them. What is frozen cannot be changed by any statement.
  static let targetsSchema = Migration(
    "programme.0010-targets",
    """
    CREATE TABLE plan_figure (
      target TEXT NOT NULL REFERENCES plan_target (id),
      day TEXT NOT NULL,
      plan TEXT NOT NULL REFERENCES plan (id),
      year \(Column.integer) NOT NULL,
      numerator \(Column.real),
      denominator \(Column.real),
      population \(Column.integer) NOT NULL,
      known \(Column.integer) NOT NULL,
      source TEXT NOT NULL CHECK (source IN ('computed', 'entered', 'mixed', 'none')),
      missing TEXT NOT NULL,
      explanation TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (target, day)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_figure_of ON plan_figure (plan, year)",
    """
    CREATE TABLE plan_figure_part (
      target TEXT NOT NULL REFERENCES plan_target (id),
      day TEXT NOT NULL,
      organisation TEXT NOT NULL,
      plan TEXT NOT NULL REFERENCES plan (id),
      year \(Column.integer) NOT NULL,
      name TEXT NOT NULL,
      numerator \(Column.real),
      denominator \(Column.real),
      source TEXT NOT NULL CHECK (source IN ('computed', 'entered', 'none')),
      entry TEXT,
      evidence TEXT NOT NULL,
      missing TEXT NOT NULL,
      PRIMARY KEY (target, day, organisation)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_figure_part_day ON plan_figure_part (plan, day)",
    "CREATE INDEX plan_figure_part_of ON plan_figure_part (organisation, plan, year)",
    """
    CREATE TABLE plan_figure_entry (
      id TEXT PRIMARY KEY,
      target TEXT NOT NULL REFERENCES plan_target (id),
      day TEXT NOT NULL,
      organisation TEXT NOT NULL,
      plan TEXT NOT NULL REFERENCES plan (id),
      name TEXT NOT NULL,
      numerator \(Column.real) NOT NULL,
      denominator \(Column.real),
      note TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'returned')),
      entered_by TEXT NOT NULL,
      entered_by_name TEXT NOT NULL,
      entered_at \(Column.time) NOT NULL,
      decided_by TEXT,
      decided_by_name TEXT NOT NULL,
      decided_at \(Column.time),
      reason TEXT NOT NULL,
      CHECK (decided_by IS NULL OR decided_by <> entered_by)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_figure_entry_of ON plan_figure_entry (target, day)",
    "CREATE INDEX plan_figure_entry_plan ON plan_figure_entry (plan, day, state)",
    """
    CREATE TABLE plan_freeze (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      day TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      digest TEXT NOT NULL,
      figures \(Column.integer) NOT NULL,
      parts \(Column.integer) NOT NULL,
      proofs \(Column.integer) NOT NULL,
      frozen_by TEXT NOT NULL,
      frozen_by_name TEXT NOT NULL,
      frozen_at \(Column.time) NOT NULL,
      UNIQUE (plan, day)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_restatement (
      id TEXT PRIMARY KEY,
      of_freeze TEXT NOT NULL REFERENCES plan_freeze (id),
      target TEXT NOT NULL REFERENCES plan_target (id),
      plan TEXT NOT NULL REFERENCES plan (id),
      day TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      organisation TEXT,
      name TEXT NOT NULL,
      part_numerator \(Column.real),
      part_denominator \(Column.real),
      was_numerator \(Column.real),
      was_denominator \(Column.real),
      numerator \(Column.real) NOT NULL,
      denominator \(Column.real),
      reason TEXT NOT NULL CHECK (reason <> ''),
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_restatement_of ON plan_restatement (plan, year)",
    "CREATE INDEX plan_restatement_target ON plan_restatement (target, day)",
    """
    \(sqlite: frozenInSQLite("plan_figure", "UPDATE", "OLD"), postgres: """
      CREATE FUNCTION plan_frozen_check() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM plan_freeze f WHERE f.plan = OLD.plan AND f.day = OLD.day)
          OR TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM plan_freeze f WHERE f.plan = NEW.plan AND f.day = NEW.day)
        THEN RAISE EXCEPTION 'frozen figures stay' USING ERRCODE = '23514'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END $$
      """)
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure", "DELETE", "OLD"), postgres: """
      CREATE FUNCTION plan_freeze_check() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'frozen figures stay' USING ERRCODE = '23514'; END $$
      """)
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure", "INSERT", "NEW"), postgres: frozenInPostgres("plan_figure"))
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure_part", "UPDATE", "OLD"), postgres: frozenInPostgres("plan_figure_part"))
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure_part", "DELETE", "OLD"), postgres: frozenInPostgres("plan_figure_entry"))
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure_part", "INSERT", "NEW"), postgres: fixedInPostgres("plan_freeze"))
    """,
    """
    \(sqlite: frozenInSQLite("plan_figure_entry", "UPDATE", "OLD"), postgres: fixedInPostgres("plan_restatement"))
    """,
    "\(sqlite: frozenInSQLite("plan_figure_entry", "DELETE", "OLD"), postgres: "SELECT 1")",
    "\(sqlite: frozenInSQLite("plan_figure_entry", "INSERT", "NEW"), postgres: "SELECT 1")",
    "\(sqlite: fixedInSQLite("plan_freeze", "UPDATE"), postgres: "SELECT 1")",
    "\(sqlite: fixedInSQLite("plan_freeze", "DELETE"), postgres: "SELECT 1")",
    "\(sqlite: fixedInSQLite("plan_restatement", "UPDATE"), postgres: "SELECT 1")",
    "\(sqlite: fixedInSQLite("plan_restatement", "DELETE"), postgres: "SELECT 1")")

  /// What the plan said of each target when its figures were frozen. Freezes of before kept nothing of it: their text is of
  /// the first form, and what is shown of them is the plan as it is now.
  static let keptTargetsSchema = Migration(
    "programme.0011-kept-targets",
    "ALTER TABLE plan_freeze ADD COLUMN form \(Column.integer) NOT NULL DEFAULT 1",
    """
    CREATE TABLE plan_freeze_target (
      of_freeze TEXT NOT NULL REFERENCES plan_freeze (id),
      target TEXT NOT NULL REFERENCES plan_target (id),
      content TEXT NOT NULL,
      PRIMARY KEY (of_freeze, target)
    )\(Column.strict)
    """,
    "\(sqlite: fixedInSQLite("plan_freeze_target", "UPDATE"), postgres: fixedInPostgres("plan_freeze_target"))",
    "\(sqlite: fixedInSQLite("plan_freeze_target", "DELETE"), postgres: "SELECT 1")")

  private static func frozenInSQLite(_ table: String, _ act: String, _ row: String) -> String {
    """
    CREATE TRIGGER \(table)_frozen_\(act.lowercased()) BEFORE \(act) ON \(table)
    WHEN EXISTS (SELECT 1 FROM plan_freeze f WHERE f.plan = \(row).plan AND f.day = \(row).day)
    BEGIN SELECT RAISE(ABORT, 'frozen figures stay'); END
    """
  }

  private static func fixedInSQLite(_ table: String, _ act: String) -> String {
    """
    CREATE TRIGGER \(table)_fixed_\(act.lowercased()) BEFORE \(act) ON \(table)
    BEGIN SELECT RAISE(ABORT, 'frozen figures stay'); END
    """
  }

  private static func frozenInPostgres(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_frozen BEFORE INSERT OR UPDATE OR DELETE ON \(table)
    FOR EACH ROW EXECUTE FUNCTION plan_frozen_check()
    """
  }

  private static func fixedInPostgres(_ table: String) -> String {
    """
    CREATE TRIGGER \(table)_fixed BEFORE UPDATE OR DELETE ON \(table)
    FOR EACH ROW EXECUTE FUNCTION plan_freeze_check()
    """
  }
}
