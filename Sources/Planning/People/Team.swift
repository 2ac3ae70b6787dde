import Contracts
import Foundation
import Kernel
import Persistence

/// Somebody who may be given work, with how much they have and whether they are there.
struct TeamMember: Sendable {
  let person: PersonProfile
  let load: Int
  /// Why they are away that day; nil where they are not.
  let away: Availability?
}

extension Planning {
  /// Everybody of the agency: those who are there and have least first.
  func team(of organisation: OrganisationID, on day: CivilDate, for principal: Principal) async throws -> [TeamMember] {
    try principal.require(Self.read, in: organisation)
    let people = try await people.people(in: organisation)
    let (loads, availability) = try await database.read { connection in
      (
        try AssignmentStore.loads(in: organisation, on: connection),
        try AvailabilityStore.between(day...day, in: organisation, connection)
      )
    }
    return people.map { person in
      TeamMember(
        person: person, load: loads[person.id] ?? 0,
        away: availability.first { $0.person == person.id && $0.kind != .shift })
    }.sorted { left, right in
      (left.away == nil ? 0 : 1, left.load, left.person.name) < (
        right.away == nil ? 0 : 1, right.load, right.person.name
      )
    }
  }

  /// A coverage with its plan, for whoever may see them.
  func coverage(_ id: CoverageID, for principal: Principal) async throws -> (Coverage, Plan) {
    try await database.read { connection in
      let coverage = try Self.seen(
        try CoverageStore.find([id], on: connection).first, \.organisation, by: principal)
      guard let plan = try PlanStore.find(coverage.plan, on: connection) else { throw Failure.notFound }
      return (coverage, plan)
    }
  }

  /// An assignment with its plan, for whoever may see them.
  func assignment(_ id: AssignmentID, for principal: Principal) async throws -> (Assignment, Plan) {
    try await database.read { connection in
      let assignment = try Self.seen(try AssignmentStore.find(id, on: connection), \.organisation, by: principal)
      guard let coverage = try CoverageStore.find([assignment.coverage], on: connection).first,
        let plan = try PlanStore.find(coverage.plan, on: connection)
      else { throw Failure.notFound }
      return (assignment, plan)
    }
  }
}
