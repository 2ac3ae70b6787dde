import App
import Contracts
import Foundation
import Kernel
import Organisations
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

/// The five provinces from 2022 to 2026 with their real mergers: who counts on 31/12 of each year, and what of it is known.
struct ReplayTests {
  /// How many organisations count for a target, by the day: `[2023: 3, 2025: 2]`.
  struct Expected: Sendable, CustomTestStringConvertible {
    let plan: String
    let target: String
    let population: [Int: Int]
    var testDescription: String { "\(plan) \(target)" }
  }

  /// From `data/programmes/agencies.yaml`: Thái Nguyên had 3 agencies and has 1, Quảng Trị 3 and 2 (with Cửa Việt), Cao Bằng 2,
  /// Thái Bình 3 and then those of Hưng Yên, Hưng Yên 3 and 2 (with Phố Hiến).
  static let expected = [
    Expected(plan: "thai-nguyen-2024", target: "g1-2030", population: [2024: 3, 2025: 1]),
    Expected(plan: "quang-tri-2023", target: "g1-2025", population: [2023: 3, 2024: 3, 2025: 2]),
    Expected(plan: "hung-yen-2023", target: "g1-2030", population: [2023: 3, 2024: 3, 2025: 2]),
    Expected(plan: "thai-binh-2023", target: "pl-g1", population: [2023: 3, 2024: 3, 2025: 2]),
    // Two kinds of press or more: the magazine has one.
    Expected(plan: "thai-binh-2023", target: "pl-g3", population: [2023: 2, 2024: 2, 2025: 1]),
    // Electronic press only.
    Expected(plan: "thai-binh-2023", target: "pl-g6", population: [2023: 1, 2024: 1, 2025: 1]),
  ]

