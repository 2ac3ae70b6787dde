import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Newsroom
import Synchronization
import TestSupport
import Web

/// The newsroom's pages and interface behind the whole web kit, asked without a network.
struct DeskSite: Sendable {
  static let token = AskedSite.token
  private let responder: SiteResponder

  init(_ desk: Desk) {
    let people = [desk.lan, desk.minh, desk.hoa, desk.thu, desk.chief, desk.stranger, desk.administrator]
    let stack = WebStack(
      house: WebHouse(rooms: desk.newsroom.deskRooms), logger: quiet, sessions: KnownSessions(people: people))
    let router = stack.makeRouter()
    desk.newsroom.addRoutes(to: router.group())
    responder = stack.responder(for: router)
  }

  struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    var location: String? { headers[.location] }
    var json: JSONTree { (try? JSONTree(text.utf8)) ?? .null }
  }

  func get(_ path: String, as person: Principal?) async throws -> Reply {
    try await send(.get, path, as: person)
  }

  /// A form sent from one of our own pages, with its token.
  func post(_ path: String, _ fields: [String: String] = [:], as person: Principal?) async throws -> Reply {
    var all = fields
    all["_csrf"] = Self.token
    return try await send(
      .post, path, as: person, type: "application/x-www-form-urlencoded",
      body: all.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&"))
  }

  /// The same with fields that come several times, in their order.
  func postAll(_ path: String, _ fields: [(String, String)], as person: Principal?) async throws -> Reply {
    try await send(
      .post, path, as: person, type: "application/x-www-form-urlencoded",
      body: (fields + [("_csrf", Self.token)]).map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&"))
  }

  func json(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "{}", as person: Principal?, token: String? = token
  ) async throws -> Reply {
    try await send(method, path, as: person, type: "application/json", body: body, token: token)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, as person: Principal?, type: String? = nil, body: String = "",
    token: String? = nil
  ) async throws -> Reply {
    var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
    head.headerFields[.accept] = path.hasPrefix("/api/") ? "application/json" : "text/html"
    if let type { head.headerFields[.contentType] = type }
    if !body.isEmpty { head.headerFields[.contentLength] = "\(body.utf8.count)" }
    if let site = HTTPField.Name("Sec-Fetch-Site") { head.headerFields[site] = "same-origin" }
    if let token, let name = HTTPField.Name("X-CSRF-Token") { head.headerFields[name] = token }
    if let person { head.headerFields[.cookie] = "who=\(person.id)" }
    let context = AppContext(source: .init(channel: EmbeddedChannel(), logger: quiet))
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))), context: context)
    let gathered = Gathered()
    try await response.body.write(gathered)
    return Reply(
      status: response.status.code, headers: response.headers, text: String(buffer: gathered.bytes.withLock { $0 }))
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
