package import HTTPTypes
package import Hummingbird
import Kernel

extension HTTPField.Name {
  /// `X-CSRF-Token`, by which scripts send the session's token.
  package static let csrfToken = HTTPField.Name(CSRFToken.header)!
  /// Where a browser says that a request comes from (Fetch Metadata).
  package static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
  /// Whom a proxy speaks for; believed only of ``TrustedProxies``.
  package static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  /// `http` or `https`, as a proxy was asked; believed only of ``TrustedProxies``.
  package static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
  /// The name asked for; also in the request's authority, with which it must agree.
  package static let hostField = HTTPField.Name("Host")!
  /// Ours, on every answer: the name of the request in the log.
  package static let requestID = HTTPField.Name("X-Request-Id")!
  /// Where a stream of events broke off (HTML Standard §9.2).
  package static let lastEventID = HTTPField.Name("Last-Event-ID")!
}

extension Request {
  /// The media type of the body in lower case without parameters, or nil.
  package var mediaType: String? {
    headers[.contentType]?.split(separator: ";", maxSplits: 1).first.map { $0.trimmed.lowercased() }
  }

  /// What the client says the body's length is; nil where it says nothing (chunked, or none).
  package var contentLength: Int? {
    headers[.contentLength].flatMap { Int($0) }
  }

  /// Whether it says by its head that no body follows.
  var isEmpty: Bool {
    headers[.contentType] == nil && (contentLength ?? 0) == 0 && headers[.transferEncoding] == nil
  }

  /// Whether it brings a bearer token (RFC 6750). No browser adds that of its own accord, and a page of another site
  /// cannot without our consent (CORS, which we never give), so such requests need no CSRF token.
  package var isBearer: Bool {
    guard let value = headers[.authorization] else { return false }
    return value.prefix(7).lowercased() == "bearer "
  }

  /// Whether it only looks (RFC 9110 §9.2.1).
  package var isSafe: Bool {
    method == .get || method == .head || method == .options || method == .trace
  }

  /// Whether the one who asks is a person with a browser, rather than a program.
  package var wantsHTML: Bool {
    guard !uri.path.hasPrefix("/api/"), let accept = headers[.accept] else { return false }
    return accept.split(separator: ",").contains { part in
      let pieces = part.split(separator: ";").map(\.trimmed)
      guard let type = pieces.first?.lowercased(), type == "text/html" || type == "application/xhtml+xml" else {
        return false
      }
      return !pieces.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" || $0 == "q=0.00" || $0 == "q=0.000" }
    }
  }
}

extension AppContext {
  /// Throws unless the request brings this session's token as `X-CSRF-Token`, or needs none: nobody is signed in, or
  /// it brings a bearer token. ``OriginGuard`` calls it for every body that is not a form.
  package func requireCSRF(_ request: Request) throws {
    guard let session, !request.isBearer else { return }
    guard CSRFToken.matches(request.headers[.csrfToken], session.csrfToken) else { throw RequestProblem.wrongToken }
  }
}

extension StaffContext {
  /// See ``AppContext/requireCSRF(_:)``.
  package func requireCSRF(_ request: Request) throws { try parent.requireCSRF(request) }
}
