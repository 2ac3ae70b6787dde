import Contracts
import Foundation
import Kernel
import Persistence

/// What came with a sign-in.
struct SignInAttempt: Sendable {
  let login: String
  let password: String
  let address: String
  let agent: String
  /// The session the browser had, which ends with this one.
  let previous: Token?
}

enum SignInOutcome: Sendable {
  case signedIn(OpenedSession)
  /// The password was right; the code is still to come.
  case needsCode(OpenedSession)
  case refused(Refusal)
}

/// Signs somebody in by password, and leads on to the second factor where there is one.
struct SignIn: Sendable {
  let database: Database
  let clock: WallClock
  let policies: SecurityPolicies
  let roles: RoleTable
  let hasher: PasswordHasher
  let sessions: Sessions
  let gate: Gate
  let audit: AuditLog
  let sampled: SampledAudit

  func callAsFunction(_ attempt: SignInAttempt) async throws -> SignInOutcome {
    let login = Login.typed(attempt.login)
    let policy = policies.on(clock.today)
    do {
      let account = try await database.read { connection -> Account? in
        try gate.check(attempt.address, policy: policy, on: connection)
        let account = try AccountStore.account(login: login, on: connection)
        try gate.check(account, login: login, on: connection)
        return account
      }
      // The same work whether anybody has the name or not.
      let isRight = try await hasher.verify(attempt.password, against: account?.password)
      guard let account else { return .refused(try await failedUnknown(login, attempt, policy)) }
      guard isRight else { return .refused(try await failed(account, attempt, policy)) }
      return try await enter(account, attempt, policy)
    } catch let refusal as Refusal {
      return .refused(refusal)
    }
  }

  private func failedUnknown(
    _ login: String, _ attempt: SignInAttempt, _ policy: SecurityPolicy
  ) async throws -> Refusal {
    let refusal = try await database.write { connection in
      try gate.failed(login: login, address: attempt.address, policy: policy, on: connection)
    }
    await sampled.record(
      AuditEntry(actor: nil, action: "security.sign-in.unknown", subject: "sign-in", detail: ["by": "password"]))
    return refusal
  }

  private func failed(
    _ account: Account, _ attempt: SignInAttempt, _ policy: SecurityPolicy
  ) async throws -> Refusal {
    try await database.write { connection in
      let account = try AccountStore.locked(account.id, on: connection)
      // Many tries at once all passed the first look; each is counted, and none after the lock.
      guard !account.isLocked(at: clock.now) else { return .locked }
      let isLocked = try gate.failed(
        account, how: "password", address: attempt.address, policy: policy, on: connection)
      return isLocked ? .locked : .wrong
    }
  }

  private func enter(
    _ found: Account, _ attempt: SignInAttempt, _ policy: SecurityPolicy
  ) async throws -> SignInOutcome {
    let isCheap = found.kind != .demo && hasher.isOutdated(found.password)
    let rehashed = isCheap ? try await hasher.hash(attempt.password) : nil
    return try await database.write { connection in
      let now = clock.now
      let account = try AccountStore.locked(found.id, on: connection)
      guard account.password == found.password, !account.isLocked(at: now) else { throw Refusal.locked }
      guard account.state == .active else { throw Refusal.disabled }
      guard account.kind != .service else { throw Refusal.wrong }
      let oneTime = Double(policy[.oneTimeHours]) * 3600
      if account.mustChange, now.timeIntervalSince(account.passwordSetAt) > oneTime { throw Refusal.expired }
      if let rehashed { try AccountStore.rehash(rehashed, of: account, on: connection) }
      if account.hasSecondFactor {
        // Wrong codes go on counting from the wrong passwords: only a whole sign-in clears them.
        return .needsCode(
          try sessions.open(
            .challenge, for: account.id, as: .user, agent: attempt.agent, replacing: attempt.previous, on: connection))
      }
      return .signedIn(
        try finish(account, how: "password", agent: attempt.agent, replacing: attempt.previous, on: connection))
    }
  }

  /// The last step of every way in: the count is cleared, a new session opened, the log told.
  func finish(
    _ account: Account, how: String, agent: String, replacing old: Token?, on connection: any Connection
  ) throws -> OpenedSession {
    let now = clock.now
    let assignments = try RoleStore.assignments(of: account.id, on: connection)
    let standing = Standing(account, assignments: assignments, on: CivilDate(now), table: roles)
    try AccountStore.setFailures(0, lockedUntil: nil, of: account.id, on: connection)
    try AccountStore.seen(account.id, at: now, on: connection)
    let opened = try sessions.open(
      .browser, for: account.id, as: standing.kind, agent: agent, replacing: old, on: connection)
    try audit.record(
      AuditEntry(
        actor: account.id, action: "security.sign-in", subject: "session/\(opened.id)",
        organisation: account.organisation, detail: ["by": how]),
      on: connection)
    return opened
  }
}
