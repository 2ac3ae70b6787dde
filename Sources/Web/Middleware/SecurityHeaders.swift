package import HTTPTypes
package import Hummingbird

/// What browsers are told to refuse on our behalf. An answer that sets one of these itself keeps its own.
package struct SecurityHeaders: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext

  private let frameAncestors: String

  /// - Parameter frameAncestors: Who may show our pages in a frame (CSP Level 3 §6.4.2).
  package init(frameAncestors: String = "'none'") {
    self.frameAncestors = frameAncestors
  }

  /// Adds the headers to whatever came out, refusals included.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for (name, value) in Self.fixed where response.headers[name] == nil { response.headers[name] = value }
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = Self.policy(
        scripts: "'self' 'nonce-\(context.nonce)'", frameAncestors: frameAncestors)
    }
    if context.isSecure { response.headers[.strictTransportSecurity] = Self.strictTransport }
    response.headers[.requestID] = context.requestID
    return response
  }

  /// The same for pages whose bytes are kept and sent to many: no nonce, so nothing inline runs at all.
  package static func shared(isSecure: Bool, frameAncestors: String = "'none'") -> HTTPFields {
    var headers = HTTPFields()
    for (name, value) in fixed { headers[name] = value }
    headers[.contentSecurityPolicy] = policy(scripts: "'self'", frameAncestors: frameAncestors)
    if isSecure { headers[.strictTransportSecurity] = strictTransport }
    return headers
  }

  // Two years, as the lists of browsers ask; without subdomains, which may be other people's.
  private static let strictTransport = "max-age=63072000"

  static func policy(scripts: String, frameAncestors: String) -> String {
    """
    default-src 'self'; script-src \(scripts); style-src 'self'; img-src 'self' data: blob:; \
    media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors \(frameAncestors); form-action 'self'
    """
  }

  private static let fixed: [(HTTPField.Name, String)] = [
    (.xContentTypeOptions, "nosniff"),
    (HTTPField.Name("Referrer-Policy")!, "strict-origin-when-cross-origin"),
    (HTTPField.Name("Permissions-Policy")!, "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
    (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
  ]
}
