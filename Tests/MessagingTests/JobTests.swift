import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Messaging

@Suite("Jobs")
struct JobTests {
  func worker(_ database: Database, _ hand: ClockHand, run: @escaping @Sendable (Dig) async throws -> Void) -> JobWorker
  {
    JobWorker(
      database: database, clock: .set(by: hand), handlers: [JobHandler(Dig.self, run: run)], logger: quiet)
  }

  @Test("a job runs when it is due, once", arguments: Engine.all)
  func due(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let worker = worker(database, hand) { notebook.write("\($0.depth)") }
      try await database.write { connection in
        try connection.enqueue(Dig(depth: 1), runAt: noon)
        try connection.enqueue(Dig(depth: 2), runAt: noon.addingTimeInterval(60))
      }

      #expect(try await worker.drain() == 1)
      hand.advance(by: 60)
      #expect(try await worker.drain() == 1)
      #expect(try await worker.drain() == 0)

      #expect(notebook.all == ["1", "2"])
    }
  }

  @Test("a job of a transaction that was rolled back never runs", arguments: Engine.all)
  func rolledBack(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let worker = worker(database, ClockHand(noon)) { _ in }
      _ = try? await database.write { connection in
        try connection.enqueue(Dig(depth: 1), runAt: noon)
        throw Broken()
      }
      let tried = try await worker.drain()
      #expect(tried == 0)
    }
  }

  @Test("of a key at most one waits, with the newest payload, at the earliest time", arguments: Engine.all)
  func keyed(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let notebook = Notebook()
      let worker = worker(database, ClockHand(noon)) { notebook.write("\($0.depth)") }
      for depth in 1...3 {
        try await database.write {
          try $0.enqueue(Dig(depth: depth), runAt: noon.addingTimeInterval(Double(depth - 1) * 60), key: "hole")
        }
      }
      try await database.write { try $0.enqueue(Dig(depth: 9), runAt: noon, key: "other") }
      try await worker.drain()

      #expect(Set(notebook.all) == ["3", "9"])
    }
  }

  @Test("while a job of a key runs, the next of that key waits for it", arguments: Engine.all)
  func keyedRunning(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let worker = worker(database, hand) { _ in }
      try await database.write { try $0.enqueue(Dig(depth: 1), runAt: noon, key: "hole") }
      let running = try #require(try await worker.claim(without: []))
      try await database.write { try $0.enqueue(Dig(depth: 2), runAt: noon, key: "hole") }

      #expect(try await worker.claim(without: []) == nil)
      try await database.write { try JobStore.done(running, at: noon, on: $0) }
      let next = try #require(try await worker.claim(without: []))
      #expect(String(decoding: next.payload, as: UTF8.self) == #"{"depth":2}"#)
    }
  }

  @Test("a failed job gives way to a newer one of its key", arguments: Engine.all)
  func superseded(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let worker = worker(database, hand) { dig in
        notebook.write("\(dig.depth)")
        if dig.depth == 1 {
          try await database.write { try $0.enqueue(Dig(depth: 2), runAt: noon, key: "hole") }
          throw Broken()
        }
      }
      try await database.write { try $0.enqueue(Dig(depth: 1), runAt: noon, key: "hole") }
      try await worker.drain()
      hand.advance(by: 7200)
      try await worker.drain()

      #expect(notebook.all == ["1", "2"])
    }
  }

  @Test(
    "a job that fails is tried again later, and put aside in the end where a person can start it again",
    arguments: Engine.all)
  func dead(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let tries = Counter()
      let worker = worker(database, hand) { _ in
        tries.add(1)
        throw Broken()
      }
      try await database.write { try $0.enqueue(Dig(depth: 1), runAt: noon) }
      try await worker.drain()
      #expect(try await worker.drain() == 0)
      for _ in 0..<20 {
        hand.advance(by: 3600)
        try await worker.drain()
      }
      #expect(tries.now == Dig.attempts)
      let state = MessagingState(database: database)
      let status = try #require(try await state.jobs().first)
      #expect(status.dead == 1)
      #expect(status.lastError == "Broken()")

      #expect(try await state.retryDead(job: Dig.name, at: hand.now) == 1)
      try await worker.drain()
      #expect(tries.now == Dig.attempts + 1)
    }
  }

  @Test("the error that is shown of a kind is that of the job given up last", arguments: Engine.all)
  func lastError(engine: Engine) async throws {
    struct Deep: Error {}
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let worker = worker(database, hand) { dig in
        if dig.depth == 1 { throw Deep() }
        throw Broken()
      }
      for depth in [1, 2] {
        try await database.write { try $0.enqueue(Dig(depth: depth), runAt: hand.now) }
        for _ in 0..<Dig.attempts {
          try await worker.drain()
          hand.advance(by: 4000)
        }
      }
      let state = MessagingState(database: database)
      #expect(try await state.jobs().first?.dead == 2)
      #expect(try await state.jobs().first?.lastError == "Broken()")
      #expect(try await state.jobs().first?.oldest == nil)
    }
  }

  @Test("a job of a node that fell silent is run by another", arguments: Engine.all)
  func silentNode(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let worker = worker(database, hand) { notebook.write("\($0.depth)") }
      try await database.write { try $0.enqueue(Dig(depth: 1), runAt: noon, key: "hole") }
      _ = try await worker.claim(without: [])

      #expect(try await worker.drain() == 0)
      hand.advance(by: 121)
      #expect(try await worker.drain() == 1)
      #expect(notebook.all == ["1"])
    }
  }

  @Test("a job that takes the program with it each time is put aside after its most attempts", arguments: Engine.all)
  func deadly(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let worker = worker(database, hand) { notebook.write("\($0.depth)") }
      try await database.write { try $0.enqueue(Dig(depth: 1), runAt: noon) }
      for attempt in 1...Dig.attempts {
        #expect(try await worker.claim(without: [])?.attempt == attempt)
        // The program dies here.
        hand.advance(by: 121)
      }
      try await database.write { try $0.enqueue(Dig(depth: 2), runAt: noon) }
      #expect(try await worker.drain() == 1)
      #expect(notebook.all == ["2"])
      let status = try #require(try await MessagingState(database: database).jobs().first)
      #expect(status.dead == 1 && status.running == 0)
      #expect(status.lastError == FellSilent().description)
      #expect(try await MessagingState(database: database).retryDead(job: Dig.name, at: hand.now) == 1)
      try await worker.drain()
      #expect(notebook.all == ["2", "1"])
    }
  }

  @Test("several workers run each job once", arguments: Engine.all)
  func severalWorkers(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let notebook = Notebook()
      let workers = (0..<3).map { _ in worker(database, ClockHand(noon)) { notebook.write("\($0.depth)") } }
      try await database.write { connection in
        for depth in 0..<60 { try connection.enqueue(Dig(depth: depth), runAt: noon) }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in workers { group.addTask { while try await worker.drain() > 0 {} } }
        try await group.waitForAll()
      }
      #expect(notebook.all.count == 60)
      #expect(Set(notebook.all).count == 60)
    }
  }
}
