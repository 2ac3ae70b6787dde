import Foundation
import Kernel
import Persistence

/// All SQL about assignments and desks.
enum AssignmentStore {
  private static let columns: SQL =
    "id, organisation, coverage, desk, person, person_name, state, reason, made_by, made_at, updated_at"

  static func find(_ id: AssignmentID, on connection: any Connection) throws -> Assignment? {
    try connection.first("SELECT \(columns) FROM planning_assignment WHERE id = \(id)")
  }

  static func lock(_ id: AssignmentID, on connection: any Connection) throws -> Assignment? {
    try connection.first("SELECT \(columns) FROM planning_assignment WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func of(_ coverages: [CoverageID], on connection: any Connection) throws -> [Assignment] {
    guard !coverages.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(columns) FROM planning_assignment WHERE coverage IN \(list: coverages)
      ORDER BY coverage, id
      LIMIT 5000
      """)
  }

  /// What a person still has to do, with what it is of.
  static func open(
    of person: AccountID, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [AssignmentLine] {
    try lines(
      try connection.all(
        """
        SELECT \(columns) FROM planning_assignment
        WHERE person = \(person) AND organisation = \(organisation)
          AND state IN ('offered', 'accepted', 'in-progress')
        ORDER BY id
        LIMIT 500
        """), on: connection)
  }

  /// What a person has done lately, newest first.
  static func finished(
    of person: AccountID, in organisation: OrganisationID, since: Date, on connection: any Connection
  ) throws -> [AssignmentLine] {
    try lines(
      try connection.all(
        """
        SELECT \(columns) FROM planning_assignment
        WHERE person = \(person) AND organisation = \(organisation) AND state = 'done' AND updated_at >= \(since)
        ORDER BY updated_at DESC, id
        LIMIT 50
        """), on: connection)
  }

  /// What lies with a desk and nobody has taken.
  static func untaken(in organisation: OrganisationID, on connection: any Connection) throws -> [AssignmentLine] {
    try lines(
      try connection.all(
        """
        SELECT \(columns) FROM planning_assignment
        WHERE organisation = \(organisation) AND person IS NULL AND state = 'offered'
        ORDER BY id
        LIMIT 200
        """), on: connection)
  }

  /// How many open assignments each has.
  static func loads(in organisation: OrganisationID, on connection: any Connection) throws -> [AccountID: Int] {
    var loads: [AccountID: Int] = [:]
    try connection.forEach(
      """
      SELECT person, COUNT(*) AS number FROM planning_assignment
      WHERE organisation = \(organisation) AND person IS NOT NULL
        AND state IN ('offered', 'accepted', 'in-progress')
      GROUP BY person
      """
    ) { row in loads[try row["person"]] = try row["number"] }
    return loads
  }

  static func insert(_ assignment: Assignment, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_assignment (\(columns))
      VALUES (\(assignment.id), \(assignment.organisation), \(assignment.coverage), \(assignment.desk),
        \(assignment.person), \(assignment.personName), \(assignment.state), \(assignment.reason),
        \(assignment.madeBy), \(assignment.madeAt), \(assignment.updatedAt))
      """)
  }

  static func update(_ assignment: Assignment, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE planning_assignment
      SET person = \(assignment.person), person_name = \(assignment.personName), state = \(assignment.state),
        reason = \(assignment.reason), updated_at = \(assignment.updatedAt)
      WHERE id = \(assignment.id)
      """)
  }

  static func desks(of organisation: OrganisationID, on connection: any Connection) throws -> [PlanningDesk] {
    try connection.all(
      """
      SELECT id, organisation, name, closed FROM planning_desk WHERE organisation = \(organisation)
      ORDER BY closed, name
      LIMIT 200
      """)
  }

  private static func lines(_ assignments: [Assignment], on connection: any Connection) throws -> [AssignmentLine] {
    let coverages = Dictionary(
      try CoverageStore.find(assignments.map(\.coverage), on: connection).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let plans = Dictionary(
      try PlanStore.find(Array(Set(coverages.values.map(\.plan))), on: connection).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    return assignments.compactMap { assignment in
      guard let coverage = coverages[assignment.coverage], let plan = plans[coverage.plan] else { return nil }
      return AssignmentLine(assignment: assignment, coverage: coverage, plan: plan)
    }
  }
}
