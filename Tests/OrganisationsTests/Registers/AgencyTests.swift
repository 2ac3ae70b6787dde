import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("The agencies of the five provinces, 2022 to 2026")
struct AgencyTests {
  private static let file = dataFolder.appendingPathComponent("programmes/agencies.yaml")
  private static let loader = Principal.system([
    Organisations.manage, Organisations.manageRegisters, Organisations.read,
  ])

  @Test("are founded, merged and handed on once, with their kinds of press on the eve and after", arguments: Engine.all)
  func load(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let organisations = room.organisations
      let load = try await organisations.loadAgencies(from: Self.file, by: Self.loader)
      let list = try AgencyFile(contentsOf: Self.file)
      #expect(load.founded == list.organisations.count && load.steps == list.steps.count && load.licences == 19)
      #expect(try await organisations.loadAgencies(from: Self.file, by: Self.loader) == AgencyLoad())
      let registers = organisations.registers
      func names(_ province: String, _ on: String) async throws -> [String] {
        let unit = try #require(try await registers.province(named: province, on: day(on)), "\(province) \(on)")
        return try await registers.facts(kind: .pressAgency, province: unit.id, on: day(on)).map(\.name)
      }
      #expect(try await names("Thái Bình", "2024-12-31").count == 3)
      #expect(try await names("Thái Bình", "2025-06-30") == ["Báo Thái Bình", "Tạp chí Văn nghệ Thái Bình"])
      #expect(try await names("Hưng Yên", "2022-12-31").count == 3)
      #expect(
        try await names("Hưng Yên", "2025-12-31") == ["Báo và phát thanh, truyền hình Hưng Yên", "Tạp chí Phố Hiến"])
      #expect(try await names("Thái Nguyên", "2024-12-31").count == 3)
      #expect(try await names("Bắc Kạn", "2024-12-31").count == 3)
      #expect(try await names("Thái Nguyên", "2025-12-31") == ["Báo và phát thanh, truyền hình Thái Nguyên"])
      #expect(
        try await names("Quảng Trị", "2026-12-31") == ["Báo và phát thanh, truyền hình Quảng Trị", "Tạp chí Cửa Việt"])
      #expect(try await names("Cao Bằng", "2026-12-31").count == 2)

      // "2 of 3" becomes "of 1": the three of Thái Bình roll up to the one of Hưng Yên.
      let three = ["bao-thai-binh", "dai-ptth-thai-binh", "tap-chi-van-nghe-thai-binh"].map(AgencyFile.id)
      let heirs = try await registers.rollUp(three, from: day("2024-12-31"), on: day("2025-12-31"))
      #expect(Set(heirs.values.joined()) == [AgencyFile.id("bao-va-ptth-hung-yen")] && heirs.count == 3)
      let merged = try await registers.facts([AgencyFile.id("bao-va-ptth-hung-yen")], on: day("2025-12-31"))
      #expect(merged.first?.value.pressTypes == Set(PressType.allCases))

      // Said by whoever answers for it, what was unverified is so no longer.
      let magazine = AgencyFile.id("tap-chi-pho-hien")
      func marks() async throws -> [String] {
        try await organisations.rows(
          .licences, RegisterQuestion(day: day("2026-01-01"), organisation: magazine), for: Self.loader
        ).rows.map(\.mark)
      }
      #expect(try await marks() == ["unverified"])
      let said = try await organisations.rows(
        .licences, RegisterQuestion(day: day("2026-01-01"), organisation: magazine), for: Self.loader
      ).rows[0].values
      try await organisations.enter(
        RawRow(organisation: magazine.rawValue, values: said), into: .licences, by: Room.keeper)
      #expect(try await marks() == [""])

      // The department of information ended; what oversees the press now is that of culture.
      func departments(_ on: String) async throws -> [String] {
        let unit = try #require(try await registers.province(named: "Cao Bằng", on: day(on)))
        return try await registers.facts(kind: .department, province: unit.id, on: day(on)).map(\.name)
      }
      #expect(try await departments("2025-02-28").contains("Sở Thông tin và Truyền thông tỉnh Cao Bằng"))
      #expect(try await departments("2025-03-01").count == 2)
      let after = try await registers.rollUp(
        [AgencyFile.id("so-tttt-thai-binh")], from: day("2025-01-01"), on: day("2025-12-31"))
      #expect(
        Set(after.values.joined()) == [AgencyFile.id("so-vhttdl-hung-yen"), AgencyFile.id("so-khcn-hung-yen")])
      // Stations' licences run on for the merged agencies, until 01/3/2027.
      let ends = try await organisations.licenceEnds(of: AgencyFile.id("bao-va-ptth-thai-nguyen"))
      #expect(Set(ends.map(\.day)) == [day("2027-03-01")] && ends.count == 2)
    }
  }

  @Test("the list names a source and a mark for everything")
  func marks() throws {
    let list = try AgencyFile(contentsOf: Self.file)
    let known = Set(list.organisations.map(\.id) + list.steps.compactMap { $0.new?.id })
    for entry in list.organisations {
      #expect(entry.source.map { list.sources[$0] != nil } == true, "\(entry.id)")
      #expect(["A", "A-ocr", "B", "unverified"].contains(entry.mark ?? ""), "\(entry.id)")
      #expect(entry.body.map(known.contains) ?? true, "\(entry.id)")
      if entry.source == "none" { #expect(entry.mark == "unverified", "\(entry.id)") }
    }
    // What is shown says it in words: no mark in brackets, nothing of our own papers.
    let shown =
      list.organisations.map { list.basis($0.source, $0.mark, list.sinceNote, $0.note) }
      + list.steps.map { list.basis($0.source, $0.mark, $0.dayNote) }
    #expect(shown.allSatisfy { !$0.contains("[") && !$0.contains("Tập quy định") })
    #expect(shown.contains { $0.contains("chép từ văn bản gốc") } && shown.contains { $0.contains("phải kiểm tra") })
    for step in list.steps {
      #expect(list.sources[step.source] != nil && CivilDate(rawValue: step.day) != nil)
      #expect((step.from + step.to + [step.existing].compactMap { $0 }).allSatisfy(known.contains), "\(step.from)")
    }
  }
}
