import Contracts
import Foundation
import Kernel
import Persistence

/// Ends the session of this browser.
struct SignOut: Sendable {
  let database: Database
  let sessions: Sessions
  let audit: AuditLog

  func callAsFunction(_ token: Token) async throws {
    let now = sessions.clock.now
    try await database.write { connection in
      guard let session = try SessionStore.session(hash: token.hash, on: connection), session.revokedAt == nil else {
        return
      }
      try SessionStore.revoke(hash: token.hash, at: now, on: connection)
      try sessions.changed(session.account, on: connection)
      try audit.record(
        AuditEntry(actor: session.account, action: "security.sign-out", subject: "session/\(session.id)"),
        on: connection)
    }
  }
}
