import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Web

/// The cookie that carries a session's token. Its name ends in a mark of the installation, since browsers do not tell
/// ports apart and two installations may run on one machine.
struct SessionCookie: Sendable {
  private let mark: String

  init(_ key: InstallationKey) {
    let bytes = HMAC<SHA256>.authenticationCode(for: Data("cookie".utf8), using: key.key(for: "cookie name 1"))
    mark = Token.hex(bytes.prefix(3))
  }

  /// `__Host-` binds a cookie to this host, to TLS and to the whole site (RFC 6265bis §4.1.3.2); browsers refuse it
  /// without TLS, so that development and a bare first start use another name.
  func name(isSecure: Bool) -> String { isSecure ? "__Host-hoitu-\(mark)" : "hoitu-\(mark)" }

  func token(of request: Request, isSecure: Bool) -> Token? {
    request.cookies[name(isSecure: isSecure)].flatMap { Token($0.value) }
  }

  /// The header value that sets it, until the browser closes; the server ends it sooner.
  func setting(_ token: Token, isSecure: Bool) -> String {
    "\(name(isSecure: isSecure))=\(token.text); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
  }

  /// The header value that takes it away.
  func clearing(isSecure: Bool) -> String {
    "\(name(isSecure: isSecure))=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\(isSecure ? "; Secure" : "")"
  }
}
