import Foundation
import Kernel
import Persistence

/// All SQL about events.
enum EventStore {
  private static let columns: SQL = """
    id, organisation, uid, sequence, title, place, description, contact, link, state, all_day, starts_at, ends_at, rule,
    made_by, version, updated_at
    """

  static func find(_ id: PlanningEventID, on connection: any Connection) throws -> PlanningEvent? {
    try connection.first("SELECT \(columns) FROM planning_event WHERE id = \(id)")
  }

  static func lock(_ id: PlanningEventID, on connection: any Connection) throws -> PlanningEvent? {
    try connection.first("SELECT \(columns) FROM planning_event WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(
    uid: String, in organisation: OrganisationID, on connection: any Connection
  ) throws -> PlanningEvent? {
    try connection.first(
      "SELECT \(columns) FROM planning_event WHERE organisation = \(organisation) AND uid = \(uid)\(SQL.forUpdate)")
  }

  /// Whatever may go on between two times: once, or some time of a series. Those moved out of their series come with it.
  static func between(
    _ from: Date, _ to: Date, in organisation: OrganisationID, on connection: any Connection
  ) throws -> [PlanningEvent] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_event
      WHERE organisation = \(organisation)
        AND (starts_at < \(to) AND (lasts_until IS NULL OR lasts_until >= \(from))
          OR id IN (
            SELECT event FROM planning_event_exception
            WHERE starts_at IS NOT NULL AND starts_at < \(to) AND ends_at >= \(from)))
      ORDER BY starts_at, id
      LIMIT 2000
      """)
  }

  static func exceptions(of events: [PlanningEventID], on connection: any Connection) throws -> [EventException] {
    guard !events.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT event, original, removed, title, place, starts_at, ends_at FROM planning_event_exception
      WHERE event IN \(list: events)
      ORDER BY event, original
      LIMIT 20000
      """)
  }

  static func insert(_ event: PlanningEvent, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_event
        (id, organisation, uid, sequence, title, place, description, contact, link, state, all_day, starts_at, ends_at,
        rule, lasts_until, made_by, version, updated_at)
      VALUES (\(event.id), \(event.organisation), \(event.uid), \(event.sequence), \(event.title), \(event.place),
        \(event.description), \(event.contact), \(event.link), \(event.state), \(event.isAllDay), \(event.startsAt),
        \(event.endsAt), \(event.rule?.text), \(event.lastsUntil), \(event.madeBy), \(event.version),
        \(event.updatedAt))
      """)
  }

  static func update(_ event: PlanningEvent, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE planning_event
      SET sequence = \(event.sequence), title = \(event.title), place = \(event.place),
        description = \(event.description), contact = \(event.contact), link = \(event.link), state = \(event.state),
        all_day = \(event.isAllDay), starts_at = \(event.startsAt), ends_at = \(event.endsAt),
        rule = \(event.rule?.text), lasts_until = \(event.lastsUntil), version = \(event.version),
        updated_at = \(event.updatedAt)
      WHERE id = \(event.id)
      """)
  }

  static func set(_ exception: EventException, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO planning_event_exception (event, original, removed, title, place, starts_at, ends_at)
      VALUES (\(exception.event), \(exception.original), \(exception.isRemoved), \(exception.title),
        \(exception.place), \(exception.startsAt), \(exception.endsAt))
      ON CONFLICT (event, original) DO UPDATE
      SET removed = excluded.removed, title = excluded.title, place = excluded.place, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at
      """)
  }

  static func clearExceptions(of event: PlanningEventID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM planning_event_exception WHERE event = \(event)")
  }
}
