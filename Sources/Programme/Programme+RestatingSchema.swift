import Persistence

extension Programme {
  /// Restatements that were proposed and wait for a second person, and what became of them. What was restated before this
  /// counts as it stands: it names no proposal and no second person.
  static let restatingSchema = Migration(
    "programme.0080-restating",
    """
    CREATE TABLE plan_restatement_proposal (
      id TEXT PRIMARY KEY,
      of_freeze TEXT NOT NULL REFERENCES plan_freeze (id),
      target TEXT NOT NULL REFERENCES plan_target (id),
      plan TEXT NOT NULL REFERENCES plan (id),
      day TEXT NOT NULL,
      organisation TEXT,
      name TEXT NOT NULL,
      was_numerator \(Column.real),
      was_denominator \(Column.real),
      numerator \(Column.real) NOT NULL,
      denominator \(Column.real),
      reason TEXT NOT NULL CHECK (reason <> ''),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'withdrawn')),
      proposed_by TEXT NOT NULL,
      proposed_by_name TEXT NOT NULL,
      proposed_at \(Column.time) NOT NULL,
      decided_by TEXT,
      decided_by_name TEXT NOT NULL,
      decided_at \(Column.time),
      words TEXT NOT NULL,
      restatement TEXT REFERENCES plan_restatement (id),
      CHECK (decided_by IS NULL OR decided_by <> proposed_by),
      CHECK ((state = 'confirmed') = (restatement IS NOT NULL))
    )\(Column.strict)
    """,
    "CREATE INDEX plan_restatement_proposal_of ON plan_restatement_proposal (target, day)",
    "CREATE INDEX plan_restatement_proposal_owed ON plan_restatement_proposal (plan) WHERE state = 'waiting'",
    """
    CREATE UNIQUE INDEX plan_restatement_proposal_open
    ON plan_restatement_proposal (target, day, (COALESCE(organisation, ''))) WHERE state = 'waiting'
    """,
    "ALTER TABLE plan_restatement ADD COLUMN proposal TEXT",
    "ALTER TABLE plan_restatement ADD COLUMN confirmed_by_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE plan_restatement ADD COLUMN is_whole \(Column.bool) NOT NULL DEFAULT TRUE",
    "ALTER TABLE plan_restatement ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
}
