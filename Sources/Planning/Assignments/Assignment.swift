import Foundation
import Kernel
import Persistence

enum AssignmentMark {}
typealias AssignmentID = ID<AssignmentMark>
enum PlanningDeskMark {}
typealias PlanningDeskID = ID<PlanningDeskMark>

/// One coverage given to a person, or to a desk of which anybody may take it.
struct Assignment: Sendable, RowDecodable {
  var id: AssignmentID
  var organisation: OrganisationID
  var coverage: CoverageID
  var desk: PlanningDeskID?
  var person: AccountID?
  var personName: String?
  var state = AssignmentState.offered
  /// Why it was declined.
  var reason: String?
  var madeBy: AccountID
  var madeAt: Date
  var updatedAt: Date

  init(
    id: AssignmentID = .new(), organisation: OrganisationID, coverage: CoverageID, desk: PlanningDeskID?,
    person: AccountID?, personName: String?, madeBy: AccountID, at time: Date
  ) {
    self.id = id
    self.organisation = organisation
    self.coverage = coverage
    self.desk = desk
    self.person = person
    self.personName = personName
    self.madeBy = madeBy
    madeAt = time
    updatedAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    coverage = try row["coverage"]
    desk = try row["desk"]
    person = try row["person"]
    personName = try row["person_name"]
    state = try row["state"]
    reason = try row["reason"]
    madeBy = try row["made_by"]
    madeAt = try row["made_at"]
    updatedAt = try row["updated_at"]
  }
}

/// An assignment with what it is of.
struct AssignmentLine: Sendable {
  let assignment: Assignment
  let coverage: Coverage
  let plan: Plan

  func isLate(at now: Date) -> Bool { assignment.state.isOpen && coverage.deadline.map { $0 < now } ?? false }
}

/// Ban, phòng: a part of the newsroom that is given work as a whole.
struct PlanningDesk: Sendable, RowDecodable {
  let id: PlanningDeskID
  let organisation: OrganisationID
  let name: String
  let isClosed: Bool

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    name = try row["name"]
    isClosed = try row["closed"]
  }
}
