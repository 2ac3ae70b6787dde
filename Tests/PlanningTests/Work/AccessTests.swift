import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Planning

/// Who may do what, and that nothing of one agency is there for another.
struct AccessTests {
  @Test("who may only see changes nothing; without a permission nothing is shown", arguments: Engine.all)
  func permissions(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let agency = Room.agency
      let words = EventWords(title: "Họp", startsAt: Room.start)
      await #expect(throws: Failure.forbidden(Planning.pitch)) {
        try await planning.addEvent(words, to: agency, by: room.guest)
      }
      await #expect(throws: Failure.forbidden(Planning.pitch)) {
        try await planning.propose(PlanWords(title: "A"), in: agency, by: room.guest)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.propose(PlanWords(title: "A"), in: agency, accepted: true, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.addEdition(EditionWords(name: "A"), to: agency, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.addTemplate(ScheduleTests.weather(room), to: agency, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.setShift("A", from: 0, to: 60, in: agency, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.openDesk("A", in: agency, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.importCalendar(Data(), to: agency, by: room.lan)
      }
      let (plan, coverage) = try await room.plan()
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.decide(.finish, plan.id, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.movePlan(plan.id, to: nil, by: room.lan)
      }
      await #expect(throws: Failure.forbidden(Planning.manage)) {
        try await planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.lan)
      }
      let week = Room.day(2026, 11, 16)...Room.day(2026, 11, 22)
      await #expect(throws: Failure.forbidden(Planning.read)) {
        try await planning.board(of: agency, days: week, for: room.outsider)
      }
      await #expect(throws: Failure.notFound) { try await planning.plan(plan.id, for: room.outsider) }
    }
  }

  @Test("whatever is another agency's is not there, by any act", arguments: Engine.all)
  func agencies(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let (plan, coverage) = try await room.plan()
      let assignment = try await planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let event = try await planning.addEvent(
        EventWords(title: "Họp", startsAt: Room.start, rule: RecurrenceRule(.daily)), to: Room.agency, by: room.thu)
      let edition = try await planning.addEdition(EditionWords(name: "Báo in"), to: Room.agency, by: room.thu)
      let template = try await planning.addTemplate(ScheduleTests.weather(room), to: Room.agency, by: room.thu)
      try await planning.setShift("Ca", from: 0, to: 60, in: Room.agency, by: room.thu)
      let shift = try #require(try await planning.shifts(of: Room.agency, for: room.thu).first)
      let note = try await planning.writeHandover(
        "A", shift: shift.id, day: Room.day(2026, 11, 21), in: Room.agency, by: room.thu)
      let who = room.stranger
      let day = Room.day(2026, 11, 25)
      let acts: [(String, @Sendable () async throws -> Void)] = [
        ("plan", { _ = try await planning.plan(plan.id, for: who) }),
        ("view", { _ = try await planning.planView(plan.id, for: who) }),
        ("change", { try await planning.changePlan(plan.id, PlanWords(title: "A"), version: 1, by: who) }),
        ("decide", { try await planning.decide(.finish, plan.id, by: who) }),
        ("move", { try await planning.movePlan(plan.id, to: nil, by: who) }),
        ("put", { try await planning.putPlan(plan.id, into: edition.id, on: nil, by: who) }),
        ("add", { try await planning.addCoverage(CoverageWords(), to: plan.id, by: who) }),
        ("coverage", { try await planning.changeCoverage(coverage.id, CoverageWords(), by: who) }),
        ("deadline", { try await planning.moveDeadline(coverage.id, to: day, by: who) }),
        ("drop", { try await planning.dropCoverage(coverage.id, by: who) }),
        ("link", { try await planning.linkItem(nil, to: coverage.id, by: who) }),
        ("assign", { try await planning.assign(coverage.id, to: who.id, desk: nil, by: who) }),
        ("act", { try await planning.act(.cancel, on: assignment.id, by: who) }),
        ("begin", { _ = try await planning.beginItem(for: assignment.id, by: who) }),
        ("event", { _ = try await planning.event(event.id, for: who) }),
        ("move event", { try await planning.moveEvent(event.id, at: event.startsAt, to: day, by: who) }),
        ("drop one", { try await planning.dropOccurrence(event.id, at: event.startsAt, by: who) }),
        ("state", { try await planning.setEvent(event.id, .cancelled, by: who) }),
        ("edition", { _ = try await planning.edition(edition.id, for: who) }),
        ("end", { try await planning.endEdition(edition.id, by: who) }),
        ("template", { _ = try await planning.template(template.id, for: who) }),
        ("pause", { try await planning.pauseTemplate(template.id, true, by: who) }),
        ("shift", { try await planning.closeShift(shift.id, by: who) }),
        ("receive", { try await planning.receiveHandover(note, by: who) }),
      ]
      for (name, act) in acts {
        await #expect(throws: Failure.notFound, "\(name)") { try await act() }
      }
      // What is one's own may not point into another agency either.
      await #expect(throws: Failure.self) {
        try await planning.propose(PlanWords(title: "A", event: event.id), in: Room.other, by: who)
      }
      await #expect(throws: Failure.self) {
        try await planning.propose(PlanWords(title: "A", edition: edition.id), in: Room.other, by: who)
      }
      await #expect(throws: Failure.self) {
        try await planning.writeHandover("A", shift: shift.id, day: day, in: Room.other, by: who)
      }
      await #expect(throws: Failure.self, "nobody of another agency is given work") {
        try await planning.assign(coverage.id, to: who.id, desk: nil, by: room.thu)
      }
    }
  }

  @Test("an item of another agency cannot be linked", arguments: Engine.all)
  func items(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (_, coverage) = try await room.plan()
      let theirs = try await room.database.write { connection in
        try room.planning.items.begin(
          ItemStart(organisation: Room.other, title: "Của họ"), by: room.stranger, on: connection)
      }
      await #expect(throws: Failure.notFound) {
        try await room.planning.linkItem(theirs.id, to: coverage.id, by: room.thu)
      }
    }
  }

  @Test("every write is in the audit log", arguments: Engine.all)
  func audited(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, coverage) = try await room.plan()
      try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      try await room.planning.movePlan(plan.id, to: Room.day(2026, 11, 25), by: room.thu)
      #expect(
        room.trail.actions == [
          "planning.plan.propose", "planning.coverage.add", "planning.assignment.make", "planning.plan.move",
        ])
    }
  }
}
