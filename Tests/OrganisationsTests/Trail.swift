import Contracts
import Persistence
import Synchronization

/// A trail that a test reads.
final class Trail: AuditTrail {
  private let entries = Mutex<[String]>([])
  var actions: [String] { entries.withLock { $0 } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws {
    entries.withLock { $0.append(entry.action) }
  }
}
