package import Persistence

extension Planning {
  /// The schema of this room, in order.
  package static let migrations: [Migration] = [events, editions, plans, assignments, templates, shifts, feeds]

  private static let events = Migration(
    "planning.0001-events",
    """
    CREATE TABLE planning_pulse (
      organisation TEXT PRIMARY KEY,
      number \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE planning_event (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      uid TEXT NOT NULL CHECK (uid <> ''),
      sequence \(Column.integer) NOT NULL,
      title TEXT NOT NULL CHECK (title <> ''),
      place TEXT NOT NULL,
      description TEXT NOT NULL,
      contact TEXT NOT NULL,
      link TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('tentative', 'confirmed', 'cancelled')),
      all_day \(Column.bool) NOT NULL,
      starts_at \(Column.time) NOT NULL,
      ends_at \(Column.time) NOT NULL,
      rule TEXT,
      lasts_until \(Column.time),
      made_by TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      CHECK (ends_at >= starts_at),
      UNIQUE (organisation, uid)
    )\(Column.strict)
    """,
    "CREATE INDEX planning_event_time ON planning_event (organisation, starts_at)",
    "CREATE INDEX planning_event_recurring ON planning_event (organisation, starts_at) WHERE rule IS NOT NULL",
    """
    CREATE TABLE planning_event_exception (
      event TEXT NOT NULL REFERENCES planning_event (id) ON DELETE CASCADE,
      original \(Column.time) NOT NULL,
      removed \(Column.bool) NOT NULL,
      title TEXT,
      place TEXT,
      starts_at \(Column.time),
      ends_at \(Column.time),
      PRIMARY KEY (event, original)
    )\(Column.strict)
    """,
    "CREATE INDEX planning_event_exception_moved ON planning_event_exception (starts_at) WHERE starts_at IS NOT NULL")

