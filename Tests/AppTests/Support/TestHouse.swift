import App
import Channels
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import NIOCore
import Persistence
import TestSupport
import Testing
import Web

/// The root of the checkout, where `Public/` and `data/` lie.
let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// Runs a test on a whole house of its own, migrated, on this engine.
func withHouse<Value>(
  _ engine: Engine, clock: WallClock = .system, _ body: (House) async throws -> Value
) async throws -> Value {
  try await withPlace(engine) { configuration in
    let house = try House(configuration: configuration, clock: clock, logger: quiet)
    do {
      try await house.migrate()
      let value = try await body(house)
      await house.close()
      return value
    } catch {
      await house.close()
      throw error
    }
  }
}

/// The settings of an empty installation, taken away afterwards.
func withPlace<Value>(_ engine: Engine, _ body: (AppConfiguration) async throws -> Value) async throws -> Value {
  try await Seats.databases.seated { try await withOwnPlace(engine, body) }
}

private func withOwnPlace<Value>(
  _ engine: Engine, _ body: (AppConfiguration) async throws -> Value
) async throws -> Value {
  let name = "h" + UUIDv7.shared.next().filter { $0 != "-" }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-tests/\(name)")
  var environment = ["HOITU_DATA_DIR": folder.path, "HOITU_ROOT": checkout.path, "HOITU_ALLOW_PRIVATE_FEEDS": "yes"]
  let server = ProcessInfo.processInfo.environment["HOITU_TEST_POSTGRES"] ?? ""
  if engine == .postgres { try psql(server, "CREATE DATABASE \(name)") }
  environment["HOITU_DATABASE"] =
    engine == .sqlite ? "sqlite:\(folder.path)/hoitu.db" : server.replacing(/\/[^\/]*$/, with: "/\(name)")
  defer {
    try? FileManager.default.removeItem(at: folder)
    if engine == .postgres { try? psql(server, "DROP DATABASE \(name) WITH (FORCE)") }
  }
  return try await body(try AppConfiguration(environment: environment))
}

/// What cannot be done in a transaction.
private func psql(_ server: String, _ statement: String) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["psql", "--quiet", "--dbname", server, "--command", statement]
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ExportError.tool("psql: \(statement)") }
}

let quiet: Logger = {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  return logger
}()

/// Somebody at a browser: keeps cookies, sends what a browser sends.
final class Visitor {
  private let client: any TestClientProtocol
  private var cookies: [String: String] = [:]

  init(_ client: any TestClientProtocol) {
    self.client = client
  }

  struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: String
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
    try await send(.get, path, headers: headers, body: nil)
  }

  /// Sends a form with the token of the page it stands on.
  func post(_ path: String, _ fields: [String: String], from page: String? = nil) async throws -> Answer {
    var fields = fields
    if let page { fields["_csrf"] = Self.token(try await get(page).body) }
    let body = fields.map { "\($0.key)=\(Self.encode($0.value))" }.joined(separator: "&")
    return try await send(.post, path, headers: [.contentType: "application/x-www-form-urlencoded"], body: body)
  }

  /// Sends JSON as a script of ours would.
  func json(_ method: HTTPRequest.Method, _ path: String, _ body: String, token: String) async throws -> Answer {
    let name = try #require(HTTPField.Name("X-CSRF-Token"))
    return try await send(method, path, headers: [.contentType: "application/json", name: token], body: body)
  }

  func token(on page: String) async throws -> String {
    Self.token(try await get(page).body)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: String?
  ) async throws -> Answer {
    var headers = headers
    headers[.accept] = headers[.accept] ?? "text/html"
    if let site = HTTPField.Name("Sec-Fetch-Site") { headers[site] = "same-origin" }
    if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    let answer = try await client.execute(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
    ) { response in
      Answer(status: response.status.code, headers: response.headers, body: String(buffer: response.body))
    }
    for cookie in answer.headers[values: .setCookie] {
      guard let pair = cookie.split(separator: ";").first?.split(separator: "=", maxSplits: 1), pair.count == 2 else {
        continue
      }
      cookies[String(pair[0])] = String(pair[1])
    }
    return answer
  }

  private static func token(_ page: String) -> String {
    page.firstMatch(of: /name="_csrf" value="([^"]+)"/).map { String($0.1) } ?? ""
  }

  private static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

extension House {
  /// The whole program without its socket.
  func serveInTest(_ body: @Sendable @escaping (Visiting) async throws -> Void) async throws {
    let application = Application(
      responder: try buildResponder(), services: [cache, channels.purges], logger: quiet)
    try await application.test(.router) { client in try await body(Visiting(client: client)) }
  }
}

/// Opens the door to as many visitors as a test needs.
struct Visiting: Sendable {
  let client: any TestClientProtocol

  func anonymous() -> Visitor { Visitor(client) }

  func signedIn(_ login: String, _ password: String) async throws -> Visitor {
    let visitor = Visitor(client)
    let answer = try await visitor.post(
      "/dang-nhap", ["login": login, "password": password], from: "/dang-nhap")
    #expect(answer.status == 303, "\(login): \(answer.body.prefix(400))")
    return visitor
  }
}
