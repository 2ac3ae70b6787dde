import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// An item was withdrawn outside of its case: what was false is gone all the same, and from that time on. Does nothing
  /// where the case knows already.
  func hear(_ event: ItemWithdrawn) async throws {
    try await database.write { connection in
      for known in try CaseStore.about(event.item, on: connection) where known.kind.mayRemove {
        guard let record = try CaseStore.lock(known.id, on: connection), record.state == .open,
          try !StepStore.steps(of: record.id, on: connection).contains(where: { $0.kind == .removed })
        else { continue }
        try StepStore.insert(
          .removed, of: record.id, by: .system([]), at: clock.now, happened: event.time, on: connection)
      }
    }
  }
}