  private static let editions = Migration(
    "planning.0002-editions",
    """
    CREATE TABLE planning_edition (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      weekdays TEXT NOT NULL CHECK (weekdays <> ''),
      closes_minute \(Column.integer) NOT NULL CHECK (closes_minute BETWEEN 0 AND 1439),
      days_before \(Column.integer) NOT NULL CHECK (days_before BETWEEN 0 AND 7),
      warns_minutes \(Column.integer) NOT NULL CHECK (warns_minutes BETWEEN 0 AND 1440),
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      version \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX planning_edition_of ON planning_edition (organisation, name)",
    """
    CREATE TABLE planning_edition_closing (
      edition TEXT NOT NULL REFERENCES planning_edition (id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      warned_at \(Column.time),
      closed_at \(Column.time),
      PRIMARY KEY (edition, day)
    )\(Column.strict)
    """)

  private static let plans = Migration(
    "planning.0003-plans",
    """
    CREATE TABLE planning_plan (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      title TEXT NOT NULL CHECK (title <> ''),
      angle TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined', 'done')),
      urgent \(Column.bool) NOT NULL,
      section TEXT,
      day TEXT,
      event TEXT REFERENCES planning_event (id),
      event_time \(Column.time),
      edition TEXT REFERENCES planning_edition (id),
      edition_day TEXT,
      proposer TEXT NOT NULL,
      proposer_name TEXT NOT NULL,
      decider TEXT,
      reason TEXT,
      version \(Column.integer) NOT NULL,
      made_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      CHECK (edition_day IS NULL OR edition IS NOT NULL)
    )\(Column.strict)
    """,
    "CREATE INDEX planning_plan_day ON planning_plan (organisation, day)",
    "CREATE INDEX planning_plan_list ON planning_plan (organisation, id)",
    "CREATE INDEX planning_plan_event ON planning_plan (event)",
    "CREATE INDEX planning_plan_edition ON planning_plan (edition, edition_day)")

  private static let assignments = Migration(
    "planning.0004-assignments",
    """
    CREATE TABLE planning_coverage (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      plan TEXT NOT NULL REFERENCES planning_plan (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('text', 'photo', 'video', 'audio', 'live', 'graphic')),
      length \(Column.integer),
      note TEXT NOT NULL,
      deadline \(Column.time),
      item TEXT
    )\(Column.strict)
    """,
    "CREATE INDEX planning_coverage_plan ON planning_coverage (plan, id)",
    "CREATE INDEX planning_coverage_due ON planning_coverage (organisation, deadline)",
    "CREATE INDEX planning_coverage_item ON planning_coverage (item) WHERE item IS NOT NULL",
    """
    CREATE TABLE planning_desk (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      closed \(Column.bool) NOT NULL,
      UNIQUE (organisation, name)
    )\(Column.strict)
    """,
    """
    CREATE TABLE planning_assignment (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      coverage TEXT NOT NULL REFERENCES planning_coverage (id) ON DELETE CASCADE,
      desk TEXT REFERENCES planning_desk (id),
      person TEXT,
      person_name TEXT,
      state TEXT NOT NULL
        CHECK (state IN ('offered', 'accepted', 'declined', 'in-progress', 'done', 'cancelled')),
      reason TEXT,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      CHECK (person IS NOT NULL OR desk IS NOT NULL)
    )\(Column.strict)
    """,
    "CREATE INDEX planning_assignment_coverage ON planning_assignment (coverage, id)",
    "CREATE INDEX planning_assignment_person ON planning_assignment (person, state)")

  private static let templates = Migration(
    "planning.0005-templates",
    """
    CREATE TABLE planning_template (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      kind TEXT NOT NULL CHECK (kind <> ''),
      section TEXT,
      title_pattern TEXT NOT NULL CHECK (title_pattern <> ''),
      summary TEXT NOT NULL,
      body TEXT NOT NULL,
      weekdays TEXT NOT NULL CHECK (weekdays <> ''),
      minute \(Column.integer) NOT NULL CHECK (minute BETWEEN 0 AND 1439),
      due_minutes \(Column.integer) NOT NULL CHECK (due_minutes BETWEEN 0 AND 10080),
      person TEXT NOT NULL,
      person_name TEXT NOT NULL,
      paused \(Column.bool) NOT NULL,
      problem TEXT,
      next_at \(Column.time) NOT NULL,
      made_by TEXT NOT NULL,
      version \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX planning_template_of ON planning_template (organisation, name)",
    "CREATE INDEX planning_template_next ON planning_template (next_at)",
    """
    CREATE TABLE planning_template_run (
      template TEXT NOT NULL REFERENCES planning_template (id) ON DELETE CASCADE,
      due_at \(Column.time) NOT NULL,
      item TEXT,
      ran_at \(Column.time) NOT NULL,
      PRIMARY KEY (template, due_at)
    )\(Column.strict)
    """)

  private static let shifts = Migration(
    "planning.0006-shifts",
    """
    CREATE TABLE planning_shift (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      from_minute \(Column.integer) NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
      to_minute \(Column.integer) NOT NULL CHECK (to_minute BETWEEN 0 AND 1439),
      closed \(Column.bool) NOT NULL,
      UNIQUE (organisation, name)
    )\(Column.strict)
    """,
    """
    CREATE TABLE planning_availability (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      person TEXT NOT NULL,
      person_name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('off', 'trip', 'shift')),
      shift TEXT REFERENCES planning_shift (id),
      from_day TEXT NOT NULL,
      to_day TEXT NOT NULL,
      note TEXT NOT NULL,
      CHECK (to_day >= from_day),
      CHECK (kind <> 'shift' OR shift IS NOT NULL)
    )\(Column.strict)
    """,
    "CREATE INDEX planning_availability_day ON planning_availability (organisation, to_day, from_day)",
    """
    CREATE TABLE planning_handover (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      day TEXT NOT NULL,
      shift TEXT NOT NULL REFERENCES planning_shift (id),
      body TEXT NOT NULL CHECK (body <> ''),
      author TEXT NOT NULL,
      author_name TEXT NOT NULL,
      receiver TEXT,
      receiver_name TEXT,
      received_at \(Column.time),
      version \(Column.integer) NOT NULL,
      updated_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX planning_handover_of ON planning_handover (organisation, id)")

  private static let feeds = Migration(
    "planning.0007-feeds",
    """
    CREATE TABLE planning_feed (
      token_hash TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      person TEXT NOT NULL,
      person_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      read_at \(Column.time),
      UNIQUE (organisation, person)
    )\(Column.strict)
    """)
}
