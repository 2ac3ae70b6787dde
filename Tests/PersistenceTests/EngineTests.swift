import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

struct EngineTests {
  static let migrations = [
    Migration(
      "t.0001",
      """
      CREATE TABLE thing (id TEXT PRIMARY KEY, n \(Column.integer), at \(Column.time), ok \(Column.bool),
        data \(Column.blob), r \(Column.real))\(Column.strict)
      """
    )
  ]

  @Test("every kind of value comes back as it went in", arguments: Engine.all)
  func values(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let now = WallClock.system.now
      let data = Data([0, 1, 255, 92])
      try await database.write { connection in
        _ = try connection.execute(
          "INSERT INTO thing VALUES (\("Đường \u{1F600} ỗ'\""), \(-42), \(now), \(true), \(data), \(1.5))")
      }
      let row = try #require(try await database.read { try $0.rows("SELECT * FROM thing") }.first)
      #expect(try row["id"] == "Đường \u{1F600} ỗ'\"")
      #expect(try row["n"] == -42)
      #expect(try row["at"] == now)
      #expect(try row["ok"] == true)
      #expect(try row["data"] == data)
      #expect(try row["r"] == 1.5)
    }
  }

  @Test("a second same key is refused by name", arguments: Engine.all)
  func unique(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      try await database.write { _ = try $0.execute("INSERT INTO thing (id) VALUES ('a')") }
      await #expect {
        try await database.write { _ = try $0.execute("INSERT INTO thing (id) VALUES ('a')") }
      } throws: { error in
        if case DatabaseError.uniqueViolation = error { true } else { false }
      }
    }
  }
}
