import Contracts
import Foundation
import Kernel
import Persistence

/// What a person says of an event.
struct EventWords: Sendable, Equatable {
  var title = ""
  var place = ""
  var description = ""
  var contact = ""
  var link = ""
  var state = PlanningEvent.State.confirmed
  var isAllDay = false
  var startsAt: Date?
  var endsAt: Date?
  var rule: RecurrenceRule?
}

extension Planning {
  /// Puts an event into the calendar of an agency.
  @discardableResult
  func addEvent(_ words: EventWords, to organisation: OrganisationID, by principal: Principal) async throws
    -> PlanningEvent
  {
    try principal.require(Self.pitch, in: organisation)
    let (start, end) = try Self.check(words)
    let now = clock.now
    return try await database.write { connection in
      var event = PlanningEvent(
        organisation: organisation, title: "", startsAt: start, endsAt: end, madeBy: principal.id, updatedAt: now)
      Self.write(words, start, end, into: &event)
      try EventStore.insert(event, on: connection)
      try record(
        action: "planning.event.add", "planning-event/\(event.id)", in: organisation, by: principal.id,
        on: connection)
      return event
    }
  }

  /// Changes an event and its whole series. `version` is what the person had before them. Where the beginning or the rule
  /// changes, times that were moved or left out no longer name anything and are forgotten.
  @discardableResult
  func changeEvent(
    _ id: PlanningEventID, _ words: EventWords, version: Int, by principal: Principal
  ) async throws -> PlanningEvent {
    let (start, end) = try Self.check(words)
    let now = clock.now
    return try await database.write { connection in
      var event = try Self.seen(try EventStore.lock(id, on: connection), \.organisation, by: principal)
      try Self.requireHand(on: event, principal)
      guard event.version == version else {
        throw Failure.conflict("Người khác vừa sửa sự kiện này. Hãy xem bản mới rồi sửa tiếp.")
      }
      if event.startsAt != start || event.rule != words.rule || event.isAllDay != words.isAllDay {
        try EventStore.clearExceptions(of: id, on: connection)
      }
      Self.write(words, start, end, into: &event)
      event.sequence += 1
      event.version += 1
      event.updatedAt = now
      try EventStore.update(event, on: connection)
      try record(
        action: "planning.event.change", "planning-event/\(id)", in: event.organisation, by: principal.id,
        on: connection)
      return event
    }
  }

  /// Moves one time of an event to another day, at the same time of day; an event that comes once moves itself. Who takes
  /// an event of several days by one of them (`from`) moves it by as many days.
  func moveEvent(
    _ id: PlanningEventID, at original: Date?, to day: CivilDate, from: CivilDate? = nil, by principal: Principal
  ) async throws {
    try Self.checkDay(day)
    let now = clock.now
    try await database.write { connection in
      var event = try Self.seen(try EventStore.lock(id, on: connection), \.organisation, by: principal)
      try Self.requireHand(on: event, principal)
      let clock = event.startsAt.timeIntervalSince(CivilDate(event.startsAt).start)
      func start(after first: Date) throws -> Date {
        let target = from.map { CivilDate(first).adding(days: day.daysSince1970 - $0.daysSince1970) } ?? day
        try Self.checkDay(target)
        return target.start.addingTimeInterval(clock)
      }
      if event.rule != nil {
        let original = try Self.original(original, of: event, on: connection)
        let known = try EventStore.exceptions(of: [id], on: connection).first { $0.original == original }
        let start = try start(after: known?.startsAt ?? original)
        try EventStore.set(
          EventException(
            event: id, original: original, isRemoved: false, startsAt: start,
            endsAt: start.addingTimeInterval(event.length)), on: connection)
      } else {
        let length = event.length
        let start = try start(after: event.startsAt)
        event.startsAt = start
        event.endsAt = start.addingTimeInterval(length)
      }
      event.sequence += 1
      event.version += 1
      event.updatedAt = now
      try EventStore.update(event, on: connection)
      try record(
        action: "planning.event.move", "planning-event/\(id)", in: event.organisation, by: principal.id,
        detail: ["day": day.rawValue], on: connection)
    }
  }

