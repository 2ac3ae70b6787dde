import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Planning

/// What the board shows, and how it is told that something has changed.
struct BoardTests {
  static let week = Room.day(2026, 11, 16)...Room.day(2026, 11, 22)

  @Test("events of several days stand on each; moved and dropped times where they are", arguments: Engine.all)
  func events(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let planning = room.planning
      try await planning.addEvent(
        EventWords(
          title: "Liên hoan", isAllDay: true, startsAt: Room.day(2026, 11, 14).start,
          endsAt: Room.day(2026, 11, 18).start),
        to: Room.agency, by: room.lan)
      let daily = try await planning.addEvent(
        EventWords(title: "Giao ban", startsAt: Room.time(2026, 11, 10, 7), rule: RecurrenceRule(.daily)),
        to: Room.agency, by: room.lan)
      try await planning.dropOccurrence(daily.id, at: Room.time(2026, 11, 17, 7), by: room.lan)
      try await planning.moveEvent(daily.id, at: Room.time(2026, 11, 30, 7), to: Room.day(2026, 11, 20), by: room.lan)
      await #expect(throws: Failure.notFound, "not a time of the series") {
        try await planning.dropOccurrence(daily.id, at: Room.time(2026, 11, 17, 8), by: room.lan)
      }
      let board = try await planning.board(of: Room.agency, days: Self.week, for: room.guest)
      func titles(_ day: Int) -> [String] { board.events(on: Room.day(2026, 11, day)).map(\.title) }
      #expect(titles(16) == ["Liên hoan", "Giao ban"])
      #expect(titles(17) == ["Liên hoan"])
      #expect(titles(18) == ["Giao ban"])
      #expect(titles(20) == ["Giao ban", "Giao ban"])
      let later = try await planning.board(
        of: Room.agency, days: Room.day(2026, 11, 30)...Room.day(2026, 11, 30), for: room.guest)
      #expect(later.occurrences.isEmpty)
    }
  }

  @Test("an event that comes once moves whole, keeping its time of day and length", arguments: Engine.all)
  func move(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let event = try await room.planning.addEvent(
        EventWords(title: "Họp", startsAt: Room.time(2026, 11, 20, 14), endsAt: Room.time(2026, 11, 21, 11)),
        to: Room.agency, by: room.lan)
      try await room.planning.moveEvent(event.id, at: nil, to: Room.day(2026, 11, 25), by: room.lan)
      let moved = try await room.planning.event(event.id, for: room.lan).event
      #expect(moved.startsAt == Room.time(2026, 11, 25, 14))
      #expect(moved.endsAt == Room.time(2026, 11, 26, 11))
      #expect(moved.sequence == 1)
      try await room.planning.moveEvent(
        event.id, at: nil, to: Room.day(2026, 11, 28), from: Room.day(2026, 11, 26), by: room.lan)
      #expect(
        try await room.planning.event(event.id, for: room.lan).event.startsAt == Room.time(2026, 11, 27, 14),
        "taken by its second day: two days later")
      await #expect(throws: Failure.forbidden(Planning.manage), "somebody else's event") {
        try await room.planning.moveEvent(event.id, at: nil, to: Room.day(2026, 11, 26), by: room.minh)
      }
    }
  }

  @Test("deadlines of other days stand where they fall, until they are done", arguments: Engine.all)
  func deadlines(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, coverage) = try await room.plan(on: Room.day(2026, 11, 22))
      try await room.planning.moveDeadline(coverage.id, to: Room.day(2026, 11, 20), by: room.thu)
      func due() async throws -> Int {
        try await room.planning.board(of: Room.agency, days: Self.week, for: room.lan)
          .deadlines(on: Room.day(2026, 11, 20)).count
      }
      #expect(try await due() == 1)
      let board = try await room.planning.board(of: Room.agency, days: Self.week, for: room.lan)
      #expect(board.late == 1, "yesterday at 16:00")
      #expect(board.plans(on: Room.day(2026, 11, 22)).map(\.id) == [plan.id])
      let id = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu).id
      try await room.planning.act(.finish, on: id, by: room.lan)
      #expect(try await due() == 0)
    }
  }

  @Test("one's own board holds what one proposed and what one was given", arguments: Engine.all)
  func mine(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (given, coverage) = try await room.plan("Của Lan", on: Room.day(2026, 11, 20))
      _ = try await room.plan("Của người khác", on: Room.day(2026, 11, 20))
      try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let own = try await room.planning.propose(PlanWords(title: "Đề xuất"), in: Room.agency, by: room.lan)
      let board = try await room.planning.board(of: Room.agency, days: Self.week, onlyOf: room.lan.id, for: room.lan)
      #expect(board.plans.map(\.id) == [given.id])
      #expect(board.waiting.map(\.id) == [own.id])
    }
  }

  @Test("an open board is told of any change, and of nothing else", arguments: Engine.all)
  func live(engine: Engine) async throws {
    try await withRoom(engine) { room in
      func look(_ seen: Int, _ person: Principal, _ agency: OrganisationID = Room.agency) async throws -> (Int, Bool) {
        switch try await room.planning.lookAtBoard(of: agency, seen: seen, for: person) {
        case .unchanged(let now): (now, false)
        case .changed(let now, _): (now, true)
        case .last: (0, true)
        }
      }
      let (first, _) = try await look(0, room.lan)
      #expect(try await look(first, room.lan).1 == false)
      let (plan, _) = try await room.plan()
      let (second, isOther) = try await look(first, room.lan)
      #expect(isOther)
      try await room.planning.movePlan(plan.id, to: nil, by: room.thu)
      #expect(try await look(second, room.lan).1)
      #expect(try await look(0, room.stranger, Room.other).1 == false)
      await #expect(throws: Failure.self) { try await look(0, room.stranger) }
    }
  }
}