  @Test("who counts on 31/12 follows the mergers, by each target's own filter", arguments: Engine.all)
  func populations(engine: Engine) async throws {
    try await withProvinces(engine) { house in
      for expected in Self.expected {
        let (plan, target) = try await Self.find(expected, house)
        for (year, count) in expected.population.sorted(by: { $0.key < $1.key }) {
          let day = CivilDate(year, 12, 31) ?? house.clock.today
          let population = try await house.programme.population(of: target, in: plan, on: day)
          #expect(
            population?.members.count == count, "\(expected) \(year): \(population?.members.map(\.facts.name) ?? [])")
        }
      }
    }
  }

  @Test(
    "2 of 3 agencies of Thái Bình on platforms becomes a part of those of Hưng Yên, and says so", arguments: Engine.all)
  func thaiBinh(engine: Engine) async throws {
    try await withProvinces(engine) { house in
      let (plan, target) = try await Self.find(Self.expected[3], house)
      let administrator = Principal.system(Set(House.permissions.keys))
      var figures: [Int: TargetFigure] = [:]
      for year in [2023, 2024, 2025] {
        let day = CivilDate(year, 12, 31) ?? house.clock.today
        try await house.programme.computeFigures(of: plan.id, on: day, by: administrator)
        figures[year] = try await house.database.read { try FigureStore.whole(target.id, day, on: $0) }
      }
      for year in [2023, 2024] {
        let figure = try #require(figures[year])
        #expect(figure.numerator == 2 && figure.population == 3, "\(figure)")
      }
      let after = try #require(figures[2025])
      #expect(after.population == 2)
      let told = KeptPhrases.explanation(after.explanation, Translator(.vietnamese))
      #expect(told.contains("Hưng Yên"), "\(told)")
      let parts = try await house.database.read { connection in
        try FigureStore.parts(FigureQuery.parts(of: target.id, on: CivilDate(2025, 12, 31) ?? .far), on: connection)
      }
      #expect(Set(parts.map(\.name)) == ["Báo và phát thanh, truyền hình Hưng Yên", "Tạp chí Phố Hiến"])
    }
  }

  /// Press agencies alive on 31/12 of 2022 … 2026, by the province that carried this one on.
  static let alive: [(province: String, counts: [Int])] = [
    ("Thái Nguyên", [3, 3, 3, 1, 1]), ("Quảng Trị", [3, 3, 3, 2, 2]), ("Cao Bằng", [2, 2, 2, 2, 2]),
    ("Thái Bình", [3, 3, 3, 2, 2]), ("Hưng Yên", [3, 3, 3, 2, 2]),
  ]

  @Test("each province has its agencies on 31/12 of each year", arguments: Engine.all)
  func years(engine: Engine) async throws {
    try await withProvinces(engine) { house in
      let registers = house.organisations.registers
      let first = CivilDate(2022, 1, 1) ?? house.clock.today
      for (name, counts) in Self.alive {
        let unit = try #require(try await registers.province(named: name, on: first)?.id)
        for (year, count) in zip(2022..., counts) {
          let day = CivilDate(year, 12, 31) ?? first
          let now = try await registers.successor(ofProvince: unit, on: day)
          let found = try await registers.facts(kind: .pressAgency, province: now, on: day)
          #expect(found.count == count, "\(name) \(year): \(found.map(\.name))")
        }
      }
    }
  }

  @Test(
    "every figure of every plan and year is of organisations alive that day, or of its communes, one part each",
    arguments: Engine.all)
  func everyFigure(engine: Engine) async throws {
    try await withProvinces(engine) { house in
      let plans = try await house.database.read { try PlanStore.all(on: $0) }.filter { $0.kind == .provincial }
      #expect(plans.count == 5)
      var seen = 0
      for plan in plans {
        for year in max(plan.fromYear, 2022)...2026 { seen += try await Self.check(plan, year, house) }
      }
      #expect(seen > 50, "figures of organisations: \(seen)")
    }
  }

  /// Counts a plan's figures on 31/12 of a year and looks at each; returns how many are of organisations.
  private static func check(_ plan: PlanRecord, _ year: Int, _ house: House) async throws -> Int {
    let day = CivilDate(year, 12, 31) ?? house.clock.today
    try await house.programme.computeFigures(of: plan.id, on: day, by: .system(Set(House.permissions.keys)))
    let id = plan.id
    let wholes = try await house.database.read { try FigureStore.wholes(of: id, on: $0) }.filter { $0.day == day }
    let parts = try await house.database.read { try FigureStore.parts(FigureQuery.parts(of: id, on: day), on: $0) }
    let alive = Set(try await house.organisations.register.organisations(kind: nil, on: day).map(\.id))
    let targets = try await house.database.read { try PlanStore.targets(of: id, on: $0) }
    let ofPlaces = Set(targets.filter { PlaceTarget.of($0) == .communes }.map(\.id))
    let communes = try await communes(of: plan, on: day, house)
    for part in parts {
      let isThere =
        ofPlaces.contains(part.target)
        ? communes.contains(part.organisation.rawValue) : alive.contains(part.organisation)
      #expect(isThere, "\(plan.code) \(year) \(part.name)")
    }
    for whole in wholes {
      #expect(parts.count { $0.target == whole.target } == whole.population, "\(plan.code) \(year)")
      if let part = whole.numerator, let all = whole.denominator { #expect(part <= all) }
    }
    return wholes.count { $0.population > 0 }
  }

  private static func communes(of plan: PlanRecord, on day: CivilDate, _ house: House) async throws -> Set<String> {
    guard let place = try await house.programme.scope(of: plan, on: day) else { return [] }
    return Set(try await house.organisations.registers.communes(of: place.province, on: day).map(\.id.rawValue))
  }

  private static func find(_ expected: Expected, _ house: House) async throws -> (PlanRecord, TargetRecord) {
    try await house.database.read { connection in
      let plan = try #require(try PlanStore.find(code: expected.plan, on: connection))
      let targets = try PlanStore.targets(of: plan.id, on: connection)
      return (plan, try #require(targets.first { $0.code == expected.target }))
    }
  }

  private func withProvinces(_ engine: Engine, _ body: (House) async throws -> Void) async throws {
    let now = try #require(Timestamp.date("2027-01-05T02:00:00Z"))
    try await withHouse(engine, clock: .fixed(now)) { house in
      try await house.loadFacts()
      let administrator = Principal.system(Set(House.permissions.keys))
      try await house.organisations.loadAgencies(
        from: checkout.appendingPathComponent("data/programmes/agencies.yaml"), by: administrator)
      let names = ["Báo Thái Bình", "Đài Phát thanh và Truyền hình Thái Bình"]
      let start = CivilDate(2023, 1, 1) ?? house.clock.today
      let agencies = try await house.organisations.register.organisations(kind: .pressAgency, on: start)
      let meant = Dictionary(
        agencies.filter { names.contains($0.name) }.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
      #expect(meant.count == 2)
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("kenh-\(UUIDv7.shared.next()).json")
      defer { try? FileManager.default.removeItem(at: file) }
      let rows = names.map { name in
        [
          "of": name, "platform": "Zalo", "name": name, "address": "https://zalo.example/\(name.count)",
          "has_mark": "1",
          "valid_from": "2023-01-01", "source": "kiểm thử",
        ]
      }
      try JSONEncoder().encode(["channels": rows]).write(to: file)
      try await house.organisations.fillDemoRegisters(from: file, agencies: meant, by: administrator)
      try await body(house)
    }
  }
}

extension CivilDate {
  fileprivate static let far = CivilDate(daysSince1970: 0)
}
