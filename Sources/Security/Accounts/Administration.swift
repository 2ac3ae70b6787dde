import Contracts
import Foundation
import Kernel
import Persistence

/// What administrators do with other people's accounts, from the desk and from the command line.
struct Administration: Sendable {
  let database: Database
  let clock: WallClock
  let policies: SecurityPolicies
  let roles: RoleTable
  let organisations: any OrganisationDirectory
  let hasher: PasswordHasher
  /// For random passwords that nobody changes: those of demo accounts, made at each start.
  let lightHasher: PasswordHasher
  let sessions: Sessions
  let audit: AuditLog

  /// The account, held until the transaction ends, if this person may manage it; else it looks as if it were not there.
  func managed(_ id: AccountID, by principal: Principal, on connection: any Connection) throws -> Account {
    let account = try AccountStore.locked(id, on: connection)
    try principal.require(Security.manageAccounts, in: account.organisation)
    return account
  }

  func record(
    _ action: String, _ account: Account, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "account/\(account.id)", organisation: account.organisation,
        detail: detail),
      on: connection)
  }

  /// Throws where this change would leave nobody who can manage accounts.
  func refuseLastAdministrator(_ account: AccountID, on connection: any Connection) throws {
    let administrators = roles.roles.filter { $0.kind == .administrator }.map(\.id)
    let day = clock.today
    let holders = try RoleStore.accounts(with: administrators, on: day, connection)
    guard holders.contains(account) else { return }
    let others = try AccountStore.accounts(holders.subtracting([account]).sorted(), on: connection)
    guard others.contains(where: { $0.state == .active }) else {
      throw Failure.conflict("Đây là người quản trị cuối cùng. Hãy giao quyền quản trị cho người khác trước.")
    }
  }
}
