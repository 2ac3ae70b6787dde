import Contracts
import Foundation
import Kernel
import Persistence

/// An organisation's published results through the years, and those of the organisations it came from, each under its own
/// name. They stand beside each other and are never averaged: an agency that was merged has no score of its own before.
struct MaturityHistory: Sendable {
  struct Line: Sendable {
    let result: MaturityResult
    let cycle: MaturityCycle
    /// Of an organisation this one came from.
    let isPredecessor: Bool
  }

  let organisation: OrganisationID
  let name: String
  /// Newest first; of one year the organisation's own first.
  let lines: [Line]

  /// Its own, oldest first.
  var own: [Line] { lines.filter { !$0.isPredecessor }.reversed() }
}

extension Programme {
  /// For everybody who may enter the room: what was published is known.
  func maturityHistory(of id: OrganisationID, for principal: Principal) async throws -> MaturityHistory {
    guard principal.mayAnywhere(Self.read) else { throw Failure.notFound }
    let today = clock.today
    let before = try await registers.predecessors(of: id, on: today).filter { $0 != id }
    let profile = try await organisations.organisation(id, on: today)
    let (results, cycles) = try await database.read { connection in
      (try ResultStore.of([id] + before, on: connection), try CycleStore.all(on: connection))
    }
    guard profile != nil || !results.isEmpty else { throw Failure.notFound }
    let byID = Dictionary(cycles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lines = results.compactMap { result in
      byID[result.cycle].map {
        MaturityHistory.Line(result: result, cycle: $0, isPredecessor: result.organisation != id)
      }
    }
    return MaturityHistory(
      organisation: id, name: profile?.name ?? results.first { $0.organisation == id }?.name ?? "",
      lines: lines.sorted { left, right in
        if left.cycle.year != right.cycle.year { return left.cycle.year > right.cycle.year }
        if left.isPredecessor != right.isPredecessor { return !left.isPredecessor }
        return left.result.name < right.result.name
      })
  }
}
