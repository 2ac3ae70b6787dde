import Contracts
import Foundation
import Kernel
import Persistence

/// Việc của tôi: what one person has to do, most urgent first, and what they may take.
struct MyWork: Sendable {
  let now: Date
  let pulse: Int
  /// By deadline; without one last.
  let open: [AssignmentLine]
  let finished: [AssignmentLine]
  /// What lies with a desk.
  let untaken: [AssignmentLine]
  /// My own pitches nobody has decided on.
  let pitches: [Plan]
  /// The items my assignments led to.
  let items: [ItemID: ItemBrief]
  let desks: [PlanningDeskID: String]
  /// My days off, trips and shifts, from today on.
  let availability: [Availability]
}

extension Planning {
  func myWork(in organisation: OrganisationID, for principal: Principal) async throws -> MyWork {
    try principal.require(Self.read, in: organisation)
    let now = clock.now
    let today = clock.today
    let work = try await database.read { connection in
      let open = try AssignmentStore.open(of: principal.id, in: organisation, on: connection)
      return MyWork(
        now: now, pulse: try Self.pulse(of: organisation, on: connection),
        open: open.sorted { left, right in
          switch (left.coverage.deadline, right.coverage.deadline) {
          case (let left?, let right?): left < right
          case (_?, nil): true
          case (nil, _?): false
          case (nil, nil): left.assignment.id < right.assignment.id
          }
        },
        finished: try AssignmentStore.finished(
          of: principal.id, in: organisation, since: now.addingTimeInterval(-7 * 86_400), on: connection),
        untaken: try AssignmentStore.untaken(in: organisation, on: connection).filter(\.plan.state.isOpen),
        pitches: try PlanStore.list(
          PlanFilter(organisation: organisation, state: .proposed, proposer: principal.id), before: nil, limit: 50,
          on: connection), items: [:],
        desks: Dictionary(
          try AssignmentStore.desks(of: organisation, on: connection).map { ($0.id, $0.name) },
          uniquingKeysWith: { first, _ in first }),
        availability: try AvailabilityStore.between(today...today.adding(days: 60), in: organisation, connection)
          .filter { $0.person == principal.id })
    }
    let ids = Set((work.open + work.finished).compactMap(\.coverage.item))
    let briefs = ids.isEmpty ? [:] : try await items.briefs(ids.sorted(), for: principal)
    return MyWork(
      now: now, pulse: work.pulse, open: work.open, finished: work.finished, untaken: work.untaken,
      pitches: work.pitches, items: briefs, desks: work.desks, availability: work.availability)
  }
}
