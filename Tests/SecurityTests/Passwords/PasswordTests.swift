import Foundation
import Kernel
import Testing

@testable import Security

struct PasswordTests {
  static let cheap = PasswordHash.Cost(logN: 4, r: 8, p: 1)
  static let policy = SecurityPolicy(values: [
    .lengthAlone: 14, .classesAlone: 4, .lengthWithSecondFactor: 8, .lengthMaximum: 256,
  ])

  @Test("a hash knows its password and no other, and is different each time")
  func hashing() throws {
    let hash = try PasswordHash.make("Mưa rào tháng 5!", cost: Self.cheap)
    #expect(try hash.matches("Mưa rào tháng 5!"))
    #expect(try !hash.matches("mưa rào tháng 5!"))
    #expect(try !hash.matches("Mưa rào tháng 5! "))
    #expect(try PasswordHash.make("Mưa rào tháng 5!", cost: Self.cheap).text != hash.text)
    #expect(PasswordHash(hash.text) == hash)
  }

  @Test("the same letters from another keyboard are the same password")
  func normalisation() throws {
    let composed = "Tiếng Việt"
    let decomposed = composed.decomposedStringWithCanonicalMapping
    #expect(Array(composed.utf8) != Array(decomposed.utf8))
    #expect(try PasswordHash.make(composed, cost: Self.cheap).matches(decomposed))
  }

  @Test(
    "text that is no hash of ours is refused",
    arguments: [
      "", "plain", "$scrypt$ln=15,r=8,p=1$AAAA$AAAA",
      "$scrypt$ln=60,r=8,p=1$AAAAAAAAAAAAAAAA$\(String(repeating: "A", count: 43))=",
      "$argon2id$v=19$m=1,t=1,p=1$AAAAAAAAAAA$AAAA",
    ])
  func unreadable(text: String) {
    #expect(PasswordHash(text) == nil)
  }

  @Test("an unknown name costs what a known one does")
  func unknown() async throws {
    let hasher = PasswordHasher(cost: PasswordHash.Cost(logN: 13, r: 8, p: 1), threads: 1)
    let stored = try await hasher.hash("đúng")
    var known = Duration.seconds(100)
    var unknown = Duration.seconds(100)
    for _ in 0..<5 {
      var start = ContinuousClock.now
      #expect(try await !hasher.verify("sai", against: stored))
      known = min(known, ContinuousClock.now - start)
      start = ContinuousClock.now
      #expect(try await !hasher.verify("sai", against: nil))
      unknown = min(unknown, ContinuousClock.now - start)
    }
    #expect(unknown > known * 0.5, "\(unknown) against \(known)")
  }

  @Test("more sign-ins than can be hashed are told to come back")
  func crowded() async throws {
    let hasher = PasswordHasher(cost: PasswordHash.Cost(logN: 12, r: 8, p: 1), threads: 1, longest: 2)
    let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do {
            _ = try await hasher.hash("x")
            return false
          } catch Failure.tooMany {
            return true
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused > 0)
    #expect(refused <= 10)
  }

  @Test(
    "without a second factor a password has fourteen signs of four kinds",
    arguments: [
      ("Trời xanh mây trắng 9", true), ("Ngan9!", false), ("trời xanh mây trắng 9", false),
      ("Trời xanh mây trắng", false), ("Troixanhmaytrang9", false), ("Trời-xanh-99-mây", true),
    ])
  func alone(password: String, isTaken: Bool) {
    let rules = PasswordRules(policy: Self.policy, hasSecondFactor: false, context: [])
    let taken = (try? rules.check(password)) != nil
    #expect(taken == isTaken)
  }

  @Test("beside a second factor eight signs are enough", arguments: [("chim sâu", true), ("chim", false)])
  func beside(password: String, isTaken: Bool) {
    let rules = PasswordRules(policy: Self.policy, hasSecondFactor: true, context: [])
    let taken = (try? rules.check(password)) != nil
    #expect(taken == isTaken)
  }

  @Test(
    "what is guessed first is refused",
    arguments: [
      "password", "P@ssw0rd2026!", "Mật khẩu 123456", "12345678901234", "abcdefgh", "aaaaaaaaaaaa", "abcabcabcabc",
      "Qwertyuiop1!", "QuảnTrị@2026", "anhyeuem", "Vietnam@123", "98765432",
    ])
  func common(password: String) {
    #expect(CommonPasswords.contains(password))
  }

  @Test("what only looks like it is not", arguments: ["Trời xanh mây trắng 9", "chim sâu", "Kx7m-Pq3v-Tz9h-Ws4n"])
  func uncommon(password: String) {
    #expect(!CommonPasswords.contains(password))
  }

  @Test(
    "one's own name, login and agency do not make a password",
    arguments: ["NguyenThiLan2026!", "lan.nguyen", "BaoLamGiang@2026", "Báo Lam Giang 99!"])
  func context(password: String) {
    let rules = PasswordRules(
      policy: Self.policy, hasSecondFactor: true,
      context: ["lan.nguyen", "Nguyễn Thị Lan", "Báo Lam Giang", "bao-lam-giang"])
    #expect(throws: Failure.self) { try rules.check(password) }
  }

  @Test("passwords the program makes hold under the strictest rule and never repeat")
  func oneTime() throws {
    let rules = PasswordRules(policy: Self.policy, hasSecondFactor: false, context: ["hoitu"])
    let made = (0..<200).map { _ in OneTimePassword.make() }
    for password in made { try rules.check(password) }
    #expect(Set(made).count == 200)
  }
}
