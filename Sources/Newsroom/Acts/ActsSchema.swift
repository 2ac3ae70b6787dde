import Persistence

/// The tables of what a desk does with many items: marks, links, lists, flags.
extension Newsroom {
  static let actsMigrations: [Migration] = [acts, highlights, liveBlogs, packageMembers, savedSearches, publications]

  private static let acts = Migration(
    "newsroom.0301-acts",
    """
    CREATE TABLE item_spike (
      item_id TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
      reason TEXT NOT NULL CHECK (reason <> ''),
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE item_link (
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      target_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('rewrite', 'duplicate', 'translation', 'related')),
      account_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, target_id, kind),
      CHECK (item_id <> target_id)
    )\(Column.strict)
    """,
    "CREATE INDEX item_link_by_target ON item_link (target_id, kind)",
    """
    CREATE TABLE item_mark (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      organisation_id TEXT NOT NULL,
      account_id TEXT,
      section_id TEXT REFERENCES section (id),
      note TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_by_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      done_at \(Column.time),
      done_by TEXT,
      CHECK ((account_id IS NULL) <> (section_id IS NULL))
    )\(Column.strict)
    """,
    "CREATE INDEX item_mark_by_item ON item_mark (item_id, id)",
    "CREATE INDEX item_mark_for_person ON item_mark (account_id, item_id) WHERE done_at IS NULL",
    "CREATE INDEX item_mark_for_section ON item_mark (section_id, item_id) WHERE done_at IS NULL",
    """
    CREATE TABLE item_flag (
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      flag TEXT NOT NULL CHECK (flag IN ('urgent', 'exclusive', 'careful')),
      account_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (item_id, flag)
    )\(Column.strict)
    """)

  private static let highlights = Migration(
    "newsroom.0302-highlights",
    """
    CREATE TABLE highlight (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      day TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      account_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      UNIQUE (organisation_id, day, name)
    )\(Column.strict)
    """,
    """
    CREATE TABLE highlight_item (
      highlight_id TEXT NOT NULL REFERENCES highlight (id) ON DELETE CASCADE,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      position \(Column.integer) NOT NULL,
      account_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (highlight_id, item_id)
    )\(Column.strict)
    """,
    "CREATE INDEX highlight_item_by_item ON highlight_item (item_id)")

  private static let liveBlogs = Migration(
    "newsroom.0303-live-blogs",
    """
    CREATE TABLE live_blog (
      item_id TEXT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
      change \(Column.integer) NOT NULL,
      closed_at \(Column.time)
    )\(Column.strict)
    """,
    """
    CREATE TABLE live_entry (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      state TEXT NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'removed')),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      is_key \(Column.bool) NOT NULL,
      is_pinned \(Column.bool) NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      scheduled_for \(Column.time),
      published_at \(Column.time),
      edited_at \(Column.time),
      change \(Column.integer) NOT NULL,
      version \(Column.integer) NOT NULL,
      CHECK ((scheduled_for IS NOT NULL) = (state = 'scheduled')),
      CHECK (state <> 'published' OR published_at IS NOT NULL)
    )\(Column.strict)
    """,
    "CREATE INDEX live_entry_by_time ON live_entry (item_id, state, published_at, id)",
    "CREATE INDEX live_entry_by_change ON live_entry (item_id, change)",
    "CREATE INDEX live_entry_due ON live_entry (scheduled_for) WHERE scheduled_for IS NOT NULL",
    """
    CREATE TABLE live_entry_version (
      entry_id TEXT NOT NULL REFERENCES live_entry (id) ON DELETE CASCADE,
      version \(Column.integer) NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      account_name TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (entry_id, version)
    )\(Column.strict)
    """)

  private static let packageMembers = Migration(
    "newsroom.0304-package-members",
    """
    CREATE TABLE item_package_member (
      package_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      position \(Column.integer) NOT NULL,
      PRIMARY KEY (package_id, item_id),
      CHECK (package_id <> item_id)
    )\(Column.strict)
    """,
    "CREATE INDEX item_package_by_member ON item_package_member (item_id)")

  private static let savedSearches = Migration(
    "newsroom.0305-saved-searches",
    """
    CREATE TABLE saved_search (
      id TEXT PRIMARY KEY,
      organisation_id TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      query TEXT NOT NULL,
      is_shared \(Column.bool) NOT NULL,
      made_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX saved_search_by_agency ON saved_search (organisation_id, name, id)",
    """
    CREATE TABLE saved_search_alert (
      search_id TEXT NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
      account_id TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (search_id, account_id)
    )\(Column.strict)
    """,
    """
    CREATE TABLE saved_search_hit (
      search_id TEXT NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
      item_id TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (search_id, item_id)
    )\(Column.strict)
    """,
    """
    CREATE INDEX item_by_creation ON item (organisation_id, created_at, id)
    """,
    """
    CREATE INDEX item_event_by_time ON item_event (kind, made_at)
    """)

  private static let publications = Migration(
    "newsroom.0307-publications",
    """
    CREATE INDEX item_by_publication ON item (organisation_id, first_published_at, id)
    WHERE first_published_at IS NOT NULL
    """)
}