  /// Leaves one time of a series out.
  func dropOccurrence(_ id: PlanningEventID, at original: Date, by principal: Principal) async throws {
    let now = clock.now
    try await database.write { connection in
      var event = try Self.seen(try EventStore.lock(id, on: connection), \.organisation, by: principal)
      try Self.requireHand(on: event, principal)
      let original = try Self.original(original, of: event, on: connection)
      try EventStore.set(EventException(event: id, original: original, isRemoved: true), on: connection)
      event.sequence += 1
      event.version += 1
      event.updatedAt = now
      try EventStore.update(event, on: connection)
      try record(
        action: "planning.event.drop-one", "planning-event/\(id)", in: event.organisation, by: principal.id,
        detail: ["time": Timestamp.text(original)], on: connection)
    }
  }

  /// Says that an event will not be, or will be after all.
  func setEvent(_ id: PlanningEventID, _ state: PlanningEvent.State, by principal: Principal) async throws {
    let now = clock.now
    try await database.write { connection in
      var event = try Self.seen(try EventStore.lock(id, on: connection), \.organisation, by: principal)
      try Self.requireHand(on: event, principal)
      guard event.state != state else { return }
      event.state = state
      event.sequence += 1
      event.version += 1
      event.updatedAt = now
      try EventStore.update(event, on: connection)
      try record(
        action: "planning.event.state", "planning-event/\(id)", in: event.organisation, by: principal.id,
        detail: ["state": state.rawValue], on: connection)
    }
  }

  /// Those who propose change what they put in themselves; who manages, everything.
  static func mayHandle(_ event: PlanningEvent, _ principal: Principal) -> Bool {
    principal.may(manage, in: event.organisation)
      || (principal.may(pitch, in: event.organisation) && event.madeBy == principal.id)
  }

  private static func requireHand(on event: PlanningEvent, _ principal: Principal) throws(Failure) {
    guard mayHandle(event, principal) else { throw .forbidden(manage) }
  }

  /// A time that the series really has.
  private static func original(
    _ original: Date?, of event: PlanningEvent, on connection: any Connection
  ) throws -> Date {
    guard let original, let rule = event.rule else { throw Failure.notFound }
    let day = CivilDate(original)
    let clock = event.startsAt.timeIntervalSince(CivilDate(event.startsAt).start)
    guard rule.days(from: CivilDate(event.startsAt), in: day...day).contains(day),
      day.start.addingTimeInterval(clock) == original
    else { throw Failure.notFound }
    return original
  }

  static func check(_ words: EventWords) throws(Failure) -> (start: Date, end: Date) {
    var errors: [String: Phrase] = [:]
    if Words.line(words.title, 300).isEmpty { errors["title"] = "Cần có tên sự kiện" }
    if !words.link.isEmpty, !Words.isAddress(words.link) {
      errors["link"] = "Địa chỉ phải bắt đầu bằng http hoặc https"
    }
    guard let start = words.startsAt, Words.days.contains(CivilDate(start)) else {
      errors["from"] = "Cần có ngày bắt đầu"
      throw .invalid(errors)
    }
    let end = words.endsAt ?? start.addingTimeInterval(words.isAllDay ? 86_400 : 3600)
    if end < start { errors["to"] = "Ngày kết thúc phải sau ngày bắt đầu" }
    if end.timeIntervalSince(start) > 366 * 86_400 { errors["to"] = "Sự kiện dài nhất là một năm" }
    guard errors.isEmpty else { throw .invalid(errors) }
    return (start.wholeMilliseconds, end.wholeMilliseconds)
  }

  static func checkDay(_ day: CivilDate) throws(Failure) {
    guard Words.days.contains(day) else { throw .invalid(["day": "Ngày này quá xa"]) }
  }

  static func write(_ words: EventWords, _ start: Date, _ end: Date, into event: inout PlanningEvent) {
    event.title = Words.line(words.title, 300)
    event.place = Words.line(words.place, 300)
    event.description = Words.text(words.description, 10_000)
    event.contact = Words.line(words.contact, 300)
    event.link = words.link
    event.state = words.state
    event.isAllDay = words.isAllDay
    event.startsAt = start
    event.endsAt = end
    event.rule = words.rule
  }
}
