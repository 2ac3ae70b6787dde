import Foundation
package import Kernel
import Persistence

/// What the command line does. It has no session, so it acts as the program itself and says so in the audit log.
extension Security {
  /// What the command line acts with.
  package static let commandLine = Principal.system([manageAccounts, readAudit])

  /// Makes an account with a password for its first sign-in and a role from today.
  package func createAccount(_ new: NewAccount, by principal: Principal = commandLine) async throws -> CreatedAccount {
    try await administration.create(new, by: principal)
  }

  /// Break-glass (LK1): opens an account that was locked after wrong passwords, shut, or asleep.
  package func unlock(login: String, by principal: Principal = commandLine) async throws {
    try await administration.enable(try await account(login: login), by: principal, how: "break-glass")
  }

  /// Sets a password for one sign-in.
  package func resetPassword(login: String, by principal: Principal = commandLine) async throws -> CreatedAccount {
    try await administration.resetPassword(of: try await account(login: login), by: principal)
  }

  /// Takes the second factor away and sets a password for one sign-in.
  package func resetSecondFactor(login: String, by principal: Principal = commandLine) async throws -> CreatedAccount {
    try await administration.resetSecondFactor(of: try await account(login: login), by: principal)
  }

  /// Shuts an account.
  package func disable(login: String, by principal: Principal = commandLine) async throws {
    try await administration.disable(try await account(login: login), by: principal)
  }

  /// Makes an API token for an account, above all for a program's own (`AccountKind.service`), which has no screen.
  package func makeToken(
    login: String, name: String, scopes: Set<Permission>, days: Int, by principal: Principal = commandLine
  ) async throws -> String {
    try principal.require(Self.manageAccounts, in: nil)
    return try await own.makeToken(
      name: name, scopes: scopes, days: days, for: try await account(login: login), by: principal.id)
  }

  /// Gives every demo account a new password and returns what to print; empty where there are no demo accounts.
  package func resetDemoPasswords() async throws -> [DemoSignIn] {
    try await administration.resetDemoPasswords()
  }

  /// Whether anybody can sign in at all; where not, `serve` says how to make the first administrator.
  package func hasAccounts() async throws -> Bool {
    try await database.read { try $0.exists("SELECT 1 FROM account LIMIT 1") }
  }

  private func account(login: String) async throws -> AccountID {
    let typed = Login.typed(login)
    guard let account = try await database.read({ try AccountStore.account(login: typed, on: $0) }) else {
      throw Failure.notFound
    }
    return account.id
  }
}
