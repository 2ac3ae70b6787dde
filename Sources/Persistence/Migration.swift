package import Kernel

/// One step of the schema. Only text, never a type of the program, and never edited once it has been shipped.
package struct Migration: Sendable {
  /// `newsroom.0003-live`; unique, in order within its room.
  package let name: String
  /// Run in this order, in one transaction.
  package let statements: [SQL]

  /// - Parameter name: see ``name``; a name that was run once is never run again.
  package init(_ name: String, _ statements: SQL...) {
    self.name = name
    self.statements = statements
  }
}

extension Database {
  /// Brings the schema up to date: each missing migration in a transaction of its own, in the order given, while no
  /// other process does the same. Returns the names of those it ran.
  @discardableResult
  package func migrate(_ migrations: [Migration], clock: WallClock = .system) async throws -> [String] {
    try await exclusively("migrate") {
      try await write { connection in
        _ = try connection.execute(
          """
          CREATE TABLE IF NOT EXISTS migration (
            name TEXT PRIMARY KEY,
            applied_at \(sqlite: "TEXT", postgres: "TIMESTAMPTZ") NOT NULL
          )\(sqlite: " STRICT")
          """)
      }
      let done = try await read { Set(try $0.values("SELECT name FROM migration", as: String.self)) }
      var applied: [String] = []
      for migration in migrations where !done.contains(migration.name) {
        let now = clock.now
        try await write { connection in
          for statement in migration.statements { try connection.execute(statement) }
          _ = try connection.execute(
            "INSERT INTO migration (name, applied_at) VALUES (\(migration.name), \(now))")
        }
        applied.append(migration.name)
      }
      return applied
    }
  }

  /// Which of these have not been run yet.
  package func pending(_ migrations: [Migration]) async throws -> [String] {
    let names = migrations.map(\.name)
    do {
      let done = try await read { Set(try $0.values("SELECT name FROM migration", as: String.self)) }
      return names.filter { !done.contains($0) }
    } catch DatabaseError.failed {
      return names
    }
  }
}

/// Column types that differ between the engines, for use in migrations: `"made_at \(Column.time) NOT NULL"`.
package enum Column {
  /// A time of the world: whole milliseconds, UTC.
  package static let time: SQL = "\(sqlite: "TEXT", postgres: "TIMESTAMPTZ")"
  /// True or false.
  package static let bool: SQL = "\(sqlite: "INTEGER", postgres: "BOOLEAN")"
  /// 64 bits.
  package static let integer: SQL = "\(sqlite: "INTEGER", postgres: "BIGINT")"
  /// 64-bit floating point.
  package static let real: SQL = "\(sqlite: "REAL", postgres: "DOUBLE PRECISION")"
  /// Bytes as they are.
  package static let blob: SQL = "\(sqlite: "BLOB", postgres: "BYTEA")"
  /// What every `CREATE TABLE` ends with.
  package static let strict: SQL = "\(sqlite: " STRICT")"
}
