import Foundation
import Kernel
import Persistence

/// Which plans a list shows.
struct PlanFilter: Sendable {
  var organisation: OrganisationID
  var state: PlanState?
  var edition: EditionID?
  /// Only those without a day.
  var isWaiting = false
  var proposer: AccountID?
}

/// All SQL about plans.
enum PlanStore {
  static let columns: SQL = """
    id, organisation, title, angle, state, urgent, section, day, event, event_time, edition, edition_day, proposer,
    proposer_name, decider, reason, version, made_at, updated_at
    """

  static func find(_ id: PlanID, on connection: any Connection) throws -> Plan? {
    try connection.first("SELECT \(columns) FROM planning_plan WHERE id = \(id)")
  }

  static func lock(_ id: PlanID, on connection: any Connection) throws -> Plan? {
    try connection.first("SELECT \(columns) FROM planning_plan WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(_ ids: [PlanID], on connection: any Connection) throws -> [Plan] {
    guard !ids.isEmpty else { return [] }
    return try connection.all(
      "SELECT \(columns) FROM planning_plan WHERE id IN \(list: ids) ORDER BY id LIMIT 1000")
  }

  static func days(
    _ days: ClosedRange<CivilDate>, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [Plan] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_plan
      WHERE organisation = \(organisation) AND day >= \(days.lowerBound) AND day <= \(days.upperBound)
        AND state <> 'declined'
      ORDER BY day, id
      LIMIT 1000
      """)
  }

  static func of(_ event: PlanningEventID, on connection: any Connection) throws -> [Plan] {
    try connection.all(
      "SELECT \(columns) FROM planning_plan WHERE event = \(event) ORDER BY id DESC LIMIT 100")
  }

  /// Those given to an edition of these days.
  static func editions(
    _ days: ClosedRange<CivilDate>, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [Plan] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_plan
      WHERE organisation = \(organisation) AND edition IS NOT NULL
        AND edition_day >= \(days.lowerBound) AND edition_day <= \(days.upperBound) AND state <> 'declined'
      ORDER BY edition_day, id
      LIMIT 1000
      """)
  }

  /// Newest first.
  static func list(
    _ filter: PlanFilter, before: PlanID?, limit: Int, on connection: any Connection
  ) throws -> [Plan] {
    var conditions: [SQL] = ["organisation = \(filter.organisation)"]
    if let state = filter.state { conditions.append("state = \(state)") }
    if let edition = filter.edition { conditions.append("edition = \(edition) AND edition_day IS NULL") }
    if filter.isWaiting { conditions.append("day IS NULL AND state IN ('proposed', 'accepted')") }
    if let proposer = filter.proposer { conditions.append("proposer = \(proposer)") }
    if let before { conditions.append("id < \(before)") }
    return try connection.all(
      """
      SELECT \(columns) FROM planning_plan WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }

  static func insert(_ plan: Plan, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_plan (\(columns))
      VALUES (\(plan.id), \(plan.organisation), \(plan.title), \(plan.angle), \(plan.state), \(plan.isUrgent),
        \(plan.section), \(plan.day), \(plan.event), \(plan.eventTime), \(plan.edition), \(plan.editionDay),
        \(plan.proposer), \(plan.proposerName), \(plan.decider), \(plan.reason), \(plan.version), \(plan.madeAt),
        \(plan.updatedAt))
      """)
  }

  static func update(_ plan: Plan, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE planning_plan
      SET title = \(plan.title), angle = \(plan.angle), state = \(plan.state), urgent = \(plan.isUrgent),
        section = \(plan.section), day = \(plan.day), event = \(plan.event), event_time = \(plan.eventTime),
        edition = \(plan.edition), edition_day = \(plan.editionDay), decider = \(plan.decider),
        reason = \(plan.reason), version = \(plan.version), updated_at = \(plan.updatedAt)
      WHERE id = \(plan.id)
      """)
  }
}
