import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@Suite("Writing once for one form, and many rows at once")
struct WriteOnceTests {
  private static let tables = Migration(
    "t.0001",
    "CREATE TABLE made (id TEXT PRIMARY KEY, note TEXT, number \(Column.integer), share \(Column.real))\(Column.strict)"
  )
  private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

  @Test("of twenty of one form at the same moment one writes, and all get what it gave", arguments: Engine.all)
  func together(engine: Engine) async throws {
    try await withDatabase(engine, [Self.tables]) { database in
      let form = FormNumber("a")
      let made = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<20 { group.addTask { try await Self.make(form, Self.noon, database) } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(made.count == 1)
      #expect(try await Self.count(database) == 1)
      _ = try await Self.make(FormNumber("b"), Self.noon, database)
      _ = try await Self.make(nil, Self.noon, database)
      _ = try await Self.make(nil, Self.noon, database)
      #expect(try await Self.count(database) == 4)
    }
  }

  @Test("one that failed may come again; one of yesterday is forgotten", arguments: Engine.all)
  func again(engine: Engine) async throws {
    try await withDatabase(engine, [Self.tables]) { database in
      let form = FormNumber("a")
      await #expect(throws: Failure.notFound) {
        try await database.write(once: form, at: Self.noon) { _ in throw Failure.notFound }
      }
      _ = try await Self.make(form, Self.noon, database)
      let later = Self.noon.addingTimeInterval(86_500)
      _ = try await Self.make(FormNumber("b"), later, database)
      _ = try await Self.make(form, later, database)
      #expect(try await Self.count(database) == 3)
    }
  }

  @Test("thousands of rows keep every cell: words with quotes, numbers, nothing", arguments: Engine.all)
  func bulk(engine: Engine) async throws {
    try await withDatabase(engine, [Self.tables]) { database in
      let words = #"Lễ hội "đền" \ 'Khau Sương' 👩‍🌾"#
      var rows: [[BulkRows.Cell]] = (0..<2500).map { number in
        [.text("\(number)"), .text(nil), .integer(number), .real(Double(number) / 10)]
      }
      rows[7][1] = .text(words)
      rows[8][1] = .text("")
      (rows[9][2], rows[9][3]) = (.integer(nil), .real(nil))
      let columns: [(name: String, kind: BulkRows.Kind)] = [
        ("id", .text), ("note", .text), ("number", .integer), ("share", .real),
      ]
      let bulk = try BulkRows("made", columns, rows)
      try await database.write { try bulk.insert(on: $0) }
      let (count, note, blank, share, sum) = try await database.read { connection in
        (
          try connection.value("SELECT count(*) FROM made WHERE note IS NULL", as: Int.self),
          try connection.value("SELECT note FROM made WHERE id = '7'", as: String.self),
          try connection.value("SELECT note FROM made WHERE id = '8'", as: String.self),
          try connection.value("SELECT share FROM made WHERE id = '667'", as: Double.self),
          try connection.value("SELECT CAST(sum(number) AS \(Column.integer)) FROM made", as: Int.self)
        )
      }
      #expect(count == 2498 && note == words && blank == "" && share == 66.7 && sum == 2499 * 1250 - 9)
    }
  }

  private static func make(_ form: FormNumber?, _ time: Date, _ database: Database) async throws -> String {
    try await database.write(once: form, at: time) { connection in
      let id = UUIDv7.shared.next()
      try connection.execute("INSERT INTO made (id) VALUES (\(id))")
      return id
    }
  }

  private static func count(_ database: Database) async throws -> Int? {
    try await database.read { try $0.value("SELECT count(*) FROM made", as: Int.self) }
  }
}
