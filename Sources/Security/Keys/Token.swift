import Crypto
import Foundation
import Web

/// A secret a browser or program shows to say who it is: 32 random bytes as base64url (RFC 4648 §5). Only its SHA-256 is
/// stored, so a stolen database opens no session.
struct Token: Sendable {
  let text: String

  static func random() -> Token {
    Token(unchecked: Base64URL.encode(RandomBytes.make(32)))
  }

  /// Reads what was sent; nil for what no token can be.
  init?(_ text: String) {
    guard text.utf8.count == 43, Base64URL.decode(text)?.count == 32 else { return nil }
    self.text = text
  }

  private init(unchecked text: String) {
    self.text = text
  }

  var hash: String { Self.hex(SHA256.hash(data: Data(text.utf8))) }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
  }
}

/// Compares in a time that does not tell where they differ.
func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for (a, b) in zip(left, right) { difference |= a ^ b }
  return difference == 0
}
