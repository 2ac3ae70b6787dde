import Persistence

extension Programme {
  /// Which targets a piece of work serves, beside those that the plan's own task names.
  static let servingSchema = Migration(
    "programme.0050-serving",
    """
    CREATE TABLE work_target (
      work TEXT NOT NULL REFERENCES work_task (id),
      target TEXT NOT NULL REFERENCES plan_target (id),
      PRIMARY KEY (work, target)
    )\(Column.strict)
    """,
    "CREATE INDEX work_target_of ON work_target (target)",
    """
    CREATE TABLE work_rule_target (
      rule TEXT NOT NULL REFERENCES work_rule (id),
      target TEXT NOT NULL REFERENCES plan_target (id),
      PRIMARY KEY (rule, target)
    )\(Column.strict)
    """)
}
