import Persistence

extension Organisations {
  /// What organisations hold, count and declare. Every row is of the organisation as it was; what holds for a time has its
  /// first and last day, and `mark` says how sure its source is (empty: entered by whoever answers for it).
  static let registersOfOrganisations = Migration(
    "organisations.0005-registers",
    """
    CREATE TABLE register_licence (
      \(identity),
      kind TEXT NOT NULL CHECK (kind IN ('press', 'section', 'supplement')),
      name TEXT NOT NULL,
      press_types TEXT NOT NULL,
      number TEXT NOT NULL,
      issuer TEXT NOT NULL,
      issued_on TEXT,
      legal_basis TEXT NOT NULL,
      changed_on TEXT,
      change_notified_on TEXT,
      \(dated),
      UNIQUE (organisation, kind, name, valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX register_licence_end ON register_licence (valid_to)",
    """
    CREATE TABLE register_channel (
      \(identity),
      platform TEXT NOT NULL,
      name TEXT NOT NULL,
      address TEXT NOT NULL,
      has_mark \(Column.bool) NOT NULL,
      opening_notified_on TEXT,
      closing_notified_on TEXT,
      \(dated),
      UNIQUE (organisation, address, valid_from)
    )\(Column.strict)
    """,
    """
    CREATE TABLE register_people (
      \(identity),
      counted_on TEXT NOT NULL,
      people \(Column.integer) NOT NULL CHECK (people >= 0),
      leaders \(Column.integer) NOT NULL CHECK (leaders >= 0),
      reporters \(Column.integer) NOT NULL CHECK (reporters >= 0),
      trained \(Column.integer) NOT NULL CHECK (trained >= 0 AND trained <= people),
      CHECK (leaders + reporters <= people),
      UNIQUE (organisation, counted_on)
    )\(Column.strict)
    """,
    """
    CREATE TABLE register_flag (
      \(identity),
      flag TEXT NOT NULL,
      holds \(Column.bool) NOT NULL,
      paper TEXT NOT NULL,
      \(dated),
      UNIQUE (organisation, flag, valid_from)
    )\(Column.strict)
    """,
    """
    CREATE TABLE register_security (
      \(identity),
      system TEXT NOT NULL,
      is_main \(Column.bool) NOT NULL,
      level \(Column.integer) NOT NULL CHECK (level BETWEEN 1 AND 5),
      paper TEXT NOT NULL,
      \(dated),
      UNIQUE (organisation, system, valid_from)
    )\(Column.strict)
    """)

  /// What lies in places: each row is kept by an organisation and says in which unit the thing stands.
  static let registersOfPlaces = Migration(
    "organisations.0006-places",
    """
    CREATE TABLE register_printer (
      \(identity),
      name TEXT NOT NULL,
      unit TEXT REFERENCES unit (id),
      address TEXT NOT NULL,
      is_modern \(Column.bool) NOT NULL,
      modern_year \(Column.integer),
      \(dated),
      UNIQUE (organisation, name, valid_from)
    )\(Column.strict)
    """,
    """
    CREATE TABLE register_publication (
      \(identity),
      title TEXT NOT NULL,
      year \(Column.integer) NOT NULL CHECK (year BETWEEN 1900 AND 2200),
      is_electronic \(Column.bool) NOT NULL,
      copies \(Column.integer) NOT NULL CHECK (copies >= 0),
      UNIQUE (organisation, title, year, is_electronic)
    )\(Column.strict)
    """,
    "CREATE INDEX register_publication_year ON register_publication (year)",
    """
    CREATE TABLE register_point (
      \(identity),
      name TEXT NOT NULL,
      unit TEXT REFERENCES unit (id),
      address TEXT NOT NULL,
      \(dated),
      UNIQUE (organisation, name, valid_from)
    )\(Column.strict)
    """,
    """
    CREATE TABLE register_coverage (
      \(identity),
      unit TEXT NOT NULL REFERENCES unit (id),
      radio TEXT NOT NULL CHECK (radio IN ('ip', 'fm', 'none')),
      boards \(Column.integer) NOT NULL CHECK (boards >= 0),
      \(dated),
      UNIQUE (unit, valid_from)
    )\(Column.strict)
    """)

  /// Money is a register of its own: it has its own rights, and a second person's word.
  static let registerOfRevenue = Migration(
    "organisations.0007-revenue",
    """
    CREATE TABLE register_revenue (
      organisation TEXT NOT NULL REFERENCES organisation (id),
      year \(Column.integer) NOT NULL CHECK (year BETWEEN 2000 AND 2200),
      amount \(Column.integer) NOT NULL CHECK (amount >= 0),
      source TEXT NOT NULL,
      entered_by TEXT NOT NULL,
      entered_at \(Column.time) NOT NULL,
      confirmed_by TEXT,
      confirmed_at \(Column.time),
      PRIMARY KEY (organisation, year),
      CHECK (confirmed_by IS NULL OR confirmed_by <> entered_by)
    )\(Column.strict)
    """)

  /// What was told already, so that it is told once.
  static let registerAlerts = Migration(
    "organisations.0008-told",
    """
    CREATE TABLE register_told (
      subject TEXT NOT NULL,
      what TEXT NOT NULL,
      told_at \(Column.time) NOT NULL,
      PRIMARY KEY (subject, what)
    )\(Column.strict)
    """)

  /// Tables that were sent and looked at, until their sender says yes.
  static let registerImports = Migration(
    "organisations.0009-imports",
    """
    CREATE TABLE register_import (
      id TEXT PRIMARY KEY,
      register TEXT NOT NULL,
      account TEXT NOT NULL,
      content TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX register_import_age ON register_import (made_at)")

  /// How many people live where, and how many of them are reached.
  static let registerPeopleReached = Migration(
    "organisations.0010-people-reached",
    "ALTER TABLE register_coverage ADD COLUMN residents \(Column.integer) CHECK (residents >= 0)",
    "ALTER TABLE register_coverage ADD COLUMN informed \(Column.integer) CHECK (informed >= 0)")

  /// When a product that a licence allows is given up before the licence ends, and when the authority was told.
  static let registerLicenceStops = Migration(
    "organisations.0011-licence-stops",
    "ALTER TABLE register_licence ADD COLUMN stopped_on TEXT",
    "ALTER TABLE register_licence ADD COLUMN stop_notified_on TEXT")

  private static let identity: SQL = """
    id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL REFERENCES organisation (id),
      source TEXT NOT NULL,
      mark TEXT NOT NULL,
      entered_by TEXT NOT NULL,
      entered_at \(Column.time) NOT NULL
    """

  private static let dated: SQL = """
    valid_from TEXT NOT NULL,
      valid_to TEXT,
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    """
}
