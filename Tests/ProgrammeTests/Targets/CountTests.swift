import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

/// An indicator that does something while it is asked, to meet a count half-way.
private struct Meddling: Indicator {
  let id = "press.meddling"
  let name: Phrase = "Cơ quan báo chí"
  let counting = IndicatorCounting.organisations
  let act: @Sendable () async throws -> Void

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    try await act()
    return Dictionary(
      question.organisations.map { ($0, IndicatorPart(numerator: 1, denominator: 1)) }, uniquingKeysWith: { a, _ in a })
  }
}

/// Something that is only known once the bench is there.
private final class Later: Sendable {
  let act = Mutex<(@Sendable () async throws -> Void)?>(nil)
  func set(_ act: (@Sendable () async throws -> Void)?) { self.act.withLock { $0 = act } }
  func run() async throws { try await act.withLock { $0 }?() }
}

@Suite("Counting in the background")
struct CountTests {
  private let day = figureDay("2024-12-31")

  private func newest(_ bench: FigureBench, _ plan: PlanRecord) async throws -> CountRun? {
    try await bench.programme.counts(of: plan.id, for: bench.keeper).first
  }

  private func days(_ bench: FigureBench, _ plan: PlanRecord) async throws -> [String] {
    try await bench.database.read { connection in
      let days: [CivilDate] = try connection.values(
        "SELECT DISTINCT day FROM plan_figure WHERE plan = \(plan.id) ORDER BY day")
      return days.map(\.rawValue)
    }
  }

