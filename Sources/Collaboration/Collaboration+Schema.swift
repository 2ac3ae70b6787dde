package import Persistence

extension Collaboration {
  /// The schema of this room, in order.
  package static let migrations: [Migration] = [notices, mail, personal]

  private static let notices = Migration(
    "collaboration.0001-notices",
    """
    CREATE TABLE notice (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      organisation TEXT NOT NULL,
      kind TEXT NOT NULL,
      unique_key TEXT,
      phrase TEXT NOT NULL,
      phrase_values TEXT NOT NULL,
      path TEXT NOT NULL,
      by_account TEXT,
      made_at \(Column.time) NOT NULL,
      read_at \(Column.time),
      mail TEXT NOT NULL CHECK (mail IN ('no', 'now', 'digest', 'sent')),
      mailed_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX notice_by_account ON notice (account, id)",
    "CREATE INDEX notice_unread ON notice (account, id) WHERE read_at IS NULL",
    "CREATE UNIQUE INDEX notice_key ON notice (account, unique_key) WHERE read_at IS NULL AND unique_key IS NOT NULL",
    "CREATE INDEX notice_to_mail ON notice (account, mail) WHERE mail IN ('now', 'digest')",
    "CREATE INDEX notice_by_time ON notice (made_at)",
    """
    CREATE TABLE notice_choice (
      account TEXT NOT NULL,
      topic TEXT NOT NULL,
      delivery TEXT NOT NULL CHECK (delivery IN ('none', 'page', 'mail', 'digest')),
      PRIMARY KEY (account, topic)
    )\(Column.strict)
    """)

  private static let mail = Migration(
    "collaboration.0002-mail",
    """
    CREATE TABLE mail_person (
      account TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      language TEXT NOT NULL,
      origin TEXT NOT NULL,
      digest_hour \(Column.integer) NOT NULL CHECK (digest_hour BETWEEN 0 AND 23),
      digest_day TEXT,
      address TEXT,
      confirmed_at \(Column.time),
      new_address TEXT,
      code_hash TEXT,
      code_made_at \(Column.time),
      code_tries \(Column.integer) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE mail_out (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      address TEXT NOT NULL,
      subject TEXT NOT NULL,
      body_text TEXT NOT NULL,
      body_html TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'unknown')),
      made_at \(Column.time) NOT NULL,
      ended_at \(Column.time),
      error TEXT
    )\(Column.strict)
    """,
    "CREATE INDEX mail_out_by_time ON mail_out (made_at)")

  private static let personal = Migration(
    "collaboration.0003-personal",
    """
    CREATE TABLE personal_note (
      account TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      revision \(Column.integer) NOT NULL,
      changed_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE personal_pin (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      item TEXT,
      title TEXT NOT NULL,
      address TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      UNIQUE (account, address)
    )\(Column.strict)
    """,
    """
    CREATE TABLE first_step (
      account TEXT NOT NULL,
      step TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      PRIMARY KEY (account, step)
    )\(Column.strict)
    """)
}
