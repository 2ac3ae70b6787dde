package import Logging

/// The one database of the program, on either engine. A value to hand around: copies share the driver.
package struct Database: Sendable {
  private let driver: any DatabaseDriver
  private let logger: Logger
  /// A statement batch slower than this is told in the log.
  private let slow: Duration

  /// - Parameter slow: a transaction longer than this is told in the log, with the time that it waited.
  package init(driver: any DatabaseDriver, logger: Logger, slow: Duration = .milliseconds(500)) {
    self.driver = driver
    self.logger = logger
    self.slow = slow
  }

  /// Which engine it is, for the few statements that differ beyond ``SQL``.
  package var dialect: Dialect { driver.dialect }

  /// Reads in one snapshot. The body must not have side effects.
  package func read<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    try await timed { try await driver.read(body) }
  }

  /// Writes in one transaction: everything or nothing. The body may run again when the engine asks for it, so it
  /// must not have effects outside the database; those go through the outbox.
  package func write<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    var attempt = 0
    while true {
      do {
        return try await timed { try await driver.write(body) }
      } catch DatabaseError.serializationFailure where attempt < 5 {
        attempt += 1
        try await Task.sleep(for: .milliseconds(5 * attempt * attempt + Int.random(in: 0...5)))
      }
    }
  }

  /// What is told on a channel by ``Connection/notify(_:_:)``, on this node and, where the engine can, on others.
  /// Nothing is promised: who listens must also look for itself from time to time.
  package func notifications(on channel: String) -> AsyncStream<String> {
    driver.notifications(on: channel)
  }

  /// Whether notifications arrive. False after the database was away, until all listeners were told to look again:
  /// what was kept in memory may be old so long.
  package var isHearing: Bool { driver.isHearing }

  /// Runs `body` while no other process runs a body under the same name; for migrations and leaders.
  package func exclusively<Value: Sendable>(
    _ name: String, _ body: @Sendable @escaping () async throws -> Value
  ) async throws -> Value {
    try await driver.exclusively(name, body)
  }

  /// Whether the engine answers now.
  package func check() async throws {
    _ = try await driver.read { try $0.value("SELECT 1", as: Int.self) }
  }

  /// A consistent copy of an SQLite database in another file; PostgreSQL is copied by its own tools.
  package func copy(to path: String) async throws {
    try await driver.copy(to: path)
  }

  /// Waits for what runs and lets the engine go; nothing may be asked afterwards.
  package func close() async {
    await driver.close()
  }

  private func timed<Value>(_ body: () async throws -> Value) async throws -> Value {
    let start = ContinuousClock.now
    defer {
      let took = ContinuousClock.now - start
      if took > slow { logger.warning("slow transaction", metadata: ["took": "\(took)"]) }
    }
    return try await body()
  }
}

/// An engine. Two implementations: SQLite through GRDB, PostgreSQL through libpq.
package protocol DatabaseDriver: Sendable {
  /// Which of the two it is.
  var dialect: Dialect { get }
  /// One snapshot; errors of the engine come out as ``DatabaseError``.
  func read<Value: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> Value) async throws -> Value
  /// One transaction, tried once: ``Database`` tries again.
  func write<Value: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> Value) async throws -> Value
  /// What is told on a channel from now on; the stream ends with the driver.
  func notifications(on channel: String) -> AsyncStream<String>
  /// See ``Database/isHearing``.
  var isHearing: Bool { get }
  /// See ``Database/exclusively(_:_:)``.
  func exclusively<Value: Sendable>(
    _ name: String, _ body: @Sendable @escaping () async throws -> Value
  ) async throws -> Value
  /// See ``Database/copy(to:)``; throws ``DatabaseError/failed(code:message:)`` where the engine has its own tools.
  func copy(to path: String) async throws
  /// Nothing may be asked afterwards.
  func close() async
}
