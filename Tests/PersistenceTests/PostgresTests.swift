import Dispatch
import Foundation
import Kernel
import Logging
import Persistence
import PersistencePostgres
import TestSupport
import Testing

/// What only a server can do to us.
@Suite("PostgreSQL", .enabled(if: Engine.all.contains(.postgres)))
struct PostgresTests {
  func database(connections: Int, timeout: Int = 30_000) -> Database {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return Database(
      driver: PostgresDriver(
        url: ProcessInfo.processInfo.environment["HOITU_TEST_POSTGRES"] ?? "", connections: connections,
        statementTimeout: timeout, logger: logger),
      logger: logger)
  }

  func process(_ database: Database) async throws -> Int? {
    try await database.read { try $0.value("SELECT pg_backend_pid()", as: Int.self) }
  }

  @Test("a connection that the server ended while it was idle is replaced without anybody noticing")
  func reconnect() async throws {
    let ours = database(connections: 1)
    let other = database(connections: 1)
    let first = try #require(try await process(ours))
    try await other.write { _ = try $0.execute("SELECT pg_terminate_backend(CAST(\(first) AS INTEGER))") }
    // The server tells the end on the connection's socket; give it the time to arrive by asking the other.
    while try await other.read({ try $0.exists("SELECT 1 FROM pg_stat_activity WHERE pid = \(first)") }) {}

    let second = try #require(try await process(ours))
    #expect(second != first)
    await ours.close()
    await other.close()
  }

  @Test("a transaction that the server rolls back is never taken for committed, even where its error was kept quiet")
  func quietFailure() async throws {
    let ours = database(connections: 1)
    await #expect(throws: DatabaseError.self) {
      try await ours.write { connection in
        do {
          try connection.execute("SELECT 1 / 0")
        } catch {
          // What no code should do: the transaction is lost, and the body says nothing of it.
        }
      }
    }
    #expect(try await process(ours) != nil)
    await ours.close()
  }

  @Test("a connection that the server ended in the middle of a transaction fails that one only")
  func cutOff() async throws {
    let ours = database(connections: 1)
    let other = database(connections: 1)
    let first = try #require(try await process(ours))
    let asleep = Task { try await ours.write { _ = try $0.execute("SELECT pg_sleep(30)") } }
    while try await !other.read({
      try $0.exists(
        "SELECT 1 FROM pg_stat_activity WHERE pid = \(first) AND query LIKE '%pg_sleep%' AND state = 'active'")
    }) {}
    try await other.write { _ = try $0.execute("SELECT pg_terminate_backend(CAST(\(first) AS INTEGER))") }

    await #expect {
      try await asleep.value
    } throws: { error in
      if case DatabaseError.unavailable = error { true } else { false }
    }
    #expect(try await process(ours) != nil)
    await ours.close()
    await other.close()
  }

  @Test("a statement that takes too long is given up, and the connection lives")
  func statementTimeout() async throws {
    let ours = database(connections: 1, timeout: 50)
    let before = try await process(ours)
    await #expect(throws: DatabaseError.timeout) {
      try await ours.write { _ = try $0.execute("SELECT pg_sleep(30)") }
    }
    #expect(try await process(ours) == before)
    await ours.close()
  }

  @Test("who waits for a connection can be called off, and takes none from the others")
  func cancelledWaiter() async throws {
    let ours = database(connections: 1)
    let held = DispatchSemaphore(value: 0)
    let free = DispatchSemaphore(value: 0)
    async let holder: Void = ours.read { _ in
      held.signal()
      free.wait()
    }
    await onThread { held.wait() }

    let waiter = Task { try await process(ours) }
    let later = Task { try await process(ours) }
    await Task.yield()
    waiter.cancel()
    await #expect(throws: CancellationError.self) { try await waiter.value }
    free.signal()
    try await holder

    #expect(try await later.value != nil)
    #expect(try await process(ours) != nil)
    await ours.close()
  }

  @Test("a pool that is closed refuses those who wait and those who come")
  func closed() async throws {
    let ours = database(connections: 1)
    let held = DispatchSemaphore(value: 0)
    let free = DispatchSemaphore(value: 0)
    async let holder: Void = ours.read { _ in
      held.signal()
      free.wait()
    }
    await onThread { held.wait() }
    let waiter = Task { try await process(ours) }
    await ours.close()
    free.signal()
    _ = try? await holder

    await #expect(throws: DatabaseError.unavailable("closed")) { _ = try await waiter.value }
    await #expect(throws: DatabaseError.unavailable("closed")) { _ = try await process(ours) }
  }

  @Test("a server that is not there is said to be unavailable")
  func noServer() async throws {
    let nowhere = Database(
      driver: PostgresDriver(url: "postgres://x@127.0.0.1:1/x", connections: 1, logger: Logger(label: "test")),
      logger: Logger(label: "test"))
    for _ in 0..<3 {
      await #expect {
        try await nowhere.check()
      } throws: { error in
        if case DatabaseError.unavailable = error { true } else { false }
      }
    }
    await nowhere.close()
  }

  @Test("the listener hears again after the server has cut it off")
  func listenerReconnects() async throws {
    let ours = database(connections: 1)
    let channel = "t_" + UUIDv7.shared.next().filter { $0 != "-" }
    var heard = ours.notifications(on: channel).makeAsyncIterator()
    #expect(await heard.next() == "")
    let cut = try await ours.write {
      try $0.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE query LIKE \("LISTEN%\(channel)%") AND pid <> pg_backend_pid()
        """)
    }
    #expect(cut == 1)
    // Once it listens again it says so, with an empty word, so that whoever waits looks for himself.
    #expect(await heard.next() == "")
    try await ours.write { try $0.notify(channel, "again") }
    #expect(await heard.next() == "again")
    let deadline = ContinuousClock.now + .seconds(5)
    while !ours.isHearing, ContinuousClock.now < deadline { await Task.yield() }
    #expect(ours.isHearing)
    await ours.close()
  }

  @Test("more kinds of statement than are kept prepared do no harm")
  func manyStatements() async throws {
    let ours = database(connections: 1)
    for number in 0..<600 {
      let value = try await ours.read { try $0.value("SELECT \(raw: "\(number)")", as: Int.self) }
      #expect(value == number)
    }
    await ours.close()
  }
}
