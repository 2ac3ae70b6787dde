import Foundation
import Kernel
import TestSupport
import Testing

@testable import Planning

/// Calendars out and in (RFC 5545).
struct ICalTests {
  static func calendar(_ body: String) -> Data {
    Data("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\(body)\r\nEND:VCALENDAR\r\n".utf8)
  }

  @Test("lines are folded at 75 bytes, never within a letter, and come back whole")
  func folding() throws {
    let title = String(repeating: "Kỳ họp thứ mười, Hội đồng nhân dân; ", count: 9) + "\\ xong\nhết"
    let folded = ICalText.folded("SUMMARY:\(ICalText.escape(title))")
    for line in folded.split(separator: "\r\n") { #expect(line.utf8.count <= 75) }
    let read = try ICalReader.read(Self.calendar("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261121\r\n\(folded)END:VEVENT"))
    #expect(read.first?.title == title)
  }

  @Test("times: a day, UTC, Vietnam, another zone with summer time, none")
  func times() throws {
    func start(_ line: String) throws -> ICalEvent {
      try #require(try ICalReader.read(Self.calendar("BEGIN:VEVENT\r\nUID:1\r\n\(line)\r\nEND:VEVENT")).first)
    }
    #expect(try start("DTSTART;VALUE=DATE:20261121").isAllDay)
    #expect(try start("DTSTART;VALUE=DATE:20261121").start == Room.day(2026, 11, 21).start)
    #expect(try start("DTSTART:20261121T010000Z").start == Room.time(2026, 11, 21, 8))
    #expect(try start("DTSTART;TZID=Asia/Ho_Chi_Minh:20261121T080000").start == Room.time(2026, 11, 21, 8))
    #expect(try start("DTSTART:20261121T080000").start == Room.time(2026, 11, 21, 8))
    #expect(try start("DTSTART;TZID=\"Europe/Paris\":20260701T080000").start == Room.time(2026, 7, 1, 13))
    #expect(try start("DTSTART;TZID=Europe/Paris:20261121T080000").start == Room.time(2026, 11, 21, 14))
    #expect(try start("DTSTART;TZID=Nowhere/None:20261121T080000").start == Room.time(2026, 11, 21, 8))
  }

  @Test(
    "durations, and what is none",
    arguments: [("P1D", 86_400.0), ("PT1H30M", 5400), ("P2W", 1_209_600), ("P1DT1S", 86_401)])
  func durations(text: String, seconds: Double) {
    #expect(ICalText.duration(text) == seconds)
    for nonsense in ["", "P", "PT", "1H", "P1X", "PT99999999999H", "-P1D", "PT1"]
    where nonsense != "P" && nonsense != "PT" {
      #expect(ICalText.duration(nonsense) == nil, "\(nonsense)")
    }
  }

  @Test("an alarm within an event is not the event")
  func alarm() throws {
    let read = try ICalReader.read(
      Self.calendar(
        """
        BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261121\r\nSUMMARY:Lễ\r\nBEGIN:VALARM\r\nSUMMARY:Chuông\r\nEND:VALARM\r\nEND:VEVENT
        """))
    #expect(read.map(\.title) == ["Lễ"])
  }

  @Test("hostile files: nesting, endless lines, too many events, no calendar, bytes that are no text")
  func hostile() throws {
    let deep = String(repeating: "BEGIN:VEVENT\r\n", count: 50_000)
    #expect(try ICalReader.read(Self.calendar(deep)).isEmpty)
    let long =
      "BEGIN:VEVENT\r\nDTSTART:20261121\r\nSUMMARY:" + String(repeating: "a\r\n ", count: 200_000) + "\r\nEND:VEVENT"
    #expect(try ICalReader.read(Self.calendar(long)).count == 1)
    let many = String(repeating: "BEGIN:VEVENT\r\nDTSTART:20261121\r\nEND:VEVENT\r\n", count: 5000)
    #expect(try ICalReader.read(Self.calendar(many)).count == ICalReader.events)
    #expect(throws: ICalProblem.notCalendar) { try ICalReader.read(Data("<html>".utf8)) }
    #expect(throws: ICalProblem.notCalendar) { try ICalReader.read(Data([0xFF, 0xFE, 0x00])) }
    #expect(throws: ICalProblem.tooLarge) { try ICalReader.read(Data(repeating: 10, count: ICalReader.bytes + 1)) }
    let semicolons = "BEGIN:VEVENT\r\nDTSTART" + String(repeating: ";A=B", count: 10_000) + ":20261121\r\nEND:VEVENT"
    #expect(try ICalReader.read(Self.calendar(semicolons)).isEmpty)
  }

  @Test(
    "what goes out comes back the same: once, all day over days, series with a moved and a dropped time, lunar",
    arguments: Engine.all)
  func roundTrip(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      try await planning.addEvent(
        EventWords(
          title: "Họp báo; quý, \\IV", place: "Trụ sở", description: "Dòng một\nDòng hai",
          link: "https://lamgiang.example/hop",
          startsAt: Room.time(2026, 11, 23, 8), endsAt: Room.time(2026, 11, 23, 10)), to: Room.agency, by: room.thu)
      try await planning.addEvent(
        EventWords(
          title: "Lễ hội", isAllDay: true, startsAt: Room.day(2026, 12, 1).start, endsAt: Room.day(2026, 12, 4).start),
        to: Room.agency, by: room.thu)
      var weekly = RecurrenceRule(.weekly)
      weekly.until = Room.day(2027, 1, 31)
      let series = try await planning.addEvent(
        EventWords(
          title: "Giao ban", startsAt: Room.time(2026, 11, 23, 7, 30), endsAt: Room.time(2026, 11, 23, 8), rule: weekly),
        to: Room.agency, by: room.thu)
      try await planning.moveEvent(
        series.id, at: Room.time(2026, 11, 30, 7, 30), to: Room.day(2026, 12, 2), by: room.thu)
      try await planning.dropOccurrence(series.id, at: Room.time(2026, 12, 7, 7, 30), by: room.thu)
      var lunar = RecurrenceRule(.yearly)
      lunar.isLunar = true
      try await planning.addEvent(
        EventWords(title: "Giỗ Tổ", isAllDay: true, startsAt: Room.day(2026, 4, 26).start, rule: lunar),
        to: Room.agency,
        by: room.thu)

      let text = try await planning.calendar(of: Room.agency, for: room.guest)
      let done = try await planning.importCalendar(Data(text.utf8), to: Room.other, by: room.stranger)
      #expect(done.added == 4)
      #expect(done.refused == 0)
      #expect(done.simplified.isEmpty)
      let window = Room.day(2026, 11, 1)...Room.day(2028, 6, 30)
      let ours = try await planning.occurrences(in: window, of: Room.agency, for: room.thu)
      let theirs = try await planning.occurrences(in: window, of: Room.other, for: room.stranger)
      #expect(ours.map(\.startsAt) == theirs.map(\.startsAt))
      #expect(ours.map(\.endsAt) == theirs.map(\.endsAt))
      #expect(Set(ours.map(\.title)) == Set(theirs.map(\.title)))
      #expect(
        ours.contains { $0.title == "Giỗ Tổ" && CivilDate($0.startsAt) == LunarCalendar.solar(LunarDate(2028, 3, 10)) })
      let again = try await planning.importCalendar(Data(text.utf8), to: Room.other, by: room.stranger)
      #expect(again.added == 0)
      #expect(try await planning.occurrences(in: window, of: Room.other, for: room.stranger).count == theirs.count)
    }
  }

  @Test(
    "a changed event is changed, an older one is not, a rule nobody can keep leaves one event", arguments: Engine.all)
  func again(engine: Engine) async throws {
    try await withRoom(engine) { room in
      func take(_ sequence: Int, _ title: String, _ rule: String = "") async throws -> CalendarImport {
        try await room.planning.importCalendar(
          Self.calendar(
            "BEGIN:VEVENT\r\nUID:hop@sở\r\nSEQUENCE:\(sequence)\r\nDTSTART:20261123T010000Z\r\nSUMMARY:\(title)\r\n\(rule)END:VEVENT"
          ),
          to: Room.agency, by: room.thu)
      }
      #expect(try await take(1, "Họp").added == 1)
      #expect(try await take(1, "Họp").known == 1)
      #expect(try await take(2, "Họp báo").changed == 1)
      #expect(try await take(1, "Cũ").known == 1)
      let odd = try await take(3, "Họp báo", "RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO\r\n")
      #expect(odd.simplified == ["Họp báo"])
      let day = Room.day(2026, 11, 23)
      #expect(
        try await room.planning.occurrences(in: day...day, of: Room.agency, for: room.lan).map(\.title) == ["Họp báo"])
    }
  }

  @Test("a person's own address reads until it is revoked, replaced, or the person leaves", arguments: Engine.all)
  func feed(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, coverage) = try await room.plan("Hạn, của Lan")
      try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let first = try await room.planning.makeFeed(of: Room.agency, by: room.lan)
      let text = try await room.planning.calendar(token: first)
      #expect(text.contains("SUMMARY:Bài viết: Hạn\\, của Lan"))
      let minh = try await room.planning.makeFeed(of: Room.agency, by: room.minh)
      #expect(!(try await room.planning.calendar(token: minh)).contains(plan.title))
      let second = try await room.planning.makeFeed(of: Room.agency, by: room.lan)
      await #expect(throws: Failure.notFound) { try await room.planning.calendar(token: first) }
      _ = try await room.planning.calendar(token: second)
      try await room.planning.revokeFeed(of: Room.agency, by: room.lan)
      await #expect(throws: Failure.notFound) { try await room.planning.calendar(token: second) }
      room.staff.leave(room.minh)
      await #expect(throws: Failure.notFound) { try await room.planning.calendar(token: minh) }
    }
  }

  @Test("hundreds of events with rules made to hurt are taken in and shown in bounded time", arguments: Engine.all)
  func costly(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,-30;COUNT=1000"
      let many = (0..<300).map {
        "BEGIN:VEVENT\r\nUID:\($0)\r\nDTSTART:19000101T010000Z\r\nSUMMARY:A\r\n\(rule)\r\nEND:VEVENT"
      }
      let clock = ContinuousClock()
      let took = try await clock.measure {
        let done = try await room.planning.importCalendar(
          Self.calendar(many.joined(separator: "\r\n")), to: Room.agency, by: room.thu)
        #expect(done.added + done.refused == 300)
      }
      #expect(took < .seconds(20))
      let shown = try await clock.measure {
        let week = Room.day(2026, 11, 16)...Room.day(2026, 11, 22)
        _ = try await room.planning.board(of: Room.agency, days: week, for: room.lan)
      }
      #expect(shown < .seconds(5))
    }
  }
}
