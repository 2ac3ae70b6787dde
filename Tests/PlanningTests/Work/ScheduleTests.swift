import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Planning

/// Templates, editions, shifts: what happens by the clock, each once.
struct ScheduleTests {
  static func weather(_ room: Room) -> TemplateWords {
    TemplateWords(
      name: "Thời tiết", kind: .brief, section: KeptItems.section,
      titlePattern: "Thời tiết {thứ}, {ngày} ({âm} âm lịch)",
      body: "Lam Giang:\nNhiệt độ:", weekdays: "135", minute: 5 * 60, dueMinutes: 60, person: room.lan.id)
  }

  @Test("a template begins one item at each of its turns, however often the schedule runs", arguments: Engine.all)
  func template(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let template = try await planning.addTemplate(Self.weather(room), to: Room.agency, by: room.thu)
      #expect(template.nextAt == Room.time(2026, 11, 23, 5), "Saturday: the next turn is on Monday")
      try await planning.runTemplates()
      #expect(try await room.items == 0)
      room.hand.move(to: Room.time(2026, 11, 23, 5))
      for _ in 0..<3 { try await planning.runTemplates() }
      #expect(try await room.items == 1)
      let row = try #require(try await room.database.read { try $0.rows("SELECT * FROM test_item").first })
      let (title, author): (String, String) = (try row["title"], try row["author"])
      #expect(title == "Thời tiết Thứ hai, 23/11/2026 (15/10 âm lịch)")
      #expect(author == "lan")
      let deadline: Date = try row["deadline"]
      #expect(deadline == Room.time(2026, 11, 23, 6))
      #expect(room.notices.kinds(for: room.lan) == ["planning.template"])
      // The clock goes back, the process starts again: the turn stays done.
      room.hand.move(to: Room.time(2026, 11, 23, 4))
      try await planning.changeTemplate(template.id, Self.weather(room), version: 1, by: room.thu)
      room.hand.move(to: Room.time(2026, 11, 23, 5, 1))
      try await planning.runTemplates()
      #expect(try await room.items == 1)
    }
  }

  @Test("two nodes at once begin one item", arguments: Engine.all)
  func nodes(engine: Engine) async throws {
    try await withRoom(engine) { room in
      try await room.planning.addTemplate(Self.weather(room), to: Room.agency, by: room.thu)
      room.hand.move(to: Room.time(2026, 11, 23, 5))
      async let first: Void = room.planning.runTemplates()
      async let second: Void = room.planning.runTemplates()
      _ = try await (first, second)
      #expect(try await room.items == 1)
    }
  }

  @Test("turns missed within a day are done late, older ones are not", arguments: Engine.all)
  func missed(engine: Engine) async throws {
    try await withRoom(engine) { room in
      var words = Self.weather(room)
      words.weekdays = "1234567"
      try await room.planning.addTemplate(words, to: Room.agency, by: room.thu)
      room.hand.move(to: Room.time(2026, 11, 27, 4))
      try await room.planning.runTemplates()
      #expect(try await room.items == 1, "that of the 26th; those of the 22nd to the 25th are old")
    }
  }

  @Test(
    "a template whose person has left stops and tells who made it; one that fails is tried again", arguments: Engine.all
  )
  func stops(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let template = try await room.planning.addTemplate(Self.weather(room), to: Room.agency, by: room.thu)
      var broken = Self.weather(room)
      broken.titlePattern = "Hỏng"
      broken.person = room.minh.id
      let other = try await room.planning.addTemplate(broken, to: Room.agency, by: room.thu)
      room.staff.leave(room.lan)
      room.hand.move(to: Room.time(2026, 11, 23, 5))
      await #expect(throws: Failure.self) { try await room.planning.runTemplates() }
      #expect(try await room.planning.template(template.id, for: room.thu).isPaused)
      #expect(room.notices.kinds(for: room.thu) == ["planning.template"])
      let kept = try await room.planning.template(other.id, for: room.thu)
      #expect(kept.problem == "Đĩa đầy")
      #expect(kept.nextAt == Room.time(2026, 11, 23, 5))
      #expect(try await room.items == 0)
    }
  }

  @Test(
    "an edition warns once, closes once, and sends what nobody decided on back to its backlog", arguments: Engine.all)
  func edition(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let edition = try await planning.addEdition(
        EditionWords(name: "Báo in", weekdays: "1234567", closesMinute: 20 * 60, daysBefore: 1, warnsMinutes: 60),
        to: Room.agency, by: room.thu)
      let day = Room.day(2026, 11, 24)
      #expect(edition.closing(of: day) == Room.time(2026, 11, 23, 20))
      let (plan, coverage) = try await room.plan()
      try await planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      try await planning.putPlan(plan.id, into: edition.id, on: day, by: room.thu)
      let pitch = try await planning.propose(
        PlanWords(title: "Đề xuất", edition: edition.id, editionDay: day), in: Room.agency, by: room.minh)
      room.hand.move(to: Room.time(2026, 11, 23, 19))
      for _ in 0..<2 { try await planning.closeEditions() }
      #expect(room.notices.kinds(for: room.lan).count { $0 == "planning.edition-closing" } == 1)
      room.hand.move(to: Room.time(2026, 11, 23, 20))
      for _ in 0..<2 { try await planning.closeEditions() }
      #expect(room.notices.kinds(for: room.lan).count { $0 == "planning.edition-closing" } == 2)
      let back = try await planning.plan(pitch.id, for: room.thu)
      #expect(back.editionDay == nil)
      #expect(back.edition == edition.id)
      #expect(try await planning.plan(plan.id, for: room.thu).editionDay == day)
      await #expect(throws: Failure.self, "closed") {
        try await planning.putPlan(pitch.id, into: edition.id, on: day, by: room.thu)
      }
      #expect(
        room.trail.actions.count { $0 == "planning.edition.closed" } == 2,
        "that of the 23rd the evening before, and this")
    }
  }

  @Test("an edition that cannot be closed holds up no other, and is closed when it can be", arguments: Engine.all)
  func failingEdition(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let day = Room.day(2026, 11, 24)
      for name in ["Báo in", "Bản tin tối"] {
        let edition = try await planning.addEdition(
          EditionWords(name: name, weekdays: "1234567", closesMinute: 20 * 60, daysBefore: 1, warnsMinutes: 60),
          to: Room.agency, by: room.thu)
        let (plan, coverage) = try await room.plan()
        try await planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
        try await planning.putPlan(plan.id, into: edition.id, on: day, by: room.thu)
      }
      room.hand.move(to: Room.time(2026, 11, 23, 20))
      func told() -> [String] {
        room.notices.all.filter { $0.kind == "planning.edition-closing" }.map(\.text.vietnamese)
      }
      room.notices.refuse("Báo in")
      await #expect(throws: Failure.gone) { try await planning.closeEditions() }
      #expect(told().count == 1 && told()[0].contains("Bản tin tối"))
      room.notices.refuse(nil)
      try await planning.closeEditions()
      #expect(told().count == 2 && told()[1].contains("Báo in"))
    }
  }

  @Test("a shift is handed over to somebody else, once, and then stands as it was written", arguments: Engine.all)
  func handover(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      try await planning.setShift("Ca sáng", from: 6 * 60, to: 14 * 60, in: Room.agency, by: room.thu)
      try await planning.setShift("Ca chiều", from: 14 * 60, to: 22 * 60, in: Room.agency, by: room.thu)
      let shifts = try await planning.shifts(of: Room.agency, for: room.lan)
      #expect(shifts.map(\.name) == ["Ca sáng", "Ca chiều"])
      try await planning.addAvailability(
        .shift, of: room.minh.id, shift: shifts[1].id, from: Room.day(2026, 11, 21), to: Room.day(2026, 11, 21),
        note: "", in: Room.agency, by: room.thu)
      let id = try await planning.writeHandover(
        "Chờ số liệu của Sở.", shift: shifts[0].id, day: Room.day(2026, 11, 21), in: Room.agency, by: room.lan)
      #expect(room.notices.kinds(for: room.minh) == ["planning.handover"])
      try await planning.changeHandover(id, "Chờ số liệu của Sở và ảnh.", version: 1, by: room.lan)
      await #expect(throws: Failure.self, "an old form") {
        try await planning.changeHandover(id, "Khác", version: 1, by: room.lan)
      }
      await #expect(throws: Failure.self, "not one's own") { try await planning.receiveHandover(id, by: room.lan) }
      try await planning.receiveHandover(id, by: room.minh)
      await #expect(throws: Failure.self, "once") { try await planning.receiveHandover(id, by: room.thu) }
      await #expect(throws: Failure.self, "then it stands") {
        try await planning.changeHandover(id, "Sửa sau", version: 2, by: room.lan)
      }
      let note = try #require(try await planning.handovers(of: Room.agency, for: room.guest).items.first)
      #expect(note.body == "Chờ số liệu của Sở và ảnh.")
      #expect(note.receiverName == "Trần Minh")
    }
  }
}
