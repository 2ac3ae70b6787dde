import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Messaging

@Suite("Schedules")
struct ScheduleTests {
  func scheduler(_ database: Database, _ hand: ClockHand, _ schedules: Schedule...) -> Scheduler {
    Scheduler(database: database, clock: .set(by: hand), schedules: schedules, logger: quiet)
  }

  /// Midnight in Vietnam on 1 July 2026.
  let midnight = CivilDate(2026, 7, 1)?.start ?? .distantPast

  @Test("a daily turn is planned for its time in Vietnam and runs when it has come", arguments: Engine.all)
  func daily(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight.addingTimeInterval(8 * 3600))
      let notebook = Notebook()
      let scheduler = scheduler(
        database, hand,
        Schedule("t.morning", .daily(hour: 7, minute: 30)) { notebook.write(VietnamTime.dateAndClock($0)) })
      try await scheduler.plan()
      let status = try #require(try await MessagingState(database: database).schedules().first)
      #expect(VietnamTime.dateAndClock(status.nextAt) == "07:30 02/07/2026")

      hand.move(to: status.nextAt.addingTimeInterval(-1))
      #expect(try await scheduler.drain() == 0)
      hand.advance(by: 1)
      #expect(try await scheduler.drain() == 1)
      #expect(try await scheduler.drain() == 0)

      #expect(notebook.all == ["07:30 02/07/2026"])
      let next = try #require(try await MessagingState(database: database).schedules().first)
      #expect(VietnamTime.dateAndClock(next.nextAt) == "07:30 03/07/2026")
    }
  }

  @Test("turns missed while nothing ran are run once, late", arguments: Engine.all)
  func missed(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight)
      let notebook = Notebook()
      let scheduler = scheduler(
        database, hand, Schedule("t.often", .every(seconds: 60)) { notebook.write(VietnamTime.clock($0)) })
      try await scheduler.plan()
      hand.advance(by: 3600)

      #expect(try await scheduler.drain() == 1)
      #expect(notebook.all == ["00:01"])
      hand.advance(by: 60)
      #expect(try await scheduler.drain() == 1)
      #expect(notebook.all == ["00:01", "01:01"])
    }
  }

  @Test("a clock that goes back runs no turn twice", arguments: Engine.all)
  func backwards(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight)
      let turns = Counter()
      let scheduler = scheduler(
        database, hand, Schedule("t.often", .every(seconds: 60)) { _ in turns.add(1) },
        Schedule("t.daily", .daily(hour: 0, minute: 1)) { _ in turns.add(100) })
      try await scheduler.plan()
      hand.advance(by: 61)
      try await scheduler.drain()
      #expect(turns.now == 101)

      hand.advance(by: -61)
      for _ in 0..<12 {
        try await scheduler.drain()
        hand.advance(by: 10)
      }
      #expect(turns.now == 101)
      try await scheduler.drain()
      #expect(turns.now == 102)
    }
  }

  @Test("a turn planned by a clock that was years ahead is planned anew", arguments: Engine.all)
  func wrongClock(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight.addingTimeInterval(3 * 365 * 86_400))
      let turns = Counter()
      let scheduler = scheduler(database, hand, Schedule("t.often", .every(seconds: 60)) { _ in turns.add(1) })
      try await scheduler.plan()
      hand.move(to: midnight)
      try await scheduler.drain()
      hand.advance(by: 60)

      #expect(try await scheduler.drain() == 1)
    }
  }

  @Test("two schedulers run each turn once", arguments: Engine.all)
  func two(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight)
      let turns = Counter()
      let schedule = Schedule("t.often", .every(seconds: 60)) { _ in turns.add(1) }
      let schedulers = (0..<4).map { _ in scheduler(database, hand, schedule) }
      try await schedulers[0].plan()
      for _ in 0..<5 {
        hand.advance(by: 60)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for scheduler in schedulers { group.addTask { try await scheduler.drain() } }
          try await group.waitForAll()
        }
      }
      #expect(turns.now == 5)
    }
  }

  @Test("a turn that fails is tried again before the next one, and says why", arguments: Engine.all)
  func failing(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight)
      let tries = Counter()
      let scheduler = scheduler(
        database, hand,
        Schedule("t.daily", .daily(hour: 1, minute: 0)) { _ in if tries.add(1) < 3 { throw Broken() } })
      try await scheduler.plan()
      hand.advance(by: 3600)
      try await scheduler.drain()
      #expect(try await MessagingState(database: database).schedules().first?.lastError == "Broken()")
      #expect(try await scheduler.drain() == 0)
      for _ in 0..<10 {
        hand.advance(by: 60)
        try await scheduler.drain()
      }

      #expect(tries.now == 3)
      let status = try #require(try await MessagingState(database: database).schedules().first)
      #expect(status.lastError == nil)
      #expect(VietnamTime.dateAndClock(status.nextAt) == "01:00 02/07/2026")
    }
  }

  @Test("a turn whose node fell silent is run by another", arguments: Engine.all)
  func silentNode(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(midnight)
      let turns = Counter()
      let scheduler = scheduler(database, hand, Schedule("t.often", .every(seconds: 60)) { _ in turns.add(1) })
      try await scheduler.plan()
      hand.advance(by: 60)
      let now = hand.now
      _ = try await database.write { try ScheduleStore.claim(["t.often"], at: now, lease: 120, on: $0) }

      #expect(try await scheduler.drain() == 0)
      hand.advance(by: 121)
      #expect(try await scheduler.drain() == 1)
      #expect(turns.now == 1)
    }
  }
}
