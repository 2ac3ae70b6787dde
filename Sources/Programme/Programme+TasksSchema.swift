import Persistence

extension Programme {
  static let tasksSchema = Migration(
    "programme.0020-tasks",
    """
    CREATE TABLE work_rule (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      plan_task TEXT REFERENCES plan_task (id),
      title TEXT NOT NULL,
      detail TEXT NOT NULL,
      lead TEXT NOT NULL,
      assigned_on TEXT NOT NULL,
      keeper TEXT,
      responsible TEXT,
      funding TEXT NOT NULL,
      deliverables TEXT NOT NULL,
      every TEXT NOT NULL CHECK (every IN ('year', 'quarter', 'month')),
      first_on TEXT NOT NULL,
      due_on TEXT NOT NULL,
      last_on TEXT,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      ended_on TEXT
    )\(Column.strict)
    """,
    """
    CREATE TABLE work_rule_partner (
      rule TEXT NOT NULL REFERENCES work_rule (id),
      organisation TEXT NOT NULL,
      PRIMARY KEY (rule, organisation)
    )\(Column.strict)
    """,
    """
    CREATE TABLE work_task (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      plan_task TEXT REFERENCES plan_task (id),
      parent TEXT REFERENCES work_task (id),
      rule TEXT REFERENCES work_rule (id),
      turn TEXT NOT NULL,
      title TEXT NOT NULL,
      detail TEXT NOT NULL,
      lead TEXT NOT NULL,
      assigned_on TEXT NOT NULL,
      keeper TEXT,
      responsible TEXT,
      funding TEXT NOT NULL,
      deliverables TEXT NOT NULL,
      starts_on TEXT,
      due_on TEXT,
      state TEXT NOT NULL CHECK (state IN ('not-started', 'doing', 'awaiting', 'done', 'paused', 'cancelled')),
      percent \(Column.integer) NOT NULL CHECK (percent BETWEEN 0 AND 100),
      submitted_by TEXT,
      submitted_on TEXT,
      done_on TEXT,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      version \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX work_task_lead ON work_task (lead, state)",
    "CREATE INDEX work_task_keeper ON work_task (keeper, state)",
    "CREATE INDEX work_task_plan ON work_task (plan, state)",
    "CREATE INDEX work_task_of ON work_task (plan_task)",
    "CREATE INDEX work_task_parent ON work_task (parent)",
    "CREATE INDEX work_task_state ON work_task (state, id)",
    """
    CREATE TABLE work_turn (
      rule TEXT NOT NULL REFERENCES work_rule (id),
      turn TEXT NOT NULL,
      work TEXT NOT NULL,
      PRIMARY KEY (rule, turn)
    )\(Column.strict)
    """,
    """
    CREATE TABLE work_partner (
      work TEXT NOT NULL REFERENCES work_task (id),
      organisation TEXT NOT NULL,
      PRIMARY KEY (work, organisation)
    )\(Column.strict)
    """,
    "CREATE INDEX work_partner_of ON work_partner (organisation)",
    """
    CREATE TABLE work_joint (
      work TEXT NOT NULL REFERENCES work_task (id),
      needs TEXT NOT NULL REFERENCES work_task (id),
      PRIMARY KEY (work, needs),
      CHECK (work <> needs)
    )\(Column.strict)
    """,
    "CREATE INDEX work_joint_needs ON work_joint (needs)",
    "CREATE TABLE work_guard (name TEXT PRIMARY KEY)\(Column.strict)",
    "INSERT INTO work_guard (name) VALUES ('joints')",
    """
    CREATE TABLE work_event (
      id TEXT PRIMARY KEY,
      work TEXT NOT NULL REFERENCES work_task (id),
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      percent \(Column.integer) NOT NULL,
      words TEXT NOT NULL,
      by_account TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX work_event_of ON work_event (work, id)",
    """
    CREATE TABLE work_told (
      work TEXT NOT NULL REFERENCES work_task (id),
      what TEXT NOT NULL,
      people TEXT NOT NULL,
      told_at \(Column.time) NOT NULL,
      PRIMARY KEY (work, what)
    )\(Column.strict)
    """,
    """
    CREATE TABLE work_honour (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      work TEXT REFERENCES work_task (id),
      keeper TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('organisation', 'person')),
      name TEXT NOT NULL,
      form TEXT NOT NULL,
      reason TEXT NOT NULL,
      issuer TEXT NOT NULL,
      number TEXT NOT NULL,
      issued_on TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      removed_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX work_honour_of ON work_honour (keeper, issued_on)",
    "CREATE INDEX work_honour_work ON work_honour (work)",
    """
    CREATE TABLE work_campaign (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      keeper TEXT NOT NULL,
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      starts_on TEXT NOT NULL,
      ends_on TEXT NOT NULL,
      result TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      version \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX work_campaign_of ON work_campaign (keeper, ends_on)",
    """
    CREATE TABLE work_campaign_task (
      campaign TEXT NOT NULL REFERENCES work_campaign (id),
      work TEXT NOT NULL REFERENCES work_task (id),
      PRIMARY KEY (campaign, work)
    )\(Column.strict)
    """,
    "CREATE INDEX work_campaign_task_of ON work_campaign_task (work)")
}
