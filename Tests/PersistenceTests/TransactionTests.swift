import Dispatch
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
  static let migrations = [
    Migration(
      "t.0001", "CREATE TABLE account (name TEXT PRIMARY KEY, money \(Column.integer) NOT NULL)\(Column.strict)",
      "INSERT INTO account (name, money) VALUES ('a', 0), ('b', 0)")
  ]
  struct Refused: Error {}

  func money(_ database: Database, _ name: String = "a") async throws -> Int? {
    try await database.read { try $0.value("SELECT money FROM account WHERE name = \(name)") }
  }

  @Test("what throws changes nothing", arguments: Engine.all)
  func rollback(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      await #expect(throws: Refused.self) {
        try await database.write { connection in
          try connection.execute("UPDATE account SET money = 5")
          throw Refused()
        }
      }
      let left = try await money(database)
      #expect(left == 0)
    }
  }

  @Test("a statement that fails takes the whole transaction with it", arguments: Engine.all)
  func failedStatement(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      await #expect(throws: DatabaseError.self) {
        try await database.write { connection in
          try connection.execute("UPDATE account SET money = 5")
          try connection.execute("INSERT INTO account (name, money) VALUES ('a', 1)")
        }
      }
      await #expect(throws: DatabaseError.self) {
        try await database.write { try $0.execute("INSERT INTO account (name) VALUES ('c')") }
      }
      #expect(try await money(database) == 0)
      // The connection is as good as before.
      try await database.write { _ = try $0.execute("UPDATE account SET money = 6") }
      #expect(try await money(database) == 6)
    }
  }

  @Test("a read cannot write", arguments: Engine.all)
  func readOnly(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      await #expect(throws: DatabaseError.self) {
        try await database.read { try $0.execute("UPDATE account SET money = 5") }
      }
      let left = try await money(database)
      #expect(left == 0)
    }
  }

  @Test("a read sees one moment, whatever is written meanwhile", arguments: Engine.all)
  func snapshot(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let looked = DispatchSemaphore(value: 0)
      let written = DispatchSemaphore(value: 0)
      async let seen = database.read { connection in
        let first = try connection.value("SELECT money FROM account WHERE name = 'a'", as: Int.self)
        looked.signal()
        written.wait()
        return (first, try connection.value("SELECT money FROM account WHERE name = 'a'", as: Int.self))
      }
      await onThread { looked.wait() }
      try await database.write { _ = try $0.execute("UPDATE account SET money = 9") }
      written.signal()

      let (first, second) = try await seen
      #expect(first == 0)
      #expect(second == 0)
      #expect(try await money(database) == 9)
    }
  }

  @Test("writers at the same time lose nothing", arguments: Engine.all)
  func writers(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<60 {
          group.addTask {
            try await database.write { connection in
              let now: Int =
                try connection.value(
                  "SELECT money FROM account WHERE name = 'a'\(SQL.forUpdate)") ?? 0
              try connection.execute("UPDATE account SET money = \(now + 1) WHERE name = 'a'")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await money(database) == 60)
    }
  }

  @Test("two that lock each other out are both done in the end", arguments: Engine.all)
  func deadlock(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for turn in 0..<4 {
          group.addTask {
            let names = turn % 2 == 0 ? ["a", "b"] : ["b", "a"]
            try await database.write { connection in
              for name in names {
                try connection.execute("UPDATE account SET money = money + 1 WHERE name = \(name)")
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await money(database, "a") == 4)
      #expect(try await money(database, "b") == 4)
    }
  }

  @Test("a body that must run again counts once", arguments: Engine.all)
  func serialization(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let attempts = Mutex(0)
      try await database.write { connection in
        let attempt = attempts.withLock {
          $0 += 1
          return $0
        }
        try connection.execute("UPDATE account SET money = money + 1 WHERE name = 'a'")
        if attempt < 3 { throw DatabaseError.serializationFailure }
      }
      #expect(attempts.withLock { $0 } == 3)
      #expect(try await money(database) == 1)
    }
  }

  @Test("what is told on a channel is heard after the commit, and never after a rollback", arguments: Engine.all)
  func notifications(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let channel = "t_\(UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: ""))"
      var heard = database.notifications(on: channel).makeAsyncIterator()
      if engine == .postgres { #expect(await heard.next() == "") }
      let committed = Mutex(false)

      await #expect(throws: Refused.self) {
        try await database.write { connection in
          try connection.notify(channel, "rolled back")
          connection.afterCommit { committed.withLock { $0 = true } }
          throw Refused()
        }
      }
      #expect(!committed.withLock { $0 })
      try await database.write { connection in
        try connection.execute("UPDATE account SET money = 7 WHERE name = 'a'")
        try connection.notify(channel, "Đã lưu")
        connection.afterCommit { committed.withLock { $0 = true } }
      }

      #expect(committed.withLock { $0 })
      #expect(await heard.next() == "Đã lưu")
      #expect(try await money(database) == 7)
    }
  }

  @Test("a body that runs again tells once", arguments: Engine.all)
  func notificationsOnRetry(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let after = Mutex(0)
      let attempts = Mutex(0)
      try await database.write { connection in
        connection.afterCommit { after.withLock { $0 += 1 } }
        if attempts.withLock({
          $0 += 1; return $0
        }) < 2 {
          throw DatabaseError.serializationFailure
        }
      }
      #expect(after.withLock { $0 } == 1)
    }
  }

  @Test("only one body of a name runs at a time", arguments: Engine.all)
  func exclusively(engine: Engine) async throws {
    try await withDatabase(engine, Self.migrations) { database in
      let gauge = Gauge()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<5 {
          group.addTask {
            try await database.exclusively("test") {
              gauge.enter()
              for _ in 0..<20 { await Task.yield() }
              gauge.leave()
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(gauge.most == 1)
      // A body that throws gives the name free.
      await #expect(throws: Refused.self) { try await database.exclusively("test") { throw Refused() } }
      #expect(try await database.exclusively("test") { 1 } == 1)
    }
  }
}

/// How many are inside at once.
final class Gauge: Sendable {
  private let state = Mutex((now: 0, most: 0))
  var most: Int { state.withLock { $0.most } }
  func enter() {
    state.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
  }
  func leave() { state.withLock { $0.now -= 1 } }
}

/// Waits on a thread of its own, so that no thread of Swift's pool stands still.
func onThread(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      body()
      continuation.resume()
    }
  }
}
