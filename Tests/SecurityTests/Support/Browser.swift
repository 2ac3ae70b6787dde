import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Web

@testable import Security

/// A browser in front of the whole kit: keeps cookies, sends forms with their token.
final class Browser: Sendable {
  struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    var location: String? { headers[.location] }
    var csrf: String? { text.firstMatch(of: /name="_csrf" value="([^"]+)"/).map { String($0.output.1) } }
  }

  private let responder: SiteResponder
  private let jar = Mutex<[String: String]>([:])
  private let isSecure: Bool

  init(_ security: Security, isSecure: Bool = false) {
    self.isSecure = isSecure
    var settings = WebStack.Settings()
    settings.isAlwaysSecure = isSecure
    let stack = WebStack(
      house: WebHouse(), settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      sessions: security.sessionReader, onDenied: { await security.denied($0, $1, $2) })
    let router = stack.makeRouter()
    let routes = router.group()
    security.addRoutes(to: routes)
    // A room's page: whoever may publish in the paper.
    routes.group("lam-viec/thu", context: StaffContext.self).get("") { _, context in
      try context.principal.require("newsroom.item.publish", in: Agencies.paper)
      return Answer.page("ok \(context.principal.name)")
    }
    responder = stack.responder(for: router)
  }

  var cookies: [String: String] { jar.withLock { $0 } }

  func setCookie(_ name: String, _ value: String) { jar.withLock { $0[name] = value } }

  func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Reply {
    try await send(.get, path, headers, body: "")
  }

  /// Sends a form; takes the token from the page it stands on.
  func post(_ path: String, _ fields: [String: String], from page: String? = nil) async throws -> Reply {
    var fields = fields
    if let page { fields["_csrf"] = try await get(page).csrf }
    let body = fields.map { "\($0.key.queryEncoded)=\($0.value.queryEncoded)" }.joined(separator: "&")
    return try await send(
      .post, path, [.contentType: "application/x-www-form-urlencoded", .secFetchSite: "same-origin"], body: body)
  }

  func signIn(_ login: String, _ password: String = Gatehouse.password) async throws -> Reply {
    try await post("/dang-nhap", ["login": login, "password": password])
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, body: String
  ) async throws -> Reply {
    var headers = headers
    if headers[.accept] == nil { headers[.accept] = "text/html" }
    if !body.isEmpty { headers[.contentLength] = String(body.utf8.count) }
    let cookie = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    if !cookie.isEmpty { headers[.cookie] = cookie }
    let head = HTTPRequest(
      method: method, scheme: isSecure ? "https" : "http", authority: "lamgiang.example", path: path,
      headerFields: headers)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let context = AppContext(source: .init(channel: EmbeddedChannel(), logger: logger))
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: context)
    for value in response.headers[values: .setCookie] { keep(value) }
    let gathered = Gathered()
    try await response.body.write(gathered)
    return Reply(
      status: response.status.code, headers: response.headers, text: gathered.bytes.withLock { String(buffer: $0) })
  }

  private func keep(_ header: String) {
    let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return }
    jar.withLock { $0[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
  }
}

private final class Gathered: ResponseBodyWriter, Sendable {
  let bytes = Mutex(ByteBuffer())
  func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
