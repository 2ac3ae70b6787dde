import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("How a plan goes, on one page")
struct PlanStandingTests {
  @Test("figures, late tasks and agencies for whoever keeps it; its own part for an agency", arguments: Engine.all)
  func standing(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let site = AskedSite(people: [bench.keeper, bench.lan, bench.stranger]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan()
      // The province was merged in 2025: today its agencies are those of the new one.
      bench.registers.add("Báo và phát thanh, truyền hình Hưng Yên", province: FigureRegisters.hungYen)
      let target = try await bench.shares(plan, "own", values: [(2024, 50, nil), (2030, 100, nil)])
      let path = ProgrammePath.plan(plan.id)
      let empty = try await site.get(path, as: bench.keeper)
      #expect(empty.status == 200 && empty.text.contains("Kế hoạch này chưa có số liệu."))
      #expect(empty.text.contains("Không có nhiệm vụ nào chậm hạn.") && empty.text.contains("chưa có kết quả"))
      let day = figureDay("2024-12-31")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      var input = FigureInput(organisation: bench.newspaper, day: day, numerator: 3, denominator: 4)
      input.evidence = "Báo cáo 5/BC"
      let entry = try await bench.programme.enterFigure(target.id, input, by: bench.lan)
      try await bench.programme.confirmFigure(entry, by: bench.minh)
      try await Self.task("Nâng cấp hệ thống", due: "2026-11-20", of: bench.newspaper, plan, bench)
      try await Self.task("Chưa đến hạn", due: "2027-03-31", of: bench.newspaper, plan, bench)
      let kept = try await site.get(path, as: bench.keeper)
      #expect(kept.text.contains(target.measure) && kept.text.contains("có số của 1 trên 2 cơ quan"))
      #expect(kept.text.contains("Nâng cấp hệ thống") && !kept.text.contains("Chưa đến hạn"))
      #expect(kept.text.contains("Báo và phát thanh, truyền hình Hưng Yên"))
      let own = try await site.get(path, as: bench.lan)
      #expect(own.text.contains("75% (3/4)") && own.text.contains("Nâng cấp hệ thống"))
      let other = try await site.get(path, as: bench.stranger)
      #expect(other.status == 200 && !other.text.contains("3/4") && !other.text.contains("Nâng cấp hệ thống"))
    }
  }

  @Test("those with most points first, those without any last", arguments: Engine.all)
  func agencies(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let paper = bench.registers.add("Báo Hưng Yên", province: FigureRegisters.hungYen)
      let station = bench.registers.add("Đài Hưng Yên", province: FigureRegisters.hungYen)
      try await bench.database.write { connection in
        for (year, total) in [(2023, 9500), (2024, 8694)] {
          let draft = PastDraft(
            organisation: station, name: "Đài", year: year, bloc: .radioTelevision, total: Points(total),
            decision: "1/QĐ", decidedOn: CivilDate(year, 12, 18), address: "https://cong-bo.example/\(year)")
          var past = PastResult(draft, by: bench.keeper, at: bench.hand.now)
          past.state = .confirmed
          try PastStore.insert(past, on: connection)
        }
      }
      let all = try await bench.programme.standing(of: plan, for: bench.keeper).agencies
      #expect(all.map(\.organisation) == [station, paper])
      #expect(all.map { $0.newest?.total.text } == ["86,94", nil], "the newest counts, not the best")
    }
  }

  private static func task(
    _ title: String, due: String, of lead: OrganisationID, _ plan: PlanRecord, _ bench: FigureBench
  ) async throws {
    var draft = WorkDraft(lead: lead)
    draft.plan = plan.id
    draft.title = title
    draft.startsOn = figureDay("2026-01-01")
    draft.dueOn = figureDay(due)
    _ = try await bench.programme.make(draft, by: bench.keeper)
  }
}
