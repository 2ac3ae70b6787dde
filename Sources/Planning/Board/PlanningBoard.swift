import Contracts
import Foundation
import Kernel
import Persistence

/// What an agency has before it in some days: events, plans with their coverage, deadlines, editions, who is away.
struct PlanningBoard: Sendable {
  /// One edition on one day.
  struct Closing: Sendable {
    let edition: Edition
    let day: CivilDate
    let closesAt: Date
    let plans: [Plan]
  }

  let organisation: OrganisationID
  let days: [CivilDate]
  let now: Date
  /// Grows with every change of the agency's plans.
  let pulse: Int
  let occurrences: [EventOccurrence]
  /// Of these days, and those a deadline of these days is of.
  let plans: [Plan]
  /// Open plans without a day.
  let waiting: [Plan]
  let coverages: [PlanID: [Coverage]]
  let assignments: [CoverageID: [Assignment]]
  let closings: [Closing]
  let availability: [Availability]
  let desks: [PlanningDeskID: String]

  func events(on day: CivilDate) -> [EventOccurrence] { occurrences.filter { $0.is(on: day) } }
  func plans(on day: CivilDate) -> [Plan] {
    plans.filter { $0.day == day }.sorted {
      ($0.isUrgent ? 0 : 1, $0.id.rawValue) < ($1.isUrgent ? 0 : 1, $1.id.rawValue)
    }
  }
  /// What must be done on a day for plans of other days.
  func deadlines(on day: CivilDate) -> [(plan: Plan, coverage: Coverage)] {
    plans.filter { $0.day != day && $0.state.isOpen }.flatMap { plan in
      (coverages[plan.id] ?? []).compactMap { coverage in
        guard let deadline = coverage.deadline, CivilDate(deadline) == day, !isDone(coverage) else { return nil }
        return (plan, coverage)
      }
    }.sorted { ($0.coverage.deadline ?? now) < ($1.coverage.deadline ?? now) }
  }
  func closings(on day: CivilDate) -> [Closing] {
    closings.filter { $0.day == day }.sorted { $0.closesAt < $1.closesAt }
  }
  func away(on day: CivilDate) -> [Availability] { availability.filter { $0.kind != .shift && $0.holds(on: day) } }
  func onShift(on day: CivilDate) -> [Availability] { availability.filter { $0.kind == .shift && $0.holds(on: day) } }

  /// Somebody has done it and nobody else still has to.
  func isDone(_ coverage: Coverage) -> Bool {
    let states = (assignments[coverage.id] ?? []).map(\.state)
    return states.contains(.done) && !states.contains(where: \.isOpen)
  }

  func isLate(_ coverage: Coverage) -> Bool {
    coverage.deadline.map { $0 < now } ?? false && !isDone(coverage)
  }

  /// Coverages past their deadline.
  var late: Int { plans.filter(\.state.isOpen).flatMap { coverages[$0.id] ?? [] }.count(where: isLate) }
}

extension Planning {
  /// The board of some days, or what of it is one person's.
  func board(
    of organisation: OrganisationID, days: ClosedRange<CivilDate>, onlyOf person: AccountID? = nil,
    for principal: Principal
  ) async throws -> PlanningBoard {
    try principal.require(Self.read, in: organisation)
    let now = clock.now
    return try await database.read { connection in
      let from = days.lowerBound.start
      let to = days.upperBound.adding(days: 1).start
      var plans = try PlanStore.days(days, in: organisation, on: connection)
      let due = try CoverageStore.due(from, to, in: organisation, on: connection)
      let known = Set(plans.map(\.id))
      plans += try PlanStore.find(
        Array(Set(due.map(\.plan)).subtracting(known)).sorted(), on: connection)
      var waiting = try PlanStore.list(
        PlanFilter(organisation: organisation, isWaiting: true), before: nil, limit: 60, on: connection)
      let ids = (plans + waiting).map(\.id)
      let coverages = Dictionary(grouping: try CoverageStore.of(ids, on: connection), by: \.plan)
      let assignments = Dictionary(
        grouping: try AssignmentStore.of(coverages.values.flatMap { $0 }.map(\.id), on: connection), by: \.coverage)
      if let person {
        let isTheirs = { (plan: Plan) in
          plan.proposer == person
            || (coverages[plan.id] ?? []).contains { coverage in
              (assignments[coverage.id] ?? []).contains { $0.person == person && $0.state != .cancelled }
            }
        }
        plans = plans.filter(isTheirs)
        waiting = waiting.filter(isTheirs)
      }
      return PlanningBoard(
        organisation: organisation, days: Self.list(days), now: now,
        pulse: try Self.pulse(of: organisation, on: connection),
        occurrences: try Self.occurrences(in: days, of: organisation, on: connection), plans: plans, waiting: waiting,
        coverages: coverages, assignments: assignments,
        closings: try Self.closings(in: days, of: organisation, on: connection),
        availability: try AvailabilityStore.between(days, in: organisation, connection),
        desks: Dictionary(
          try AssignmentStore.desks(of: organisation, on: connection).map { ($0.id, $0.name) },
          uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func list(_ days: ClosedRange<CivilDate>) -> [CivilDate] {
    (0...(days.upperBound.daysSince1970 - days.lowerBound.daysSince1970)).map { days.lowerBound.adding(days: $0) }
  }

  private static func closings(
    in days: ClosedRange<CivilDate>, of organisation: OrganisationID, on connection: any Connection
  ) throws -> [PlanningBoard.Closing] {
    let plans = Dictionary(
      grouping: try PlanStore.editions(days, in: organisation, on: connection),
      by: { "\($0.edition?.rawValue ?? "") \($0.editionDay?.rawValue ?? "")" })
    return try EditionStore.all(of: organisation, on: days.lowerBound, connection).flatMap { edition in
      list(days).filter { edition.appears(on: $0) }.map { day in
        PlanningBoard.Closing(
          edition: edition, day: day, closesAt: edition.closing(of: day), plans: plans["\(edition.id) \(day)"] ?? [])
      }
    }
  }

  static func pulse(of organisation: OrganisationID, on connection: any Connection) throws -> Int {
    try connection.value("SELECT number FROM planning_pulse WHERE organisation = \(organisation)") ?? 0
  }
}
