import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// A session that was just opened: the token goes to the browser and is kept nowhere.
struct OpenedSession: Sendable {
  let token: Token
  let id: SessionID
  let account: AccountID
}

/// Opens, finds and ends sessions.
struct Sessions: Sendable {
  let database: Database
  let clock: WallClock
  let policies: SecurityPolicies
  let roles: RoleTable
  let cookie: SessionCookie
  let cache = SessionCache()

  /// Opens a session in this transaction. Whatever session the browser had before is ended, so that nobody can plant one
  /// (session fixation).
  func open(
    _ kind: SessionRecord.Kind, for account: AccountID, as roleKind: RoleKind, agent: String, replacing old: Token?,
    on connection: any Connection
  ) throws -> OpenedSession {
    let now = clock.now
    let policy = policies.on(CivilDate(now))
    let (token, id) = (Token.random(), SessionID.new())
    let challenge = Double(policy[.challengeMinutes]) * 60
    let absolute = kind == .challenge ? challenge : policy.absoluteSeconds
    let idle = kind == .challenge ? challenge : min(policy.idleSeconds(roleKind), absolute)
    if let old { try SessionStore.revoke(hash: old.hash, at: now, on: connection) }
    try SessionStore.insert(
      id, hash: token.hash, account: account, kind: kind, csrfToken: Token.random().text, agent: agent, at: now,
      idleExpiresAt: now.addingTimeInterval(idle), expiresAt: now.addingTimeInterval(absolute), on: connection)
    try changed(account, on: connection)
    return OpenedSession(token: token, id: id, account: account)
  }

  /// Ends the sessions of an account, but for one where it is named; returns how many.
  @discardableResult
  func end(
    allOf account: AccountID, except kept: SessionID? = nil, on connection: any Connection
  ) throws -> Int {
    let count = try SessionStore.revokeAll(of: account, except: kept, at: clock.now, on: connection)
    try changed(account, on: connection)
    return count
  }

  /// Tells this node and the others to look again.
  func changed(_ account: AccountID, on connection: any Connection) throws {
    let cache = cache
    connection.afterCommit { cache.forget(account) }
    try connection.notify(SessionCache.channel, account.rawValue)
  }

  /// The record a request's cookie names, if it is live; for the pages that deal with sessions themselves.
  func record(for request: Request, _ context: AppContext) async throws -> SessionRecord? {
    guard let token = cookie.token(of: request, context) else { return nil }
    let now = clock.now
    return try await database.read { connection in
      try SessionStore.session(hash: token.hash, on: connection).flatMap { $0.isLive(at: now) ? $0 : nil }
    }
  }
}
