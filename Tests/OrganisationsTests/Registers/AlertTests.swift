import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import Synchronization
import TestSupport
import Testing
import Vietnamese

@testable import Organisations

@Suite("Whoever keeps the registers is told in time, once")
struct AlertTests {
  let start = day("2022-01-01")

  /// A room in which each of these organisations has a keeper, and what its keepers were told.
  private func withKept(
    _ engine: Engine, _ body: (Room, Told, Kept) async throws -> Void
  ) async throws {
    try await withDatabase(engine, Organisations.migrations) { database in
      let told = Told()
      let kept = Kept()
      let room = try Room(
        database, rights: OneKeeper(permission: Organisations.manageRegisters) { kept.ids.withLock { $0 } },
        notifier: told)
      try await body(room, told, kept)
    }
  }

  private final class Kept: Sendable {
    let ids = Mutex<Set<OrganisationID>>([])
  }

  private func move(_ room: Room, to text: String) {
    room.hand.move(to: day(text).start.addingTimeInterval(7 * 3600))
  }

  @Test(
    "90, 30 and 7 days before a licence ends and when it has; not again, not once it is renewed", arguments: Engine.all)
  func licences(engine: Engine) async throws {
    try await withKept(engine) { room, told, kept in
      let paper = try await room.found("Báo", from: start)
      kept.ids.withLock { _ = $0.insert(paper) }
      let id = try await room.licence(paper, "Báo in", to: "2027-03-31")
      _ = try await room.licence(paper, "Báo cũ", to: "2023-01-01")
      _ = try await room.licence(paper, "Phụ trương", to: "2027-06-30")
      var count = 0
      for (on, more) in [
        ("2026-12-30", 0), ("2026-12-31", 1), ("2027-01-15", 0), ("2027-03-01", 1), ("2027-03-24", 1),
        ("2027-03-25", 0),
        ("2027-03-31", 0),
      ] {
        move(room, to: on)
        try await room.organisations.watchRegisters()
        try await room.organisations.watchRegisters()
        let mine = told.texts.filter { $0.hasPrefix("Giấy phép “Báo in”") }
        #expect(mine.count == count + more, "\(on): \(mine)")
        count = mine.count
      }
      #expect(told.texts.first == "Giấy phép “Báo in” của Báo còn 90 ngày, hết hạn ngày 31/03/2027")
      #expect(told.drafts.first?.people == [AccountID("keeper-\(paper)")])
      #expect(told.drafts.first?.path == "/lam-viec/to-chuc/\(paper)/giay-phep")
      #expect(!told.texts.contains { $0.contains("Báo cũ") })
      move(room, to: "2027-04-01")
      try await room.organisations.watchRegisters()
      #expect(told.texts.contains("Giấy phép “Báo in” của Báo đã hết hạn ngày 31/03/2027"))
      // Renewed before its end: nothing more is told of the old one.
      _ = try await room.licence(paper, "Phụ trương", from: "2027-05-01", to: "2032-04-30")
      move(room, to: "2027-05-02")
      try await room.organisations.watchRegisters()
      let before = told.texts.count
      move(room, to: "2027-06-25")
      try await room.organisations.watchRegisters()
      #expect(told.texts.count == before, "\(told.texts)")
      #expect(try await room.organisations.row(id, of: .licences, for: Room.keeper).values["valid_to"] == "2027-03-31")
    }
  }

