import Foundation
import Kernel
import Persistence
import Synchronization
import Vietnamese

/// The names of plans, targets, tasks and reports, folded and in memory: no engine looks for words without their marks. Read
/// anew are only those that changed since; what a name belongs to, and who may see it, is read from the tables each time.
final class ProgrammeNames: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case plan
    case target
    case work
    case report
  }

  struct Key: Hashable, Sendable {
    let kind: Kind
    let id: String
  }

  /// What something is called now.
  struct Entry: Sendable {
    let key: Key
    let name: String
  }

  /// A transaction may be seen this much later than the time it wrote.
  static let margin: TimeInterval = 120

  private struct State {
    var names = FoldedNames()
    var keys: [Key] = []
    /// What each was called last; older names stay in the run and are passed over.
    var latest: [Key: (place: Int, name: String)] = [:]
    var until: Date?
  }
  private let state = Mutex(State())

  /// Since when changed names are to be read; nil: all.
  var since: Date? { state.withLock { $0.until?.addingTimeInterval(-Self.margin) } }

  func learn(_ entries: [Entry], at now: Date) {
    state.withLock { state in
      for entry in entries where state.latest[entry.key]?.name != entry.name {
        state.latest[entry.key] = (state.keys.count, entry.name)
        state.keys.append(entry.key)
        state.names.append(entry.name)
      }
      state.until = now
      // Half of the run is what things were called before: begin anew.
      if state.keys.count > 2 * state.latest.count + 1000 { state = State() }
    }
  }

  /// IDs of each kind by how well their names fit, best first.
  func find(_ words: String, limit: Int) -> [Kind: [(id: String, fit: FoldedNames.Fit)]] {
    state.withLock { state in
      var found: [Kind: [(id: String, fit: FoldedNames.Fit)]] = [:]
      for (place, fit) in state.names.find(words, limit: state.keys.count) {
        let key = state.keys[place]
        guard state.latest[key]?.place == place, found[key.kind, default: []].count < limit else { continue }
        found[key.kind, default: []].append((key.id, fit))
      }
      return found
    }
  }
}
