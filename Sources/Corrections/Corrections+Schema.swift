package import Persistence

extension Corrections {
  /// In the order in which they are run.
  package static let migrations: [Migration] = [cases, notices, snapshots]

  private static let cases = Migration(
    "corrections.0001-cases",
    """
    CREATE TABLE correction_counter (
      organisation TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('case', 'notice')),
      last \(Column.integer) NOT NULL,
      PRIMARY KEY (organisation, year, what)
    )\(Column.strict)
    """,
    """
    CREATE TABLE correction_case (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      number \(Column.integer) NOT NULL,
      kind TEXT NOT NULL,
      origin TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
      item TEXT,
      work TEXT,
      item_author TEXT,
      started_on TEXT NOT NULL,
      detail TEXT NOT NULL,
      responsible TEXT NOT NULL,
      opened_by TEXT NOT NULL,
      opened_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      outcome TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      UNIQUE (organisation, year, number)
    )\(Column.strict)
    """,
    "CREATE INDEX correction_case_state ON correction_case (organisation, state, id)",
    "CREATE INDEX correction_case_open ON correction_case (id) WHERE state = 'open'",
    "CREATE INDEX correction_case_item ON correction_case (item)",
    """
    CREATE TABLE correction_step (
      id TEXT PRIMARY KEY,
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      kind TEXT NOT NULL,
      happened_at \(Column.time) NOT NULL,
      recorded_at \(Column.time) NOT NULL,
      account TEXT NOT NULL,
      account_name TEXT NOT NULL,
      note TEXT NOT NULL,
      evidence TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX correction_step_case ON correction_step (of_case, id)",
    """
    CREATE TABLE correction_follow (
      id TEXT PRIMARY KEY,
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      place TEXT NOT NULL,
      address TEXT NOT NULL,
      needed \(Column.integer) NOT NULL CHECK (needed >= 1),
      done \(Column.integer) NOT NULL CHECK (done >= 0),
      told_at \(Column.time),
      done_at \(Column.time),
      evidence TEXT NOT NULL,
      account_name TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX correction_follow_case ON correction_follow (of_case, id)",
    """
    CREATE TABLE correction_told (
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      what TEXT NOT NULL,
      told_at \(Column.time) NOT NULL,
      PRIMARY KEY (of_case, what)
    )\(Column.strict)
    """)

  private static let notices = Migration(
    "corrections.0002-notices",
    """
    CREATE TABLE correction_round (
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      number \(Column.integer) NOT NULL,
      received_on TEXT NOT NULL,
      words TEXT NOT NULL,
      own_view TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'published', 'refused')),
      ended_at \(Column.time),
      reason TEXT NOT NULL,
      PRIMARY KEY (of_case, number)
    )\(Column.strict)
    """,
    """
    CREATE TABLE correction_notice (
      id TEXT PRIMARY KEY,
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      organisation TEXT NOT NULL,
      number TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('correction', 'response')),
      item TEXT,
      title TEXT NOT NULL,
      lines TEXT NOT NULL,
      published_at \(Column.time) NOT NULL,
      account TEXT NOT NULL,
      account_name TEXT NOT NULL,
      home_until \(Column.time),
      home_ended_at \(Column.time),
      UNIQUE (organisation, number)
    )\(Column.strict)
    """,
    "CREATE INDEX correction_notice_of ON correction_notice (organisation, id)",
    "CREATE INDEX correction_notice_home ON correction_notice (organisation, id) WHERE home_ended_at IS NULL",
    "CREATE INDEX correction_notice_item ON correction_notice (item)",
    "CREATE INDEX correction_notice_case ON correction_notice (of_case)")

  /// What was published and then removed is not changed, and not deleted before its time, whoever asks (NĐ 237/2026
  /// Art 19.1a: removed, but kept on the server).
  private static let snapshots = Migration(
    "corrections.0003-snapshots",
    """
    CREATE TABLE correction_snapshot (
      id TEXT PRIMARY KEY,
      of_case TEXT NOT NULL REFERENCES correction_case (id),
      item TEXT NOT NULL,
      content TEXT NOT NULL,
      digest TEXT NOT NULL,
      taken_at \(Column.time) NOT NULL,
      keep_until TEXT NOT NULL,
      account_name TEXT NOT NULL,
      UNIQUE (of_case, digest)
    )\(Column.strict)
    """,
    """
    \(sqlite: """
      CREATE TRIGGER correction_snapshot_keep BEFORE DELETE ON correction_snapshot
      WHEN OLD.keep_until > date('now', '+7 hours')
      BEGIN SELECT RAISE(ABORT, 'removed text is kept'); END
      """,
      postgres: """
        CREATE FUNCTION correction_snapshot_check() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' OR OLD.keep_until > to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')
          THEN RAISE EXCEPTION 'removed text is kept' USING ERRCODE = '23514'; END IF;
          RETURN OLD;
        END $$
        """)
    """,
    """
    \(sqlite: """
      CREATE TRIGGER correction_snapshot_fixed BEFORE UPDATE ON correction_snapshot
      BEGIN SELECT RAISE(ABORT, 'removed text is kept'); END
      """,
      postgres: """
        CREATE TRIGGER correction_snapshot_keep BEFORE DELETE OR UPDATE ON correction_snapshot
        FOR EACH ROW EXECUTE FUNCTION correction_snapshot_check()
        """)
    """)
}
