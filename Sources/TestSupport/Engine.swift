import Foundation
import Kernel
import Logging
package import Persistence
import PersistencePostgres
import PersistenceSQLite
import Testing

/// The engines the tests run on: always SQLite; PostgreSQL where `HOITU_TEST_POSTGRES` names a server, which
/// `scripts/test` starts. Use: `@Test(arguments: Engine.all)`.
package enum Engine: String, Sendable, CustomTestStringConvertible {
  case sqlite
  case postgres

  /// SQLite, and PostgreSQL where a server was named.
  package static let all: [Engine] =
    ProcessInfo.processInfo.environment["HOITU_TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]

  /// As the test's line shows it.
  package var testDescription: String { rawValue }
}

/// Runs a test on a database of its own (a file, or a schema) with these migrations, and takes it away afterwards.
package func withDatabase<Value>(
  _ engine: Engine, _ migrations: [Migration], _ body: (Database) async throws -> Value
) async throws -> Value {
  try await Seats.databases.seated { try await seatedWithDatabase(engine, migrations, body) }
}

private func seatedWithDatabase<Value>(
  _ engine: Engine, _ migrations: [Migration], _ body: (Database) async throws -> Value
) async throws -> Value {
  var logger = Logger(label: "test")
  logger.logLevel = .error
  let name = "t" + UUIDv7.shared.next().filter { $0 != "-" }
  switch engine {
  case .sqlite:
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-tests/\(name)")
    let database = Database(
      driver: try SQLiteDriver(path: folder.appendingPathComponent("test.db").path, readers: 2), logger: logger)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await closing(database, migrations, body)
  case .postgres:
    let url = ProcessInfo.processInfo.environment["HOITU_TEST_POSTGRES"] ?? ""
    let owner = Database(driver: PostgresDriver(url: url, connections: 1, logger: logger), logger: logger)
    try await owner.write { _ = try $0.execute("CREATE SCHEMA \(raw: name)") }
    let database = Database(
      driver: PostgresDriver(url: url, schema: name, connections: 4, logger: logger), logger: logger)
    do {
      let value = try await closing(database, migrations, body)
      try await owner.write { _ = try $0.execute("DROP SCHEMA \(raw: name) CASCADE") }
      await owner.close()
      return value
    } catch {
      _ = try? await owner.write { _ = try $0.execute("DROP SCHEMA \(raw: name) CASCADE") }
      await owner.close()
      throw error
    }
  }
}

private func closing<Value>(
  _ database: Database, _ migrations: [Migration], _ body: (Database) async throws -> Value
) async throws -> Value {
  do {
    // Every room's forms are remembered in one table.
    let own = WriteOnce.migrations.filter { one in !migrations.contains { $0.name == one.name } }
    try await database.migrate(own + migrations)
    let value = try await body(database)
    await database.close()
    return value
  } catch {
    await database.close()
    throw error
  }
}
