/// The secret that a page of a signed-in person sends back, to show that the request comes from our own page.
///
/// What stands in a page is masked anew each time (a random pad, and the token XOR the pad), so that its bytes never
/// repeat and compressing the page gives nothing away (BREACH).
package enum CSRFToken {
  /// The name of the hidden form field.
  package static let field = "_csrf"
  /// The name of the request header that scripts send.
  package static let header = "X-CSRF-Token"

  /// The token as it is set into one page.
  package static func mask(_ token: String) -> String {
    let secret = Array(token.utf8)
    let pad = RandomBytes.make(secret.count)
    return Base64URL.encode(pad + zip(secret, pad).map { $0 ^ $1 })
  }

  /// Whether what was sent is this session's token, masked or not. Takes the same time wherever they differ.
  package static func matches(_ sent: String?, _ token: String) -> Bool {
    guard let sent, !token.isEmpty, sent.utf8.count <= 1024 else { return false }
    let secret = Array(token.utf8)
    if equal(Array(sent.utf8), secret) { return true }
    guard let bytes = Base64URL.decode(sent), bytes.count == secret.count * 2 else { return false }
    let pad = bytes[..<secret.count]
    return equal(zip(bytes[secret.count...], pad).map { $0 ^ $1 }, secret)
  }

  private static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
