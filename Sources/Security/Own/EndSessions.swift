import Contracts
import Foundation
import Kernel
import Persistence

extension OwnAccount {
  func liveSessions(of account: AccountID) async throws -> [SessionRecord] {
    let now = clock.now
    return try await database.read { try SessionStore.live(of: account, at: now, on: $0) }
  }

  /// Ends one session of this person.
  func end(_ id: SessionID, _ caller: Caller) async throws {
    try await database.write { connection in
      guard try SessionStore.revoke(id, of: caller.account, at: clock.now, on: connection) else {
        throw Failure.notFound
      }
      try sessions.changed(caller.account, on: connection)
      try audit.record(
        AuditEntry(actor: caller.account, action: "security.session.end", subject: "session/\(id)"), on: connection)
    }
  }

  /// Ends every session of this person but the one that asks.
  func endOthers(_ caller: Caller) async throws {
    try await database.write { connection in
      let count = try sessions.end(allOf: caller.account, except: caller.session.id, on: connection)
      try audit.record(
        AuditEntry(
          actor: caller.account, action: "security.session.end-others", subject: "account/\(caller.account)",
          detail: ["count": "\(count)"]),
        on: connection)
    }
  }
}
