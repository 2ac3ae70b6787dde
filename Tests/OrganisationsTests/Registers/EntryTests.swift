import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Rows of registers are entered by whoever keeps them, and follow each other")
struct EntryTests {
  let start = day("2022-01-01")

  @Test(
    "a later row ends the one before on the eve, one before it ends itself, one of the same day corrects",
    arguments: Engine.all)
  func timeline(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      func flag(_ from: String, _ holds: String) async throws {
        try await room.organisations.enter(
          RawRow(
            organisation: paper.rawValue,
            values: ["flag": "converged-newsroom", "holds": holds, "paper": "BC 1", "valid_from": from]),
          into: .flags, by: Room.keeper)
      }
      try await flag("2024-01-01", "1")
      try await flag("2025-01-01", "0")
      try await flag("2023-01-01", "không")
      try await flag("2024-01-01", "có")
      func rows() async throws -> [String] {
        try await room.organisations.rows(
          .flags, RegisterQuestion(day: day("2024-06-01"), organisation: paper), for: Room.keeper
        ).rows.map { "\($0.values["valid_from"] ?? "")/\($0.values["valid_to"] ?? "")/\($0.values["holds"] ?? "")" }
      }
      #expect(
        try await rows() == ["2025-01-01//0", "2024-01-01/2024-12-31/1", "2023-01-01/2023-12-31/0"])
      let facts = try await room.organisations.registers.facts([paper], on: day("2024-12-31"))
      #expect(facts[paper]?.flags[.convergedNewsroom]?.holds == true)
      #expect(
        try await room.organisations.registers.facts([paper], on: day("2025-01-01"))[paper]?
          .flags[.convergedNewsroom]?.holds == false)
    }
  }

  @Test("what does not hold is said by field, and nothing is written", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      func errors(_ register: Register, _ values: [String: String], of organisation: String? = nil) async -> Set<String>
      {
        do {
          try await room.organisations.enter(
            RawRow(organisation: organisation ?? paper.rawValue, values: values), into: register, by: Room.keeper)
          return []
        } catch Failure.invalid(let errors) { return Set(errors.keys) } catch { return ["\(error)"] }
      }
      #expect(await errors(.licences, [:]) == ["kind", "name", "valid-from"])
      #expect(
        await errors(.licences, ["kind": "press", "name": "x", "valid_from": "2022-01-01", "valid_to": "2021-01-01"])
          == ["press-types", "valid-to"])
      #expect(
        await errors(
          .people, ["counted_on": "2027-01-01", "people": "3", "leaders": "1", "reporters": "1", "trained": "0"])
          == ["counted-on"])
      #expect(
        await errors(
          .people, ["counted_on": "2025-01-01", "people": "3", "leaders": "2", "reporters": "2", "trained": "4"])
          == ["reporters", "trained"])
      #expect(
        await errors(
          .people, ["counted_on": "2021-12-31", "people": "3", "leaders": "1", "reporters": "1", "trained": "0"])
          == ["organisation"])
      #expect(
        await errors(.security, ["system": "x", "level": "6", "paper": "y", "valid_from": "1/1/2024"]) == ["level"])
      #expect(
        await errors(.publications, ["title": "x", "year": "2021", "copies": "5"]) == ["organisation"])
      #expect(
        await errors(.publications, ["title": "x", "year": "2022", "copies": "1.500"], of: "Tạp chí lạ") == [
          "organisation"
        ])
      for register in Register.all {
        let rows = try await room.organisations.rows(
          register, RegisterQuestion(day: day("2025-01-01"), isWhole: true), for: Room.keeper)
        #expect(rows.rows.isEmpty, "\(register.slug)")
      }
    }
  }

  @Test(
    "each keeps its own and that of those it came from, a department its province; others neither write nor read what is not public",
    arguments: Engine.all)
  func reach(engine: Engine) async throws {
    try await withUnitsOfItsOwn(engine) { room in
      let registers = room.organisations.registers
      let thaiBinh = try #require(try await registers.province(named: "Thái Bình", on: before)).id
      let hungYen = try #require(try await registers.province(named: "Hưng Yên", on: after)).id
      let caoBang = try #require(try await registers.province(named: "Cao Bằng", on: after)).id
      let old = try await room.found("Báo Thái Bình", from: start, province: thaiBinh)
      let other = try await room.found("Đài Thái Bình", from: start, province: thaiBinh)
      let far = try await room.found("Báo Cao Bằng", from: start, province: caoBang)
      let merged = try await room.organisations.merge(
        [old, other],
        into: .new(OrganisationDetails(kind: .pressAgency, name: "Báo Hưng Yên", shortName: "", province: hungYen)),
        on: after, by: Room.lead)
      let department = try await room.found("Sở", from: after, kind: .department, province: hungYen)
      func count(_ organisation: OrganisationID, _ on: String, by principal: Principal) async throws {
        try await room.organisations.enter(
          RawRow(
            organisation: organisation.rawValue,
            values: ["counted_on": on, "people": "10", "leaders": "1", "reporters": "5", "trained": "3"]),
          into: .people, by: principal)
      }
      try await count(merged, "2026-01-01", by: Keepers.chief(merged))
      try await count(old, "2025-01-01", by: Keepers.chief(merged))
      try await count(old, "2024-01-01", by: Keepers.department(department))
      for stranger in [Keepers.chief(far), Keepers.reporter(merged)] {
        await #expect(throws: Failure.forbidden(Organisations.manageRegisters)) {
          try await count(merged, "2026-02-01", by: stranger)
        }
      }
      await #expect(throws: Failure.forbidden(Organisations.manageRegisters)) {
        try await count(far, "2026-02-01", by: Keepers.department(department))
      }
      func seen(_ principal: Principal) async throws -> [RegisterRow] {
        try await room.organisations.rows(
          .people, RegisterQuestion(day: day("2026-06-01"), isWhole: true), for: principal
        ).rows
      }
      #expect(try await seen(Keepers.chief(merged)).count == 3)
      #expect(try await seen(Keepers.department(department)).count == 3)
      #expect(try await seen(Keepers.reporter(merged)).count == 3)
      #expect(try await seen(Keepers.chief(far)).isEmpty)
      let row = try #require(try await seen(Keepers.chief(merged)).first)
      await #expect(throws: Failure.notFound) {
        try await room.organisations.row(row.id, of: .people, for: Keepers.chief(far))
      }
      await #expect(throws: Failure.notFound) {
        try await room.organisations.remove(row.id, of: .people, by: Keepers.chief(far))
      }
      // By the day: the count of the year or before it, of the organisation as it was.
      let then = try await room.organisations.rows(
        .people, RegisterQuestion(day: day("2025-06-01"), province: thaiBinh), for: Room.keeper)
      #expect(then.rows.map(\.organisationName) == ["Báo Thái Bình"])
    }
  }

  @Test("corrections and removals are audited, with what was there", arguments: Engine.all)
  func audited(engine: Engine) async throws {
    try await withDatabase(engine, Organisations.migrations) { database in
      let trail = FullTrail()
      let room = try Room(database, audit: trail)
      let paper = try await room.found("Báo", from: start)
      let id = try await room.licence(paper, "Báo in", to: "2026-01-01")
      try await room.organisations.correct(
        id, of: .licences,
        to: RawRow(
          organisation: paper.rawValue,
          values: ["kind": "press", "name": "Báo in", "press_types": "Báo in, Báo điện tử", "valid_from": "01/02/2022"]),
        by: Room.keeper)
      let rows = try await room.organisations.rows(
        .licences, RegisterQuestion(day: day("2026-06-01"), organisation: paper), for: Room.keeper
      ).rows
      #expect(rows.map { $0.values["press_types"] } == ["print online"])
      #expect(rows[0].values["valid_from"] == "2022-02-01" && rows[0].values["valid_to"] == "")
      try await room.organisations.remove(rows[0].id, of: .licences, by: Room.keeper)
      let actions = trail.entries.map(\.action)
      #expect(
        actions.suffix(3) == [
          "organisations.register.enter", "organisations.register.correct", "organisations.register.remove",
        ])
      #expect(trail.entries.last?.detail["row"]?.contains("press_types=print online") == true)
      #expect(trail.entries.last?.organisation == paper)
    }
  }

  @Test(
    "a unit is found by name or code on the day, near its organisation; two of a name are asked about",
    arguments: Engine.all)
  func places(engine: Engine) async throws {
    try await withUnitsOfItsOwn(engine) { room in
      let province = try #require(try await room.organisations.registers.province(named: "Cao Bằng", on: after)).id
      let department = try await room.found("Sở Cao Bằng", from: start, kind: .department, province: province)
      func enter(_ unit: String, from: String = "2025-08-01") async throws -> String {
        let id = try await room.organisations.enter(
          RawRow(
            organisation: "Sở Cao Bằng",
            values: ["unit": unit, "radio": "Ứng dụng CNTT-VT", "boards": "2", "valid_from": from]),
          into: .coverage, by: Keepers.department(department))
        return try await room.organisations.row(id, of: .coverage, for: Room.keeper).values["unit"] ?? ""
      }
      let baoLam = "20250701-0003-8000-8000-000000001290"
      #expect(try await enter("Bảo Lâm") == baoLam)
      #expect(try await enter("01290") == baoLam)
      #expect(try await enter("xã bảo lâm, tỉnh cao bằng") == baoLam)
      await #expect(throws: Failure.invalid(["unit": "Không có xã, phường, tỉnh nào tên “\("Xã Không Đâu")”"])) {
        _ = try await enter("Xã Không Đâu")
      }
      let places = try await room.organisations.coverage(of: province, on: day("2025-08-01"), for: Room.keeper)
      #expect(places.count == 56)
      #expect(places.filter { $0.radio == "ip" }.map(\.unit.rawValue) == [baoLam])
      #expect(
        try await room.organisations.coverage(of: province, on: day("2025-07-31"), for: Room.keeper)
          .allSatisfy { $0.radio == nil })
      #expect(try await room.organisations.coverage(of: province, on: before, for: Room.keeper).count == 161)
    }
  }
}

/// A room with the units of Vietnam that a test may write into.
func withUnitsOfItsOwn(_ engine: Engine, _ body: (Room) async throws -> Void) async throws {
  try await withRoom(engine, units: true, body)
}
