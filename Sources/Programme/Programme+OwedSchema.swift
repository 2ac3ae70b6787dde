import Persistence

extension Programme {
  /// What the first page of the day and the palette ask by: what is owed by its day, what was given to somebody by name, what
  /// waits for a second person, and what was written lately.
  static let owedSchema = Migration(
    "programme.0070-owed",
    "CREATE INDEX work_task_due ON work_task (state, due_on)",
    "CREATE INDEX work_task_responsible ON work_task (responsible, state)",
    "CREATE INDEX work_task_updated ON work_task (updated_at)",
    "CREATE INDEX plan_figure_entry_owed ON plan_figure_entry (organisation) WHERE state = 'waiting'",
    "CREATE INDEX plan_report_open ON plan_report (organisation, state)",
    "CREATE INDEX plan_report_updated ON plan_report (updated_at)",
    "CREATE INDEX maturity_cycle_open ON maturity_cycle (year) WHERE published_at IS NULL")

  /// Each way in which a task is somebody's, by its day.
  static let owedByDaySchema = Migration(
    "programme.0071-owed-by-day",
    "DROP INDEX work_task_due",
    "CREATE INDEX work_task_lead_due ON work_task (lead, state, due_on)",
    "CREATE INDEX work_task_keeper_due ON work_task (keeper, state, due_on)",
    "CREATE INDEX work_task_plan_due ON work_task (plan, state, due_on)")
}
