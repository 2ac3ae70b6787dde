import Contracts
import Kernel
import Persistence

extension Corrections {
  /// Writes down that somebody looked at removed text.
  func looked(at snapshot: Snapshot, of record: CaseRecord, by principal: Principal) async throws {
    try await database.write { connection in
      try self.record(
        "corrections.snapshot.look", record, by: principal, detail: ["snapshot": snapshot.digest], on: connection)
    }
  }
}