  @Test("a second press starts nothing, others start and stop nothing", arguments: Engine.all)
  func once(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      _ = try await bench.target(plan, "own")
      let first = try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper)
      #expect(try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper) == first)
      await #expect(throws: Failure.self) {
        try await bench.programme.startCount(of: plan.id, on: day, by: bench.lan)
      }
      await #expect(throws: Failure.self) { try await bench.programme.stopCount(first, of: plan.id, by: bench.lan) }
      #expect(try await bench.drain() == 1)
      let run = try #require(try await newest(bench, plan))
      #expect(run.state == .done && run.done == 1 && run.total == 1 && run.missing == 1)
      #expect(try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper) != first)
      #expect(bench.witness.actions.filter { $0 == "programme.figures.start-count" }.count == 2)
      #expect(
        bench.witness.entries.withLock { $0 }.contains {
          $0.action == "programme.figures.compute" && $0.actor == bench.keeper.id
        })
    }
  }

  @Test("a stopped count leaves the figures as they were, before and while it runs", arguments: Engine.all)
  func stopped(engine: Engine) async throws {
    let later = Later()
    try await withFigures(engine, indicators: [Meddling { try await later.run() }]) { bench in
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "x", indicator: "press.meddling")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let before = try #require(try await bench.whole(target, "2024-12-31"))
      bench.hand.move(to: bench.hand.now.addingTimeInterval(3600))

      let waiting = try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.stopCount(waiting, of: plan.id, by: bench.keeper)
      try await bench.drain()
      #expect(try await newest(bench, plan)?.state == .cancelled)

      let running = try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper)
      later.set { try await bench.programme.stopCount(running, of: plan.id, by: bench.keeper) }
      try await bench.drain()
      #expect(try await newest(bench, plan)?.state == .cancelled)
      #expect(try await bench.whole(target, "2024-12-31")?.madeAt == before.madeAt)
      #expect(bench.witness.actions.filter { $0 == "programme.figures.stop-count" }.count == 2)
    }
  }

  @Test("what ends a count is told on the page; a freeze that came meanwhile wins", arguments: Engine.all)
  func failed(engine: Engine) async throws {
    let later = Later()
    try await withFigures(engine, indicators: [Meddling { try await later.run() }]) { bench in
      let site = AskedSite(people: [bench.keeper]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "x", indicator: "press.meddling")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper)
      let before = try #require(try await bench.whole(target, "2024-12-31"))
      bench.hand.move(to: bench.hand.now.addingTimeInterval(60))
      later.set {
        later.set(nil)
        try await bench.programme.freezeFigures(of: plan.id, on: figureDay("2024-12-31"), by: bench.keeper)
      }
      try await bench.drain()
      #expect(try await newest(bench, plan)?.state == .failed)
      #expect(try await bench.whole(target, "2024-12-31")?.madeAt == before.madeAt)
      let page = try await site.get(FreezePage.path(plan.id), as: bench.keeper)
      #expect(page.text.contains("Lần tính số liệu ngày 31/12/2024 không xong") && page.text.contains("đã chốt"))
      let press = ["ngay": "2024-12-31"]
      #expect(try await site.post("\(FreezePage.path(plan.id))/tinh", press, as: bench.keeper).status == 409)
    }
  }

  @Test("a fault is tried again, and in the end shown as failed", arguments: Engine.all)
  func fault(engine: Engine) async throws {
    struct Broken: Error {}
    try await withFigures(engine, indicators: [Meddling { throw Broken() }]) { bench in
      let plan = try await bench.plan()
      _ = try await bench.target(plan, "x", indicator: "press.meddling")
      try await bench.programme.startCount(of: plan.id, on: day, by: bench.keeper)
      for turn in 1...CountFigures.attempts {
        try await bench.drain()
        let state = try await newest(bench, plan)?.state
        #expect(state == (turn < CountFigures.attempts ? .running : .failed))
        bench.hand.move(to: bench.hand.now.addingTimeInterval(86_400))
      }
    }
  }

  @Test("each night counts what is not frozen, as the system; frozen days stay", arguments: Engine.all)
  func night(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan { $0.province = FigureRegisters.hungYen }
      let target = try await bench.target(plan, "G5", indicator: "press.security-level")
      let id = bench.registers.add("Báo Hưng Yên", province: FigureRegisters.hungYen)
      let programme = bench.programme
      let frozen = figureDay("2025-06-30")
      try await programme.computeFigures(of: plan.id, on: frozen, by: bench.keeper)
      try await programme.freezeFigures(of: plan.id, on: frozen, by: bench.keeper)
      try await programme.computeFigures(of: plan.id, on: figureDay("2025-12-31"), by: bench.keeper)
      bench.registers.lives.withLock { $0[id]?.facts.securityLevel = 3 }

      try await programme.countByNight()
      try await programme.countByNight()
      #expect(try await bench.drain() == 2, "each day once, whoever calls how often")
      #expect(try await bench.whole(target, "2025-12-31")?.numerator == 1)
      #expect(try await bench.whole(target, "2025-06-30")?.known == 0)
      #expect(try await days(bench, plan) == ["2025-06-30", "2025-12-31", "2026-11-27"])
      #expect(bench.witness.entries.withLock { $0.last }?.actor == AccountID("system"))
      #expect(try await bench.whole(target, "2026-11-27")?.madeByName == "Hội Tụ")

      // The night's own day moves on with it…
      bench.hand.move(to: bench.hand.now.addingTimeInterval(86_400))
      try await programme.countByNight()
      try await bench.drain()
      #expect(try await days(bench, plan) == ["2025-06-30", "2025-12-31", "2026-11-28"])
      // …until somebody makes it theirs.
      try await programme.startCount(of: plan.id, on: figureDay("2026-11-28"), by: bench.keeper)
      bench.hand.move(to: bench.hand.now.addingTimeInterval(86_400))
      try await programme.countByNight()
      try await bench.drain()
      #expect(try await days(bench, plan) == ["2025-06-30", "2025-12-31", "2026-11-28"])
    }
  }

  @Test("the night hides no entered figure behind a later day", arguments: Engine.all)
  func entered(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan { $0.province = FigureRegisters.hungYen }
      let own = bench.registers.add("Báo Hưng Yên", province: FigureRegisters.hungYen)
      let person = Principal(
        id: .new(), name: "An", organisation: own, scoped: [own: [Programme.read, Programme.work]])
      let target = try await bench.shares(plan, "own")
      try await bench.programme.countByNight()
      try await bench.drain()
      var input = FigureInput(organisation: own, day: figureDay("2026-11-27"), numerator: 1, denominator: 2)
      input.evidence = "Công văn 1"
      try await bench.programme.enterFigure(target.id, input, by: person)
      bench.hand.move(to: bench.hand.now.addingTimeInterval(86_400))
      try await bench.programme.countByNight()
      try await bench.drain()
      #expect(try await days(bench, plan) == ["2026-11-27"])
    }
  }

  @Test("counts are read by index")
  func queries() async throws {
    try await withFigures(.sqlite) { bench in
      let statements: [SQL] = [
        CountQuery.newest(of: PlanID("p")), CountQuery.open(PlanID("p"), day),
        CountQuery.openDays(of: PlanID("p"), since: 2025), FigureTold.untold(limit: 10),
      ]
      for statement in statements {
        let lines = try await bench.database.read { connection in
          try connection.rows("EXPLAIN QUERY PLAN \(statement)").map { row -> String in try row["detail"] }
        }
        let scans = lines.filter { $0.contains("SCAN") && !$0.contains("plan_figure_entry_waiting") }
        #expect(scans.isEmpty, "\(lines)")
      }
    }
  }
}
