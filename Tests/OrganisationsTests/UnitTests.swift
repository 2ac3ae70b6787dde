import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Administrative units", .unitsLoaded)
struct UnitTests {
  @Test(
    "the country has 63 provinces, 696 districts and 10,047 communes before 01/7/2025, then 34, none and 3,321",
    arguments: Engine.all)
  func counts(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let counts = try await room.database.read { connection in
        try [before, after].map { day in
          try UnitLevel.allCases.map { try UnitStore.count($0, on: day, connection) }
        }
      }
      #expect(counts == [[63, 696, 10_047], [34, 0, 3_321]])
      let first = try await room.database.read {
        try $0.value("SELECT MIN(valid_from) FROM unit_version", as: CivilDate.self)
      }
      #expect(first == UnitStore.firstDay)
    }
  }

  @Test("an official code means what it meant on the day: seven provinces took another's code", arguments: Engine.all)
  func reusedCodes(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let lines = CSV.lines(Data(Self.reuse.utf8))
      #expect(lines.count == 7)
      for line in lines {
        let bearers = try await room.database.read { try UnitStore.bearers(of: line[0], level: .province, $0) }
        #expect(bearers.map(\.name) == [line[1], line[2]])
        #expect(bearers.map { $0.validity.contains(before) } == [true, false])
        #expect(bearers.map { $0.validity.contains(after) } == [false, true])
        #expect(bearers[0].id != bearers[1].id)
      }
    }
  }

  @Test(
    "our list of re-used codes is the one of the regulation pack",
    .enabled(if: SharedData.has("domain/units/province_code_reuse.csv")))
  func sameAsShared() throws {
    let text = try String(contentsOf: SharedData.url("domain/units/province_code_reuse.csv"), encoding: .utf8)
    #expect(CSV.lines(Data(text.utf8)).dropFirst() == CSV.lines(Data(Self.reuse.utf8))[...])
  }

  static let reuse = """
    15,Tỉnh Yên Bái,Tỉnh Lào Cai
    24,Tỉnh Bắc Giang,Tỉnh Bắc Ninh
    44,Tỉnh Quảng Bình,Tỉnh Quảng Trị
    52,Tỉnh Bình Định,Tỉnh Gia Lai
    80,Tỉnh Long An,Tỉnh Tây Ninh
    82,Tỉnh Tiền Giang,Tỉnh Đồng Tháp
    91,Tỉnh Kiên Giang,Tỉnh An Giang

    """

  @Test(
    "every old province falls into exactly one new one, as the computed lineage says",
    .enabled(if: SharedData.has("domain/units/province_lineage_2025.csv")), arguments: Engine.all)
  func provinces(engine: Engine) async throws {
    let text = try String(contentsOf: SharedData.url("domain/units/province_lineage_2025.csv"), encoding: .utf8)
    try await withUnits(engine) { room in
      for line in CSV.lines(Data(text.utf8)).dropFirst() {
        try await room.database.read { connection in
          let old = try #require(UnitStore.bearers(of: line[0], level: .province, connection).first)
          #expect(old.name == line[1])
          let next = try UnitStore.successors(of: old.id, connection)
          if let unit = next.first?.unit {
            #expect(next.count == 1 && unit.code == line[2])
          } else {
            #expect(line[0] == line[2] && old.validity.contains(after))
          }
        }
      }
    }
  }

  @Test("Đồng Nai is a province until 29/4/2026 and a city from the next day", arguments: Engine.all)
  func dongNai(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let register = room.organisations.register
      let last = try #require(try await register.units(matching: "Đồng Nai", on: day("2026-04-29"), limit: 1).first)
      let first = try #require(try await register.units(matching: "Đồng Nai", on: day("2026-04-30"), limit: 1).first)
      #expect(last.name == "Tỉnh Đồng Nai")
      #expect(first.name == "Thành phố Đồng Nai")
      #expect(last.id == first.id)
      let ward = try #require(
        try await register.units(matching: "Trảng Bom Đồng Nai", on: day("2026-05-01"), limit: 1).first)
      #expect(ward.fullName == "Phường Trảng Bom, thành phố Đồng Nai")
      #expect(try await register.unit(ward.id, on: day("2026-01-01"))?.fullName == "Xã Trảng Bom, tỉnh Đồng Nai")
    }
  }

  @Test("units are found with and without diacritics, by name and by what they lie in", arguments: Engine.all)
  func search(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let register = room.organisations.register
      for text in ["Bảo Lâm Cao Bằng", "bao lam cao bang", "BAO LAM, CAO BANG", "xa bao lam cao b"] {
        let found = try await register.units(matching: text, on: after, limit: 5)
        #expect(found.first?.fullName == "Xã Bảo Lâm, tỉnh Cao Bằng", "\(text)")
        #expect(found.first?.level == "commune")
      }
      #expect(try await register.units(matching: "ha noi", on: after, limit: 1).first?.name == "Thành phố Hà Nội")
      #expect(try await register.units(matching: "dong anh", on: before, limit: 1).first?.name == "Huyện Đông Anh")
      #expect(
        try await register.units(matching: "Đông Anh", on: after, limit: 1).first?.fullName
          == "Xã Đông Anh, thành phố Hà Nội")
      #expect(
        try await register.units(matching: "Thái Bình", on: after, limit: 50).allSatisfy { $0.level == "commune" })
      #expect(try await register.units(matching: "Thái Bình", on: before, limit: 1).first?.level == "province")
      for nothing in ["", "   ", "%", "_", "'; DROP TABLE unit; --", "xyzzy"] {
        #expect(try await register.units(matching: nothing, on: after, limit: 5).isEmpty)
      }
      #expect(try await register.units(matching: "xã", on: after, limit: 7).count == 7)
    }
  }

  @Test("with diacritics, what has them comes before what only sounds so", arguments: Engine.all)
  func diacritics(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let register = room.organisations.register
      let found = try await register.units(matching: "Hà Tĩnh", on: after, limit: 1)
      #expect(found.first?.name == "Tỉnh Hà Tĩnh")
      let marked = try await register.units(matching: "Tân Mỹ", on: before, limit: 3)
      #expect(marked.allSatisfy { $0.fullName.contains("Tân Mỹ") })
    }
  }

  @Test("an old commune is followed into the new one, all of it or in parts", arguments: Engine.all)
  func communes(engine: Engine) async throws {
    try await withUnits(engine) { room in
      try await room.database.read { connection in
        let old = try #require(UnitStore.find("Phường Ngọc Xuân Cao Bằng", on: before, limit: 1, connection).first)
        #expect(old.fullName == "Phường Ngọc Xuân, thành phố Cao Bằng, tỉnh Cao Bằng")
        let next = try UnitStore.successors(of: old.id, connection)
        #expect(next.map(\.unit.fullName) == ["Phường Nùng Trí Cao, tỉnh Cao Bằng"])
        #expect(next.first?.kind == .merge && next.first?.day == after)
        let back = try UnitStore.predecessors(of: next[0].unit.id, connection)
        #expect(back.contains { $0.unit.id == old.id } && back.count > 1)

        let island = try #require(UnitStore.find("Côn Đảo", on: after, limit: 1, connection).first)
        #expect(island.kind == "đặc khu")
        #expect(try UnitStore.predecessors(of: island.id, connection).map(\.unit.name) == ["Huyện Côn Đảo"])
      }
      let (communes, lost, divided) = try await room.database.read { connection in
        let communes: Int? = try connection.value(
          """
          SELECT COUNT(DISTINCT to_unit) FROM unit_succession s JOIN unit u ON u.id = s.to_unit
          WHERE u.level = 'commune'
          """)
        let lost: Int? = try connection.value(
          """
          SELECT COUNT(*) FROM unit_version v WHERE level = 'commune' AND valid_to = \(before)
          AND NOT EXISTS (SELECT 1 FROM unit_succession s WHERE s.from_unit = v.unit)
          """)
        let divided: Int? = try connection.value(
          "SELECT COUNT(DISTINCT from_unit) FROM unit_succession WHERE kind = 'split'")
        return (communes, lost, divided)
      }
      #expect(communes == 3_321)
      #expect(lost == 12)
      #expect((divided ?? 0) > 400)
    }
  }

  @Test("of days before our lists, units are shown as they were on the first day", arguments: Engine.all)
  func longAgo(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let found = try await room.organisations.register.units(matching: "Quảng Bình", on: day("2017-05-01"), limit: 1)
      #expect(found.first?.name == "Tỉnh Quảng Bình")
    }
  }

  @Test(
    "loading again does nothing; the IDs are the same in every installation; nobody else may", arguments: Engine.all)
  func loading(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let again = try await room.organisations.loadUnits(from: unitFolder, by: Room.lead)
      #expect(again == UnitLoad(versions: 14_161, isNew: false))
      let quangTri = try await room.organisations.register.units(matching: "tỉnh Quảng Trị", on: after, limit: 1)
      #expect(quangTri.first?.id == UnitID("20250701-0001-8000-8000-000000000044"))
      #expect(quangTri.first?.id.isWellFormed == true)
      // Lists that changed take the place of those before.
      try await room.database.write { connection in
        try connection.execute("UPDATE unit_load SET digest = 'other'")
        try connection.execute("UPDATE unit_version SET name = 'wrong' WHERE code = '44'")
      }
      #expect(try await room.organisations.loadUnits(from: unitFolder, by: Room.lead).isNew)
      #expect(
        try await room.organisations.register.units(matching: "tỉnh Quảng Trị", on: after, limit: 1).first?.code == "44"
      )
      let reader = Principal.system([Organisations.read])
      await #expect(throws: Failure.forbidden(Organisations.manage)) {
        try await room.organisations.loadUnits(from: unitFolder, by: reader)
      }
      await #expect(throws: UnitFile.Unreadable.self) {
        try await room.organisations.loadUnits(from: URL(fileURLWithPath: "/nowhere"), by: Room.lead)
      }
    }
  }

  @Test("every row of the lists has a source, every parent and every step is there, and no text is decomposed")
  func lists() throws {
    let file = try UnitFile(folder: unitFolder)
    let sources = Set(file.sources.map(\.id))
    let units = Set(file.versions.map(\.unit))
    #expect(file.versions.allSatisfy { sources.contains($0.source) && ($0.parent.map(units.contains) ?? true) })
    #expect(file.steps.allSatisfy { sources.contains($0.source) && units.contains($0.from) && units.contains($0.to) })
    #expect(
      file.versions.allSatisfy { Array($0.name.utf8) == Array($0.name.precomposedStringWithCanonicalMapping.utf8) })
    #expect(file.versions.allSatisfy { ($0.level == .province) == ($0.parent == nil) })
  }

  @Test(
    "a key that is none is refused",
    arguments: [
      "", "c20250701", "x20250701-1", "c20251301-1", "c20250701-", "c2025070-11", "c20250701-12a", "c20250701-1-2",
      "c20250701-1234567890123", "cc0250701-1",
    ])
  func keys(text: String) {
    #expect(UnitKey(text) == nil)
  }

  @Test("quoted fields may hold commas, quotes and new lines")
  func csv() {
    #expect(
      CSV.lines(Data("a,\"b, \"\"c\"\"\nd\",e\r\n,\nlast".utf8)) == [["a", "b, \"c\"\nd", "e"], ["", ""], ["last"]])
  }
}
