import Contracts
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

/// What the registers hold of communes, printers and publications of a province on a day.
@Suite("The registers of places as other rooms ask them")
struct PlaceFactsTests {
  private struct Place {
    let room: Room
    let province: UnitID
    let department: OrganisationID
    var registers: Registers { room.organisations.registers }

    func enter(_ register: Register, _ values: RegisterValues, by keeper: OrganisationID? = nil) async throws {
      try await room.organisations.enter(
        RawRow(organisation: (keeper ?? department).rawValue, values: values), into: register, by: Room.keeper)
    }
  }

  /// A province with ten communes, and a department from before it was so.
  private func withPlace(_ engine: Engine, _ body: (Place) async throws -> Void) async throws {
    try await withRoom(engine) { room in
      try await room.organisations.loadUnits(from: MadeUpUnitTests.folder, as: .madeUp, by: Room.lead)
      let province = try #require(try await room.organisations.registers.province(named: "Lam Giang", on: after)).id
      let department = try await room.found("Sở", from: day("2025-07-01"), kind: .department, province: province)
      try await body(Place(room: room, province: province, department: department))
    }
  }

  @Test("communes with radio, boards, people and points; of one not entered nothing is known", arguments: Engine.all)
  func communes(engine: Engine) async throws {
    try await withPlace(engine) { place in
      try await place.enter(
        .coverage,
        [
          "unit": "Xã Tân Lập", "radio": "ip", "boards": "2", "residents": "5400", "informed": "5000",
          "valid_from": "2025-08-01", "source": "Báo cáo 5",
        ])
      try await place.enter(
        .coverage, ["unit": "Xã Tân Lập", "radio": "none", "boards": "0", "valid_from": "2026-06-01"])
      let before = try await place.registers.communes(of: place.province, on: day("2025-07-15"))
      #expect(before.count == 10 && before.allSatisfy { $0.radio == nil && $0.boards == nil && !$0.arePointsKept })
      try await place.enter(.points, ["name": "Hiệu sách", "unit": "Phường Trung Tâm", "valid_from": "2025-09-01"])
      let all = try await place.registers.communes(of: place.province, on: day("2025-12-31"))
      let tanLap = try #require(all.first { $0.name == "Xã Tân Lập" })
      #expect(tanLap.radio == .ip && tanLap.boards == 2 && tanLap.residents == 5400 && tanLap.informed == 5000)
      #expect(tanLap.since == day("2025-08-01") && tanLap.source == "Báo cáo 5" && tanLap.province == place.province)
      #expect(all.filter { $0.radio != nil }.count == 1 && all.allSatisfy(\.arePointsKept))
      #expect(all.first { $0.name == "Phường Trung Tâm" }?.points == ["Hiệu sách"] && tanLap.points.isEmpty)
      let asked = try await place.registers.communes([tanLap.id], on: day("2026-07-01"))
      #expect(asked.count == 1 && asked[tanLap.id]?.radio == CommuneFacts.Radio.none)
    }
  }

  @Test(
    "a point stands in the commune to which its own came, over as many mergers as there were", arguments: Engine.all)
  func mergedTwice(engine: Engine) async throws {
    try await withPlace(engine) { place in
      try await place.enter(.points, ["name": "Hiệu sách", "unit": "Xã Tân Lập", "valid_from": "2025-09-01"])
      let communes = try await place.registers.communes(of: place.province, on: day("2025-09-01")).map(\.id)
      let first = try #require(
        try await place.registers.communes(of: place.province, on: day("2025-09-01"))
          .first { !$0.points.isEmpty }?.id)
      let others = communes.filter { $0 != first }
      try await place.room.database.write { connection in
        for (from, to, day) in [(first, others[0], "2025-10-01"), (others[0], others[1], "2026-03-01")] {
          try connection.execute(
            """
            INSERT INTO unit_succession (from_unit, to_unit, kind, day, source)
            VALUES (\(from), \(to), 'merge', \(day), '')
            """)
        }
      }
      func standing(_ date: String) async throws -> [UnitID] {
        try await place.registers.communes(of: place.province, on: day(date)).filter { !$0.points.isEmpty }.map(\.id)
      }
      #expect(try await standing("2025-09-30") == [first])
      #expect(try await standing("2025-10-01") == [others[0]])
      #expect(try await standing("2026-06-01") == [others[1]])
    }
  }

  @Test("people reached need people, and are not more than they", arguments: Engine.all)
  func people(engine: Engine) async throws {
    try await withPlace(engine) { place in
      let row = ["unit": "Xã Tân Lập", "radio": "ip", "boards": "0", "valid_from": "2025-08-01", "informed": "10"]
      await #expect(throws: Failure.invalid(["residents": "Cần số dân để biết phần được phục vụ"])) {
        try await place.enter(.coverage, row)
      }
      await #expect(throws: Failure.invalid(["informed": "Nhiều hơn số dân"])) {
        try await place.enter(.coverage, row.merging(["residents": "9"]) { $1 })
      }
    }
  }

  @Test("printers of the day and publications of its year, by who carries their keeper on", arguments: Engine.all)
  func things(engine: Engine) async throws {
    try await withPlace(engine) { place in
      let old = try await place.room.found(
        "Sở cũ", from: day("2025-07-01"), kind: .department, province: place.province)
      try await place.enter(
        .printers, ["name": "In A", "is_modern": "1", "modern_year": "2026", "valid_from": "2025-07-01"], by: old)
      try await place.enter(.printers, ["name": "In B", "is_modern": "0", "valid_from": "2025-07-01"])
      try await place.enter(.publications, ["title": "Sách", "year": "2025", "is_electronic": "1", "copies": "0"])
      try await place.enter(.publications, ["title": "Sách", "year": "2026", "is_electronic": "0", "copies": "10"])
      // Elsewhere: a keeper without a province.
      let far = try await place.room.found("Sở xa", from: day("2025-07-01"), kind: .department)
      try await place.enter(.printers, ["name": "In xa", "is_modern": "1", "valid_from": "2025-07-01"], by: far)
      try await place.room.organisations.merge(
        [old], into: .existing(place.department, nil), on: day("2025-10-01"), legalBasis: "NQ 1", by: Room.lead)
      let printers = try await place.registers.things(.printers, in: place.province, on: day("2025-12-31"))
      #expect(Set(printers.map(\.name)) == ["In A", "In B"])
      #expect(printers.allSatisfy { $0.keeper == place.department && $0.keeperName == "Sở" })
      // Modern from 2026 on only.
      #expect(printers.allSatisfy { !$0.isMarked })
      let later = try await place.registers.things(.printers, in: place.province, on: day("2026-12-31"))
      #expect(later.filter(\.isMarked).map(\.name) == ["In A"])
      let books = try await place.registers.things(.publications, in: place.province, on: day("2025-12-31"))
      #expect(books.map(\.isMarked) == [true])
    }
  }
}
