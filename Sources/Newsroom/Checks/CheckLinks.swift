import Foundation
import Kernel
import Persistence

extension Newsroom {
  /// Asks the addresses whose turn has come. Each answer is written by itself; no transaction waits for the network.
  package func checkLinks(with probe: LinkProbe = LinkProbe()) async throws {
    let due = try await database.read { try LinkStore.due(at: clock.now, limit: 20, on: $0) }
    guard !due.isEmpty else { return }
    let outcomes = await withTaskGroup(of: (String, Int, LinkProbe.Outcome).self) { group in
      for (address, failures) in due { group.addTask { (address, failures, await probe.ask(address)) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let now = clock.now
    try await database.write { connection in
      for (address, failures, outcome) in outcomes {
        var (failed, outcome) = (0, outcome)
        // Asked again when a text with it is touched; nothing that nobody touches is asked for ever.
        var wait = 366 * 86_400.0
        if case .fine = outcome {
        } else {
          failed = failures + 1
          // A name that cannot be resolved may be our own network's trouble: believed the second time.
          if outcome == .dead(nil), failed == 1 { outcome = .unknown(nil) }
          if failed < 9 { wait = 600 * Double(1 << failed) }
        }
        try LinkStore.settle(
          address, outcome, failures: failed, at: now, dueAt: now.addingTimeInterval(wait), on: connection)
      }
    }
  }
}
