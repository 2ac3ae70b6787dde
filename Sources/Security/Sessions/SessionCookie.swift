import Crypto
import Foundation
import Hummingbird
import Web

/// The cookie that carries a session's token, until the browser closes; the server ends it sooner. Its name ends in a mark
/// of the installation, since browsers do not tell ports apart and two installations may run on one machine.
struct SessionCookie: Sendable {
  private let plainName: String

  init(_ key: InstallationKey) {
    let bytes = HMAC<SHA256>.authenticationCode(for: Data("cookie".utf8), using: key.key(for: "cookie name 1"))
    plainName = "session-" + Token.hex(bytes.prefix(3))
  }

  func name(isSecure: Bool) -> String { SiteCookie.name(plainName, isSecure: isSecure) }

  func token(of request: Request, _ context: AppContext) -> Token? {
    SiteCookie.value(plainName, request, context).flatMap(Token.init)
  }

  func setting(_ token: Token, _ context: AppContext) -> Cookie {
    SiteCookie.make(plainName, token.text, context)
  }

  func clearing(_ context: AppContext) -> Cookie {
    SiteCookie.expired(plainName, context)
  }
}
