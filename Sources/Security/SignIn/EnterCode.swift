import Contracts
import Foundation
import Kernel
import Persistence

/// The second step of a sign-in: a code of the authenticator app, or one of the recovery codes.
struct EnterCode: Sendable {
  let signIn: SignIn
  let box: SecretBox
  let recoveryHasher: PasswordHasher

  func callAsFunction(
    _ typed: String, challenge token: Token, address: String, agent: String
  ) async throws -> SignInOutcome {
    let policy = signIn.policies.on(signIn.clock.today)
    do {
      let (account, codes) = try await signIn.database.read { connection in
        try signIn.gate.check(address, policy: policy, on: connection)
        let account = try challenged(token, on: connection)
        try signIn.gate.check(account, login: account.login, on: connection)
        return (account, try RecoveryCodeStore.unused(of: account.id, on: connection))
      }
      let recovery = try await matching(typed, codes)
      return try await signIn.database.write { connection in
        // Asked again now that nobody else can use the same challenge.
        let account = try AccountStore.locked(account.id, on: connection)
        _ = try challenged(token, on: connection)
        guard !account.isLocked(at: signIn.clock.now) else { throw Refusal.locked }
        guard let how = try accept(typed, recovery, of: account, on: connection) else {
          return .refused(try failed(account, token, address, policy, on: connection))
        }
        return .signedIn(try signIn.finish(account, how: how, agent: agent, replacing: token, on: connection))
      }
    } catch let refusal as Refusal {
      return .refused(refusal)
    }
  }

  /// The account whose password was given under this challenge.
  func challenged(_ token: Token, on connection: any Connection) throws -> Account {
    guard let session = try SessionStore.session(hash: token.hash, on: connection), session.kind == .challenge,
      session.isLive(at: signIn.clock.now),
      let account = try AccountStore.account(session.account, on: connection), account.state == .active
    else { throw Refusal.challengeEnded }
    return account
  }

  /// The recovery code that was typed. Slow, so outside the transaction.
  private func matching(_ typed: String, _ codes: [RecoveryCode]) async throws -> RecoveryCode? {
    guard RecoveryCodes.looksLikeOne(typed) else { return nil }
    for code in codes
    where try await recoveryHasher.verify(RecoveryCodes.plain(typed), against: code.hash) { return code }
    return nil
  }

  private func accept(
    _ typed: String, _ recovery: RecoveryCode?, of account: Account, on connection: any Connection
  ) throws -> String? {
    let now = signIn.clock.now
    if let recovery {
      return try RecoveryCodeStore.use(recovery.id, at: now, on: connection) ? "password, recovery code" : nil
    }
    guard let sealed = account.totpSecret else { return nil }
    let totp = TOTP(secret: try box.secret(sealed, of: account.id))
    guard let step = totp.accept(typed, at: now, after: account.totpStep) else { return nil }
    try AccountStore.setStep(step, of: account.id, on: connection)
    return "password, code"
  }

  private func failed(
    _ account: Account, _ token: Token, _ address: String, _ policy: SecurityPolicy, on connection: any Connection
  ) throws -> Refusal {
    let isLocked = try signIn.gate.failed(account, how: "code", address: address, policy: policy, on: connection)
    if isLocked { try SessionStore.revoke(hash: token.hash, at: signIn.clock.now, on: connection) }
    return isLocked ? .locked : .wrongCode
  }
}
