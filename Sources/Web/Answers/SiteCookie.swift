package import Hummingbird

/// Cookies as we set them: for the whole site, out of reach of scripts, not sent along from other sites.
///
/// Over TLS the name begins with `__Host-`, so that no neighbouring host can set it and no plain connection sees it
/// (RFC 6265bis §4.1.3.2).
package enum SiteCookie {
  /// The name a cookie goes by: `session` → `__Host-session` over TLS.
  package static func name(_ name: String, isSecure: Bool) -> String {
    isSecure ? "__Host-" + name : name
  }

  /// - Parameter seconds: How long the browser keeps it; nil until it is closed.
  package static func make(_ name: String, _ value: String, seconds: Int? = nil, _ context: AppContext) -> Cookie {
    Cookie(
      name: self.name(name, isSecure: context.isSecure), value: value, maxAge: seconds, path: "/",
      secure: context.isSecure, httpOnly: true, sameSite: .lax)
  }

  /// Makes the browser forget it.
  package static func expired(_ name: String, _ context: AppContext) -> Cookie {
    make(name, "", seconds: 0, context)
  }

  /// What the browser sent. Over TLS only the `__Host-` one counts: the plain one may have been planted.
  package static func value(_ name: String, _ request: Request, _ context: AppContext) -> String? {
    guard let cookie = request.cookies[self.name(name, isSecure: context.isSecure)] else { return nil }
    return cookie.value.isEmpty ? nil : cookie.value
  }
}
