import Foundation
import Kernel
import Persistence

/// All SQL about wrong sign-ins: how many from an address, and how many under names nobody has.
enum AttemptStore {
  static func count(_ addressKey: String, since time: Date, on connection: any Connection) throws -> Int {
    try connection.value(
      """
      SELECT COUNT(*) FROM sign_in_attempt WHERE address_key = \(addressKey) AND made_at > \(time)
      """, as: Int.self) ?? 0
  }

  static func insert(_ addressKey: String, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO sign_in_attempt (id, made_at, address_key) VALUES (\(UUIDv7.shared.next()), \(time), \(addressKey))
      """)
  }

  static func unknownLockedUntil(_ loginKey: String, on connection: any Connection) throws -> Date? {
    try connection.value("SELECT locked_until FROM unknown_login WHERE login_key = \(loginKey)", as: Date.self)
  }

  /// Counts as an account counts, so that from outside the two look the same.
  static func failedUnknown(
    _ loginKey: String, policy: SecurityPolicy, at time: Date, on connection: any Connection
  ) throws -> Bool {
    let failures = try connection.value(
      "SELECT failures FROM unknown_login WHERE login_key = \(loginKey)\(SQL.forUpdate)", as: Int.self)
    let count = FailureCount(after: failures ?? 0, policy: policy, at: time)
    try connection.execute(
      """
      INSERT INTO unknown_login (login_key, failures, locked_until, updated_at)
      VALUES (\(loginKey), \(count.failures), \(count.lockedUntil), \(time))
      ON CONFLICT (login_key) DO UPDATE
      SET failures = excluded.failures, locked_until = excluded.locked_until, updated_at = excluded.updated_at
      """)
    return count.lockedUntil != nil
  }

  /// Forgets what no longer counts.
  static func purge(at time: Date, on connection: any Connection) throws {
    try connection.execute("DELETE FROM sign_in_attempt WHERE made_at < \(time.addingTimeInterval(-86_400))")
    try connection.execute("DELETE FROM unknown_login WHERE updated_at < \(time.addingTimeInterval(-30 * 86_400))")
    try connection.execute("DELETE FROM address_salt WHERE day < \(CivilDate(time).adding(days: -1))")
  }
}

/// Wrong passwords and codes so far, one more counted in; at the limit the name is locked (LK1) and counting begins anew.
struct FailureCount: Sendable {
  let failures: Int
  let lockedUntil: Date?

  init(after failures: Int, policy: SecurityPolicy, at time: Date) {
    let isLocked = failures + 1 >= policy[.lockFailures]
    self.failures = isLocked ? 0 : failures + 1
    lockedUntil = isLocked ? time.addingTimeInterval(Double(policy[.lockHours]) * 3600) : nil
  }
}
