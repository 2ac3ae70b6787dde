import Contracts
import Kernel
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Figures of targets")
struct ComputeTests {
  private let vi = Translator(.vietnamese)

  @Test("two of three of one year are of one after the mergers, and it says so", arguments: Engine.all)
  func mergers(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let registers = bench.registers
      func onPlatforms(_ facts: inout OrganisationFacts) {
        facts.pressTypes = [.print]
        facts.platforms = ["Zalo"]
      }
      registers.end([bench.newspaper, bench.station], on: "2024-12-31", into: [])
      let paper = registers.add("Báo Lúa", to: "2025-06-30", onPlatforms)
      let station = registers.add("Đài Lúa", to: "2025-06-30", onPlatforms)
      let magazine = registers.add("Tạp chí Lúa", to: "2025-06-30") { $0.pressTypes = [.print] }
      let merged = registers.add(
        "Báo và Đài Hưng Yên", province: FigureRegisters.hungYen, from: "2025-07-01", onPlatforms)
      registers.end([paper, station, magazine], on: "2025-06-30", into: [merged])
      registers.end([bench.newspaper, bench.station], on: "2020-12-31", into: [])
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "G1", indicator: "press.platforms", values: [(2024, 67, nil), (2025, 70, nil)])

      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let before = try #require(try await bench.whole(target, "2024-12-31"))
      #expect(before.numerator == 2 && before.denominator == 3 && before.missing.isEmpty)
      #expect(FigureText.count(before.count, .percent, Translator(.vietnamese)) == "66,7% (2/3)")

      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2025-12-31"), by: bench.keeper)
      let after = try #require(try await bench.whole(target, "2025-12-31"))
      #expect(after.numerator == 1 && after.denominator == 1)
      #expect(after.explanationText(vi).contains("2 trên 3 ngày 31/12/2024 nay trên 1."))
      #expect(
        after.explanationText(vi).contains("Báo Lúa, Tạp chí Lúa, Đài Lúa thành Báo và Đài Hưng Yên.")
          || after.explanationText(vi).contains("thành Báo và Đài Hưng Yên."))
      #expect(after.explanationText(vi).contains("Thái Bình nay thuộc tỉnh Hưng Yên"))
    }
  }

  @Test("nought of nought is not applicable, never 0 %", arguments: Engine.all)
  func zeroDenominator(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      for id in [bench.newspaper, bench.station] {
        bench.registers.lives.withLock { $0[id]?.facts.pressTypes = [.print] }
      }
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "G5", indicator: "press.security-level", filter: "electronic", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let whole = try #require(try await bench.whole(target, "2024-12-31"))
      #expect(whole.count.state == .notApplicable && whole.denominator == 0 && whole.population == 0)
      let board = try await bench.programme.dashboard(DashboardFilter(plan: plan.code), for: bench.keeper)
      #expect(board.lines[0].cells[0].standing == .notApplicable)
      #expect(FigureText.count(whole.count, .percent, Translator(.vietnamese)) == "Không áp dụng (0/0)")
    }
  }

  @Test("what the registers do not hold is missing and named, not counted as nought", arguments: Engine.all)
  func missing(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.newspaper]?.facts.securityLevel = 3 }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level")
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let whole = try #require(try await bench.whole(target, "2024-12-31"))
      #expect(whole.count.state == .missing && whole.known == 1 && whole.population == 2)
      #expect(whole.missingText(vi) == "chưa ghi cấp độ an toàn thông tin của Đài Phát thanh và Truyền hình Thái Bình")
    }
  }

  @Test("revenue of a merged agency grows against the sum of those it came from", arguments: Engine.all)
  func revenue(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let registers = bench.registers
      let merged = registers.add("Báo và Đài Thái Bình", from: "2025-03-17")
      registers.end([bench.newspaper, bench.station], on: "2025-03-16", into: [merged])
      registers.revenue(bench.newspaper, 2022, 100)
      let plan = try await bench.plan { $0.province = FigureRegisters.thaiBinh }
      let target = try await bench.target(
        plan, "G4", indicator: "press.revenue-growth", values: [(2025, 33, 20)])
      let day = figureDay("2025-06-30")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      #expect(
        try await bench.whole(target, "2025-06-30")?.missingText(vi).contains("chưa có số liệu doanh thu năm 2022")
          == true)
      registers.revenue(bench.station, 2022, 200)
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      #expect(
        try await bench.whole(target, "2025-06-30")?.missingText(vi)
          == "chưa có số liệu doanh thu năm 2025 của Báo và Đài Thái Bình")
      registers.revenue(merged, 2025, 360, confirmed: false)
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      #expect(
        try await bench.whole(target, "2025-06-30")?.missingText(vi).contains("chưa được người thứ hai xác nhận")
          == true)
      registers.revenue(merged, 2025, 360)
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let part = try #require(try await bench.parts(target, "2025-06-30").first)
      #expect(part.numerator == 1 && part.denominator == 1)
      #expect(part.evidence.first?.text.contains("tăng 20%") == true)
      #expect(part.evidence.allSatisfy { !$0.text.contains("360") && !$0.text.contains("300") })
      try await seenByRight(bench, plan, target, merged)
    }
  }

  @Test("people trained add up as people, not as agencies", arguments: Engine.all)
  func people(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { lives in
        lives[bench.newspaper]?.facts.staff = 80
        lives[bench.newspaper]?.facts.trained = 60
        lives[bench.station]?.facts.staff = 120
        lives[bench.station]?.facts.trained = 30
      }
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "G7", indicator: "press.people-trained", kind: "person", filter: "leader")
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      let whole = try #require(try await bench.whole(target, "2024-12-31"))
      #expect(whole.numerator == 90 && whole.denominator == 200)
      #expect(FigureText.count(whole.count, .percent, Translator(.vietnamese)) == "45% (90/200)")
    }
  }

  @Test("an agency that the paper names counts under whoever carries it on", arguments: Engine.all)
  func named(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let merged = bench.registers.add("Báo và Đài Hưng Yên", province: FigureRegisters.hungYen, from: "2025-07-01") {
        $0.flags[.dataAnalysis] = FlagFact(holds: true, since: figureDay("2025-09-01"), paper: "CV 5")
      }
      bench.registers.end([bench.newspaper], on: "2025-06-30", into: [merged])
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "Báo Thái Bình dùng AI", indicator: "press.data-ai", filter: "named")
      try await bench.programme.computeFigures(of: plan.id, on: figureDay("2025-12-31"), by: bench.keeper)
      let parts = try await bench.parts(target, "2025-12-31")
      #expect(parts.map(\.organisation) == [merged] && parts.first?.numerator == 1)
    }
  }

  @Test("a straight line is continued without a band, fewer than three years not at all, percents stay in bounds")
  func forecast() throws {
    #expect(Forecast([(2022, 10), (2023, 20)], within: nil) == nil)
    let line = try #require(Forecast([(2022, 10), (2023, 20), (2024, 30)], within: 0...100))
    let next = line.at(2026)
    #expect(abs(next.value - 50) < 1e-9 && abs(next.low - 50) < 1e-9 && abs(next.high - 50) < 1e-9)
    #expect(line.at(2040).value == 100)
    // By hand: mean 20, slope 10, residuals 1, -2, 1: s² = 6/1; t(1) = 12,706; at 2025: √(1 + 1/3 + 4/2).
    let noisy = try #require(Forecast([(2022, 11), (2023, 18), (2024, 31)], within: nil)).at(2025)
    #expect(abs(noisy.value - 40) < 1e-9)
    #expect(abs(noisy.high - noisy.value - 12.706 * 6.0.squareRoot() * (10.0 / 3).squareRoot()) < 1e-9)
  }

  /// Keeping the plan is not enough for figures of revenue, nor is working at the agency: the right to revenue is asked.
  private func seenByRight(
    _ bench: FigureBench, _ plan: PlanRecord, _ record: TargetRecord, _ agency: OrganisationID
  ) async throws {
    func person(_ organisation: OrganisationID, _ rights: Set<Permission>) -> Principal {
      Principal(id: .new(), name: "Ai", organisation: organisation, scoped: [organisation: rights])
    }
    let target = record.id
    let department = try #require(plan.owner)
    let keeping: Set<Permission> = [Programme.read, Programme.manage]
    let sighted = [
      person(department, keeping.union([Programme.readRevenue])),
      person(agency, [Programme.read, Programme.readRevenue]),
    ]
    let blind = [person(department, keeping), person(agency, [Programme.read, Programme.work])]
    let site = AskedSite(people: sighted + blind) { bench.programme.addRoutes(to: $0) }
    let paths = [ProgrammePath.target(target), "/api/v1/programme/plans/\(plan.code)/figures?day=2025-06-30"]
    for path in paths {
      for one in sighted { #expect(try await site.get(path, as: one).text.contains("tăng 20%"), "\(path)") }
      for one in blind {
        let answer = try await site.get(path, as: one)
        #expect(answer.status == 200 && !answer.text.contains("tăng 20%"), "\(path)")
      }
    }
    for one in blind {
      let view = try await bench.programme.targetView(target, for: one)
      #expect(view.parts.isEmpty && view.wholes.isEmpty)
      let board = try await bench.programme.dashboard(DashboardFilter(plan: plan.code), for: one)
      #expect(board.lines.allSatisfy { $0.cells.allSatisfy { $0.count == nil } })
    }
  }
}
