import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

extension OwnAccount {
  /// The secret shown while the second factor is being set up. Derived from account and session, so that looking at the
  /// page stores nothing, the page may be loaded again, and another session gets another secret.
  func pendingSecret(_ caller: Caller) -> Data {
    let info = Data("second factor \(caller.account) \(caller.session.id)".utf8)
    let mac = HMAC<SHA256>.authenticationCode(for: info, using: key.key(for: "pending second factor 1"))
    return Data(mac.prefix(20))
  }

  /// Sets the second factor up once a code shows that the app has the secret. Returns the new session and the recovery
  /// codes, which are never shown again.
  func enrol(
    password: String, code: String, _ caller: Caller
  ) async throws -> (session: OpenedSession, codes: [String]) {
    let (account, standing) = try await account(caller.account)
    guard !account.hasSecondFactor else { throw Failure.conflict("Xác thực hai lớp đã được bật.") }
    try await confirm(password, of: account, caller, field: "current")
    let secret = pendingSecret(caller)
    guard let step = TOTP(secret: secret).accept(code, at: clock.now, after: 0) else {
      throw Failure.invalid(["code": "Mã chưa đúng. Hãy xem lại giờ trên điện thoại rồi nhập mã mới nhất."])
    }
    let recovery = try await RecoveryCodes.make(recoveryHasher)
    let sealed = try box.seal(secret, for: account.id.rawValue)
    let opened = try await database.write { connection in
      let now = clock.now
      let held = try AccountStore.locked(account.id, on: connection)
      guard !held.hasSecondFactor else { throw Failure.conflict("Xác thực hai lớp đã được bật.") }
      try AccountStore.setSecret(sealed, confirmedAt: now, step: step, of: held.id, on: connection)
      try RecoveryCodeStore.replace(recovery.hashes, of: held.id, at: now, on: connection)
      let opened = try rotate(caller, as: standing.kind, on: connection)
      try record("security.second-factor.on", of: account, on: connection)
      return opened
    }
    return (opened, recovery.codes)
  }

  func recoveryCodesLeft(of account: AccountID) async throws -> Int {
    try await database.read { try RecoveryCodeStore.unused(of: account, on: $0).count }
  }

  /// Ten new recovery codes; the old ones open nothing any more.
  func renewRecoveryCodes(code: String, _ caller: Caller) async throws -> [String] {
    let (account, _) = try await account(caller.account)
    let recovery = try await RecoveryCodes.make(recoveryHasher)
    try await withCode(code, of: account, caller) { connection in
      try RecoveryCodeStore.replace(recovery.hashes, of: account.id, at: clock.now, on: connection)
      try record("security.recovery-codes.renew", of: account, on: connection)
    }
    return recovery.codes
  }

  /// Turns the second factor off, where the rules let this person go without and the password is strong enough alone.
  func removeSecondFactor(password: String, code: String, _ caller: Caller) async throws -> OpenedSession {
    let (account, standing) = try await account(caller.account)
    let policy = policies.on(clock.today)
    guard !policy.needsSecondFactor(standing.kind) || account.kind == .demo else {
      throw Failure.conflict("Vai trò của bạn bắt buộc dùng xác thực hai lớp.")
    }
    try await confirm(password, of: account, caller, field: "current")
    do {
      try PasswordRules(policy: policy, hasSecondFactor: false, context: []).check(password)
    } catch {
      throw Failure.invalid([
        "current": "Mật khẩu này chưa đủ mạnh để dùng một mình. Hãy đổi mật khẩu dài hơn trước khi tắt."
      ])
    }
    return try await withCode(code, of: account, caller) { connection in
      try AccountStore.setSecret(nil, confirmedAt: nil, step: 0, of: account.id, on: connection)
      try RecoveryCodeStore.removeAll(of: account.id, on: connection)
      let opened = try rotate(caller, as: standing.kind, on: connection)
      try record("security.second-factor.off", of: account, on: connection)
      return opened
    }
  }

  /// Runs `body` in one transaction with the taking of a code; a wrong one counts as at sign-in.
  private func withCode<Value: Sendable>(
    _ code: String, of account: Account, _ caller: Caller,
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    let policy = policies.on(clock.today)
    let result = try await database.write { connection -> Value? in
      let held = try AccountStore.locked(account.id, on: connection)
      guard let sealed = held.totpSecret, held.hasSecondFactor else { throw Failure.notFound }
      guard !held.isLocked(at: clock.now) else { throw Failure.unauthenticated }
      let totp = TOTP(secret: try box.secret(sealed, of: held.id))
      guard let step = totp.accept(code, at: clock.now, after: held.totpStep) else {
        if try gate.failed(held, how: "code", address: caller.address, policy: policy, on: connection) {
          try sessions.end(allOf: held.id, on: connection)
        }
        return nil
      }
      try AccountStore.setStep(step, of: held.id, on: connection)
      return try body(connection)
    }
    guard let result else {
      throw Failure.invalid(["code": "Mã chưa đúng hoặc đã dùng rồi. Hãy đợi mã mới trên điện thoại."])
    }
    return result
  }

  private func record(_ action: String, of account: Account, on connection: any Connection) throws {
    try audit.record(
      AuditEntry(
        actor: account.id, action: action, subject: "account/\(account.id)", organisation: account.organisation),
      on: connection)
  }
}
