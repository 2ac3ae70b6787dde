import App
import Contracts
import Foundation
import Kernel
import Organisations
import Persistence
import TestSupport
import Testing

@testable import Programme

/// Figures that are counted from the registers of places, from the registers' rows to the target's parts.
struct PlaceReplayTests {
  private let vi = Translator(.vietnamese)

  /// The demo province's registers, and a plan of it with one target for each indicator.
  private struct Bench {
    let house: House
    let plan: PlanRecord
    let keeper: Principal

    func figure(_ measure: String, _ day: String) async throws -> (whole: TargetFigure, parts: [FigurePart]) {
      let on = try #require(CivilDate(rawValue: day))
      let plan = plan.id
      return try await house.database.read { connection in
        let target = try #require(try PlanStore.targets(of: plan, on: connection).first { $0.measure == measure })
        return (
          try #require(try FigureStore.whole(target.id, on, on: connection)),
          try FigureStore.parts(FigureQuery.parts(of: target.id, on: on), on: connection)
        )
      }
    }

    func count(_ day: String) async throws {
      try await house.programme.computeFigures(of: plan.id, on: CivilDate(rawValue: day) ?? .distant, by: keeper)
    }
  }

  private static func target(
    _ indicator: String, _ kind: String, unit: TargetUnit = .percent, filter: String = "all"
  ) -> TargetDraft {
    var draft = TargetDraft()
    draft.measure = "\(indicator) \(kind) \(unit.rawValue)"
    draft.indicator = indicator
    draft.populationKind = kind
    draft.populationFilter = filter
    draft.unit = unit
    draft.values = [2026: unit == .percent ? "100%" : "1"]
    return draft
  }

  private func withBench(_ engine: Engine, _ body: (Bench) async throws -> Void) async throws {
    let now = try #require(Timestamp.date("2027-01-05T02:00:00Z"))
    try await withHouse(engine, clock: .fixed(now)) { house in
      let all = Principal.system(Set(House.permissions.keys))
      _ = try await house.organisations.loadUnits(
        from: checkout.appendingPathComponent("data/demo/units"), as: .madeUp, by: all)
      let start = try #require(CivilDate(2025, 7, 1))
      let province = try await house.organisations.registers.province(named: "Lam Giang", on: start)?.id
      let department = try await house.organisations.found(
        .init(kind: .department, name: "Sở VHTTDL", shortName: "", province: province), from: start, by: all)
      try await house.organisations.fillDemoRegisters(
        from: checkout.appendingPathComponent("data/demo/registers.json"), agencies: ["department": department], by: all
      )
      var draft = PlanDraft()
      draft.owner = department
      draft.title = "Kế hoạch"
      draft.shortTitle = "Kế hoạch"
      draft.provinceName = "Lam Giang"
      draft.fromYear = 2025
      draft.toYear = 2030
      let plan = try await house.programme.createPlan(draft, by: all)
      for target in [
        Self.target("commune.radio", "commune"), Self.target("commune.board", "commune"),
        Self.target("commune.covered", "commune"), Self.target("commune.informed", "citizen"),
        Self.target("print.distribution", "commune"), Self.target("print.distribution", "commune", unit: .count),
        Self.target("print.distribution", "district"), Self.target("print.modern", "printer"),
        Self.target("print.e-publications", "publication"),
      ] {
        try await house.programme.addTarget(plan.code, target, by: all)
      }
      try await body(Bench(house: house, plan: plan, keeper: all))
    }
  }

