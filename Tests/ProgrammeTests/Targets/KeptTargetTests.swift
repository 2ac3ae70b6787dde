import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("What a freeze keeps of the plan")
struct KeptTargetTests {
  private let day = figureDay("2024-12-31")

  /// 1 of 2 agencies, where the plan wants all.
  private func frozen(_ bench: FigureBench) async throws -> (plan: PlanRecord, target: TargetRecord, freeze: Freeze) {
    bench.registers.lives.withLock {
      $0[bench.newspaper]?.facts.securityLevel = 3
      $0[bench.station]?.facts.securityLevel = 1
    }
    let plan = try await bench.plan()
    let target = try await bench.target(plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
    try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
    return (plan, target, try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper))
  }

  /// As an amendment of the plan does it.
  private func amend(_ target: TargetRecord, _ bench: FigureBench) async throws {
    try await bench.database.write { connection in
      try connection.execute(
        """
        UPDATE plan_target SET measure = 'Đổi tên sau chốt', unit = 'count', direction = 'down', goal = ''
        WHERE id = \(target.id)
        """)
      try connection.execute("UPDATE plan_target_value SET value = 10, shown = '10%' WHERE target = \(target.id)")
    }
  }

  @Test("an amendment after freezing changes nothing of what was published", arguments: Engine.all)
  func amended(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (plan, target, freeze) = try await frozen(bench)
      let site = AskedSite(people: [bench.keeper]) { bench.programme.addRoutes(to: $0) }
      let paths = ["/tien-do/\(plan.code)/du-lieu.json", "/tien-do/\(plan.code)/du-lieu.csv"]
      var before: [String] = []
      for path in paths { before.append(try await site.get(path, as: nil).text) }
      #expect(before[0].contains("\"planned\":\"100%\"") && before[0].contains("behind"))
      try await amend(target, bench)
      for (path, text) in zip(paths, before) { #expect(try await site.get(path, as: nil).text == text) }
      #expect(try await bench.programme.verifyFreeze(freeze.id, by: bench.keeper).isIntact)
      let cell = try #require(
        try await bench.programme.dashboard(DashboardFilter(plan: plan.code), for: bench.keeper).lines[0].cells.first)
      #expect(cell.planned?.shown == "100%" && cell.standing == .behind)
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text
      #expect(page.contains("50% (1/2)") && page.contains("kế hoạch 100%"))
      let json = try await site.get(
        "/api/v1/programme/plans/\(plan.code)/figures?day=2024-12-31", as: bench.keeper
      ).text
      #expect(json.contains("\"planned\":\"100%\"") && !json.contains("Đổi tên sau chốt"))
    }
  }

  @Test("frozen figures are said in the unit of then, wherever they stand", arguments: Engine.all)
  func unit(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (plan, target, _) = try await frozen(bench)
      try await amend(target, bench)
      let site = AskedSite(people: [bench.keeper, bench.lan]) { bench.programme.addRoutes(to: $0) }
      let said = "đơn vị khi chốt: Tỷ lệ phần trăm"
      let board = "/lam-viec/ke-hoach-tinh/bang-chi-tieu"
      let table = try await site.get("\(board)?ke-hoach=\(plan.code)", as: bench.keeper).text
      #expect(table.contains("50% (1/2)") && table.contains(said) && table.contains("kém 50 điểm %"))
      #expect(table.contains("Năm 2024 chốt theo đơn vị khác"))
      let csv = try await site.get("\(board).csv?ke-hoach=\(plan.code)", as: bench.keeper).text
      #expect(csv.contains("2024-12-31,1,2,50,Chậm") && csv.contains(",Tỷ lệ phần trăm\r\n"))
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text
      #expect(page.contains(said) && page.contains("Năm 2024 chốt theo đơn vị khác"))
      #expect(!page.contains("kpi-chart__line"), "what was frozen in another unit is on no line")
      let own = try await site.get(ProgrammePath.target(target.id), as: bench.lan).text
      #expect(own.contains("Có (1/1)") && own.contains(said))
      let json = try await site.get(
        "/api/v1/programme/plans/\(plan.code)/figures?day=2024-12-31", as: bench.keeper
      ).text
      #expect(json.contains("\"unit\":\"percent\"") && json.contains("\"unitNow\":\"count\""))
      #expect(json.contains("\"percent\":50"))
      // Restating is said in the unit of then, too: a share needs its denominator.
      var input = RestatementInput(
        day: day, organisation: bench.station, numerator: 1, denominator: nil, reason: "Đếm thiếu")
      input.evidence = "Quyết định 7"
      let bare = input
      await #expect(throws: Failure.invalid(["denominator": "Cần mẫu số: không nhận tỷ lệ phần trăm đứng một mình"])) {
        try await bench.programme.proposeRestatement(target.id, bare, by: bench.keeper)
      }
      input.denominator = 1
      try await bench.programme.restate(target.id, input, by: bench.keeper)
      let after = try await site.get("\(board)?ke-hoach=\(plan.code)", as: bench.keeper).text
      #expect(after.contains("100% (2/2)") && after.contains(said))
    }
  }

  @Test("a forecast goes through figures of one unit only", arguments: Engine.all)
  func forecast(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (plan, target, _) = try await frozen(bench)
      try await amend(target, bench)
      let (now, kept) = try await bench.database.read { connection in
        (try PlanStore.target(target.id, on: connection), try KeptTargets(of: plan.id, on: connection))
      }
      let counted = try #require(now)
      func figure(_ year: Int, _ numerator: Double, _ denominator: Double?) -> DashboardFigure {
        DashboardFigure(
          target: target.id, day: figureDay("\(year)-12-31"), count: FigureCount(numerator, denominator), known: nil,
          missing: "", name: nil)
      }
      let value = TargetValue(target: target.id, year: 2025, value: 40, shown: "40")
      let lines = DashboardLines(
        targets: [counted], values: [target.id: [value]],
        figures: [figure(2021, 10, nil), figure(2022, 20, nil), figure(2023, 30, nil), figure(2024, 1, 2)],
        frozen: [day], restated: [], isWhole: true, today: figureDay("2026-11-28"), kept: kept
      ).lines
      let line = try #require(lines.first)
      #expect(line.inOtherUnit == [2024] && line.hasForecast)
      #expect(line.cells.first { $0.year == 2024 }?.unit == .percent)
      #expect(line.cells.first { $0.year == 2023 }?.unit == .count)
      let point = try #require(line.cells.first { $0.year == 2025 }?.forecast)
      #expect(abs(point.value - 50) < 1e-9, "10, 20, 30 lead to 50 in 2025, whatever the share of 2024 was")
    }
  }

  @Test("what was kept cannot be changed, and what is put beside it breaks the digest", arguments: Engine.all)
  func kept(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (plan, target, freeze) = try await frozen(bench)
      #expect(freeze.form == 2)
      let statements: [SQL] = ["UPDATE plan_freeze_target SET content = '{}'", "DELETE FROM plan_freeze_target"]
      for statement in statements {
        await #expect(throws: (any Error).self) { _ = try await bench.database.write { try $0.execute(statement) } }
      }
      let other = try await bench.target(plan, "other", position: 2)
      try await bench.database.write { connection in
        try FreezeStore.insert([KeptTarget(other, [])], of: freeze, on: connection)
      }
      #expect(try await bench.programme.verifyFreeze(freeze.id, by: bench.keeper).isIntact == false)
      #expect(target.id != other.id)
    }
  }

  @Test("a freeze of before keeps its digest, and says what it lacks", arguments: Engine.all)
  func old(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.newspaper]?.facts.securityLevel = 3 }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let freeze = try await bench.database.write { connection in
        let text = try FrozenText.of(plan, day, targets: nil, on: connection)
        var old = Freeze(
          plan: plan.id, day: day, digest: text.digest, figures: text.figures, parts: text.parts, proofs: text.proofs,
          by: bench.keeper, at: bench.hand.now)
        old.form = 1
        try FreezeStore.insert(old, on: connection)
        return old
      }
      try await amend(target, bench)
      #expect(try await bench.programme.verifyFreeze(freeze.id, by: bench.keeper).isIntact)
      let site = AskedSite(people: [bench.keeper]) { bench.programme.addRoutes(to: $0) }
      #expect(try await site.get(FreezePage.path(plan.id), as: bench.keeper).text.contains("Bản chốt cũ"))
    }
  }
}
