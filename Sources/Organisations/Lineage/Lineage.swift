package import Kernel
import Persistence

/// Who became whom, as one graph. Small (an organisation merges a few times in a century), so it is followed in memory.
struct Lineage: Sendable {
  private let onward: [OrganisationID: [Succession]]
  private let back: [OrganisationID: [Succession]]

  init(_ successions: [Succession]) {
    let steps = successions.filter { $0.from != $0.to }
    onward = Dictionary(grouping: steps, by: \.from)
    back = Dictionary(grouping: steps, by: \.to)
  }

  /// Follows the chain from an organisation; ends at those that have no last day before `day`. Of an organisation that
  /// ended only the steps by which it ended are followed: what was split off it earlier is not its heir.
  func successors(
    of id: OrganisationID, on day: CivilDate, lastDay: (OrganisationID) throws -> CivilDate?
  ) rethrows -> [OrganisationID] {
    var found: [OrganisationID] = []
    var seen: Set<OrganisationID> = []
    var open = [id]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard let ended = try lastDay(next), ended < day else {
        found.append(next)
        continue
      }
      open += (onward[next] ?? []).filter { $0.day > ended && $0.day <= day }.map(\.to)
    }
    return found.sorted()
  }

  /// All from which an organisation came, however far back, nearest first; those after a day are left out.
  func predecessors(of id: OrganisationID, on day: CivilDate) -> [OrganisationID] {
    var found: [OrganisationID] = []
    var seen: Set<OrganisationID> = [id]
    var open = [id]
    while !open.isEmpty {
      var next: [OrganisationID] = []
      for step in open.flatMap({ back[$0] ?? [] }) where step.day <= day && seen.insert(step.from).inserted {
        found.append(step.from)
        next.append(step.from)
      }
      open = next
    }
    return found
  }

  /// The steps right before and right after an organisation, in order of days.
  func neighbours(of id: OrganisationID) -> (before: [Succession], after: [Succession]) {
    ((back[id] ?? []).sorted { $0.day < $1.day }, (onward[id] ?? []).sorted { $0.day < $1.day })
  }
}

extension Organisations {
  /// Those that carry an organisation on, on a day: itself while it lives, else the ends of its chain of mergers and
  /// splits. Empty where it was closed without a successor, or had not begun.
  package func successors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] {
    try await database.read { connection in
      guard let first = try OrganisationStore.firstDay(of: id, on: connection), first <= day else { return [] }
      return try Lineage(OrganisationStore.successions(on: connection)).successors(of: id, on: day) {
        try OrganisationStore.lastDay(of: $0, on: connection)
      }
    }
  }

  /// All from which an organisation came, on a day, nearest first.
  package func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] {
    try await database.read { connection in
      Lineage(try OrganisationStore.successions(on: connection)).predecessors(of: id, on: day)
    }
  }

  /// To whom facts of these organisations on one day belong on a later one: for views that add up what was before a
  /// merger. Of an organisation that was divided there are several; that it is one of them is for the reader to know.
  /// An organisation that did not live on the first day has no facts of it, and rolls up to nothing.
  package func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] {
    try await database.read { connection in
      let lineage = Lineage(try OrganisationStore.successions(on: connection))
      var result: [OrganisationID: [OrganisationID]] = [:]
      for id in Set(ids) {
        guard try OrganisationStore.isAlive(id, at: start, on: connection) else {
          result[id] = []
          continue
        }
        result[id] = try lineage.successors(of: id, on: day) {
          try OrganisationStore.lastDay(of: $0, on: connection)
        }
      }
      return result
    }
  }
}
