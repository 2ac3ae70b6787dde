import Contracts
import Foundation
import Kernel
import Persistence

/// What came of a calendar file.
struct CalendarImport: Sendable, Equatable, Encodable {
  var added = 0
  var changed = 0
  /// Already known as they are, or newer here.
  var known = 0
  /// Titles whose repetition cannot be kept here: they stand as one event.
  var simplified: [String] = []
  var refused = 0
}

extension Planning {
  /// Takes in the events of a calendar file. An event of the same UID is changed, unless the one here is newer
  /// (`SEQUENCE`); reading the same file twice changes nothing.
  func importCalendar(_ data: Data, to organisation: OrganisationID, by principal: Principal) async throws
    -> CalendarImport
  {
    try principal.require(Self.manage, in: organisation)
    let read: [ICalEvent]
    do {
      read = try ICalReader.read(data)
    } catch ICalProblem.tooLarge {
      throw Failure.tooLarge(limit: ICalReader.bytes)
    } catch {
      throw Failure.invalid(["file": "Tệp này không phải là lịch iCalendar (.ics)"])
    }
    let now = clock.now
    return try await database.write { connection in
      var result = CalendarImport()
      for event in read where event.recurrenceID == nil {
        try take(event, to: organisation, by: principal, at: now, &result, on: connection)
      }
      for event in read where event.recurrenceID != nil {
        try Self.takeException(event, in: organisation, on: connection)
      }
      try record(
        action: "planning.event.import", "planning-calendar/\(organisation)", in: organisation, by: principal.id,
        detail: ["added": "\(result.added)", "changed": "\(result.changed)", "refused": "\(result.refused)"],
        on: connection)
      return result
    }
  }

  private func take(
    _ event: ICalEvent, to organisation: OrganisationID, by principal: Principal, at now: Date,
    _ result: inout CalendarImport, on connection: any Connection
  ) throws {
    var words = Self.words(event)
    guard let (start, end) = try? Self.check(words) else {
      result.refused += 1
      return
    }
    do {
      words.rule = try (event.lunarRule ?? event.rule).map { try RecurrenceRule(parsing: $0, start: start) }
    } catch {
      if result.simplified.count < 50 { result.simplified.append(Words.line(event.title, 100)) }
    }
    let uid = event.uid.isEmpty ? "\(Timestamp.text(start))-\(words.title)@import" : Words.line(event.uid, 300)
    var known = try EventStore.find(uid: uid, in: organisation, on: connection)
    if let known, known.sequence > event.sequence { return result.known += 1 }
    let removed = words.rule == nil ? [] : event.removed
    if let old = known, Self.isSame(old, words, start, end) {
      let kept = try EventStore.exceptions(of: [old.id], on: connection).filter(\.isRemoved).map(\.original)
      if Set(kept) == Set(removed) { return result.known += 1 }
    }
    if var changed = known {
      let contact = changed.contact
      Self.write(words, start, end, into: &changed)
      changed.contact = contact
      changed.version += 1
      changed.sequence = event.sequence
      changed.updatedAt = now
      try EventStore.update(changed, on: connection)
      try EventStore.clearExceptions(of: changed.id, on: connection)
      known = changed
      result.changed += 1
    } else {
      var new = PlanningEvent(
        organisation: organisation, title: "", startsAt: start, endsAt: end, madeBy: principal.id, updatedAt: now)
      Self.write(words, start, end, into: &new)
      new.uid = uid
      new.sequence = event.sequence
      try EventStore.insert(new, on: connection)
      known = new
      result.added += 1
    }
    guard let id = known?.id else { return }
    for time in removed {
      try EventStore.set(EventException(event: id, original: time, isRemoved: true), on: connection)
    }
  }

  private static func takeException(
    _ event: ICalEvent, in organisation: OrganisationID, on connection: any Connection
  ) throws {
    guard let original = event.recurrenceID,
      let series = try EventStore.find(uid: Words.line(event.uid, 300), in: organisation, on: connection),
      series.rule != nil, let (start, end) = try? check(words(event))
    else { return }
    try EventStore.set(
      EventException(
        event: series.id, original: original, isRemoved: event.isCancelled, title: Words.line(event.title, 300),
        place: Words.line(event.place, 300), startsAt: event.isCancelled ? nil : start,
        endsAt: event.isCancelled ? nil : end), on: connection)
  }

  private static func words(_ event: ICalEvent) -> EventWords {
    var words = EventWords(
      title: event.title, place: event.place, description: event.description, link: event.link,
      state: event.isCancelled ? .cancelled : event.isTentative ? .tentative : .confirmed, isAllDay: event.isAllDay,
      startsAt: event.start, endsAt: event.end)
    if words.endsAt == nil, let start = event.start {
      words.endsAt = start.addingTimeInterval(event.duration ?? (event.isAllDay ? 86_400 : 0))
    }
    if !Words.isAddress(words.link) { words.link = "" }
    return words
  }

  private static func isSame(_ event: PlanningEvent, _ words: EventWords, _ start: Date, _ end: Date) -> Bool {
    var other = event
    write(words, start, end, into: &other)
    other.contact = event.contact
    return other.title == event.title && other.place == event.place && other.description == event.description
      && other.link == event.link && other.state == event.state && other.isAllDay == event.isAllDay
      && other.startsAt == event.startsAt && other.endsAt == event.endsAt && other.rule == event.rule
  }
}
