import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
import Persistence
package import Web

/// Finds the session of a request, by cookie or by bearer token (RFC 6750 §2.1).
package struct RequestSessions: SessionReader {
  let sessions: Sessions
  /// How seldom the time of last use is written, in seconds.
  static let touchEvery = 30.0

  /// Nil where the request names no live session; throws where the database cannot be asked.
  package func session(for request: Request, context: AppContext) async throws -> Session? {
    // The cookie of a request with a bearer token is not looked at: such requests are not checked for CSRF.
    if request.isBearer {
      guard let bearer = ApiToken.bearer(request) else { return nil }
      return try await program(bearer)
    }
    guard let token = sessions.cookie.token(of: request, context) else { return nil }
    let hash = token.hash
    if let entry = sessions.cache.entry(hash, at: sessions.clock.now) { return entry.session }
    return try await person(hash, isThere: !context.isBackground)
  }

  /// - Parameter isThere: whether the request is a sign of the person (TCVN 14423:2026 §5.5 SE1). What a page asks by itself
  ///   neither prolongs the session nor hides a later sign of the person behind what is remembered.
  private func person(_ hash: String, isThere: Bool) async throws -> Session? {
    let now = sessions.clock.now
    let day = CivilDate(now)
    let policy = sessions.policies.on(day)
    let roles = sessions.roles
    let generation = sessions.cache.generation
    let found = try await sessions.database.read { connection -> (SessionRecord, Account, Standing)? in
      guard let record = try SessionStore.session(hash: hash, on: connection), record.kind == .browser,
        record.isLive(at: now), let account = try AccountStore.account(record.account, on: connection),
        account.state == .active
      else { return nil }
      let assignments = try RoleStore.assignments(of: account.id, on: connection)
      return (record, account, Standing(account, assignments: assignments, on: day, table: roles))
    }
    guard let (record, account, standing) = found, record.isLive(at: now, kind: standing.kind, policy: policy) else {
      return nil
    }
    let idleExpiresAt = min(now.addingTimeInterval(policy.idleSeconds(standing.kind)), record.expiresAt)
    if isThere, now.timeIntervalSince(record.lastSeenAt) >= Self.touchEvery {
      // A full disk must not sign people out: the session then ends by the time of last use that could be kept.
      try? await sessions.database.write { connection in
        try SessionStore.touch(record, at: now, idleExpiresAt: idleExpiresAt, on: connection)
      }
    }
    let place = account.mustVisit(standing, policy: policy, at: now)
    let session = Session(
      principal: place == nil ? standing.principal : Standing.withoutRights(account), csrfToken: record.csrfToken,
      mustVisit: place)
    guard isThere else { return session }
    sessions.cache.put(
      hash,
      SessionCache.Entry(
        session: session, account: account.id, foundAt: now, expiresAt: min(record.idleExpiresAt, record.expiresAt)),
      readAt: generation)
    return session
  }

  /// A program that brings a token acts for its account, with no more than the token's scopes.
  private func program(_ token: Token) async throws -> Session? {
    let now = sessions.clock.now
    let roles = sessions.roles
    let hash = token.hash
    let found = try await sessions.database.read { connection -> (ApiToken, Account, Standing)? in
      guard let token = try ApiTokenStore.token(hash: hash, on: connection), token.isLive(at: now),
        let account = try AccountStore.account(token.account, on: connection), account.state == .active
      else { return nil }
      let assignments = try RoleStore.assignments(of: account.id, on: connection)
      return (
        token, account,
        Standing(account, assignments: assignments, on: CivilDate(now), table: roles, scopes: token.scopes)
      )
    }
    guard let (token, account, standing) = found else { return nil }
    if now.timeIntervalSince(token.lastUsedAt ?? .distantPast) >= Self.touchEvery {
      // As above: knowing when it was last used is worth less than answering.
      try? await sessions.database.write { connection in
        try ApiTokenStore.used(token.id, at: now, on: connection)
        try AccountStore.seen(account.id, at: now, on: connection)
      }
    }
    // Bearers are not sent by browsers of their own accord, so there is nothing for a CSRF token to protect.
    return Session(principal: standing.principal, csrfToken: "")
  }
}
