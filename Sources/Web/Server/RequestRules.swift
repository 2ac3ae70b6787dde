import HTTPTypes
import NIOHTTP1
import NIOHTTPTypes

/// What a decoded head must be before anybody sees it (RFC 9112), beyond what the decoder checks.
enum RequestRules {
  /// The request as handlers know it. Throws ``Refusal``.
  static func request(_ head: HTTPRequestHead, _ limits: ServerLimits) throws(Refusal) -> HTTPRequest {
    guard head.uri.utf8.count <= limits.target else { throw .targetTooLong }
    guard head.method != .CONNECT, let method = HTTPRequest.Method(head.method.rawValue) else { throw .malformed }
    try checkBody(head, limits)
    let host = try host(head)
    let (authority, path) = try target(head, host)
    var fields = HTTPFields()
    fields.reserveCapacity(head.headers.count)
    for (name, value) in head.headers where !equal(name, "host") {
      guard let name = HTTPField.Name(name) else { throw .malformed }
      fields.append(HTTPField(name: name, value: value))
    }
    return HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: fields)
  }

  /// One Host where there must be one (RFC 9112 §3.2).
  private static func host(_ head: HTTPRequestHead) throws(Refusal) -> String? {
    let hosts = head.headers["host"]
    guard hosts.count <= 1 else { throw .malformed }
    guard let host = hosts.first.map({ String($0.trimmed) }) else {
      if head.version.minor < 1 { return nil }
      throw .malformed
    }
    guard HostName.isWellFormed(host) else { throw .malformed }
    return host
  }

  /// Path and authority. An absolute address says which host is meant, whatever Host says (RFC 9112 §3.2.2).
  private static func target(_ head: HTTPRequestHead, _ host: String?) throws(Refusal) -> (String?, String) {
    let uri = head.uri
    guard uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformed }
    if uri.utf8.first == UInt8(ascii: "/") || (uri == "*" && head.method == .OPTIONS) { return (host, uri) }
    let scheme = uri.prefix(8).lowercased()
    let start = scheme.hasPrefix("http://") ? 7 : scheme == "https://" ? 8 : 0
    guard start > 0 else { throw .malformed }
    let rest = uri.dropFirst(start)
    let authority = String(rest.prefix { $0 != "/" && $0 != "?" })
    guard HostName.isWellFormed(authority) else { throw .malformed }
    let path = String(rest.dropFirst(authority.count))
    return (authority, path.hasPrefix("/") ? path : "/" + path)
  }

  /// How the body is framed must be beyond doubt (RFC 9112 §6.1).
  private static func checkBody(_ head: HTTPRequestHead, _ limits: ServerLimits) throws(Refusal) {
    let codings = head.headers["transfer-encoding"]
    let lengths = head.headers["content-length"]
    if !codings.isEmpty {
      guard codings.count == 1, equal(codings[0], "chunked"), lengths.isEmpty, head.version.minor >= 1 else {
        throw .malformed
      }
    }
    if let length = lengths.first {
      guard lengths.count == 1, let bytes = Int(length), bytes >= 0 else { throw .malformed }
      guard bytes <= limits.bodySize else { throw .tooLarge }
    }
    let expectations = head.headers["expect"]
    guard expectations.allSatisfy({ equal($0, "100-continue") }) else { throw .expectation }
  }

  /// Whether the connection ends with this request: the client says so, or speaks something else afterwards.
  static func closes(_ head: HTTPRequestHead) -> Bool {
    !head.isKeepAlive || head.headers.contains(name: "upgrade")
      || head.headers[canonicalForm: "connection"].contains { equal($0, "close") }
  }

  /// Whether the client waits for 100 before it sends its body.
  static func expectsToBeTold(_ head: HTTPRequestHead) -> Bool {
    head.version.minor >= 1 && head.headers.contains(name: "expect")
      && (head.headers.contains(name: "transfer-encoding")
        || (head.headers.first(name: "content-length") ?? "0") != "0")
  }

  private static func equal(_ text: some StringProtocol, _ lower: String) -> Bool {
    text.utf8.count == lower.utf8.count
      && zip(text.utf8, lower.utf8).allSatisfy { byte, wanted in
        (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == wanted
      }
  }
}
