import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import Web

/// A site with the whole kit before a few routes; requests go straight into its responder.
struct Site: Sendable {
  let responder: SiteResponder

  init(
    house: WebHouse = WebHouse(), settings: WebStack.Settings = .init(), logger: Logger = .silent,
    sessions: any SessionReader = KnownSessions(), onDenied: @escaping SessionMiddleware.Denied = { _, _, _ in },
    routes: (RouterGroup<AppContext>) -> Void
  ) {
    let stack = WebStack(
      house: house, settings: settings, logger: logger, sessions: sessions, onDenied: onDenied)
    let router = stack.makeRouter()
    routes(router.group())
    responder = stack.responder(for: router)
  }

  func get(_ path: String, _ headers: HTTPFields = [:], host: String? = "localhost", peer: String? = nil) async throws
    -> Reply
  {
    try await send(.get, path, headers, host: host, peer: peer)
  }

  /// A form sent by a page of ours.
  func post(_ path: String, _ body: String = "", _ headers: HTTPFields = [:]) async throws -> Reply {
    var all: HTTPFields = [
      .contentType: "application/x-www-form-urlencoded", .secFetchSite: "same-origin",
    ]
    for field in headers { all[field.name] = field.value }
    return try await send(.post, path, all, body: body)
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String?, _ headers: HTTPFields = [:], body: String = "",
    host: String? = "localhost", peer: String? = nil
  ) async throws -> Reply {
    var headers = headers
    if !body.isEmpty, headers[.contentLength] == nil, headers[.transferEncoding] == nil {
      headers[.contentLength] = String(body.utf8.count)
    }
    let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers)
    var logger = Logger.silent
    logger[metadataKey: "hb.request.id"] = "request-7"
    var context = AppContext(source: .init(channel: EmbeddedChannel(), logger: logger))
    if let peer { context.remoteAddress = try SocketAddress(ipAddress: peer, port: 5555) }
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: context)
    let gathered = Gathered()
    try await response.body.write(gathered)
    return Reply(status: response.status.code, headers: response.headers, body: gathered.bytes.withLock { $0 })
  }

  /// Over a real connection.
  func live<Value>(
    logger: Logger = .silent, _ test: @Sendable (any TestClientProtocol) async throws -> Value
  ) async throws -> Value {
    try await Application(
      responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: logger
    ).test(.live, test)
  }
}

struct Reply {
  let status: Int
  let headers: HTTPFields
  let body: ByteBuffer
  var text: String { String(buffer: body) }
}

private final class Gathered: ResponseBodyWriter, Sendable {
  let bytes = Mutex(ByteBuffer())
  func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Sessions by the value of the cookie `session` or of a bearer token.
struct KnownSessions: SessionReader {
  var sessions: [String: Session] = [:]
  var failure: (any Error)?

  func session(for request: Request, context: AppContext) async throws -> Session? {
    if let failure { throw failure }
    if let bearer = request.headers[.authorization]?.split(separator: " ").last { return sessions[String(bearer)] }
    return SiteCookie.value("session", request, context).flatMap { sessions[$0] }
  }

  static let lan = KnownSessions(sessions: [
    "lan": Session(principal: Principal(id: AccountID("1"), name: "Lan", organisation: nil), csrfToken: "secret-of-lan")
  ])
}

extension Logger {
  static let silent = Logger(label: "test") { JSONLogHandler(label: $0, level: .critical) { _ in } }
}

extension HTTPFields {
  static let html: HTTPFields = [.accept: "text/html,application/xhtml+xml;q=0.9"]
  static let lan: HTTPFields = [.cookie: "session=lan"]

  func and(_ other: HTTPFields) -> HTTPFields {
    var all = self
    for field in other { all[field.name] = field.value }
    return all
  }
}
