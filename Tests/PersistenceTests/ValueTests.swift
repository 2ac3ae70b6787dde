import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("Values as both engines keep them")
struct ValueTests {
  func roundTrip<Value: SQLCodable & Sendable>(
    _ engine: Engine, _ column: SQL, _ values: [Value]
  ) async throws -> [Value] {
    let table = Migration("t.0001", "CREATE TABLE one (n \(Column.integer) PRIMARY KEY, v \(column))\(Column.strict)")
    return try await withDatabase(engine, [table]) { database in
      try await database.write { connection in
        for (number, value) in values.enumerated() {
          try connection.execute("INSERT INTO one (n, v) VALUES (\(number), \(value))")
        }
      }
      return try await database.read { try $0.values("SELECT v FROM one ORDER BY n") }
    }
  }

  @Test("times to the millisecond, near and far", arguments: Engine.all)
  func times(engine: Engine) async throws {
    let dates = [0, 1, 999, -1, 1_780_000_000_123, -2_208_988_800_001, 4_102_444_799_999, 253_402_300_799_999]
      .map { Date(milliseconds: $0) }
    #expect(try await roundTrip(engine, Column.time, dates) == dates)
  }

  @Test("whole numbers to both ends", arguments: Engine.all)
  func integers(engine: Engine) async throws {
    let numbers: [Int64] = [0, -1, .max, .min, 9_007_199_254_740_993]
    #expect(try await roundTrip(engine, Column.integer, numbers) == numbers)
  }

  @Test("real numbers to the last bit", arguments: Engine.all)
  func reals(engine: Engine) async throws {
    let numbers = [0, 0.1, -1.5, 1e300, 5e-324, .pi, 100, 1e15]
    #expect(try await roundTrip(engine, Column.real, numbers) == numbers)
  }

  @Test("bytes of every kind", arguments: Engine.all)
  func bytes(engine: Engine) async throws {
    let blobs = [Data(), Data([0]), Data((0...255).map { UInt8($0) }), Data(repeating: 0x5C, count: 70_000)]
    #expect(try await roundTrip(engine, Column.blob, blobs) == blobs)
  }

  @Test("text of every kind", arguments: Engine.all)
  func text(engine: Engine) async throws {
    let texts = [
      "", "Đường ỗ ễ ậ", "e\u{302}\u{301}", "👩‍👩‍👧", "\\x00", "'\"`;--", "\r\n\t", "\u{FEFF}x", "{\"a\": 1}",
      String(repeating: "ỗ", count: 100_000), "5", "1.50", "null",
    ]
    let back = try await roundTrip(engine, "TEXT", texts)
    // Byte for byte: Swift says that two spellings of the same character are equal, a database must not.
    #expect(back.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
  }

  @Test("U+0000 is left out of text on both engines alike", arguments: Engine.all)
  func zero(engine: Engine) async throws {
    #expect(try await roundTrip(engine, "TEXT", ["a\u{0}b", "\u{0}", "c"]) == ["ab", "", "c"])
  }

  @Test("truth, and a sum of whole numbers that stays one", arguments: Engine.all)
  func truth(engine: Engine) async throws {
    #expect(try await roundTrip(engine, Column.bool, [true, false]) == [true, false])
    try await withDatabase(engine, []) { database in
      let sum = try await database.read {
        try $0.value("SELECT SUM(n) FROM (SELECT CAST(\(3) AS BIGINT) AS n) AS t", as: Int.self)
      }
      #expect(sum == 3)
    }
  }

  @Test("what was refused is told by kind", arguments: Engine.all)
  func refusals(engine: Engine) async throws {
    let tables = Migration(
      "t.0001", "CREATE TABLE parent (id TEXT PRIMARY KEY)\(Column.strict)",
      """
      CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parent (id),
        n \(Column.integer) CHECK (n > 0))\(Column.strict)
      """)
    try await withDatabase(engine, [tables]) { database in
      func kind(_ statement: SQL) async -> String {
        do {
          try await database.write { _ = try $0.execute(statement) }
          return "done"
        } catch DatabaseError.uniqueViolation {
          return "unique"
        } catch DatabaseError.foreignKeyViolation {
          return "foreign key"
        } catch DatabaseError.checkViolation {
          return "check"
        } catch DatabaseError.failed {
          return "failed"
        } catch {
          return "\(error)"
        }
      }
      #expect(await kind("INSERT INTO parent (id) VALUES ('p')") == "done")
      #expect(await kind("INSERT INTO parent (id) VALUES ('p')") == "unique")
      #expect(await kind("INSERT INTO child (id, parent) VALUES ('c', 'nobody')") == "foreign key")
      #expect(await kind("INSERT INTO child (id, parent, n) VALUES ('c', 'p', 0)") == "check")
      #expect(await kind("INSERT INTO child (id, parent) VALUES ('c', NULL)") == "check")
      #expect(await kind("SELEKT 1") == "failed")
    }
  }
}
