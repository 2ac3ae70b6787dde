import Foundation
package import Kernel
package import Logging
package import Persistence
import ServiceLifecycle

/// Tells events to their handlers, at least once each, after the transaction in which they were emitted.
///
/// Every event is fanned out once, in the order of commits, as one delivery for each handler of its topic. Deliveries
/// run in lanes: in order within a lane, different lanes side by side. A lane that fails waits alone, longer each time.
/// Any number of nodes may run a relay on one database: a lane is served under a lease by one of them at a time.
package struct EventRelay: Service {
  let database: Database
  let clock: WallClock
  let policy: RelayPolicy
  let logger: Logger
  let handlers: [String: EventHandler]
  private let topics: [String: [EventHandler]]

  /// Handler names are unique: deliveries are kept under them.
  package init(
    database: Database, clock: WallClock, handlers: [EventHandler], policy: RelayPolicy = RelayPolicy(), logger: Logger
  ) {
    self.database = database
    self.clock = clock
    self.policy = policy
    self.logger = logger
    self.handlers = Dictionary(handlers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.topics = Dictionary(grouping: handlers, by: \.topic)
  }

  /// Serves until shutdown, which cancels what is being told; it is told again by the next who runs.
  package func run() async throws { await loop.run() }

  /// Tells everything that is due now and returns how many deliveries were tried; what fails waits for its next turn.
  @discardableResult
  package func drain() async throws -> Int { try await loop.drain() }

  private var loop: WorkLoop<LaneClaim> {
    WorkLoop(
      database: database, logger: logger, label: "relay", channel: Outbox.channel, places: policy.lanes,
      prepare: { try await fanOut() == FanOut.batch }, claim: { _ in try await claim() },
      work: { await serve($0) }, prune: { try await prune() })
  }

  /// Makes deliveries of the next events; returns how many events.
  func fanOut() async throws -> Int {
    let clock = clock
    let topics = topics
    guard try await database.read({ try FanOut.isNeeded(on: $0) }) else { return 0 }
    return try await database.write { try FanOut.run(topics: topics, at: clock.now, on: $0) }
  }

  /// Takes the lane that has waited longest, with its next deliveries.
  func claim() async throws -> LaneClaim? {
    let now = clock.now
    let policy = policy
    guard try await database.read({ try LaneStore.isDue(at: now, on: $0) }) else { return nil }
    return try await database.write { try LaneStore.claim(at: now, policy: policy, on: $0) }
  }

  /// Forgets events told longer ago than the policy keeps them, unless one of their deliveries waits or is dead.
  @discardableResult
  package func prune() async throws -> Int {
    let limit = clock.now.addingTimeInterval(-Double(policy.keptDays) * 86_400)
    var total = 0
    while true {
      let pruned = try await database.write { try FanOut.prune(before: limit, on: $0) }
      total += pruned
      if pruned < FanOut.pruned { return total }
    }
  }
}
