import Foundation
import Testing

@testable import Security

struct TOTPTests {
  /// RFC 6238 appendix B, SHA-1.
  @Test(
    "the codes are those of RFC 6238",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func vectors(seconds: Int, code: String) {
    let totp = TOTP(secret: Data("12345678901234567890".utf8), digits: 8)
    #expect(totp.code(step: TOTP.step(at: Date(timeIntervalSince1970: Double(seconds)))) == code)
  }

  /// RFC 4226 appendix D.
  @Test("six digits are those of RFC 4226")
  func hotp() {
    let totp = TOTP(secret: Data("12345678901234567890".utf8))
    let codes = (0..<10).map { totp.code(step: $0) }
    #expect(
      codes == [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
      ])
  }

  @Test("a phone may be one step off, not two")
  func drift() {
    let totp = TOTP(secret: Data("12345678901234567890".utf8))
    let now = Date(timeIntervalSince1970: 1_234_567_890)
    let step = TOTP.step(at: now)
    for offset in -1...1 { #expect(totp.accept(totp.code(step: step + offset), at: now, after: 0) == step + offset) }
    for offset in [-2, 2] { #expect(totp.accept(totp.code(step: step + offset), at: now, after: 0) == nil) }
  }

  @Test("a code is taken once, and none before it any more")
  func replay() {
    let totp = TOTP(secret: Data("12345678901234567890".utf8))
    let now = Date(timeIntervalSince1970: 1_234_567_890)
    let step = TOTP.step(at: now)
    #expect(totp.accept(totp.code(step: step), at: now, after: step) == nil)
    #expect(totp.accept(totp.code(step: step - 1), at: now, after: step) == nil)
    #expect(totp.accept(totp.code(step: step + 1), at: now, after: step) == step + 1)
  }

  @Test(
    "nonsense is no code", arguments: ["", "12345", "1234567", "abcdef", "１２３４５６", String(repeating: "1", count: 5000)])
  func nonsense(text: String) {
    let totp = TOTP(secret: Data("12345678901234567890".utf8))
    #expect(totp.accept(text, at: Date(timeIntervalSince1970: 59), after: 0) == nil)
  }

  /// RFC 4648 §10.
  @Test(
    "base32 is that of RFC 4648",
    arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")])
  func base32(text: String, encoded: String) {
    #expect(Base32.encode(Data(text.utf8)) == encoded)
  }

  @Test("the address for the app names the house and the account, and nothing in it breaks the address")
  func address() {
    let address = TOTP(secret: Data("foobar".utf8)).address(login: "lan&x=1@bao", issuer: "Hoi Tu")
    #expect(address == "otpauth://totp/Hoi%20Tu:lan%26x%3D1%40bao?secret=MZXW6YTBOI&issuer=Hoi%20Tu")
  }
}
