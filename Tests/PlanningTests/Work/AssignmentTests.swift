import Contracts
import Foundation
import Kernel
import Logging
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Planning

/// From pitch to published: who may do what, what follows what.
struct AssignmentTests {
  @Test("pitch, accept, assign, begin, publish: each step leads to the next", arguments: Engine.all)
  func wholeWay(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      let pitch = try await planning.propose(
        PlanWords(title: "  Chợ nổi\u{0} mùa nước  "), in: Room.agency, by: room.lan)
      #expect(pitch.state == .proposed)
      #expect(pitch.title == "Chợ nổi  mùa nước")
      let coverage = try await planning.addCoverage(
        CoverageWords(kind: .photo, length: 12, deadline: Room.time(2026, 11, 22, 17)), to: pitch.id, by: room.lan)
      await #expect(throws: Failure.self, "a pitch is accepted first") {
        try await planning.assign(coverage.id, to: room.minh.id, desk: nil, by: room.thu)
      }
      try await planning.decide(.accept, pitch.id, by: room.thu)
      #expect(room.notices.kinds(for: room.lan) == ["planning.decided"])
      let assignment = try await planning.assign(coverage.id, to: room.minh.id, desk: nil, by: room.thu)
      #expect(room.notices.kinds(for: room.minh) == ["planning.assigned"])
      await #expect(throws: Failure.forbidden(Planning.manage), "somebody else's") {
        try await planning.act(.accept, on: assignment.id, by: room.lan)
      }
      let item = try await planning.beginItem(for: assignment.id, by: room.minh)
      #expect(item.holder == room.minh.id)
      #expect(item.kind == .photoStory)
      #expect(item.deadline == coverage.deadline)
      #expect(try await planning.assignment(assignment.id, for: room.thu).0.state == .inProgress)
      #expect(try await planning.beginItem(for: assignment.id, by: room.minh).id == item.id, "begun once")
      #expect(try await room.items == 1)
      for _ in 0..<2 {
        try await planning.itemPublished(item.id, in: Room.agency)
        #expect(try await planning.assignment(assignment.id, for: room.thu).0.state == .done)
      }
      #expect(try await planning.plan(pitch.id, for: room.thu).state == .done)
      #expect(room.trail.actions.count { $0 == "planning.assignment.published" } == 1)
      #expect(room.trail.actions.count { $0 == "planning.plan.finished" } == 1)
    }
  }

  @Test("the event of a published item, told by the relay, finishes the assignment", arguments: Engine.all)
  func relay(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (_, coverage) = try await room.plan()
      let assignment = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let item = try await room.planning.beginItem(for: assignment.id, by: room.lan)
      let relay = EventRelay(
        database: room.database, clock: .set(by: room.hand), handlers: room.planning.eventHandlers,
        logger: .init(label: "test"))
      try await room.database.write {
        try $0.emit(
          ItemPublished(item: item.id, organisation: Room.agency, revision: 1, time: Room.start), at: Room.start)
      }
      try await relay.drain()
      #expect(try await room.planning.assignment(assignment.id, for: room.thu).0.state == .done)
    }
  }

  @Test("what lies with a desk is taken once", arguments: Engine.all)
  func desk(engine: Engine) async throws {
    try await withRoom(engine) { room in
      try await room.planning.openDesk("Ban Thời sự", in: Room.agency, by: room.thu)
      let desk = try #require(try await room.planning.desks(of: Room.agency, for: room.lan).first)
      let (_, coverage) = try await room.plan()
      let assignment = try await room.planning.assign(coverage.id, to: nil, desk: desk.id, by: room.thu)
      #expect(try await room.planning.myWork(in: Room.agency, for: room.lan).untaken.count == 1)
      try await room.planning.act(.accept, on: assignment.id, by: room.lan)
      await #expect(throws: Failure.self) { try await room.planning.act(.accept, on: assignment.id, by: room.minh) }
      #expect(try await room.planning.myWork(in: Room.agency, for: room.lan).open.count == 1)
      #expect(try await room.planning.myWork(in: Room.agency, for: room.minh).open.isEmpty)
      #expect(try await room.planning.myWork(in: Room.agency, for: room.minh).untaken.isEmpty)
    }
  }

  @Test("somebody who is away is given work only by saying so", arguments: Engine.all)
  func away(engine: Engine) async throws {
    try await withRoom(engine) { room in
      try await room.planning.addAvailability(
        .off, of: room.lan.id, shift: nil, from: Room.day(2026, 11, 22), to: Room.day(2026, 11, 25), note: "phép",
        in: Room.agency, by: room.lan)
      let (_, coverage) = try await room.plan()
      await #expect(throws: Failure.self) {
        try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      }
      let team = try await room.planning.team(of: Room.agency, on: Room.day(2026, 11, 23), for: room.thu)
      #expect(team.last?.person.id == room.lan.id)
      try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, evenIfAway: true, by: room.thu)
      await #expect(throws: Failure.forbidden(Planning.manage), "only one's own") {
        try await room.planning.addAvailability(
          .off, of: room.lan.id, shift: nil, from: Room.day(2026, 12, 1), to: Room.day(2026, 12, 1), note: "",
          in: Room.agency, by: room.minh)
      }
    }
  }

  @Test("declining wants a reason and tells who gave it; another deadline tells who has it", arguments: Engine.all)
  func told(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (_, coverage) = try await room.plan()
      let assignment = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      try await room.planning.moveDeadline(coverage.id, to: Room.day(2026, 11, 24), by: room.thu)
      #expect(room.notices.kinds(for: room.lan) == ["planning.assigned", "planning.deadline"])
      let moved = try await room.planning.coverage(coverage.id, for: room.lan).0
      #expect(moved.deadline == Room.time(2026, 11, 24, 16), "the same time of day")
      await #expect(throws: Failure.self) { try await room.planning.act(.decline, on: assignment.id, by: room.lan) }
      try await room.planning.act(.decline, on: assignment.id, reason: "Trùng lịch", by: room.lan)
      #expect(room.notices.kinds(for: room.thu) == ["planning.declined"])
      #expect(room.notices.all.last?.text.vietnamese.contains("Trùng lịch") == true)
    }
  }

  @Test("declining a plan takes its assignments back", arguments: Engine.all)
  func declined(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, coverage) = try await room.plan()
      let assignment = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      await #expect(throws: Failure.self) { try await room.planning.decide(.decline, plan.id, by: room.thu) }
      try await room.planning.decide(.decline, plan.id, reason: "Hết thời sự", by: room.thu)
      #expect(try await room.planning.assignment(assignment.id, for: room.lan).0.state == .cancelled)
      #expect(room.notices.kinds(for: room.lan).contains("planning.cancelled"))
    }
  }

  @Test("an item that cannot begin leaves the assignment as it was", arguments: Engine.all)
  func rolledBack(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (_, coverage) = try await room.plan("Hỏng")
      let assignment = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      await #expect(throws: Failure.self) { try await room.planning.beginItem(for: assignment.id, by: room.lan) }
      #expect(try await room.planning.assignment(assignment.id, for: room.lan).0.state == .offered)
      #expect(try await room.items == 0)
    }
  }

  @Test("two who begin the same coverage at once begin one item", arguments: Engine.all)
  func race(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (_, coverage) = try await room.plan()
      let lan = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let minh = try await room.planning.assign(coverage.id, to: room.minh.id, desk: nil, by: room.thu)
      async let first = room.planning.beginItem(for: lan.id, by: room.lan)
      async let second = room.planning.beginItem(for: minh.id, by: room.minh)
      #expect(try await first.id == second.id)
      #expect(try await room.items == 1)
    }
  }

  @Test("an old form changes nothing that somebody else has changed since", arguments: Engine.all)
  func stale(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, _) = try await room.plan()
      let version = try await room.planning.plan(plan.id, for: room.thu).version
      try await room.planning.changePlan(plan.id, PlanWords(title: "Mới"), version: version, by: room.thu)
      await #expect(throws: Failure.self) {
        try await room.planning.changePlan(plan.id, PlanWords(title: "Cũ"), version: version, by: room.thu)
      }
      #expect(try await room.planning.plan(plan.id, for: room.thu).title == "Mới")
    }
  }
}
