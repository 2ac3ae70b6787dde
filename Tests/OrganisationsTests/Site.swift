import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Organisations
import Synchronization
import Web

/// The room's pages behind the whole web kit, asked without a network.
struct Site: Sendable {
  let responder: SiteResponder

  init(_ room: Room) {
    let stack = WebStack(house: WebHouse(), logger: quiet, sessions: SessionsByName(room: room))
    let router = stack.makeRouter()
    room.organisations.addRoutes(to: router.group())
    responder = stack.responder(for: router)
  }

  func get(_ path: String, as person: String? = "reader") async throws -> Reply {
    try await send(HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path), as: person, body: "")
  }

  /// A form sent from one of our own pages, with its token.
  func post(_ path: String, _ fields: [(String, String)], as person: String?) async throws -> Reply {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-.")
    let body = (fields + [("_csrf", SessionsByName.token)]).map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
    }.joined(separator: "&")
    var head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: path)
    head.headerFields[.contentType] = "application/x-www-form-urlencoded"
    head.headerFields[.contentLength] = String(body.utf8.count)
    if let site = HTTPField.Name("Sec-Fetch-Site") { head.headerFields[site] = "same-origin" }
    return try await send(head, as: person, body: body)
  }

  private func send(_ head: HTTPRequest, as person: String?, body: String) async throws -> Reply {
    var head = head
    head.headerFields[.accept] = head.path?.hasPrefix("/api") == true ? "application/json" : "text/html"
    if let person { head.headerFields[.cookie] = "who=\(person)" }
    let context = AppContext(source: .init(channel: EmbeddedChannel(), logger: quiet))
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: context)
    let gathered = Gathered()
    try await response.body.write(gathered)
    return Reply(
      status: response.status.code, location: response.headers[.location],
      text: String(buffer: gathered.bytes.withLock { $0 }))
  }
}

struct Reply {
  let status: Int
  let location: String?
  let text: String
}

private final class Gathered: ResponseBodyWriter, Sendable {
  let bytes = Mutex(ByteBuffer())
  func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// `who=reader`, `who=administrator`, `who=stranger`.
private struct SessionsByName: SessionReader {
  static let token = "token-of-the-session"
  let room: Room

  func session(for request: Request, context: AppContext) async throws -> Session? {
    let permissions: Set<Permission>? =
      switch request.headers[.cookie] {
      case "who=reader": [Organisations.read]
      case "who=administrator": [Organisations.read, Organisations.manage]
      case "who=stranger": []
      default: nil
      }
    return permissions.map { permissions in
      Session(
        principal: Principal(id: .new(), name: "Lan", organisation: nil, everywhere: permissions),
        csrfToken: Self.token)
    }
  }
}

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
