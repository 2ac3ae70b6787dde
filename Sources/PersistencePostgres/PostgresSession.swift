import CLibPQ
import Dispatch
import Foundation
import Glibc
import Kernel
import Persistence

/// One connection to the server, used by one transaction at a time on a queue of its own: libpq blocks.
///
/// `@unchecked Sendable`: `link` and `prepared` are touched only on `queue`, except `cancel()`, which libpq allows from
/// any thread.
final class PostgresSession: @unchecked Sendable {
  let queue = DispatchQueue(label: "hoitu.postgres")
  private var link: OpaquePointer?
  private var prepared: [String: String] = [:]
  private(set) var isBroken = false

  /// Connects; blocks. Throws ``DatabaseError/unavailable(_:)`` where the server does not answer.
  init(url: String, schema: String?, statementTimeout: Int) throws {
    let link = PQconnectdb(url)
    guard PQstatus(link) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(link))
      PQfinish(link)
      throw DatabaseError.unavailable(message)
    }
    self.link = link
    PQsetNoticeProcessor(link, { _, _ in }, nil)
    var settings = [
      "SET TIME ZONE 'UTC'", "SET client_encoding TO 'UTF8'", "SET statement_timeout = \(statementTimeout)",
      "SET standard_conforming_strings = on", "SET client_min_messages = warning",
      "SET idle_in_transaction_session_timeout = 60000", "SET extra_float_digits = 3",
    ]
    if let schema { settings.append("SET search_path TO \"\(schema.replacingOccurrences(of: "\"", with: "\"\""))\"") }
    for setting in settings { try command(setting) }
  }

  deinit {
    PQfinish(link)
  }

  /// Runs a body on this connection's queue.
  func run<Value: Sendable>(_ body: @Sendable @escaping (PostgresSession) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body(self) }) }
    }
  }

  /// A statement without values or answer.
  func command(_ text: String) throws {
    let result = PQexec(link, text)
    defer { PQclear(result) }
    try check(result)
  }

  /// Commits. After a failed statement whose error was not passed on, the server rolls back and calls that a success:
  /// it must not be taken for one.
  func commit() throws {
    let result = PQexec(link, "COMMIT")
    defer { PQclear(result) }
    try check(result)
    guard String(cString: PQcmdStatus(result)) == "COMMIT" else {
      throw DatabaseError.failed(
        code: "25P02", message: "rolled back: a statement failed and its error was not passed on")
    }
  }

  /// Whether the line is still open: a server that went away has closed it, which is seen without asking.
  func isUsable() async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.stillOpen()) }
    }
  }

  private func stillOpen() -> Bool {
    guard !isBroken, PQstatus(link) == CONNECTION_OK else { return false }
    var poll = pollfd(fd: PQsocket(link), events: Int16(POLLIN), revents: 0)
    // Nobody says anything to an idle connection but "I am going": what there is to read ends it.
    return Glibc.poll(&poll, 1, 0) == 0
  }

  /// Runs a statement with its values; `body` reads the answer before it is thrown away.
  func query<Value>(_ statement: SQL, _ body: (OpaquePointer?) throws -> Value) throws -> Value {
    let (text, values) = statement.render(for: .postgres)
    let types = values.map(PostgresText.type)
    let encoded = values.map(PostgresText.encode)
    let name = try prepare(text, types)
    let result = withPointers(encoded) { pointers in
      PQexecPrepared(link, name, Int32(values.count), pointers, nil, nil, 0)
    }
    defer { PQclear(result) }
    try check(result)
    return try body(result)
  }

  /// What other sessions have told on the channels this one listens to. Blocks up to `milliseconds`.
  func notifications(within milliseconds: Int32) throws -> [(String, String)] {
    var poll = pollfd(fd: PQsocket(link), events: Int16(POLLIN), revents: 0)
    if Glibc.poll(&poll, 1, milliseconds) > 0, PQconsumeInput(link) == 0 {
      isBroken = true
      throw DatabaseError.unavailable(String(cString: PQerrorMessage(link)))
    }
    var heard: [(String, String)] = []
    while let notification = PQnotifies(link) {
      heard.append((String(cString: notification.pointee.relname), String(cString: notification.pointee.extra)))
      PQfreemem(notification)
    }
    return heard
  }

  private func prepare(_ text: String, _ types: [Oid]) throws -> String {
    let key = types.isEmpty ? text : "\(text)\u{0}\(types)"
    if let name = prepared[key] { return name }
    if prepared.count >= 500 {
      try command("DEALLOCATE ALL")
      prepared = [:]
    }
    let name = "s\(prepared.count)"
    let result = PQprepare(link, name, text, Int32(types.count), types)
    defer { PQclear(result) }
    try check(result)
    prepared[key] = name
    return name
  }

  private func check(_ result: OpaquePointer?) throws {
    let status = PQresultStatus(result)
    if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return }
    if PQstatus(link) != CONNECTION_OK {
      isBroken = true
      throw DatabaseError.unavailable(String(cString: PQerrorMessage(link)))
    }
    throw PostgresText.error(result)
  }

  private func withPointers<Value>(_ texts: [[CChar]?], _ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
    // One buffer for all values; the pointers into it live as long as the call.
    var buffer: [CChar] = []
    var places: [Int?] = []
    for text in texts {
      places.append(text == nil ? nil : buffer.count)
      if let text { buffer += text }
    }
    return buffer.withUnsafeBufferPointer { bytes in
      body(places.map { place in place.flatMap { bytes.baseAddress?.advanced(by: $0) } })
    }
  }
}
