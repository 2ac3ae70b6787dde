import Persistence

/// The tables of items. Rules that can be said in the schema are said there.
extension Newsroom {
  static let itemMigrations: [Migration] = [sections, items, revisions, history, published, home]

  private static let sections = Migration(
    "newsroom.0001-sections",
    """
    CREATE TABLE section (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      slug TEXT NOT NULL CHECK (slug <> ''),
      position \(Column.integer) NOT NULL,
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      UNIQUE (organisation_id, slug)
    )\(Column.strict)
    """)

  private static let items = Migration(
    "newsroom.0002-items",
    """
    CREATE TABLE newsroom_counter (
      name TEXT PRIMARY KEY,
      value \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE item (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('article')),
      code \(Column.integer) NOT NULL UNIQUE,
      state TEXT NOT NULL
        CHECK (state IN ('draft', 'editing', 'approval', 'ready', 'published', 'withdrawn')),
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      section_id TEXT REFERENCES section (id),
      place_unit_id TEXT,
      place_name TEXT,
      bylines TEXT NOT NULL,
      tags TEXT NOT NULL,
      lead_picture_id TEXT,
      author_id TEXT NOT NULL,
      author_name TEXT NOT NULL,
      holder_id TEXT,
      deadline \(Column.time),
      scheduled_for \(Column.time),
      scheduled_by TEXT,
      current_revision \(Column.integer) NOT NULL,
      last_revision \(Column.integer) NOT NULL,
      published_revision \(Column.integer),
      slug TEXT,
      first_published_at \(Column.time),
      reader_updated_at \(Column.time),
      index_due_at \(Column.time),
      created_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      CHECK (current_revision <= last_revision),
      CHECK ((state IN ('published', 'withdrawn')) = (published_revision IS NOT NULL)),
      CHECK (scheduled_for IS NULL OR state = 'ready')
    )\(Column.strict)
    """,
    "CREATE INDEX item_by_change ON item (organisation_id, updated_at, id)",
    "CREATE INDEX item_by_state ON item (organisation_id, state, updated_at, id)",
    "CREATE INDEX item_by_holder ON item (organisation_id, holder_id, updated_at, id)",
    "CREATE INDEX item_by_author ON item (organisation_id, author_id, updated_at, id)",
    "CREATE INDEX item_by_section ON item (section_id)",
    "CREATE INDEX item_scheduled ON item (scheduled_for) WHERE scheduled_for IS NOT NULL",
    "CREATE INDEX item_to_index ON item (index_due_at) WHERE index_due_at IS NOT NULL")

  private static let revisions = Migration(
    "newsroom.0003-revisions",
    """
    CREATE TABLE item_revision (
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      number \(Column.integer) NOT NULL,
      base \(Column.integer) NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('autosave', 'save', 'publish', 'restore', 'conflict')),
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      metadata TEXT NOT NULL,
      words \(Column.integer) NOT NULL,
      keyframe \(Column.integer) NOT NULL,
      head \(Column.integer) NOT NULL,
      tail \(Column.integer) NOT NULL,
      body \(Column.blob) NOT NULL,
      PRIMARY KEY (item_id, number)
    )\(Column.strict)
    """)

  private static let history = Migration(
    "newsroom.0004-history",
    """
    CREATE TABLE item_event (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      revision \(Column.integer) NOT NULL,
      reason TEXT,
      detail TEXT
    )\(Column.strict)
    """,
    "CREATE INDEX item_event_by_item ON item_event (item_id, id)",
    """
    CREATE TABLE item_path (
      organisation_id TEXT NOT NULL,
      slug_and_code TEXT NOT NULL,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (organisation_id, slug_and_code)
    )\(Column.strict)
    """,
    "CREATE INDEX item_path_by_item ON item_path (item_id)")

  private static let published = Migration(
    "newsroom.0005-published",
    """
    CREATE TABLE published_item (
      item_id TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      code \(Column.integer) NOT NULL UNIQUE,
      slug_and_code TEXT NOT NULL,
      revision \(Column.integer) NOT NULL,
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      section_id TEXT NOT NULL REFERENCES section (id),
      section_name TEXT NOT NULL,
      section_slug TEXT NOT NULL,
      bylines TEXT NOT NULL,
      tags TEXT NOT NULL,
      place_name TEXT,
      lead_picture_id TEXT,
      first_published_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (organisation_id, slug_and_code)
    )\(Column.strict)
    """,
    "CREATE INDEX published_newest ON published_item (organisation_id, first_published_at, item_id)",
    "CREATE INDEX published_in_section ON published_item (organisation_id, section_slug, first_published_at, item_id)",
    "CREATE INDEX published_by_section ON published_item (section_id)",
    """
    CREATE TABLE published_byline (
      item_id TEXT NOT NULL REFERENCES published_item (item_id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      slug TEXT NOT NULL,
      name TEXT NOT NULL,
      first_published_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, slug)
    )\(Column.strict)
    """,
    "CREATE INDEX published_by_author ON published_byline (organisation_id, slug, first_published_at, item_id)",
    """
    CREATE TABLE published_tag (
      item_id TEXT NOT NULL REFERENCES published_item (item_id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      tag TEXT NOT NULL,
      first_published_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, tag)
    )\(Column.strict)
    """,
    "CREATE INDEX published_with_tag ON published_tag (organisation_id, tag, first_published_at, item_id)")

  private static let home = Migration(
    "newsroom.0006-home",
    """
    CREATE TABLE home_slot (
      organisation_id TEXT NOT NULL,
      position \(Column.integer) NOT NULL,
      item_id TEXT NOT NULL REFERENCES published_item (item_id) ON DELETE CASCADE,
      PRIMARY KEY (organisation_id, position),
      UNIQUE (organisation_id, item_id)
    )\(Column.strict)
    """,
    "CREATE INDEX home_slot_by_item ON home_slot (item_id)")
}
