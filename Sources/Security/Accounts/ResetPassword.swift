import Contracts
import Foundation
import Kernel
import Persistence

extension Administration {
  /// Sets a password for one sign-in, ends the account's sessions and opens it where it was locked. Returns the password,
  /// which is said once.
  func resetPassword(of id: AccountID, by principal: Principal) async throws -> CreatedAccount {
    let password = OneTimePassword.make()
    let hash = try await hasher.hash(password)
    return try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      try AccountStore.setPassword(
        hash, mustChange: account.kind == .person, of: account, at: clock.now, on: connection)
      try sessions.end(allOf: id, on: connection)
      try record("security.password.reset", account, by: principal, on: connection)
      return CreatedAccount(id: id, login: account.login, name: account.name, password: password)
    }
  }

  /// Takes the second factor away from somebody who lost phone and codes; the password must be changed with it, since it
  /// may have been short.
  func resetSecondFactor(of id: AccountID, by principal: Principal) async throws -> CreatedAccount {
    let password = OneTimePassword.make()
    let hash = try await hasher.hash(password)
    return try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      try AccountStore.setSecret(nil, confirmedAt: nil, step: 0, of: id, on: connection)
      try RecoveryCodeStore.removeAll(of: id, on: connection)
      try AccountStore.setPassword(
        hash, mustChange: account.kind == .person, of: account, at: clock.now, on: connection)
      try sessions.end(allOf: id, on: connection)
      try record("security.second-factor.reset", account, by: principal, on: connection)
      return CreatedAccount(id: id, login: account.login, name: account.name, password: password)
    }
  }
}
