package import Persistence

extension Organisations {
  /// Units first: an organisation names its province.
  package static let migrations: [Migration] = [
    units, organisations, overlaps, posts, registersOfOrganisations, registersOfPlaces, registerOfRevenue,
    registerAlerts, registerImports, registerPeopleReached, registerLicenceStops,
  ]

  private static let units = Migration(
    "organisations.0001-units",
    """
    CREATE TABLE unit (
      id TEXT PRIMARY KEY,
      level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune'))
    )\(Column.strict)
    """,
    """
    CREATE TABLE unit_version (
      unit TEXT NOT NULL REFERENCES unit (id),
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      code TEXT NOT NULL,
      level TEXT NOT NULL,
      name TEXT NOT NULL,
      parent TEXT REFERENCES unit (id),
      folded TEXT NOT NULL,
      folded_place TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (unit, valid_from),
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX unit_version_parent ON unit_version (parent, sort_key)",
    "CREATE INDEX unit_version_code ON unit_version (code, valid_from)",
    """
    CREATE TABLE unit_succession (
      from_unit TEXT NOT NULL REFERENCES unit (id),
      to_unit TEXT NOT NULL REFERENCES unit (id),
      kind TEXT NOT NULL CHECK (kind IN ('continue', 'merge', 'split')),
      day TEXT NOT NULL,
      source TEXT NOT NULL,
      PRIMARY KEY (from_unit, to_unit)
    )\(Column.strict)
    """,
    "CREATE INDEX unit_succession_to ON unit_succession (to_unit)",
    "CREATE TABLE unit_source (id TEXT PRIMARY KEY, what TEXT NOT NULL)\(Column.strict)",
    """
    CREATE TABLE unit_load (
      id TEXT PRIMARY KEY, digest TEXT NOT NULL, loaded_at \(Column.time) NOT NULL
    )\(Column.strict)
    """)

  private static let organisations = Migration(
    "organisations.0002-organisations",
    "CREATE TABLE organisation (id TEXT PRIMARY KEY, made_at \(Column.time) NOT NULL)\(Column.strict)",
    """
    CREATE TABLE organisation_version (
      organisation TEXT NOT NULL REFERENCES organisation (id),
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('press-agency', 'governing-body', 'department', 'commune')),
      name TEXT NOT NULL,
      short_name TEXT NOT NULL,
      slug TEXT NOT NULL,
      governing_body TEXT REFERENCES organisation (id),
      province TEXT REFERENCES unit (id),
      imprint TEXT NOT NULL,
      legal_basis TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      PRIMARY KEY (organisation, valid_from),
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX organisation_version_slug ON organisation_version (slug)",
    "CREATE INDEX organisation_version_body ON organisation_version (governing_body)",
    "CREATE INDEX organisation_version_province ON organisation_version (province)",
    """
    CREATE TABLE organisation_succession (
      id TEXT PRIMARY KEY,
      from_organisation TEXT NOT NULL REFERENCES organisation (id),
      to_organisation TEXT NOT NULL REFERENCES organisation (id),
      kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'transfer')),
      day TEXT NOT NULL,
      legal_basis TEXT NOT NULL,
      UNIQUE (from_organisation, to_organisation, kind, day)
    )\(Column.strict)
    """,
    "CREATE INDEX organisation_succession_to ON organisation_succession (to_organisation)")

  /// Two versions of one organisation never hold on the same day, whoever writes them.
  private static let overlaps = Migration(
    "organisations.0003-overlaps",
    """
    \(sqlite: """
      CREATE TRIGGER organisation_version_insert BEFORE INSERT ON organisation_version
      WHEN EXISTS (
        SELECT 1 FROM organisation_version o WHERE o.organisation = NEW.organisation
        AND o.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
        AND COALESCE(o.valid_to, '9999-12-31') >= NEW.valid_from)
      BEGIN SELECT RAISE(ABORT, 'two versions on one day'); END
      """,
      postgres: """
        CREATE FUNCTION organisation_version_check() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (
            SELECT 1 FROM organisation_version o WHERE o.organisation = NEW.organisation
            AND NOT (TG_OP = 'UPDATE' AND o.valid_from = OLD.valid_from)
            AND o.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
            AND COALESCE(o.valid_to, '9999-12-31') >= NEW.valid_from)
          THEN RAISE EXCEPTION 'two versions on one day' USING ERRCODE = '23P01'; END IF;
          RETURN NEW;
        END $$
        """)
    """,
    """
    \(sqlite: """
      CREATE TRIGGER organisation_version_update BEFORE UPDATE ON organisation_version
      WHEN EXISTS (
        SELECT 1 FROM organisation_version o WHERE o.organisation = NEW.organisation
        AND o.valid_from <> OLD.valid_from
        AND o.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')
        AND COALESCE(o.valid_to, '9999-12-31') >= NEW.valid_from)
      BEGIN SELECT RAISE(ABORT, 'two versions on one day'); END
      """,
      postgres: """
        CREATE TRIGGER organisation_version_overlap BEFORE INSERT OR UPDATE ON organisation_version
        FOR EACH ROW EXECUTE FUNCTION organisation_version_check()
        """)
    """)

  private static let posts = Migration(
    "organisations.0004-posts",
    """
    CREATE TABLE organisation_post (
      id TEXT PRIMARY KEY,
      organisation TEXT NOT NULL REFERENCES organisation (id),
      title TEXT NOT NULL,
      is_head \(Column.bool) NOT NULL,
      person TEXT NOT NULL,
      account TEXT,
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      legal_basis TEXT NOT NULL,
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX organisation_post_of ON organisation_post (organisation, valid_from)")
}
