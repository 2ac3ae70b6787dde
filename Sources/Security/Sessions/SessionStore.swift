import Foundation
import Kernel
import Persistence

/// All SQL about sessions.
enum SessionStore {
  private static let columns: SQL = """
    id, account, kind, csrf_token, agent, created_at, last_seen_at, idle_expires_at, expires_at, revoked_at
    """

  static func session(hash: String, on connection: any Connection) throws -> SessionRecord? {
    try connection.first("SELECT \(columns) FROM session WHERE token_hash = \(hash)")
  }

  static func insert(
    _ id: SessionID, hash: String, account: AccountID, kind: SessionRecord.Kind, csrfToken: String, agent: String,
    at time: Date, idleExpiresAt: Date, expiresAt: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO session (id, token_hash, account, kind, csrf_token, agent, created_at, last_seen_at,
        idle_expires_at, expires_at)
      VALUES (\(id), \(hash), \(account), \(kind), \(csrfToken), \(agent), \(time), \(time), \(idleExpiresAt),
        \(expiresAt))
      """)
  }

  /// Notes that it was used; of several requests at once only the first writes.
  static func touch(_ session: SessionRecord, at time: Date, idleExpiresAt: Date, on connection: any Connection) throws
  {
    let changed = try connection.execute(
      """
      UPDATE session SET last_seen_at = \(time), idle_expires_at = \(idleExpiresAt)
      WHERE id = \(session.id) AND revoked_at IS NULL AND last_seen_at = \(session.lastSeenAt)
      """)
    if changed == 1 { try AccountStore.seen(session.account, at: time, on: connection) }
  }

  /// Those that have not ended, newest first.
  static func live(of account: AccountID, at time: Date, on connection: any Connection) throws -> [SessionRecord] {
    try connection.all(
      """
      SELECT \(columns) FROM session
      WHERE account = \(account) AND kind = 'browser' AND revoked_at IS NULL
        AND idle_expires_at > \(time) AND expires_at > \(time)
      ORDER BY created_at DESC, id DESC
      LIMIT 50
      """)
  }

  static func revoke(hash: String, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE session SET revoked_at = \(time) WHERE token_hash = \(hash) AND revoked_at IS NULL")
  }

  static func revoke(_ id: SessionID, of account: AccountID, at time: Date, on connection: any Connection) throws
    -> Bool
  {
    try connection.execute(
      "UPDATE session SET revoked_at = \(time) WHERE id = \(id) AND account = \(account) AND revoked_at IS NULL") == 1
  }

  /// Ends all of an account, but for one where it is named.
  static func revokeAll(
    of account: AccountID, except kept: SessionID? = nil, at time: Date, on connection: any Connection
  ) throws -> Int {
    let others: SQL = kept.map { " AND id <> \($0)" } ?? ""
    return try connection.execute(
      "UPDATE session SET revoked_at = \(time) WHERE account = \(account) AND revoked_at IS NULL\(others)")
  }

  /// Forgets sessions that ended long ago; that they were is in the audit log.
  static func purge(endedBefore time: Date, on connection: any Connection) throws {
    try connection.execute("DELETE FROM session WHERE expires_at < \(time)")
  }
}
