import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Organisations

/// The notice that is owed thirty days before a licence, a section or a supplement comes to its end (LI1).
@Suite("What stops is notified thirty days before")
struct LicenceStopTests {
  let start = day("2022-01-01")

  private func duties(_ room: Room, _ organisation: OrganisationID, on today: String) async throws -> [NoticeDuty] {
    room.hand.move(to: day(today).start.addingTimeInterval(7 * 3600))
    let rules = room.organisations.rules
    return try await room.database.read { try NoticeDuty.open(rules, day(today), $0) }
      .filter { $0.rule == "LI1-stopped" && $0.organisation == organisation }
  }

  private func supplement(
    _ room: Room, _ organisation: OrganisationID, _ values: RegisterValues
  ) async throws -> String {
    try await room.organisations.enter(
      RawRow(
        organisation: organisation.rawValue,
        values: ["kind": "supplement", "name": "Phụ trương", "valid_from": "2026-01-01"].merging(values) { $1 }),
      into: .licences, by: Room.keeper)
  }

  @Test("a product that is given up: thirty days of the calendar, until it was notified", arguments: Engine.all)
  func stopped(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      _ = try await supplement(room, paper, ["valid_to": "2030-12-31", "stopped_on": "2026-12-31"])
      let owed = try await duties(room, paper, on: "2026-11-21")
      // Counted back over days off as well: 01/12/2026 is thirty days before 31/12/2026.
      #expect(owed.map(\.due) == [day("2026-12-01")] && owed[0].mark == "A" && owed[0].isConfirmed)
      let calendar = room.organisations.rules.calendar
      #expect(owed[0].state(on: day("2026-11-21"), calendar) == .running)
      #expect(owed[0].state(on: day("2026-11-27"), calendar) == .soon)
      #expect(owed[0].state(on: day("2026-12-01"), calendar) == .soon)
      #expect(owed[0].state(on: day("2026-12-02"), calendar) == .late)
      _ = try await supplement(
        room, paper, ["valid_to": "2030-12-31", "stopped_on": "2026-12-31", "stop_notified_on": "2026-11-30"])
      #expect(try await duties(room, paper, on: "2026-12-02").isEmpty)
    }
  }

  @Test("a licence that ends: only once its end is near, and only where none follows", arguments: Engine.all)
  func ending(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      _ = try await supplement(room, paper, ["valid_to": "2027-03-31"])
      #expect(try await duties(room, paper, on: "2026-12-30").isEmpty)
      let near = try await duties(room, paper, on: "2026-12-31")
      #expect(near.map(\.due) == [day("2027-03-01")])
      #expect(near[0].text.vietnamese.hasSuffix("(giấy phép hết hạn mà chưa có giấy phép mới)"))
      _ = try await supplement(room, paper, ["valid_from": "2027-04-01", "valid_to": "2032-03-31"])
      #expect(try await duties(room, paper, on: "2027-01-15").isEmpty)
      // Before the law nothing was owed, and who was merged owes nothing by licences of its own.
      let old = try await room.found("Tạp chí", from: start)
      _ = try await supplement(room, old, ["name": "Cũ", "valid_to": "2026-06-30"])
      _ = try await supplement(room, old, ["name": "Mới", "valid_to": "2026-12-31"])
      _ = try await room.organisations.merge(
        [old], into: .existing(paper, nil), on: day("2026-10-01"), legalBasis: "NQ", by: Room.lead)
      #expect(try await duties(room, old, on: "2026-11-21").isEmpty)
    }
  }

  @Test("what stops, stops while the licence holds")
  func within() {
    let licence = ["valid_from": "2026-01-01", "valid_to": "2026-12-31"]
    let check = Register.licences.check
    #expect(check(licence.merging(["stopped_on": "2026-12-31"]) { $1 })["stopped_on"] == nil)
    for day in ["2025-12-31", "2027-01-01"] {
      #expect(
        check(licence.merging(["stopped_on": day]) { $1 })["stopped_on"] == "Phải nằm trong thời hạn của giấy phép")
    }
  }
}
