import Foundation
import Kernel
import Synchronization
import Web

/// Sessions that were found good a moment ago, so that a page with twenty parts asks the database once. Nothing stays
/// longer than ``lifetime``, and what is revoked on any node leaves at once.
final class SessionCache: Sendable {
  /// Seconds.
  static let lifetime = 3.0
  private static let capacity = 10_000
  /// Tells every node that the sessions of an account have changed; the payload is the account's ID.
  static let channel = "hoitu_session"

  struct Entry: Sendable {
    let session: Session
    let account: AccountID
    let foundAt: Date
    let expiresAt: Date
  }

  private struct State {
    var entries: [String: Entry] = [:]
    /// Grows with each change, so that what was read before a change is not put in after it.
    var generation = 0
  }
  private let state = Mutex(State())

  var generation: Int { state.withLock { $0.generation } }

  func entry(_ hash: String, at now: Date) -> Entry? {
    guard let entry = state.withLock({ $0.entries[hash] }) else { return nil }
    let age = now.timeIntervalSince(entry.foundAt)
    return age >= 0 && age < Self.lifetime && now < entry.expiresAt ? entry : nil
  }

  func put(_ hash: String, _ entry: Entry, readAt generation: Int) {
    state.withLock { state in
      guard state.generation == generation else { return }
      if state.entries.count >= Self.capacity { state.entries.removeAll(keepingCapacity: true) }
      state.entries[hash] = entry
    }
  }

  func forget(_ account: AccountID) {
    state.withLock { state in
      state.generation += 1
      state.entries = state.entries.filter { $0.value.account != account }
    }
  }
}
