import Foundation
package import Hummingbird
package import Kernel
package import Messaging
import Persistence
import ServiceLifecycle
package import Web

extension Security {
  /// The doors in the rail: accounts, audit log.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: "accounts", title: "Tài khoản", icon: "users", path: AccountPath.accounts,
        permission: Self.manageAccounts),
      DeskRoom(
        id: "audit", title: "Nhật ký", icon: "scroll-text", path: AccountPath.audit, permission: Self.readAudit),
    ]
  }

  /// None: this room hears of nobody.
  package var eventHandlers: [EventHandler] { [] }
  /// None: what comes round is in ``schedules``.
  package var jobHandlers: [JobHandler] { [] }

  /// Counts denials into the log, shuts accounts long unused, forgets failed sign-ins and sessions that ended 90 days
  /// ago.
  package var schedules: [Schedule] {
    let (sampled, administration, database) = (sampled, administration, database)
    return [
      Schedule("security.count-denials", .every(seconds: 60)) { _ in await sampled.flush(all: false) },
      Schedule("security.disable-dormant", .daily(hour: 3, minute: 10)) { _ in
        _ = try await administration.disableDormant()
      },
      Schedule("security.forget-attempts", .daily(hour: 3, minute: 20)) { time in
        try await database.write { connection in
          try AttemptStore.purge(at: time, on: connection)
          try SessionStore.purge(endedBefore: time.addingTimeInterval(-90 * 86_400), on: connection)
        }
      },
    ]
  }

  /// Run it beside the server: it hears from other nodes whose sessions ended.
  package var revocations: SessionRevocations { SessionRevocations(sessions: sessions) }

  /// Whether the key file is the one this database was made with; for `doctor`. Where not, bring it back from the backup,
  /// or reset every second factor and seal the audit log again.
  package func keyFits() async throws -> Bool {
    let (audit, box) = (audit, own.box)
    return try await database.read { connection in
      guard audit.isSealed(try AuditStore.head(lock: false, on: connection)) else { return false }
      let sealed = try AccountStore.sealedSecret(on: connection)
      return sealed.map { (try? box.secret($0.secret, of: $0.account)) != nil } ?? true
    }
  }

  /// The cookie of signed-in people, for `PageCache.Configuration(sessionCookie:)`.
  package func sessionCookieName(isSecure: Bool) -> String { sessions.cookie.name(isSecure: isSecure) }

  /// Writes out what was only counted; call it once before the program ends.
  package func close() async {
    await sampled.flush(all: true)
  }

  /// Permissions of the house that no role gives; a test asks for none.
  package var permissionsWithoutRole: [Permission] {
    names.keys.filter { !roles.granted.contains($0) }.sorted { $0.rawValue < $1.rawValue }
  }

  /// Permissions that roles give but no room knows; a test asks for none.
  package var permissionsWithoutRoom: [Permission] {
    roles.granted.filter { names[$0] == nil }.sorted { $0.rawValue < $1.rawValue }
  }

  /// Registers sign-in, the person's own account, the accounts and the audit log.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    SignInController(security: self).addRoutes(to: routes)
    OwnController(security: self).addRoutes(to: routes)
    AccountController(security: self).addRoutes(to: routes)
    AuditController(security: self).addRoutes(to: routes)
  }
}
