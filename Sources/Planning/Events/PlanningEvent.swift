import Foundation
import Kernel
import Persistence

enum PlanningEventMark {}
typealias PlanningEventID = ID<PlanningEventMark>

/// Something that will happen: a session, a match, a festival. It may last several days and come again.
struct PlanningEvent: Sendable, RowDecodable {
  enum State: String, Sendable, CaseIterable, Codable, SQLCodable {
    /// Not sure yet.
    case tentative
    case confirmed
    case cancelled

    var phrase: Phrase {
      switch self {
      case .tentative: "Chưa chắc chắn"
      case .confirmed: "Chắc chắn"
      case .cancelled: "Đã hủy"
      }
    }
  }

  var id: PlanningEventID
  var organisation: OrganisationID
  /// Names it in other calendars, for ever (RFC 5545 §3.8.4.7).
  var uid: String
  /// Grows with each change that others should see.
  var sequence = 0
  var title: String
  var place = ""
  var description = ""
  /// Whom to ask: a name, a telephone number.
  var contact = ""
  var link = ""
  var state = State.confirmed
  var isAllDay = false
  var startsAt: Date
  /// The first moment after it; for whole days, midnight after the last one.
  var endsAt: Date
  var rule: RecurrenceRule?
  var madeBy: AccountID
  var version = 1
  var updatedAt: Date

  init(
    id: PlanningEventID = .new(), organisation: OrganisationID, title: String, startsAt: Date, endsAt: Date,
    madeBy: AccountID, updatedAt: Date
  ) {
    self.id = id
    self.organisation = organisation
    self.uid = "\(id)@hoitu"
    self.title = title
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.madeBy = madeBy
    self.updatedAt = updatedAt
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    uid = try row["uid"]
    sequence = try row["sequence"]
    title = try row["title"]
    place = try row["place"]
    description = try row["description"]
    contact = try row["contact"]
    link = try row["link"]
    state = try row["state"]
    isAllDay = try row["all_day"]
    startsAt = try row["starts_at"]
    endsAt = try row["ends_at"]
    let text: String? = try row["rule"]
    let start = startsAt
    rule = text.flatMap { try? RecurrenceRule(parsing: $0, start: start) }
    madeBy = try row["made_by"]
    version = try row["version"]
    updatedAt = try row["updated_at"]
  }

  /// Seconds from beginning to end.
  var length: Double { endsAt.timeIntervalSince(startsAt) }

  /// When it is over for good; nil where it comes again without end.
  var lastsUntil: Date? {
    guard let rule else { return endsAt }
    let first = CivilDate(startsAt)
    let clock = startsAt.timeIntervalSince(first.start)
    return rule.lastDay(from: first).map { $0.start.addingTimeInterval(clock + length) }
  }
}

/// One time of a series that is not as the others: left out, or otherwise.
struct EventException: Sendable, Equatable, RowDecodable {
  let event: PlanningEventID
  /// When it would have begun.
  let original: Date
  let isRemoved: Bool
  let title: String?
  let place: String?
  let startsAt: Date?
  let endsAt: Date?

  init(
    event: PlanningEventID, original: Date, isRemoved: Bool, title: String? = nil, place: String? = nil,
    startsAt: Date? = nil, endsAt: Date? = nil
  ) {
    self.event = event
    self.original = original
    self.isRemoved = isRemoved
    self.title = title
    self.place = place
    self.startsAt = startsAt
    self.endsAt = endsAt
  }

  init(row: Row) throws {
    event = try row["event"]
    original = try row["original"]
    isRemoved = try row["removed"]
    title = try row["title"]
    place = try row["place"]
    startsAt = try row["starts_at"]
    endsAt = try row["ends_at"]
  }
}

/// An event at one of its times.
struct EventOccurrence: Sendable {
  let event: PlanningEvent
  /// When the series has it; names this time of the event.
  let original: Date
  let title: String
  let place: String
  let startsAt: Date
  let endsAt: Date

  /// The days in Vietnam on which it goes on.
  var days: ClosedRange<CivilDate> {
    let first = CivilDate(startsAt)
    return first...max(first, CivilDate(endsAt.addingTimeInterval(-1)))
  }

  func `is`(on day: CivilDate) -> Bool { days.contains(day) }
}

extension PlanningEvent {
  /// The times at which it goes on within a window, exceptions seen to, in order; at most `limit`.
  func occurrences(
    in window: ClosedRange<CivilDate>, _ exceptions: [EventException], limit: Int = 400
  ) -> [EventOccurrence] {
    let other = Dictionary(exceptions.map { ($0.original, $0) }, uniquingKeysWith: { first, _ in first })
    let first = CivilDate(startsAt)
    let clock = startsAt.timeIntervalSince(first.start)
    let before = Int((length / 86_400).rounded(.up))
    let wide = window.lowerBound.adding(days: -before)...window.upperBound
    let days = rule?.days(from: first, in: wide, limit: limit) ?? [first]
    var originals = days.map { $0.start.addingTimeInterval(clock) }
    // What was moved into the window from outside of it.
    originals += exceptions.filter { !$0.isRemoved && !originals.contains($0.original) }.map(\.original)
    return originals.compactMap { original -> EventOccurrence? in
      let exception = other[original]
      guard exception?.isRemoved != true else { return nil }
      let start = exception?.startsAt ?? original
      let found = EventOccurrence(
        event: self, original: original, title: exception?.title ?? title, place: exception?.place ?? place,
        startsAt: start, endsAt: exception?.endsAt ?? start.addingTimeInterval(length))
      return found.days.overlaps(window) ? found : nil
    }.sorted { ($0.startsAt, $0.event.id.rawValue) < ($1.startsAt, $1.event.id.rawValue) }
  }
}
