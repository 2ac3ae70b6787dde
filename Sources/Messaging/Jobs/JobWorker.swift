import Foundation
package import Kernel
package import Logging
package import Persistence
import ServiceLifecycle

/// Works jobs off, at least once each: several at once, each under a lease that is renewed while it runs, tried again
/// with growing waits when it fails, put aside as dead in the end, also where it takes the program with it. Any number of nodes may run a worker on one
/// database.
package struct JobWorker: Service {
  private let database: Database
  private let clock: WallClock
  private let handlers: [String: JobHandler]
  private let policy: WorkPolicy
  private let logger: Logger

  /// - Parameter handlers: one for each kind of job; of two with one name the first is taken.
  package init(
    database: Database, clock: WallClock, handlers: [JobHandler], policy: WorkPolicy = WorkPolicy(), logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.handlers = Dictionary(handlers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.policy = policy
    self.logger = logger
  }

  /// Works until shutdown, which cancels what runs; it is put back and run again by the next who works.
  package func run() async throws { await loop.run() }

  /// Runs everything that is due now and returns how many jobs were tried; what fails waits for its next turn.
  @discardableResult
  package func drain() async throws -> Int { try await loop.drain() }

  private var loop: WorkLoop<JobClaim> {
    WorkLoop(
      database: database, logger: logger, label: "jobs", channel: JobQueue.channel, places: policy.jobs,
      claim: { try await claim(without: $0) }, work: { await work($0) }, prune: { try await prune() })
  }

  func claim(without busy: [String]) async throws -> JobClaim? {
    let now = clock.now
    let policy = policy
    let names = handlers.keys.filter { !busy.contains($0) }.sorted()
    guard try await database.read({ try JobStore.isDue(names, at: now, on: $0) }) else { return nil }
    let most = handlers.mapValues(\.attempts)
    return try await database.write { connection in
      while let claim = try JobStore.claim(names, at: now, policy: policy, on: connection) {
        guard claim.attempt > most[claim.name] ?? .max else { return claim }
        // Each time whoever ran it fell silent, so nobody was left to count: it may be what brings the program down.
        try JobStore.dead(claim, error: FellSilent().description, at: now, on: connection)
      }
      return nil
    }
  }

  private func work(_ claim: JobClaim) async {
    guard let handler = handlers[claim.name] else { return }
    do {
      try await Lease.holding(every: .seconds(policy.lease / 3)) { [database, clock, policy] in
        let until = clock.now.addingTimeInterval(policy.lease)
        return try await database.write { try JobStore.renew(claim, until: until, on: $0) }
      } _: {
        try await handler.run(claim.payload)
      }
      await write(claim) { try JobStore.done(claim, at: $1, on: $0) }
    } catch is LeaseLost {
      logger.warning("job was taken over", metadata: ["job": "\(claim.name)"])
    } catch  where Task.isCancelled {
      // Being stopped is not a failure, and does not count as one.
      await write(claim) {
        try JobStore.retry(claim, at: $1, error: nil, attempts: claim.attempt - 1, now: $1, on: $0)
      }
    } catch {
      await failed(claim, handler, summary(of: error))
    }
  }

  private func failed(_ claim: JobClaim, _ handler: JobHandler, _ error: String) async {
    logger.notice(
      "job failed", metadata: ["job": "\(claim.name)", "attempt": "\(claim.attempt)", "error": "\(error)"])
    let wait = policy.backOff.seconds(after: claim.attempt)
    await write(claim) { connection, now in
      if claim.attempt >= handler.attempts {
        try JobStore.dead(claim, error: error, at: now, on: connection)
      } else {
        let next = now.addingTimeInterval(wait)
        try JobStore.retry(
          claim, at: next, error: error, attempts: claim.attempt, now: now, on: connection)
      }
    }
  }

  private func write(
    _ claim: JobClaim, _ body: @escaping @Sendable (any Connection, Date) throws -> Void
  ) async {
    let now = clock.now
    do {
      try await shielded { [database] in try await database.write { try body($0, now) } }
    } catch {
      // The lease runs out by itself, and the job is run again.
      logger.warning("job", metadata: ["job": "\(claim.name)", "error": "\(summary(of: error))"])
    }
  }

  private func prune() async throws {
    let limit = clock.now.addingTimeInterval(-Double(policy.keptDays) * 86_400)
    _ = try await database.write { try JobStore.prune(before: limit, on: $0) }
  }
}
