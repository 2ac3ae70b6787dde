import Dispatch
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Messaging

@Suite("The relay")
struct RelayTests {
  func relay(
    _ database: Database, _ hand: ClockHand, _ handlers: EventHandler..., policy: RelayPolicy = RelayPolicy()
  ) -> EventRelay {
    EventRelay(database: database, clock: .set(by: hand), handlers: handlers, policy: policy, logger: quiet)
  }

  func say(_ words: String..., lane: String? = nil, on database: Database) async throws {
    for word in words {
      try await database.write { try $0.emit(Said(word: word, lane: lane), at: noon) }
    }
  }

  @Test("an event of a transaction that was rolled back is never told", arguments: Engine.all)
  func rolledBack(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let notebook = Notebook()
      let relay = relay(
        database, ClockHand(noon), EventHandler("t.note", on: Said.self) { said, _ in notebook.write(said.word) })

      await #expect(throws: Broken.self) {
        try await database.write { connection in
          try connection.emit(Said(word: "never"), at: noon)
          throw Broken()
        }
      }
      try await say("once", on: database)
      try await relay.drain()
      try await relay.drain()

      #expect(notebook.all == ["once"])
    }
  }

  @Test("each handler of a topic is told once, with what was emitted", arguments: Engine.all)
  func everyHandler(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let notebook = Notebook()
      let relay = relay(
        database, ClockHand(noon),
        EventHandler("t.one", on: Said.self) { said, delivery in
          notebook.write("one \(said.word) \(delivery.attempt) \(delivery.time == noon)")
        },
        EventHandler("t.two", on: Said.self) { said, _ in notebook.write("two \(said.word)") },
        EventHandler("t.song", on: Sung.self) { sung, _ in notebook.write(sung.song) })

      try await say("xin chào", on: database)
      #expect(try await relay.drain() == 2)
      #expect(try await relay.drain() == 0)

      #expect(Set(notebook.all) == ["one xin chào 1 true", "two xin chào"])
    }
  }

  @Test("a lane keeps the order of commits", arguments: Engine.all)
  func order(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let notebook = Notebook()
      let relay = relay(
        database, ClockHand(noon), EventHandler("t.note", on: Said.self) { said, _ in notebook.write(said.word) })
      let words = (0..<450).map(String.init)

      try await database.write { connection in
        for word in words { try connection.emit(Said(word: word), at: noon) }
      }
      try await relay.drain()

      #expect(notebook.all == words)
    }
  }

  @Test("an event that commits late is told although later ones were told before it")
  func lateCommit() async throws {
    guard Engine.all.contains(.postgres) else { return }
    try await withDatabase(.postgres, Messaging.migrations) { database in
      let notebook = Notebook()
      let relay = relay(
        database, ClockHand(noon), EventHandler("t.note", on: Said.self) { said, _ in notebook.write(said.word) })
      let opened = DispatchSemaphore(value: 0)
      let proceed = DispatchSemaphore(value: 0)

      async let late: Void = database.write { connection in
        try connection.emit(Said(word: "early number, late commit"), at: noon)
        opened.signal()
        proceed.wait()
      }
      await onThread { opened.wait() }
      try await say("late number, early commit", on: database)
      try await relay.drain()
      #expect(notebook.all == ["late number, early commit"])
      proceed.signal()
      try await late
      try await relay.drain()

      #expect(notebook.all == ["late number, early commit", "early number, late commit"])
    }
  }

  @Test("a lane that fails waits alone, in order, and is tried again with growing waits", arguments: Engine.all)
  func failingLane(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let isDown = Counter()
      isDown.add(1)
      var policy = RelayPolicy()
      policy.backOff = BackOff(first: 10, jitter: 0)
      let relay = relay(
        database, hand,
        EventHandler("t.send", on: Said.self, lane: { $0.lane }) { said, delivery in
          if said.lane == "to/b", isDown.now > 0 { throw Broken() }
          notebook.write("\(said.lane ?? "")=\(said.word)#\(delivery.attempt)")
        },
        policy: policy)

      try await say("1", "2", lane: "to/b", on: database)
      try await say("1", "2", lane: "to/a", on: database)
      try await relay.drain()
      #expect(notebook.all == ["to/a=1#1", "to/a=2#1"])

      let status = try #require(try await MessagingState(database: database).lanes().first)
      #expect(status.name == "to/b")
      #expect(status.waiting == 2)
      #expect(status.oldest == noon)
      #expect(status.failingSince == noon)
      #expect(status.lastError == "Broken()")
      #expect(status.nextAt == noon.addingTimeInterval(10))

      hand.advance(by: 9)
      #expect(try await relay.drain() == 0)
      hand.advance(by: 1)
      #expect(try await relay.drain() == 2)
      isDown.add(-1)
      hand.advance(by: 19)
      #expect(try await relay.drain() == 0)
      hand.advance(by: 1)
      try await relay.drain()

      #expect(notebook.all.suffix(2) == ["to/b=1#3", "to/b=2#1"])
      let lanes = try await MessagingState(database: database).lanes()
      #expect(lanes.allSatisfy { $0.failingSince == nil && $0.waiting == 0 && $0.nextAt == nil })
    }
  }

  @Test("what fails too often is dead, visible, lets the lane go on and can be sent again", arguments: Engine.all)
  func dead(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let isDown = Counter()
      isDown.add(1)
      var policy = RelayPolicy()
      policy.attempts = 3
      let relay = relay(
        database, hand,
        EventHandler("t.note", on: Said.self) { said, _ in
          if said.word == "bad", isDown.now > 0 { throw Broken() }
          notebook.write(said.word)
        },
        policy: policy)
      let state = MessagingState(database: database)

      try await say("bad", "good", on: database)
      for _ in 0..<3 {
        try await relay.drain()
        hand.advance(by: 4000)
      }
      #expect(notebook.all == ["good"])
      #expect(try await state.lanes().first?.dead == 1)

      isDown.add(-1)
      #expect(try await state.retryDead(lane: "t.note", at: hand.now) == 1)
      try await relay.drain()
      #expect(notebook.all == ["good", "bad"])
      #expect(try await state.lanes().first?.dead == 0)
    }
  }

  @Test("a crash between telling and writing it down means telling again", arguments: Engine.all)
  func crash(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let first = relay(
        database, hand, EventHandler("t.note", on: Said.self) { said, _ in notebook.write("first \(said.word)") })
      let second = relay(
        database, hand, EventHandler("t.note", on: Said.self) { said, _ in notebook.write("second \(said.word)") })

      try await say("a", on: database)
      _ = try await first.fanOut()
      let claim = try #require(try await first.claim())
      try await first.handlers["t.note"]?.handle(claim.deliveries[0].delivery)
      // The first node dies here.
      #expect(try await second.drain() == 0)
      hand.advance(by: 61)
      #expect(try await second.drain() == 1)

      #expect(notebook.all == ["first a", "second a"])
    }
  }

  @Test("several relays at once tell each event exactly once, one at a time in a lane", arguments: Engine.all)
  func severalRelays(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let inside = (0..<5).map { _ in Counter() }
      let overlaps = Counter()
      var policy = RelayPolicy()
      policy.batch = 3
      let relays = (0..<3).map { _ in
        relay(
          database, hand,
          EventHandler("t.note", on: Said.self, lane: { $0.lane }) { said, _ in
            let lane = Int(said.lane ?? "") ?? 0
            if inside[lane].add(1) > 1 { overlaps.add(1) }
            await Task.yield()
            notebook.write("\(lane):\(said.word)")
            inside[lane].add(-1)
          },
          policy: policy)
      }
      for number in 0..<100 { try await say("\(number)", lane: "\(number % 5)", on: database) }

      try await withThrowingTaskGroup(of: Void.self) { group in
        for relay in relays { group.addTask { while try await relay.drain() > 0 {} } }
        try await group.waitForAll()
      }
      while try await relays[0].drain() > 0 {}

      #expect(overlaps.now == 0)
      #expect(notebook.all.count == 100)
      for lane in 0..<5 {
        let words = notebook.all.filter { $0.hasPrefix("\(lane):") }
        #expect(words == stride(from: lane, to: 100, by: 5).map { "\(lane):\($0)" })
      }
    }
  }

  @Test("history is forgotten after its days, but not what waits or is dead", arguments: Engine.all)
  func history(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let relay = relay(
        database, hand,
        EventHandler("t.note", on: Said.self) { said, _ in if said.word == "bad" { throw Broken() } })
      try await say("good", "bad", on: database)
      try await relay.drain()

      hand.advance(by: 29 * 86_400)
      #expect(try await relay.prune() == 0)
      hand.advance(by: 2 * 86_400)
      #expect(try await relay.prune() == 1)
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM outbox_delivery", as: Int.self) } == 1)
    }
  }
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