  @Test("communes: who has it, who has not, and who is missing by name", arguments: Engine.all)
  func communes(engine: Engine) async throws {
    try await withBench(engine) { bench in
      try await bench.count("2025-12-31")
      try await bench.count("2026-12-31")
      let (early, _) = try await bench.figure("commune.radio commune percent", "2025-12-31")
      #expect(early.numerator == 4 && early.denominator == 7 && early.population == 10 && early.known == 7)
      let (radio, parts) = try await bench.figure("commune.radio commune percent", "2026-12-31")
      // Nine of ten are entered; FM does not count as radio over the network.
      #expect(radio.numerator == 6 && radio.denominator == 9 && radio.source == .computed)
      #expect(
        radio.missingText(vi) == "chưa ghi truyền thanh, bảng tin trong sổ của Xã Bến Đá" && radio.explanation.isEmpty)
      let fm = try #require(parts.first { $0.name == "Xã Khau Sương" })
      #expect(
        fm.numerator == 0 && fm.evidence.first.map { vi($0.sentence) }?.contains("FM, có dây, từ 01/07/2025") == true)
      #expect(fm.evidence.first?.path?.hasPrefix("/lam-viec/so-bo/do-phu?tinh=") == true)
      let (board, _) = try await bench.figure("commune.board commune percent", "2026-12-31")
      #expect(board.numerator == 5 && board.denominator == 9)
      let (covered, _) = try await bench.figure("commune.covered commune percent", "2026-12-31")
      #expect(covered.numerator == 8 && covered.denominator == 9)
      let (points, places) = try await bench.figure("print.distribution commune percent", "2026-12-31")
      #expect(points.numerator == 7 && points.denominator == 10 && points.missing.isEmpty)
      #expect(places.first { $0.name == "Phường Trung Tâm" }?.evidence.count == 2)
      let (people, _) = try await bench.figure("commune.informed citizen percent", "2026-12-31")
      #expect(people.numerator == 20_100 && people.denominator == 23_500)
      #expect(people.known == 3 && people.missingText(vi).hasPrefix("chưa ghi số dân và số dân được phục vụ"))
    }
  }

  @Test("printers and publications: one part of who keeps them, with their names", arguments: Engine.all)
  func things(engine: Engine) async throws {
    try await withBench(engine) { bench in
      try await bench.count("2025-12-31")
      try await bench.count("2026-12-31")
      let (before, _) = try await bench.figure("print.modern printer percent", "2025-12-31")
      #expect(before.numerator == 2 && before.denominator == 4)
      let (now, parts) = try await bench.figure("print.modern printer percent", "2026-12-31")
      #expect(now.numerator == 3 && now.denominator == 4 && parts.map(\.name) == ["Sở VHTTDL"])
      #expect(parts[0].evidence.contains { $0.text == "Xưởng in Bờ Sông" })
      let (books, _) = try await bench.figure("print.e-publications publication percent", "2026-12-31")
      #expect(books.numerator == 2 && books.denominator == 8)
      let (last, _) = try await bench.figure("print.e-publications publication percent", "2025-12-31")
      #expect(last.numerator == 2 && last.denominator == 6)
    }
  }

  @Test("words that count something else are left to be entered; communes are no agencies", arguments: Engine.all)
  func others(engine: Engine) async throws {
    try await withBench(engine) { bench in
      try await bench.count("2026-12-31")
      let (district, none) = try await bench.figure("print.distribution district percent", "2026-12-31")
      #expect(none.isEmpty && district.missingText(vi) == "chưa nhập số liệu" && district.source == .none)
      let (number, _) = try await bench.figure("print.distribution commune count", "2026-12-31")
      #expect(number.numerator == nil && number.missingText(vi) == "chưa nhập số liệu")
      let board = try await bench.house.programme.dashboard(DashboardFilter(plan: bench.plan.code), for: bench.keeper)
      #expect(board.members.map(\.name) == ["Sở VHTTDL"])
      let compared = try await bench.house.programme.comparison(bench.plan.code, for: bench.keeper)
      #expect(compared.agencies.map(\.name) == ["Sở VHTTDL"])
    }
  }

  @Test("plans from files are counted only where their words are the register's", arguments: [Engine.sqlite])
  func files(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await house.loadFacts()
      let counted = try await house.database.read { connection -> Set<String> in
        var found: Set<String> = []
        for plan in try PlanStore.all(on: connection) {
          for target in try PlanStore.targets(of: plan.id, on: connection) where PlaceTarget.of(target) != nil {
            found.insert("\(plan.code)/\(target.code)")
          }
        }
        return found
      }
      #expect(
        counted == [
          "cao-bang-2021/e-publications-2025", "cao-bang-2021/printers-modern", "thai-nguyen-2024/commune-radio-2030",
        ])
    }
  }
}

extension CivilDate {
  fileprivate static let distant = CivilDate(daysSince1970: 0)
}
