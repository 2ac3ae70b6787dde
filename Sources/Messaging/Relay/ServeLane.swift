import Foundation
import Kernel
import Logging
import Persistence

extension EventRelay {
  /// Makes the deliveries of a lane one after the other, until one fails, and writes down what came of it.
  func serve(_ claim: LaneClaim) async {
    let outcome: LaneOutcome
    do {
      outcome = try await Lease.holding(every: .seconds(policy.lease / 3)) {
        let now = clock.now
        return try await database.write { [policy] in
          try LaneStore.renew(claim, until: now.addingTimeInterval(policy.lease), on: $0)
        }
      } _: {
        await deliver(claim)
      }
    } catch {
      logger.warning("lane was taken over", metadata: ["lane": "\(claim.lane)"])
      return
    }
    do {
      let now = clock.now
      try await shielded { [database, policy] in
        try await database.write { try LaneStore.finish(claim, outcome, at: now, policy: policy, on: $0) }
      }
    } catch {
      // The lease runs out by itself; what was not written down is told again.
      logger.warning("lane", metadata: ["lane": "\(claim.lane)", "error": "\(summary(of: error))"])
    }
  }

  private func deliver(_ claim: LaneClaim) async -> LaneOutcome {
    var outcome = LaneOutcome()
    let began = ContinuousClock.now
    var written = began
    for waiting in claim.deliveries {
      if Task.isCancelled || ContinuousClock.now - began > policy.turn { break }
      do {
        try await handle(waiting)
      } catch {
        // Being stopped is not the destination's failure: it is told again at the next start.
        if !Task.isCancelled { outcome.failed = (waiting, summary(of: error)) }
        break
      }
      outcome.done.append(waiting.position)
      outcome.hasTold = true
      // Quick ones are written down together; after a slow one at once, so that little is told twice after a crash.
      if claim.isTakenOver || ContinuousClock.now - written > .milliseconds(50) {
        if (try? await record(outcome.done)) != nil { outcome.done = [] }
        written = .now
      }
    }
    if let failed = outcome.failed {
      logger.notice(
        "delivery failed",
        metadata: [
          "lane": "\(claim.lane)", "handler": "\(failed.delivery.handler)",
          "attempt": "\(failed.delivery.delivery.attempt)", "error": "\(failed.error)",
        ])
    }
    return outcome
  }

  private func handle(_ waiting: WaitingDelivery) async throws {
    guard let handler = handlers[waiting.handler] else { throw NoSuchHandler(name: waiting.handler) }
    try await within(policy.timeLimit) { try await handler.handle(waiting.delivery) }
  }

  private func record(_ done: [Int64]) async throws {
    let now = clock.now
    try await shielded { [database] in
      try await database.write { try LaneStore.record(done: done, at: now, on: $0) }
    }
  }
}

/// A delivery for a handler that this version of the program does not have.
struct NoSuchHandler: Error, CustomStringConvertible {
  let name: String
  var description: String { "no handler named \(name)" }
}
