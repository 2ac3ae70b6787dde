import Contracts
import Foundation
import Kernel
import Persistence

extension Administration {
  /// Shuts an account: nobody signs in with it, its sessions and tokens end. What was done with it stays.
  func disable(_ id: AccountID, by principal: Principal) async throws {
    guard id != principal.id else { throw Failure.conflict("Bạn không thể khóa tài khoản của chính mình.") }
    try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      try refuseLastAdministrator(id, on: connection)
      try shut(account, on: connection)
      try record("security.account.disable", account, by: principal, on: connection)
    }
  }

  /// Opens an account again, whether it was shut by hand, for sleeping too long, or locked after wrong passwords.
  func enable(_ id: AccountID, by principal: Principal, how: String = "desk") async throws {
    try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      try AccountStore.reactivate(id, at: clock.now, on: connection)
      try AccountStore.setFailures(0, lockedUntil: nil, of: id, on: connection)
      try record("security.account.enable", account, by: principal, detail: ["by": how], on: connection)
    }
  }

  /// Ends all sessions of an account.
  func endSessions(of id: AccountID, by principal: Principal) async throws {
    try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      let count = try sessions.end(allOf: id, on: connection)
      try record(
        "security.account.end-sessions", account, by: principal, detail: ["count": "\(count)"], on: connection)
    }
  }

  /// Shuts those who have not been seen for longer than the rules allow (AC2); the last administrator stays, or nobody
  /// could open the others again. Returns how many.
  ///
  /// - Parameter portion: How many in one transaction.
  func disableDormant(portion: Int = 500) async throws -> Int {
    let now = clock.now
    let policy = policies.on(CivilDate(now))
    var query = AccountQuery(
      now: now, dormantBefore: now.addingTimeInterval(-Double(policy[.dormantDays]) * 86_400))
    query.state = .dormant
    query.isOpenOnly = true
    query.limit = portion
    var count = 0
    repeat {
      let part = query
      let (shut, next) = try await database.write { try shutDormant(part, on: $0) }
      count += shut
      query.before = next
    } while query.before != nil
    return count
  }

  private func shutDormant(_ query: AccountQuery, on connection: any Connection) throws -> (Int, next: String?) {
    let page = try AccountStore.page(query, on: connection)
    var count = 0
    for account in page.items {
      do { try refuseLastAdministrator(account.id, on: connection) } catch is Failure { continue }
      try shut(account, on: connection)
      try record(
        "security.account.disable", account, by: .system([]), detail: ["why": "dormant"], on: connection)
      count += 1
    }
    return (count, page.next)
  }

  private func shut(_ account: Account, on connection: any Connection) throws {
    try AccountStore.setState(.disabled, of: account.id, on: connection)
    try ApiTokenStore.revokeAll(of: account.id, at: clock.now, on: connection)
    try sessions.end(allOf: account.id, on: connection)
  }
}
