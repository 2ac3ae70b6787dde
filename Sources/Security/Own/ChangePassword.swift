import Contracts
import Foundation
import Kernel
import Persistence

extension OwnAccount {
  /// Changes the password; every other session ends, and this one goes on under a new token.
  func changePassword(from current: String, to new: String, _ caller: Caller) async throws -> OpenedSession {
    let (account, standing) = try await account(caller.account)
    try await confirm(current, of: account, caller, field: "current")
    let policy = policies.on(clock.today)
    try PasswordRules(
      policy: policy, hasSecondFactor: account.hasSecondFactor, context: try await context(of: account)
    ).check(new)
    try await refuseReuse(of: new, account, standing, policy)
    let hash = try await hasher.hash(new)
    return try await database.write { connection in
      let held = try AccountStore.locked(account.id, on: connection)
      guard held.password == account.password else {
        throw Failure.conflict("Mật khẩu vừa được đổi ở nơi khác. Hãy tải lại trang.")
      }
      try AccountStore.setPassword(hash, mustChange: false, of: held, at: clock.now, on: connection)
      let opened = try rotate(caller, as: standing.kind, on: connection)
      try audit.record(
        AuditEntry(
          actor: account.id, action: "security.password.change", subject: "account/\(account.id)",
          organisation: account.organisation),
        on: connection)
      return opened
    }
  }

  /// An administrator's last ten are not taken again (PW3); nobody's last one is.
  private func refuseReuse(
    of new: String, _ account: Account, _ standing: Standing, _ policy: SecurityPolicy
  ) async throws {
    let kept = standing.kind == .administrator ? policy[.administratorHistory] : 1
    let past = try await database.read { connection in
      try AccountStore.pastPasswords(of: account.id, limit: max(0, kept - 1), on: connection)
    }
    if try await hasher.matchesAny(new, of: [account.password] + past) {
      throw Failure.invalid([
        "password": kept == 1
          ? "Hãy chọn mật khẩu khác với mật khẩu đang dùng." : "Không dùng lại \(kept) mật khẩu gần nhất."
      ])
    }
  }
}
