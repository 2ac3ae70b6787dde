package import Persistence

extension Security {
  /// The tables of this room, in order.
  package static let migrations: [Migration] = [accounts, roles, sessions, secondFactor, attempts, audit]

  private static let accounts = Migration(
    "security.0001-accounts",
    """
    CREATE TABLE account (
      id TEXT PRIMARY KEY,
      login TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      search_key TEXT NOT NULL,
      sort_key TEXT NOT NULL,
      organisation TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'service', 'demo')),
      state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
      password TEXT NOT NULL,
      password_set_at \(Column.time) NOT NULL,
      must_change \(Column.bool) NOT NULL,
      totp_secret \(Column.blob),
      totp_confirmed_at \(Column.time),
      totp_step \(Column.integer) NOT NULL DEFAULT 0,
      failures \(Column.integer) NOT NULL DEFAULT 0,
      locked_until \(Column.time),
      created_at \(Column.time) NOT NULL,
      last_seen_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX account_by_name ON account (sort_key, id)",
    "CREATE INDEX account_by_organisation ON account (organisation)",
    """
    CREATE TABLE password_history (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      password TEXT NOT NULL,
      set_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX password_history_by_account ON password_history (account, set_at)")

  private static let roles = Migration(
    "security.0002-roles",
    """
    CREATE TABLE role_assignment (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      organisation TEXT,
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      made_at \(Column.time) NOT NULL,
      CHECK (valid_to IS NULL OR valid_to >= valid_from)
    )\(Column.strict)
    """,
    "CREATE INDEX role_assignment_by_account ON role_assignment (account, valid_from)",
    "CREATE INDEX role_assignment_by_organisation ON role_assignment (organisation, valid_from)")

  private static let sessions = Migration(
    "security.0003-sessions",
    """
    CREATE TABLE session (
      id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL UNIQUE,
      account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('browser', 'challenge')),
      csrf_token TEXT NOT NULL,
      agent TEXT NOT NULL,
      created_at \(Column.time) NOT NULL,
      last_seen_at \(Column.time) NOT NULL,
      idle_expires_at \(Column.time) NOT NULL,
      expires_at \(Column.time) NOT NULL,
      revoked_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX session_by_account ON session (account, created_at)",
    "CREATE INDEX session_by_expiry ON session (expires_at)",
    """
    CREATE TABLE api_token (
      id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL UNIQUE,
      account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at \(Column.time) NOT NULL,
      expires_at \(Column.time) NOT NULL,
      last_used_at \(Column.time),
      revoked_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX api_token_by_account ON api_token (account, created_at)")

  private static let secondFactor = Migration(
    "security.0004-recovery-codes",
    """
    CREATE TABLE recovery_code (
      id TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      code_hash TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      used_at \(Column.time)
    )\(Column.strict)
    """,
    "CREATE INDEX recovery_code_by_account ON recovery_code (account)")

  private static let attempts = Migration(
    "security.0005-sign-in-attempts",
    """
    CREATE TABLE sign_in_attempt (
      id TEXT PRIMARY KEY,
      made_at \(Column.time) NOT NULL,
      address_key TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX sign_in_attempt_by_address ON sign_in_attempt (address_key, made_at)",
    "CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (made_at)",
    """
    CREATE TABLE unknown_login (
      login_key TEXT PRIMARY KEY,
      failures \(Column.integer) NOT NULL,
      locked_until \(Column.time),
      updated_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX unknown_login_by_time ON unknown_login (updated_at)",
    """
    CREATE TABLE address_salt (
      day TEXT PRIMARY KEY,
      salt \(Column.blob) NOT NULL
    )\(Column.strict)
    """)

  /// Append-only by trigger on both engines. SQLite's `INSERT OR REPLACE` deletes without a delete trigger, hence the
  /// third one there; PostgreSQL's `TRUNCATE` fires no row trigger, hence the third one there.
  private static let audit = Migration(
    "security.0006-audit",
    """
    CREATE TABLE audit_entry (
      seq \(Column.integer) PRIMARY KEY,
      made_at \(Column.time) NOT NULL,
      actor TEXT,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      organisation TEXT,
      detail TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX audit_entry_by_actor ON audit_entry (actor, seq)",
    "CREATE INDEX audit_entry_by_action ON audit_entry (action, seq)",
    "CREATE INDEX audit_entry_by_subject ON audit_entry (subject, seq)",
    "CREATE INDEX audit_entry_by_organisation ON audit_entry (organisation, seq)",
    "CREATE INDEX audit_entry_by_time ON audit_entry (made_at)",
    """
    CREATE TABLE audit_head (
      id \(Column.integer) PRIMARY KEY CHECK (id = 1),
      seq \(Column.integer) NOT NULL,
      hash TEXT NOT NULL,
      seal TEXT NOT NULL,
      unsealed_from \(Column.integer)
    )\(Column.strict)
    """,
    "INSERT INTO audit_head (id, seq, hash, seal) VALUES (1, 0, '\(raw: AuditChain.origin)', '')",
    """
    \(sqlite: """
      CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
      WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq)
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
      """, postgres: """
      CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
      """)
    """,
    """
    \(sqlite: """
      CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
      """, postgres: """
      CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()
      """)
    """,
    """
    \(sqlite: """
      CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
      """, postgres: """
      CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()
      """)
    """)
}
