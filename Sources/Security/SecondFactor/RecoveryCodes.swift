import Foundation
import Kernel
import Persistence
import Web

/// Ten codes for the day the phone is lost; each opens once. Of 50 random bits each and kept as a slow, salted hash
/// (OWASP ASVS 5.0 6.5.2): a thief of the database would need years for one.
struct RecoveryCodes: Sendable {
  static let count = 10
  /// Lighter than for passwords people choose, since these are random; for all that the program makes itself.
  static let cost = PasswordHash.Cost(logN: 13, r: 8, p: 1)

  /// As shown: `k7mpq-3vtz9`.
  let codes: [String]
  let hashes: [String]

  static func make(_ hasher: PasswordHasher) async throws -> RecoveryCodes {
    let codes = (0..<count).map { _ in code() }
    var hashes: [String] = []
    for code in codes { hashes.append(try await hasher.hash(plain(code))) }
    return RecoveryCodes(codes: codes, hashes: hashes)
  }

  /// What was typed, as it was hashed: case, spaces and hyphens do not matter.
  static func plain(_ typed: String) -> String {
    typed.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  static func looksLikeOne(_ typed: String) -> Bool { plain(typed).count == 10 }

  private static func code() -> String {
    let bytes = Data(RandomBytes.make(7))
    let text = Base32.encode(bytes).lowercased().prefix(10)
    return "\(text.prefix(5))-\(text.dropFirst(5))"
  }
}

/// A recovery code that was not used yet.
struct RecoveryCode: RowDecodable, Sendable {
  let id: String
  let hash: String

  init(row: Row) throws {
    id = try row["id"]
    hash = try row["code_hash"]
  }
}

/// All SQL about recovery codes.
enum RecoveryCodeStore {
  static func replace(_ hashes: [String], of account: AccountID, at time: Date, on connection: any Connection) throws {
    try connection.execute("DELETE FROM recovery_code WHERE account = \(account)")
    for hash in hashes {
      try connection.execute(
        """
        INSERT INTO recovery_code (id, account, code_hash, made_at)
        VALUES (\(UUIDv7.shared.next()), \(account), \(hash), \(time))
        """)
    }
  }

  static func unused(of account: AccountID, on connection: any Connection) throws -> [RecoveryCode] {
    try connection.all(
      """
      SELECT id, code_hash FROM recovery_code
      WHERE account = \(account) AND used_at IS NULL
      ORDER BY id
      LIMIT \(RecoveryCodes.count)
      """)
  }

  /// Uses a code up; false where somebody was quicker.
  static func use(_ id: String, at time: Date, on connection: any Connection) throws -> Bool {
    try connection.execute("UPDATE recovery_code SET used_at = \(time) WHERE id = \(id) AND used_at IS NULL") == 1
  }

  static func removeAll(of account: AccountID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM recovery_code WHERE account = \(account)")
  }
}
