package import Persistence

extension Programme {
  /// Plans first: everything else names one.
  package static let migrations: [Migration] = [
    plansSchema, evidenceSchema, plansMore,
    targetsSchema, keptTargetsSchema,
    tasksSchema,
    maturitySchema, maturityPastSchema,
    reportsSchema, reportSignatures, reportWriters,
    servingSchema, countingSchema,
    sharingSchema,
    owedSchema, owedByDaySchema,
    restatingSchema, sharingDefinitions, deadlineMakers, sittingsSchema,
  ]

  private static let plansSchema = Migration(
    "programme.0001-plans",
    """
    CREATE TABLE plan (
      id TEXT PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('national', 'provincial', 'agency')),
      state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'ended')),
      owner TEXT,
      province TEXT,
      province_name TEXT NOT NULL,
      title TEXT NOT NULL,
      short_title TEXT NOT NULL,
      document TEXT NOT NULL,
      number TEXT NOT NULL,
      issued TEXT NOT NULL,
      issuer TEXT NOT NULL,
      from_year \(Column.integer) NOT NULL,
      to_year \(Column.integer) NOT NULL,
      vision_year \(Column.integer),
      base_year \(Column.integer),
      source_file TEXT NOT NULL,
      source_mark TEXT NOT NULL,
      source_note TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      made_by TEXT,
      made_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_owner ON plan (owner)",
    """
    CREATE TABLE plan_text (
      plan TEXT NOT NULL REFERENCES plan (id),
      kind TEXT NOT NULL CHECK (kind IN ('basis', 'aim', 'funding', 'recipient', 'note')),
      position \(Column.integer) NOT NULL,
      ref TEXT NOT NULL,
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (plan, kind, position)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_target (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      code TEXT NOT NULL,
      position \(Column.integer) NOT NULL,
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      text TEXT NOT NULL,
      goal TEXT NOT NULL,
      indicator TEXT NOT NULL,
      measure TEXT NOT NULL,
      unit TEXT NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'range', 'equal')),
      population_kind TEXT NOT NULL,
      population_filter TEXT NOT NULL,
      population_text TEXT NOT NULL,
      numerator TEXT NOT NULL,
      denominator TEXT NOT NULL,
      base_year \(Column.integer),
      contradicts TEXT NOT NULL,
      note TEXT NOT NULL,
      adopted_from TEXT REFERENCES plan_target (id),
      ended_on TEXT,
      UNIQUE (plan, code)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_target_adopted ON plan_target (adopted_from)",
    """
    CREATE TABLE plan_target_value (
      target TEXT NOT NULL REFERENCES plan_target (id),
      year \(Column.integer) NOT NULL,
      value \(Column.real),
      low \(Column.real),
      high \(Column.real),
      growth \(Column.real),
      shown TEXT NOT NULL,
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      PRIMARY KEY (target, year)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_task (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      parent TEXT REFERENCES plan_task (id),
      code TEXT NOT NULL,
      position \(Column.integer) NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('task', 'solution', 'duty')),
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      funding TEXT NOT NULL,
      from_year \(Column.integer),
      to_year \(Column.integer),
      every TEXT NOT NULL,
      period TEXT NOT NULL,
      targets TEXT NOT NULL,
      UNIQUE (plan, code)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_task_party (
      task TEXT NOT NULL REFERENCES plan_task (id),
      role TEXT NOT NULL CHECK (role IN ('lead', 'partner')),
      position \(Column.integer) NOT NULL,
      name TEXT NOT NULL,
      organisation TEXT,
      PRIMARY KEY (task, role, position)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_task_party_of ON plan_task_party (organisation, role)",
    """
    CREATE TABLE plan_deadline (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      code TEXT NOT NULL,
      who TEXT NOT NULL,
      to_whom TEXT NOT NULL,
      via TEXT NOT NULL,
      every TEXT NOT NULL,
      month \(Column.integer),
      day \(Column.integer),
      is_before \(Column.bool) NOT NULL,
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      text TEXT NOT NULL,
      mark TEXT NOT NULL,
      valid_from TEXT,
      valid_to TEXT
    )\(Column.strict)
    """,
    "CREATE INDEX plan_deadline_of ON plan_deadline (plan)",
    """
    CREATE TABLE plan_annex (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      position \(Column.integer) NOT NULL,
      title TEXT NOT NULL,
      section TEXT NOT NULL,
      lines TEXT NOT NULL,
      content TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_annex_of ON plan_annex (plan, position)",
    """
    CREATE TABLE plan_amendment (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL REFERENCES plan (id),
      version \(Column.integer) NOT NULL,
      number TEXT NOT NULL,
      issued TEXT NOT NULL,
      effective_on TEXT NOT NULL,
      summary TEXT NOT NULL,
      before TEXT NOT NULL,
      made_by TEXT,
      made_at \(Column.time) NOT NULL,
      UNIQUE (plan, version)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_load (
      code TEXT PRIMARY KEY, digest TEXT NOT NULL, loaded_at \(Column.time) NOT NULL
    )\(Column.strict)
    """)

  /// What proves a figure, a task, a score: a file kept here, an address, or a page of ours.
  private static let evidenceSchema = Migration(
    "programme.0002-evidence",
    """
    CREATE TABLE plan_evidence (
      id TEXT PRIMARY KEY,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('figure', 'task', 'score', 'report')),
      subject TEXT NOT NULL,
      plan TEXT REFERENCES plan (id),
      organisation TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('file', 'address', 'page', 'words')),
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      media_type TEXT NOT NULL,
      size \(Column.integer) NOT NULL,
      sha256 TEXT NOT NULL,
      added_by TEXT NOT NULL,
      added_by_name TEXT NOT NULL,
      added_at \(Column.time) NOT NULL,
      removed_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX plan_evidence_of ON plan_evidence (subject_kind, subject)")
}