  @Test(
    "licences of merged stations run to 01/3/2027 unless there is a new one (NĐ 242/2026, mark B)",
    arguments: Engine.all)
  func merged(engine: Engine) async throws {
    try await withKept(engine) { room, told, kept in
      let paper = try await room.found("Báo", from: start)
      let station = try await room.found("Đài", from: start)
      _ = try await room.licence(paper, "Báo in", types: "print")
      _ = try await room.licence(station, "Kênh truyền hình", types: "radio television")
      let merged = try await room.organisations.merge(
        [paper, station], into: .new(OrganisationDetails(kind: .pressAgency, name: "Báo và đài", shortName: "")),
        on: after,
        by: Room.lead)
      kept.ids.withLock { _ = $0.insert(merged) }
      move(room, to: "2026-12-15")
      let ends = try await room.organisations.licenceEnds(of: merged)
      #expect(ends.map(\.day) == [day("2027-03-01")])
      #expect(ends.first?.mark == "B" && ends.first?.holders == [merged])
      try await room.organisations.watchRegisters()
      #expect(told.texts == ["Giấy phép “Kênh truyền hình” của Đài còn 76 ngày, hết hạn ngày 01/03/2027"])
      #expect(told.drafts.first?.organisation == merged)
      #expect(
        try await room.organisations.registers.facts([merged], on: day("2026-12-15"))[merged]?.pressTypes
          == [.print, .radio, .television])
      _ = try await room.licence(merged, "Báo và đài", types: "print radio television", from: "2027-01-01")
      #expect(try await room.organisations.licenceEnds(of: merged).isEmpty)
      move(room, to: "2027-02-22")
      try await room.organisations.watchRegisters()
      #expect(told.texts.count == 1)
    }
  }

  @Test(
    "channels are notified within ten working days of opening and ten before closing, across Tết", arguments: Engine.all
  )
  func channels(engine: Engine) async throws {
    try await withKept(engine) { room, told, kept in
      let paper = try await room.found("Báo", from: start)
      kept.ids.withLock { _ = $0.insert(paper) }
      let rules = room.organisations.rules
      func channel(_ address: String, _ values: [String: String]) async throws -> [NoticeDuty] {
        try await room.organisations.enter(
          RawRow(
            organisation: paper.rawValue,
            values: ["platform": "Zalo", "name": address, "address": address, "has_mark": "1"].merging(values) { $1 }),
          into: .channels, by: Room.keeper)
        let rows = try await room.organisations.rows(
          .channels, RegisterQuestion(day: day("2026-12-01"), organisation: paper), for: Room.keeper
        ).rows.filter { $0.values["address"] == address }
        return rules.duties(.channels, rows, on: day("2026-12-01"))
      }
      // Before the decree nothing is owed.
      #expect(try await channel("a", ["valid_from": "2026-06-30"]).isEmpty)
      let opened = try await channel("b", ["valid_from": "2026-11-02", "opening_notified_on": "2026-11-16"])
      #expect(opened.map(\.due) == [day("2026-11-16")])
      #expect(opened[0].state(on: day("2026-12-01"), rules.calendar) == .inTime)
      let late = try await channel("c", ["valid_from": "2026-11-02"])
      #expect(late[0].state(on: day("2026-11-17"), rules.calendar) == .late)
      let closing = try await channel("d", ["valid_from": "2026-01-02", "valid_to": "2026-11-30"])
      #expect(closing.map(\.rule) == ["CH1-closed"])
      #expect(rules.calendar.workingDays(from: closing[0].due, to: day("2026-11-30")) >= 10)
      // 24/11 is a day off; the tenth working day before is counted from a Friday.
      #expect(closing[0].due == day("2026-11-13"))
      let tet = try await channel("e", ["valid_from": "2027-02-01"])
      #expect(rules.calendar.workingDays(from: day("2027-02-01"), to: tet[0].due) == 10)
      #expect(tet[0].due > day("2027-02-15"))
      // The eleventh working day after 02/11/2026 has come; "b" was notified, "d" is late as well.
      move(room, to: "2026-11-18")
      try await room.organisations.watchRegisters()
      try await room.organisations.watchRegisters()
      #expect(told.texts.count == 2 && told.texts.allSatisfy { $0.hasPrefix("Đã quá hạn 1") }, "\(told.texts)")
      #expect(told.texts.contains { $0.contains("“c”") } && told.texts.contains { $0.contains("“d”") })
    }
  }

  @Test(
    "a change of a licence is notified within five days; where nobody keeps, who oversees the province is told",
    arguments: Engine.all)
  func changes(engine: Engine) async throws {
    try await withDatabase(engine, Organisations.migrations) { database in
      let told = Told()
      let kept = Kept()
      let room = try Room(
        database, rights: OneKeeper(permission: Organisations.overseeRegisters) { kept.ids.withLock { $0 } },
        notifier: told)
      _ = try await room.organisations.loadUnits(try unitRows.get(), by: Room.lead)
      let province = try #require(try await room.organisations.registers.province(named: "Cao Bằng", on: after)).id
      let paper = try await room.found("Báo Cao Bằng", from: start, province: province)
      let department = try await room.found("Sở", from: start, kind: .department, province: province)
      _ = try await room.organisations.enter(
        RawRow(
          organisation: paper.rawValue,
          values: [
            "kind": "press", "name": "Báo", "press_types": "print", "valid_from": "2022-01-01",
            "changed_on": "2026-11-16",
          ]), into: .licences, by: Room.keeper)
      let duties = try await room.organisations.summary(on: day("2026-11-21"), for: Room.keeper).duties
      // The fifth day is a Saturday: it ends on Monday (Civil Code 2015 Art 148.5).
      #expect(duties.map(\.due) == [day("2026-11-23")])
      try await room.organisations.watchRegisters()
      #expect(told.texts.isEmpty)
      kept.ids.withLock { _ = $0.insert(department) }
      try await room.organisations.watchRegisters()
      #expect(told.drafts.map(\.people) == [[AccountID("keeper-\(department)")]])
      #expect(told.texts.first?.hasPrefix("Sắp đến hạn 23/11/2026") == true)
    }
  }
}
