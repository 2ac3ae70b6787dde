import Dispatch
import Foundation
package import Logging
package import Persistence
import Synchronization

/// Where connections are opened: libpq blocks while it does.
let connecting = DispatchQueue(label: "hoitu.postgres.connect", attributes: .concurrent)

/// PostgreSQL 15 and later through libpq.
package final class PostgresDriver: DatabaseDriver {
  /// The engine this driver speaks to.
  package let dialect = Dialect.postgres
  private let pool: PostgresPool
  private let listener: PostgresListener
  private let make: @Sendable () throws -> PostgresSession

  /// - Parameters:
  ///   - url: `postgres://user:password@host/database`, as libpq reads it.
  ///   - schema: another schema than `public`, for tests.
  ///   - connections: how many at most.
  ///   - statementTimeout: milliseconds after which the server gives a statement up.
  package init(
    url: String, schema: String? = nil, connections: Int = 10, statementTimeout: Int = 30_000, logger: Logger
  ) {
    let make: @Sendable () throws -> PostgresSession = {
      try PostgresSession(url: url, schema: schema, statementTimeout: statementTimeout)
    }
    self.make = make
    self.pool = PostgresPool(size: connections, make: make)
    self.listener = PostgresListener(make: make, logger: logger)
  }

  /// One snapshot (REPEATABLE READ, read only); begun again where the idle connection turns out to be dead.
  package func read<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    try await transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
  }

  /// One transaction (READ COMMITTED), in which rows that decide are locked by ``SQL/forUpdate``; begun again where
  /// the idle connection turns out to be dead.
  package func write<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    try await transaction("BEGIN", body)
  }

  /// What any node tells through the server, by LISTEN on a connection of its own.
  package func notifications(on channel: String) -> AsyncStream<String> {
    listener.stream(channel)
  }

  /// False from when that connection is lost until all listeners were told to look again.
  package var isHearing: Bool { listener.isHearing }

  /// One session at a time in the whole cluster, by an advisory lock of its own session.
  package func exclusively<Value: Sendable>(
    _ name: String, _ body: @Sendable @escaping () async throws -> Value
  ) async throws -> Value {
    let make = make
    let session =
      try await withCheckedThrowingContinuation { continuation in
        connecting.async { continuation.resume(with: Result { try make() }) }
      } as PostgresSession
    let key = "hashtext(current_schema() || '.\(name.filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" })')"
    while true {
      let locked = try await session.run { session in
        try session.query("SELECT pg_try_advisory_lock(\(raw: key))") { PostgresText.decode($0, row: 0, column: 0) }
      }
      if locked == .bool(true) { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    // The lock goes with the session, which ends when this returns.
    let value = try await body()
    try await session.run { try $0.command("SELECT pg_advisory_unlock_all()") }
    return value
  }

  /// Always throws: `pg_dump` does that.
  package func copy(to path: String) async throws {
    throw DatabaseError.failed(code: "unsupported", message: "PostgreSQL is copied with pg_dump")
  }

  /// Ends the streams and closes the connections.
  package func close() async {
    listener.close()
    pool.close()
  }

  private func transaction<Value: Sendable>(
    _ begin: String, _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await attemptTransaction(begin, body)
      } catch let error as NotBegun {
        // The server went away while the connection was idle, and nothing was done yet: another connection may live.
        if attempt == 3 { throw error.cause }
        attempt += 1
      }
    }
  }

  private func attemptTransaction<Value: Sendable>(
    _ begin: String, _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    let (value, actions) = try await pool.with { session in
      do {
        try session.command(begin)
      } catch  where session.isBroken {
        throw NotBegun(cause: error)
      }
      let connection = PostgresConnection(session)
      do {
        let value = try body(connection)
        try session.commit()
        return (value, connection.actions)
      } catch {
        try? session.command("ROLLBACK")  // A session that cannot roll back is broken and is thrown away.
        throw error
      }
    }
    for action in actions { action() }
    return value
  }
}

/// A transaction whose connection turned out to be dead before it began.
private struct NotBegun: Error {
  let cause: any Error
}
