import Foundation
import Kernel
import Persistence

extension Planning {
  /// What goes on in a span of days, in order; cancelled ones too, since people ask what became of them.
  func occurrences(
    in window: ClosedRange<CivilDate>, of organisation: OrganisationID, for principal: Principal
  ) async throws -> [EventOccurrence] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { try Self.occurrences(in: window, of: organisation, on: $0) }
  }

  static func occurrences(
    in window: ClosedRange<CivilDate>, of organisation: OrganisationID, on connection: any Connection
  ) throws -> [EventOccurrence] {
    let from = window.lowerBound.start
    let to = window.upperBound.adding(days: 1).start
    let events = try EventStore.between(from, to, in: organisation, on: connection)
    let exceptions = Dictionary(
      grouping: try EventStore.exceptions(of: events.map(\.id), on: connection), by: \.event)
    return events.flatMap { $0.occurrences(in: window, exceptions[$0.id] ?? []) }
      .sorted { ($0.startsAt, $0.event.id.rawValue) < ($1.startsAt, $1.event.id.rawValue) }
  }

  /// One event with the times that are not as the others.
  func event(
    _ id: PlanningEventID, for principal: Principal
  ) async throws -> (event: PlanningEvent, exceptions: [EventException]) {
    try await database.read { connection in
      let event = try Self.seen(try EventStore.find(id, on: connection), \.organisation, by: principal)
      return (event, try EventStore.exceptions(of: [id], on: connection))
    }
  }
}
