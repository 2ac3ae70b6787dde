import Foundation
import GRDB
import Glibc
import Logging
package import Persistence
import Synchronization

/// SQLite in a file with a write-ahead log: one writer, several readers, each commit on the disk before it is answered.
package final class SQLiteDriver: DatabaseDriver {
  /// The engine this driver speaks to.
  package let dialect = Dialect.sqlite
  private let pool: DatabasePool
  private let path: String
  private let announcements = Announcements()

  /// Opens or makes the file; makes its folder where it is missing.
  ///
  /// - Parameter readers: how many reads run at once.
  package init(path: String, readers: Int = 4) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    var configuration = Configuration()
    configuration.maximumReaderCount = readers
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(10)
    configuration.journalMode = .wal
    configuration.prepareDatabase { database in
      // FULL: a commit that was answered survives a power cut, not only a crash of the program.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA cache_size = -16000")
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      // The guard of the log: a checkpoint at every 1,000 pages, and a file cut back to 64 MiB after a burst.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000")
      try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
    }
    self.path = path
    self.pool = try translated { try DatabasePool(path: path, configuration: configuration) }
  }

  /// One snapshot, beside the writer.
  package func read<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    try await translating {
      try await pool.read { database in try body(SQLiteConnection(database)) }
    }
  }

  /// One immediate transaction, one at a time; what was told goes out after the commit.
  package func write<Value: Sendable>(
    _ body: @Sendable @escaping (any Connection) throws -> Value
  ) async throws -> Value {
    let (value, told, actions) = try await translating {
      try await pool.writeWithoutTransaction { database in
        try database.inTransactionReturning { connection in
          let value = try body(connection)
          return (value, connection.announcements, connection.actions)
        }
      }
    }
    for action in actions { action() }
    for (channel, payload) in told { announcements.tell(channel, payload) }
    return value
  }

  /// Notifications never leave the process.
  package var isHearing: Bool { true }

  /// What this process tells itself; another process on the same file is not heard.
  package func notifications(on channel: String) -> AsyncStream<String> {
    announcements.stream(channel)
  }

  /// One process at a time, by a lock on a file beside the database.
  package func exclusively<Value: Sendable>(
    _ name: String, _ body: @Sendable @escaping () async throws -> Value
  ) async throws -> Value {
    let lock = open("\(path).\(name).lock", O_CREAT | O_RDWR, 0o600)
    guard lock >= 0 else { throw Persistence.DatabaseError.unavailable("cannot open the lock \(name)") }
    defer { _ = Glibc.close(lock) }
    while flock(lock, LOCK_EX | LOCK_NB) != 0 { try await Task.sleep(for: .milliseconds(20)) }
    return try await body()
  }

  /// Copies all pages in one read transaction.
  package func copy(to path: String) async throws {
    try await translating {
      let target = try DatabaseQueue(path: path)
      try self.pool.backup(to: target)
      try target.close()
    }
  }

  /// Ends the streams and closes the file.
  package func close() async {
    announcements.finish()
    try? pool.close()  // Nothing can be done about a close that fails, and the log is replayed at the next start.
  }

  private func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as GRDB.DatabaseError {
      return try translated { throw error }
    }
  }
}

extension GRDB.Database {
  /// One immediate transaction: the write lock is taken at its start, so what it reads stays true until it commits.
  fileprivate func inTransactionReturning<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
    var result: Value?
    try inTransaction(.immediate) {
      result = try body(SQLiteConnection(self))
      return .commit
    }
    guard let result else { throw Persistence.DatabaseError.failed(code: "empty", message: "no result") }
    return result
  }
}
