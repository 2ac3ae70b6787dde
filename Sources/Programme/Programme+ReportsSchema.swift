import Persistence

extension Programme {
  /// Reports with the figures they were made of, every version of their text, what was done with them, the signed papers,
  /// and whom the program has reminded.
  static let reportsSchema = Migration(
    "programme.0040-reports",
    """
    CREATE TABLE plan_report (
      id TEXT PRIMARY KEY,
      plan TEXT REFERENCES plan (id),
      type TEXT NOT NULL,
      year \(Column.integer) NOT NULL,
      period TEXT NOT NULL,
      organisation TEXT NOT NULL,
      organisation_name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'signed', 'sent')),
      from_day TEXT NOT NULL,
      to_day TEXT NOT NULL,
      due_on TEXT,
      head TEXT NOT NULL,
      content TEXT NOT NULL,
      facts TEXT NOT NULL,
      facts_day TEXT,
      facts_digest TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      changed_by TEXT NOT NULL,
      changed_by_name TEXT NOT NULL,
      updated_at \(Column.time) NOT NULL,
      reviewed_by TEXT,
      reviewed_by_name TEXT NOT NULL,
      signed_on TEXT,
      sent_on TEXT,
      sent_way TEXT NOT NULL,
      version \(Column.integer) NOT NULL,
      CHECK (reviewed_by IS NULL OR reviewed_by <> changed_by)
    )\(Column.strict)
    """,
    "CREATE UNIQUE INDEX plan_report_once ON plan_report (organisation, type, year, period, COALESCE(plan, ''))",
    "CREATE INDEX plan_report_year ON plan_report (year, organisation)",
    "CREATE INDEX plan_report_of ON plan_report (plan, year)",
    """
    CREATE TABLE plan_report_version (
      report TEXT NOT NULL REFERENCES plan_report (id),
      version \(Column.integer) NOT NULL,
      head TEXT NOT NULL,
      content TEXT NOT NULL,
      facts_digest TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at \(Column.time) NOT NULL,
      PRIMARY KEY (report, version)
    )\(Column.strict)
    """,
    """
    CREATE TABLE plan_report_event (
      id TEXT PRIMARY KEY,
      report TEXT NOT NULL REFERENCES plan_report (id),
      kind TEXT NOT NULL,
      words TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_report_event_of ON plan_report_event (report, id)",
    """
    CREATE TABLE plan_report_paper (
      evidence TEXT PRIMARY KEY REFERENCES plan_evidence (id),
      report TEXT NOT NULL REFERENCES plan_report (id),
      kind TEXT NOT NULL CHECK (kind IN ('scan', 'pkcs7')),
      seen TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX plan_report_paper_of ON plan_report_paper (report)",
    """
    CREATE TABLE plan_report_told (
      due TEXT NOT NULL,
      organisation TEXT NOT NULL,
      stage TEXT NOT NULL,
      told_at \(Column.time) NOT NULL,
      PRIMARY KEY (due, organisation, stage)
    )\(Column.strict)
    """)

  /// Who wrote a version: none of them approves. Nil where figures were only taken anew, and in versions of before.
  static let reportWriters = Migration(
    "programme.0042-report-writers", "ALTER TABLE plan_report_version ADD COLUMN by_account TEXT")

  /// What was found of the signatures of a signed paper, as JSON.
  static let reportSignatures = Migration(
    "programme.0041-report-signatures",
    "ALTER TABLE plan_report_paper ADD COLUMN findings TEXT NOT NULL DEFAULT '[]'")
}
