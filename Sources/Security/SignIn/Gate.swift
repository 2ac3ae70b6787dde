import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

/// Why somebody is not let in. What is said never tells whether a name exists.
enum Refusal: Error, Equatable, Sendable {
  /// Name or password is wrong.
  case wrong
  case wrongCode
  /// Too many wrong tries under this name.
  case locked
  /// Too many wrong tries from this address; seconds to wait.
  case tooMany(Int)
  /// The password is right, but the account is shut.
  case disabled
  /// The password is right, but it was made for one sign-in, too long ago.
  case expired
  /// The password was given too long ago, or the code was tried too often.
  case challengeEnded
}

/// Counts wrong tries and shuts the door in time, for passwords and for codes alike.
struct Gate: Sendable {
  let clock: WallClock
  let audit: AuditLog
  private let loginKey: SymmetricKey

  init(clock: WallClock, audit: AuditLog, key: InstallationKey) {
    self.clock = clock
    self.audit = audit
    loginKey = key.key(for: "unknown login 1")
  }

  /// Throws where this address has been wrong too often.
  func check(_ address: String, policy: SecurityPolicy, on connection: any Connection) throws {
    let now = clock.now
    guard let salt = try AddressKey.salt(CivilDate(now), on: connection) else { return }
    let seconds = policy[.addressMinutes] * 60
    let count = try AttemptStore.count(
      AddressKey.key(address, salt: salt), since: now.addingTimeInterval(Double(-seconds)), on: connection)
    if count >= policy[.addressFailures] { throw Refusal.tooMany(seconds) }
  }

  /// Throws where this name is locked, whether anybody has it or not.
  func check(_ account: Account?, login: String, on connection: any Connection) throws {
    let until =
      try account.map(\.lockedUntil)
      ?? AttemptStore.unknownLockedUntil(key(for: login), on: connection)
    if let until, clock.now < until { throw Refusal.locked }
  }

  /// Counts a wrong try under a name nobody has; returns how it is refused.
  func failed(
    login: String, address: String, policy: SecurityPolicy, on connection: any Connection
  ) throws -> Refusal {
    try count(address, on: connection)
    let isLocked = try AttemptStore.failedUnknown(key(for: login), policy: policy, at: clock.now, on: connection)
    return isLocked ? .locked : .wrong
  }

  /// Counts a wrong try of an account, which the transaction holds, and writes it to the log; returns whether that locked
  /// it. The account's sessions live on: whoever guesses must not be able to throw its owner out.
  func failed(
    _ account: Account, how: String, address: String, policy: SecurityPolicy, on connection: any Connection
  ) throws -> Bool {
    try count(address, on: connection)
    let count = FailureCount(after: account.failures, policy: policy, at: clock.now)
    try AccountStore.setFailures(
      count.failures, lockedUntil: count.lockedUntil, of: account.id, on: connection)
    try audit.record(
      AuditEntry(
        actor: nil, action: count.lockedUntil == nil ? "security.sign-in.failed" : "security.sign-in.locked",
        subject: "account/\(account.id)", organisation: account.organisation,
        detail: ["by": how, "failures": "\(account.failures + 1)"]),
      on: connection)
    return count.lockedUntil != nil
  }

  private func count(_ address: String, on connection: any Connection) throws {
    let now = clock.now
    let salt = try AddressKey.madeSalt(CivilDate(now), on: connection)
    try AttemptStore.insert(AddressKey.key(address, salt: salt), at: now, on: connection)
  }

  /// Names nobody has are kept as a keyed hash: people type passwords there.
  private func key(for login: String) -> String {
    Token.hex(HMAC<SHA256>.authenticationCode(for: Data(login.utf8), using: loginKey).prefix(16))
  }
}
