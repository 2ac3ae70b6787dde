package import Foundation
package import HTTPTypes
package import Hummingbird
package import HummingbirdCore
package import Kernel
import Logging
package import NIOCore
import NIOEmbedded
package import Synchronization
package import Web

/// The pages of a room behind the whole web kit, asked without a network by people whose sessions are known.
package struct AskedSite: Sendable {
  /// What every form and script of a known person must send back.
  package static let token = "token-of-the-session"
  private let responder: SiteResponder

  /// - Parameter people: who may be asked as; each by the ID in a cookie.
  package init(people: [Principal], rooms: [DeskRoom] = [], addRoutes: (RouterGroup<AppContext>) -> Void) {
    let stack = WebStack(house: WebHouse(rooms: rooms), logger: Self.quiet, sessions: KnownSessions(people: people))
    let router = stack.makeRouter()
    addRoutes(router.group())
    responder = stack.responder(for: router)
  }

  /// An answer, read to its end.
  package struct Reply: Sendable {
    /// The HTTP status.
    package let status: Int
    /// As they were sent.
    package let headers: HTTPFields
    /// Whole, unpacked: nothing here asks for packing.
    package let body: Data
    /// The body as UTF-8.
    package var text: String { String(decoding: body, as: UTF8.self) }
    /// Where it leads; nil where it leads nowhere.
    package var location: String? { headers[.location] }
  }

  /// A page, or what programs get below `/api/`; nil asks as nobody.
  package func get(_ path: String, as person: Principal?, headers: HTTPFields = [:]) async throws -> Reply {
    try await send(.get, path, as: person, headers: headers)
  }

  /// A form sent from one of our own pages, with its token.
  package func post(_ path: String, _ fields: [String: String] = [:], as person: Principal?) async throws -> Reply {
    let all = fields.merging(["_csrf": Self.token]) { given, _ in given }
    let body = all.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
    return try await send(
      .post, path, as: person, headers: [.contentType: "application/x-www-form-urlencoded"],
      body: Data(body.joined(separator: "&").utf8))
  }

  /// A form with files, the token first; nil leaves it out.
  package func upload(
    _ path: String, _ files: [(field: String, name: String, bytes: Data)], fields: [String: String] = [:],
    as person: Principal?, token: String? = token
  ) async throws -> Reply {
    let boundary = "ranh-gioi-\(UUIDv7.shared.next())"
    var body = Data()
    func part(_ disposition: String, _ bytes: Data) {
      body.append(Data("--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8))
      body.append(bytes)
      body.append(Data("\r\n".utf8))
    }
    if let token { part("name=\"_csrf\"", Data(token.utf8)) }
    for (name, value) in fields { part("name=\"\(name)\"", Data(value.utf8)) }
    for file in files { part("name=\"\(file.field)\"; filename=\"\(file.name)\"", file.bytes) }
    body.append(Data("--\(boundary)--\r\n".utf8))
    var headers: HTTPFields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
    // What is sent to `/api` brings the token in a header, as our scripts do.
    if let token, path.hasPrefix("/api/"), let name = HTTPField.Name("X-CSRF-Token") { headers[name] = token }
    return try await send(.post, path, as: person, headers: headers, body: body)
  }

  /// A program's request, with the session's token.
  package func json(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "{}", as person: Principal?
  ) async throws -> Reply {
    var headers: HTTPFields = [.contentType: "application/json"]
    headers[.csrfToken] = Self.token
    return try await send(method, path, as: person, headers: headers, body: Data(body.utf8))
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, as person: Principal?, headers: HTTPFields, body: Data = Data()
  ) async throws -> Reply {
    var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
    head.headerFields[.accept] = path.hasPrefix("/api/") ? "application/json" : "text/html"
    if !body.isEmpty { head.headerFields[.contentLength] = "\(body.count)" }
    head.headerFields[.secFetchSite] = "same-origin"
    if let person { head.headerFields[.cookie] = "who=\(person.id)" }
    let context = AppContext(source: .init(channel: EmbeddedChannel(), logger: Self.quiet))
    let response = try await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))), context: context)
    let gathered = Gathered()
    try await response.body.write(gathered)
    return Reply(
      status: response.status.code, headers: response.headers,
      body: gathered.bytes.withLock { Data($0.readableBytesView) })
  }

  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// Takes an answer's body as it is written.
package final class Gathered: ResponseBodyWriter, Sendable {
  /// What was written so far.
  package let bytes = Mutex(ByteBuffer())
  /// Empty.
  package init() {}
  /// Keeps what is written.
  package func write(_ buffer: ByteBuffer) async throws { bytes.withLock { _ = $0.writeImmutableBuffer(buffer) } }
  /// Nothing more comes.
  package func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Knows people by a cookie: `who=lan`.
package struct KnownSessions: SessionReader {
  private let people: [Principal]

  /// Anybody else is nobody.
  package init(people: [Principal]) {
    self.people = people
  }

  /// By the ID in the cookie; nil where nobody known has it.
  package func session(for request: Request, context: AppContext) async throws -> Session? {
    guard let who = request.headers[.cookie]?.split(separator: "=").last else { return nil }
    return people.first { $0.id.rawValue == who }.map { Session(principal: $0, csrfToken: AskedSite.token) }
  }
}
