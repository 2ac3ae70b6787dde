import Contracts
import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Reached, and by how much")
struct AttainmentTests {
  private func of(
    _ numerator: Double, _ denominator: Double?, _ wanted: Double, unit: TargetUnit = .percent,
    direction: TargetDirection = .up
  ) -> Attainment {
    var target = TargetRecord(plan: PlanID("p"), code: "c", position: 1, text: "", measure: "")
    target.unit = unit
    target.direction = direction
    let planned = TargetValue(target: target.id, year: 2025, value: wanted, shown: "\(wanted)%")
    return .of(FigureCount(numerator, denominator), planned, target, isOver: true)
  }

  @Test("67% of three is two of them, with no gap; of 200 it is 134 of them, and 133 is behind")
  func rounded() {
    #expect(of(2, 3, 67) == Attainment(standing: .reached, gap: 0, isRounded: true))
    #expect(of(2, 3, 67, direction: .equal).standing == .reached)
    #expect(of(1, 3, 67).standing == .behind && of(1, 3, 67).gapText == "-33,7")
    #expect(of(3, 3, 67).standing == .reached && !of(3, 3, 67).isRounded)
    #expect(of(134, 200, 67) == Attainment(standing: .reached, gap: 0, isRounded: false))
    #expect(of(133, 200, 67).standing == .behind)
    // 2/3 is not 66: more than the plan wants, by what it is.
    #expect(of(2, 3, 66).standing == .reached && of(2, 3, 66).gapText == "0,7" && !of(2, 3, 66).isRounded)
  }

  @Test("a plan that writes decimals is compared in them")
  func decimals() {
    #expect(Attainment.decimals(67) == 0 && Attainment.decimals(66.7) == 1 && Attainment.decimals(12.25) == 2)
    #expect(of(2, 3, 66.7) == Attainment(standing: .reached, gap: 0, isRounded: true))
    #expect(of(2, 3, 66.9).standing == .behind)
    #expect(of(2, 3, 66.67).isRounded)
  }

  @Test("numbers that are no shares are never rounded")
  func plain() {
    #expect(of(66, nil, 67, unit: .count) == Attainment(standing: .behind, gap: -1, isRounded: false))
    #expect(of(66.6, nil, 67, unit: .hoursPerDay).standing == .behind)
  }

  @Test("board, target, file, interface, report and open data tell one story", arguments: Engine.all)
  func everywhere(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      for (place, id) in [bench.newspaper, bench.station, bench.registers.add("Tạp chí Lúa")].enumerated() {
        bench.registers.lives.withLock { $0[id]?.facts.securityLevel = place < 2 ? 3 : 1 }
      }
      let plan = try await bench.plan()
      let target = try await bench.target(
        plan, "G5", indicator: "press.security-level", values: [(2024, 67, nil)])
      let day = figureDay("2024-12-31")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      let site = AskedSite(people: [bench.keeper]) { bench.programme.addRoutes(to: $0) }
      let board = try await site.get("\(DashboardPage.path)?ke-hoach=thai-binh", as: bench.keeper).text
      #expect(board.contains("66,7% (2/3)") && board.contains("Đạt khi làm tròn như kế hoạch"))
      #expect(!board.contains("kém 0,3") && !board.contains("-0,3"))
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text
      #expect(page.contains("2/3 là 66,7%, kế hoạch viết 67%. Trong 3 không có số nguyên nào"))
      #expect(page.contains("kế hoạch 67%: đạt khi làm tròn như kế hoạch") && !page.contains("-0,3"))
      let csv = try await site.get("\(DashboardPage.path).csv?ke-hoach=thai-binh", as: bench.keeper).text
      #expect(csv.contains(",Đạt khi làm tròn như kế hoạch,0,"))
      let api = try await site.get("/api/v1/programme/plans/thai-binh/figures", as: bench.keeper).text
      #expect(api.contains("\"gap\":0") && api.contains("\"roundedAsPlanned\":true") && api.contains("\"reached\""))
      let progress = try await bench.programme.publicPlan("thai-binh")
      let facts = try #require(progress.newest?.facts)
      let told = ReportSentences(facts: facts, year: 2024).targets.joined()
      #expect(told.contains("2 trên 3") && told.contains("đạt khi làm tròn như kế hoạch"))
      let open = PublicParts(progress: progress, today: day, t: Translator(.vietnamese))
      #expect("\(open.table(open.withFigures, caption: "x"))".contains("Đạt khi làm tròn như kế hoạch"))
      #expect(OpenData(progress).targets.first?.rounded == true)
    }
  }
}
