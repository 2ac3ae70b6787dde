import Contracts
import Foundation
import Kernel
import Persistence

/// A sign-in of the demo province as it is printed at the start.
package struct DemoSignIn: Sendable, Equatable {
  /// As it is typed.
  package let login: String
  /// As it is shown beside what the person does.
  package let name: String
  /// The role's name in Vietnamese.
  package let role: String
  /// New at each start.
  package let password: String
}

extension Administration {
  /// Gives every demo account a new password, ends its sessions, and returns what to print. Nothing happens where there
  /// are none.
  func resetDemoPasswords() async throws -> [DemoSignIn] {
    let accounts = try await database.read { try AccountStore.accounts(kind: .demo, on: $0) }
    var fresh: [(account: Account, password: String, hash: String)] = []
    for account in accounts where account.state == .active {
      let password = OneTimePassword.make()
      fresh.append((account, password, try await lightHasher.hash(password)))
    }
    guard !fresh.isEmpty else { return [] }
    let day = clock.today
    let signIns = fresh
    return try await database.write { connection in
      try signIns.map { item in
        let held = try AccountStore.locked(item.account.id, on: connection)
        try AccountStore.replaceDemoPassword(item.hash, of: held, at: clock.now, on: connection)
        try sessions.end(allOf: held.id, on: connection)
        let assignments = try RoleStore.assignments(of: held.id, on: connection)
        let standing = Standing(held, assignments: assignments, on: day, table: roles)
        try record("security.password.reset", held, by: .system([]), detail: ["why": "demo"], on: connection)
        return DemoSignIn(
          login: held.login, name: held.name, role: standing.roles.last?.title ?? "", password: item.password)
      }
    }
  }
}
