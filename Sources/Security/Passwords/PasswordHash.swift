import Crypto
import CryptoExtras
import Foundation
import Web

/// How a password is kept: scrypt (RFC 7914) with its parameters and salt beside it, so that they can be raised later:
/// `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`.
struct PasswordHash: Sendable, Equatable {
  /// What hashing costs.
  struct Cost: Sendable, Equatable {
    /// log2 of N.
    let logN: Int
    let r: Int
    let p: Int

    /// 32 MiB and three passes: one of the settings OWASP's password storage sheet holds equal to N = 2^17.
    static let house = Cost(logN: 15, r: 8, p: 3)
  }

  let cost: Cost
  let salt: Data
  let hash: Data

  /// Reads what ``text`` wrote; nil for anything else, and for costs nobody should pay.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let salt = Data(base64Encoded: String(parts[3])),
      let hash = Data(base64Encoded: String(parts[4])), salt.count >= 8, hash.count == 32
    else { return nil }
    let numbers = parts[2].split(separator: ",").compactMap { part -> Int? in
      part.firstIndex(of: "=").flatMap { Int(part[part.index(after: $0)...]) }
    }
    guard numbers.count == 3, (1...20).contains(numbers[0]), (1...32).contains(numbers[1]),
      (1...16).contains(numbers[2])
    else { return nil }
    self.init(cost: Cost(logN: numbers[0], r: numbers[1], p: numbers[2]), salt: salt, hash: hash)
  }

  private init(cost: Cost, salt: Data, hash: Data) {
    self.cost = cost
    self.salt = salt
    self.hash = hash
  }

  /// Hashes with a new salt. Slow by design: only on the threads of ``PasswordHasher``.
  static func make(_ password: String, cost: Cost) throws -> PasswordHash {
    let salt = Data(RandomBytes.make(16))
    return PasswordHash(cost: cost, salt: salt, hash: try derive(password, salt: salt, cost: cost))
  }

  /// A hash that was made from nothing, so no password matches it; trying one is as slow as with any other.
  static func ofNothing(cost: Cost) -> PasswordHash {
    PasswordHash(cost: cost, salt: Data(RandomBytes.make(16)), hash: Data(RandomBytes.make(32)))
  }

  /// As slow as ``make(_:cost:)``.
  func matches(_ password: String) throws -> Bool {
    equalInConstantTime(try Self.derive(password, salt: salt, cost: cost), hash)
  }

  var text: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
  }

  /// Passwords are compared in one Unicode form: a Mac and a Windows keyboard write `ế` with different code points
  /// (NIST SP 800-63B-4 §3.1.1.2 asks for normalisation).
  private static func derive(_ password: String, salt: Data, cost: Cost) throws -> Data {
    let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
    return try KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.logN, blockSize: cost.r, parallelism: cost.p
    ).withUnsafeBytes { Data($0) }
  }
}
