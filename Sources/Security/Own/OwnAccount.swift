import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

/// What people do with their own account. No permission is asked for: a person has only their own, and shows by password
/// or code that they are still the one who signed in (OWASP ASVS 5.0 7.5.1).
struct OwnAccount: Sendable {
  let database: Database
  let clock: WallClock
  let policies: SecurityPolicies
  let roles: RoleTable
  let organisations: any OrganisationDirectory
  let hasher: PasswordHasher
  let recoveryHasher: PasswordHasher
  let sessions: Sessions
  let gate: Gate
  let audit: AuditLog
  let box: SecretBox
  let key: InstallationKey

  /// Who asks, from which session and where.
  struct Caller: Sendable {
    let account: AccountID
    let session: SessionRecord
    let address: String
  }

  func account(_ id: AccountID) async throws -> (Account, Standing) {
    let day = clock.today
    return try await database.read { connection in
      guard let account = try AccountStore.account(id, on: connection) else { throw Failure.notFound }
      let assignments = try RoleStore.assignments(of: id, on: connection)
      return (account, Standing(account, assignments: assignments, on: day, table: roles))
    }
  }

  /// Checks the password that was typed again. A wrong one counts as at sign-in, and at the limit this person is signed
  /// out everywhere: whoever sits at an open screen and guesses is not its owner.
  func confirm(_ password: String, of account: Account, _ caller: Caller, field: String) async throws {
    let policy = policies.on(clock.today)
    guard !account.isLocked(at: clock.now) else { throw Failure.unauthenticated }
    if try await hasher.verify(password, against: account.password) { return }
    let isLocked = try await database.write { connection in
      let account = try AccountStore.locked(account.id, on: connection)
      let isLocked = try gate.failed(
        account, how: "confirmation", address: caller.address, policy: policy, on: connection)
      if isLocked { try sessions.end(allOf: account.id, on: connection) }
      return isLocked
    }
    throw isLocked ? Failure.unauthenticated : Failure.invalid([field: "Mật khẩu hiện tại không đúng."])
  }

  /// Words that must not make up this person's password.
  func context(of account: Account) async throws -> [String] {
    var words = [account.login, account.name, "hoitu", "Hội Tụ"]
    if let id = account.organisation, let profile = try await organisations.organisation(id, on: clock.today) {
      words += [profile.name, profile.shortName, profile.slug]
    }
    return words
  }

  /// A new session in place of the caller's, and every other one ended: what was known before opens nothing now.
  func rotate(_ caller: Caller, as kind: RoleKind, on connection: any Connection) throws -> OpenedSession {
    try sessions.end(allOf: caller.account, on: connection)
    return try sessions.open(
      .browser, for: caller.account, as: kind, agent: caller.session.agent, replacing: nil, on: connection)
  }
}
