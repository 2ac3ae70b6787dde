import Crypto
import Foundation

/// Codes that change each 30 seconds (RFC 6238 over RFC 4226), as every authenticator app makes them: HMAC-SHA-1, six
/// digits.
struct TOTP: Sendable {
  static let period = 30
  /// How many steps a phone's clock may be off, to either side (RFC 6238 §5.2 advises one).
  static let drift = 1

  let secret: Data
  let digits: Int

  init(secret: Data, digits: Int = 6) {
    self.secret = secret
    self.digits = digits
  }

  /// A new secret of 160 bits, as RFC 4226 §4 recommends.
  static func newSecret() -> Data {
    SymmetricKey(size: SymmetricKeySize(bitCount: 160)).withUnsafeBytes { Data($0) }
  }

  static func step(at time: Date) -> Int { Int((time.timeIntervalSince1970 / Double(period)).rounded(.down)) }

  /// The code of a step (RFC 4226 §5.3).
  func code(step: Int) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(mac[19] & 0xF)
    let number =
      (Int(mac[offset]) & 0x7F) << 24 | Int(mac[offset + 1]) << 16 | Int(mac[offset + 2]) << 8 | Int(mac[offset + 3])
    let power = (0..<digits).reduce(1) { product, _ in product * 10 }
    let text = String(number % power)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The step this code belongs to, within the drift, later than `last`; nil where it is wrong, or was used before.
  func accept(_ typed: String, at time: Date, after last: Int) -> Int? {
    let code = typed.filter { !$0.isWhitespace }
    let now = Self.step(at: time)
    // All are compared, so that the time taken does not tell which one fits.
    var accepted: Int?
    for step in (now - Self.drift)...(now + Self.drift)
    where equalInConstantTime(Array(self.code(step: step).utf8), Array(code.utf8)) && step > last {
      accepted = step
    }
    return accepted
  }

  /// What an authenticator app reads (Key URI format): `otpauth://totp/Hội Tụ:lan?secret=…`.
  func address(login: String, issuer: String) -> String {
    let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}"))
    let encode = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
    return "otpauth://totp/\(encode(issuer)):\(encode(login))?secret=\(Base32.encode(secret))&issuer=\(encode(issuer))"
  }
}

/// Base32 (RFC 4648 §6) without padding.
enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  static func encode(_ data: Data) -> String {
    var result = ""
    var buffer = 0
    var bits = 0
    for byte in data {
      buffer = buffer << 8 | Int(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        result.append(alphabet[buffer >> bits & 31])
      }
      buffer &= (1 << bits) - 1
    }
    if bits > 0 { result.append(alphabet[buffer << (5 - bits) & 31]) }
    return result
  }

  /// In groups of four, to be typed.
  static func grouped(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 4).map { start in
      String(text.dropFirst(start).prefix(4))
    }.joined(separator: " ")
  }
}
