import Foundation
package import Kernel
package import Logging
package import Persistence
import ServiceLifecycle

/// Runs schedules: each turn on one node, a missed turn once and late, none twice when the clock goes back. A turn that
/// fails is tried again, with growing waits, until the next one is due.
package struct Scheduler: Service {
  private let database: Database
  private let clock: WallClock
  private let schedules: [String: Schedule]
  private let lease: Double
  private let backOff = BackOff(first: 30)
  private let logger: Logger

  /// - Parameter lease: seconds after which a turn whose node fell silent is run by another; renewed while it runs.
  package init(
    database: Database, clock: WallClock, schedules: [Schedule], lease: Double = 120, logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.schedules = Dictionary(schedules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.lease = lease
    self.logger = logger
  }

  /// Runs turns until shutdown.
  package func run() async throws {
    let wake = Wake()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await wake.tick() }
        for await _ in wake.turns {
          do {
            try await plan()
            while let claim = try await claim() { group.addTask { await turn(claim) } }
          } catch {
            if !Task.isCancelled { logger.warning("schedules", metadata: ["error": "\(summary(of: error))"]) }
          }
        }
        group.cancelAll()
      }
    }
  }

  /// Runs every turn that is due now and returns how many.
  @discardableResult
  package func drain() async throws -> Int {
    try await plan()
    var turns = 0
    while let claim = try await claim() {
      turns += 1
      await turn(claim)
    }
    return turns
  }

  /// Makes sure that each schedule has a next turn in the database.
  package func plan() async throws {
    let now = clock.now
    let all = Array(schedules.values)
    let isPlanned = try await database.read { try ScheduleStore.isPlanned(all, at: now, on: $0) }
    if !isPlanned { try await database.write { try ScheduleStore.plan(all, at: now, on: $0) } }
  }

  private func claim() async throws -> ScheduleClaim? {
    let now = clock.now
    let lease = lease
    let names = schedules.keys.sorted()
    guard try await database.read({ try ScheduleStore.isDue(names, at: now, on: $0) }) else { return nil }
    return try await database.write { try ScheduleStore.claim(names, at: now, lease: lease, on: $0) }
  }

  private func turn(_ claim: ScheduleClaim) async {
    guard let schedule = schedules[claim.name] else { return }
    var failure: String?
    do {
      try await Lease.holding(every: .seconds(lease / 3)) { [database, clock, lease] in
        let until = clock.now.addingTimeInterval(lease)
        return try await database.write { try ScheduleStore.renew(claim, until: until, on: $0) }
      } _: {
        try await schedule.run(claim.plannedAt)
      }
    } catch is LeaseLost {
      logger.warning("turn was taken over", metadata: ["schedule": "\(claim.name)"])
      return
    } catch  where Task.isCancelled {
      await write(claim) { try ScheduleStore.putBack(claim, on: $0) }
      return
    } catch {
      failure = summary(of: error)
      logger.notice(
        "schedule failed",
        metadata: ["schedule": "\(claim.name)", "attempt": "\(claim.attempt)", "error": "\(summary(of: error))"])
    }
    let now = clock.now
    let next = schedule.rhythm.next(after: now, last: claim.plannedAt)
    let again = now.addingTimeInterval(backOff.seconds(after: claim.attempt))
    let triesAgain = failure != nil && again < next
    await write(claim) { [failure] in
      try ScheduleStore.finish(
        claim, planned: triesAgain ? claim.plannedAt : next, due: triesAgain ? again : next, error: failure, at: now,
        on: $0)
    }
  }

  private func write(_ claim: ScheduleClaim, _ body: @escaping @Sendable (any Connection) throws -> Void) async {
    do {
      try await shielded { [database] in try await database.write { try body($0) } }
    } catch {
      // The lease runs out by itself, and the turn is run again.
      logger.warning("schedule", metadata: ["schedule": "\(claim.name)", "error": "\(summary(of: error))"])
    }
  }
}
