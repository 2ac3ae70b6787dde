import Foundation
import Kernel
import Logging
import Persistence
import PersistenceSQLite
import TestSupport
import Testing

@Suite("Migrations and copies")
struct MigrationTests {
  static let first = Migration("t.0001", "CREATE TABLE thing (id TEXT PRIMARY KEY)\(Column.strict)")
  static let second = Migration(
    "t.0002", "ALTER TABLE thing ADD COLUMN made_at \(Column.time)", "INSERT INTO thing (id) VALUES ('seed')")

  @Test("each migration runs once, in order", arguments: Engine.all)
  func once(engine: Engine) async throws {
    try await withDatabase(engine, []) { database in
      let pending = try await database.pending([Self.first, Self.second])
      #expect(pending == ["t.0001", "t.0002"])
      #expect(try await database.migrate([Self.first]) == ["t.0001"])
      #expect(try await database.migrate([Self.first, Self.second]) == ["t.0002"])
      #expect(try await database.migrate([Self.first, Self.second]) == [])
      #expect(try await database.pending([Self.first, Self.second]) == [])
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM thing", as: Int.self) } == 1)
    }
  }

  @Test("two processes that migrate at once run each migration once", arguments: Engine.all)
  func concurrently(engine: Engine) async throws {
    try await withDatabase(engine, []) { database in
      let ran = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<4 { group.addTask { try await database.migrate([Self.first, Self.second]) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(ran.sorted() == ["t.0001", "t.0002"])
    }
  }

  @Test("a migration that fails leaves nothing behind", arguments: Engine.all)
  func failing(engine: Engine) async throws {
    try await withDatabase(engine, [Self.first]) { database in
      let broken = Migration("t.0002", "CREATE TABLE half (id TEXT PRIMARY KEY)", "CREATE TABLE thing (id TEXT)")
      await #expect(throws: DatabaseError.self) { try await database.migrate([Self.first, broken]) }
      #expect(try await database.pending([Self.first, broken]) == ["t.0002"])
      try await database.write { _ = try $0.execute("CREATE TABLE half (id TEXT PRIMARY KEY)") }
    }
  }

  @Test("a copy of an SQLite database holds what was committed, while it is written to")
  func copy() async throws {
    try await withDatabase(.sqlite, [Self.first, Self.second]) { database in
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID().uuidString).db").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      async let writing: Void = {
        for number in 0..<50 {
          try await database.write { _ = try $0.execute("INSERT INTO thing (id) VALUES (\("\(number)"))") }
        }
      }()
      try await database.copy(to: path)
      try await writing

      let copy = Database(driver: try SQLiteDriver(path: path), logger: Logger(label: "test"))
      #expect(try await copy.read { try $0.value("PRAGMA integrity_check", as: String.self) } == "ok")
      #expect(try await copy.read { try $0.exists("SELECT 1 FROM thing WHERE id = 'seed'") })
      await copy.close()
    }
  }
}
