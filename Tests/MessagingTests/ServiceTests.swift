import Foundation
import Kernel
import Messaging
import Persistence
import ServiceLifecycle
import TestSupport
import Testing

@Suite("Relay, worker and scheduler as services")
struct ServiceTests {
  @Test("they tell, work and run by themselves, and end at once when asked to", arguments: Engine.all)
  func services(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let (told, telling) = AsyncStream<String>.makeStream()
      let relay = EventRelay(
        database: database, clock: .system,
        handlers: [EventHandler("t.note", on: Said.self) { said, _ in telling.yield(said.word) }], logger: quiet)
      let worker = JobWorker(
        database: database, clock: .system, handlers: [JobHandler(Dig.self) { telling.yield("dig \($0.depth)") }],
        logger: quiet)
      let scheduler = Scheduler(
        database: database, clock: .system,
        schedules: [Schedule("t.turn", .every(seconds: 1)) { _ in telling.yield("turn") }], logger: quiet)
      let group = ServiceGroup(
        configuration: .init(
          services: [.init(service: relay), .init(service: worker), .init(service: scheduler)], logger: quiet))

      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        try await database.write { connection in
          try connection.emit(Said(word: "hello"), at: noon)
          try connection.enqueue(Dig(depth: 3), runAt: noon)
        }
        var wanted: Set<String> = ["hello", "dig 3", "turn"]
        for await line in told {
          wanted.remove(line)
          if wanted.isEmpty { break }
        }
        let start = ContinuousClock.now
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        #expect(ContinuousClock.now - start < .seconds(5))
      }
      let lanes = try await MessagingState(database: database).lanes()
      #expect(lanes.allSatisfy { $0.waiting == 0 })
    }
  }

  @Test(
    "what is being told at shutdown is stopped, not counted as failed, and told at the next start",
    arguments: Engine.all)
  func stopped(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let (began, beginning) = AsyncStream<Void>.makeStream()
      let slow = EventRelay(
        database: database, clock: .fixed(noon),
        handlers: [
          EventHandler("t.note", on: Said.self) { _, _ in
            beginning.yield()
            try await Task.sleep(for: .seconds(60))
          }
        ], logger: quiet)
      try await database.write { try $0.emit(Said(word: "hello"), at: noon) }
      let group = ServiceGroup(configuration: .init(services: [.init(service: slow)], logger: quiet))

      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        for await _ in began { break }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
      let notebook = Notebook()
      let next = EventRelay(
        database: database, clock: .fixed(noon),
        handlers: [
          EventHandler("t.note", on: Said.self) { said, delivery in notebook.write("\(said.word)\(delivery.attempt)") }
        ],
        logger: quiet)
      try await next.drain()

      #expect(notebook.all == ["hello1"])
    }
  }
}
