import Foundation
import Kernel

/// Writes a calendar that others can subscribe to (RFC 5545).
struct ICalWriter {
  private var text = ""

  init(name: String) {
    line("BEGIN", "VCALENDAR")
    line("VERSION", "2.0")
    line("PRODID", "-//Hoi Tu//Planning//VI")
    line("CALSCALE", "GREGORIAN")
    line("METHOD", "PUBLISH")
    line("X-WR-CALNAME", ICalText.escape(name))
    line("X-WR-TIMEZONE", Self.zone)
    for (name, value) in [
      ("BEGIN", "VTIMEZONE"), ("TZID", Self.zone), ("BEGIN", "STANDARD"), ("DTSTART", "19750613T000000"),
      ("TZOFFSETFROM", "+0700"), ("TZOFFSETTO", "+0700"), ("TZNAME", "+07"), ("END", "STANDARD"),
      ("END", "VTIMEZONE"),
    ] { line(name, value) }
  }

  /// Vietnam has had no summer time since 1975: one offset says it all.
  static let zone = "Asia/Ho_Chi_Minh"

  /// One event with its exceptions; a lunar one as the days it falls on until `horizon`.
  mutating func add(_ event: PlanningEvent, _ exceptions: [EventException], horizon: CivilDate) {
    begin(event)
    span("DTSTART", event.startsAt, event.isAllDay)
    span("DTEND", event.endsAt, event.isAllDay)
    if let rule = event.rule {
      if rule.isLunar {
        line("X-HOITU-LUNAR", rule.text)
        let first = CivilDate(event.startsAt)
        let clock = event.startsAt.timeIntervalSince(first.start)
        let later = rule.days(from: first, in: first...max(first, horizon)).dropFirst()
        spans("RDATE", later.map { $0.start.addingTimeInterval(clock) }, event.isAllDay)
      } else {
        line("RRULE", rule.ical(isAllDay: event.isAllDay))
      }
    }
    spans("EXDATE", exceptions.filter(\.isRemoved).map(\.original), event.isAllDay)
    words(event.title, event.place, event.description)
    if !event.link.isEmpty { line("URL", event.link) }
    line("STATUS", event.state.rawValue.uppercased())
    line("END", "VEVENT")
    for exception in exceptions where !exception.isRemoved { add(exception, of: event) }
  }

  /// Something a person has to have done by then.
  mutating func addDeadline(id: String, title: String, description: String, due: Date, link: String, stamp: Date) {
    line("BEGIN", "VEVENT")
    line("UID", "\(id)@hoitu")
    line("DTSTAMP", ICalText.utc(stamp))
    span("DTSTART", due.addingTimeInterval(-1800), false)
    span("DTEND", due, false)
    words(title, "", description)
    if !link.isEmpty { line("URL", link) }
    line("END", "VEVENT")
  }

  /// The whole file.
  func finish() -> String { text + "END:VCALENDAR\r\n" }

  private mutating func add(_ exception: EventException, of event: PlanningEvent) {
    begin(event)
    spans("RECURRENCE-ID", [exception.original], event.isAllDay)
    span("DTSTART", exception.startsAt ?? exception.original, event.isAllDay)
    span("DTEND", exception.endsAt ?? exception.original, event.isAllDay)
    words(exception.title ?? event.title, exception.place ?? event.place, event.description)
    line("END", "VEVENT")
  }

  private mutating func begin(_ event: PlanningEvent) {
    line("BEGIN", "VEVENT")
    line("UID", event.uid)
    line("SEQUENCE", String(event.sequence))
    line("DTSTAMP", ICalText.utc(event.updatedAt))
  }

  private mutating func words(_ title: String, _ place: String, _ description: String) {
    line("SUMMARY", ICalText.escape(title))
    if !place.isEmpty { line("LOCATION", ICalText.escape(place)) }
    if !description.isEmpty { line("DESCRIPTION", ICalText.escape(description)) }
  }

  private mutating func span(_ name: String, _ date: Date, _ isAllDay: Bool) { spans(name, [date], isAllDay) }

  private mutating func spans(_ name: String, _ dates: [Date], _ isAllDay: Bool) {
    guard !dates.isEmpty else { return }
    let values = dates.map { isAllDay ? ICalText.date(CivilDate($0)) : ICalText.local($0) }
    line(name + (isAllDay ? ";VALUE=DATE" : ";TZID=\(Self.zone)"), values.joined(separator: ","))
  }

  /// Line ends never come from a value.
  private mutating func line(_ name: String, _ value: String) {
    let plain = String(value.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" })
    text += ICalText.folded("\(name):\(plain)")
  }
}
