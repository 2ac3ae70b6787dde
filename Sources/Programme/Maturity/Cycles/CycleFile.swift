import Contracts
import Foundation
import Kernel
import Persistence

/// A cycle as somebody may see it: the appraiser sees who registered and how far each is, an agency its own, everybody what
/// was published.
struct CycleFile: Sendable {
  struct Line: Sendable {
    let entry: MaturityEntry
    let scored: Int
    let appraised: Int
    /// Whether it was sent by the only person of the agency.
    let isAlone: Bool
  }

  let cycle: MaturityCycle
  let scheme: IndexScheme
  let appraises: Bool
  /// Whether they belong to the body that runs it: those see who takes part and how far each is, not the points.
  let follows: Bool
  /// For the body that runs it: all; for others: those of their own organisations.
  let lines: [Line]
  let results: [MaturityResult]
  /// The totals of the year before, where the results are compared with them.
  let before: [OrganisationID: Points]
  /// For the body that runs the cycle: whom the program has reminded.
  let told: [MaturityTold]
  /// How many published results stand on which level, lowest first; the last is how many stand on none that is known.
  var distribution: [Int] {
    scheme.levels.all.map { level in results.count { $0.level == level.rank } } + [results.count { $0.level == nil }]
  }

  /// What is waiting for the appraiser first, then by name.
  var queue: [Line] {
    let order: [EntryState] = [.appeal, .appraisal, .registered]
    return lines.sorted { left, right in
      let places = (order.firstIndex(of: left.entry.state) ?? 9, order.firstIndex(of: right.entry.state) ?? 9)
      return places.0 == places.1 ? left.entry.name < right.entry.name : places.0 < places.1
    }
  }
}

/// The cycles, and what somebody's own organisations have to do with each.
struct CycleList: Sendable {
  let cycles: [MaturityCycle]
  let own: [MaturityEntry]
  let counts: [MaturityCycleID: [EntryState: Int]]
}

extension Programme {
  func cycleList(for principal: Principal) async throws -> CycleList {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    return try await database.read { connection in
      let cycles = try CycleStore.all(on: connection)
      let own = principal.organisation.map { [$0] } ?? principal.organisations(for: Self.read) ?? []
      var counts: [MaturityCycleID: [EntryState: Int]] = [:]
      for cycle in cycles where Self.appraises(cycle, principal) {
        counts[cycle.id] = try CycleStore.counts(of: cycle.id, on: connection)
      }
      return CycleList(cycles: cycles, own: try EntryStore.of(own, on: connection), counts: counts)
    }
  }

  func cycleFile(_ id: MaturityCycleID, for principal: Principal) async throws -> CycleFile {
    guard principal.mayAnywhere(Self.read) else { throw Failure.notFound }
    return try await database.read { connection in
      guard let cycle = try CycleStore.find(id, on: connection),
        let scheme = try IndexStore.scheme(cycle.version, on: connection)
      else { throw Failure.notFound }
      let appraises = Self.appraises(cycle, principal)
      let follows = appraises || (cycle.holder.map { principal.may(Self.manage, in: $0) } ?? false)
      let entries = try EntryStore.all(of: id, on: connection).filter {
        follows || Self.sight($0, cycle, principal) != nil
      }
      let alone = follows ? try EntryStore.alone(of: id, on: connection) : []
      let progress = entries.isEmpty ? [:] : try ScoreStore.progress(of: id, on: connection)
      return CycleFile(
        cycle: cycle, scheme: scheme, appraises: appraises, follows: follows,
        lines: entries.map { entry in
          CycleFile.Line(
            entry: entry, scored: progress[entry.id]?.scored ?? 0, appraised: progress[entry.id]?.appraised ?? 0,
            isAlone: alone.contains(entry.id))
        }, results: cycle.isPublished ? try ResultStore.of(id, on: connection) : [],
        before: cycle.isPublished ? try Self.totalsBefore(cycle, on: connection) : [:],
        told: follows ? try MaturityTold.of(id, on: connection) : [])
    }
  }
}
