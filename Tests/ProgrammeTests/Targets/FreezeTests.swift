import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Entering, freezing and restating figures")
struct FreezeTests {
  private let vi = Translator(.vietnamese)

  private let day = figureDay("2025-12-31")

  private func input(_ bench: FigureBench, _ numerator: Double, _ denominator: Double?) -> FigureInput {
    var input = FigureInput(organisation: bench.newspaper, day: day, numerator: numerator, denominator: denominator)
    input.evidence = "Công văn 12/BTB"
    return input
  }

  /// A plan of Thái Bình whose province lives on, so that the two agencies count in 2025.
  private func plan(_ bench: FigureBench) async throws -> PlanRecord {
    try await bench.plan { $0.province = FigureRegisters.hungYen }
  }

  private func move(_ bench: FigureBench) {
    bench.registers.lives.withLock { lives in
      for id in [bench.newspaper, bench.station] {
        guard let life = lives[id] else { continue }
        let facts = OrganisationFacts(
          id: id, kind: .pressAgency, name: life.facts.name, shortName: life.facts.name,
          province: FigureRegisters.hungYen, governingBody: nil)
        lives[id]?.facts = facts
      }
    }
  }

  @Test("an entered figure counts once another person confirmed it", arguments: Engine.all)
  func secondPerson(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      move(bench)
      let plan = try await plan(bench)
      let target = try await bench.shares(plan, "own", values: [(2025, 50, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let id = try await bench.programme.enterFigure(target.id, input(bench, 3, 4), by: bench.lan)
      #expect(try await bench.whole(target, "2025-12-31")?.known == 0)
      await #expect(throws: Failure.conflict("Người nhập không tự xác nhận: cần một người khác của cơ quan.")) {
        try await bench.programme.confirmFigure(id, by: bench.lan)
      }
      await #expect(throws: Failure.notFound) { try await bench.programme.confirmFigure(id, by: bench.stranger) }
      try await bench.programme.confirmFigure(id, by: bench.minh)
      let whole = try #require(try await bench.whole(target, "2025-12-31"))
      #expect(whole.numerator == 3 && whole.denominator == 4 && whole.known == 1 && whole.population == 2)
      #expect(whole.missingText(vi) == "chưa nhập số liệu của Đài Phát thanh và Truyền hình Thái Bình")
      await #expect(throws: Failure.conflict("Số liệu này đã được xử lý.")) {
        try await bench.programme.confirmFigure(id, by: bench.minh)
      }
      // Counting again keeps what was confirmed.
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      #expect(try await bench.whole(target, "2025-12-31")?.numerator == 3)
      #expect(bench.witness.actions.contains("programme.figure.confirm"))
    }
  }

  @Test("a percentage alone, no evidence, more than all, another's agency: refused", arguments: Engine.all)
  func refusals(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      move(bench)
      let plan = try await plan(bench)
      let target = try await bench.shares(plan, "own")
      await #expect(throws: Failure.self) {
        try await bench.programme.enterFigure(target.id, input(bench, 67, nil), by: bench.lan)
      }
      await #expect(throws: Failure.self) {
        try await bench.programme.enterFigure(target.id, input(bench, 5, 4), by: bench.lan)
      }
      var bare = input(bench, 3, 4)
      bare.evidence = ""
      let unproven = bare
      await #expect(throws: Failure.self) {
        try await bench.programme.enterFigure(target.id, unproven, by: bench.lan)
      }
      await #expect(throws: Failure.notFound) {
        try await bench.programme.enterFigure(target.id, input(bench, 3, 4), by: bench.stranger)
      }
    }
  }

  @Test("what is frozen cannot be changed by any statement, and its digest holds", arguments: Engine.all)
  func frozen(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      move(bench)
      let plan = try await plan(bench)
      let target = try await bench.shares(plan, "own")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let id = try await bench.programme.enterFigure(target.id, input(bench, 3, 4), by: bench.lan)
      await #expect(throws: Failure.conflict("Còn \(1) số liệu chờ người thứ hai xác nhận hoặc trả lại.")) {
        try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      }
      try await bench.programme.confirmFigure(id, by: bench.minh)
      await #expect(throws: Failure.self) {
        try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.minh)
      }
      let freeze = try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      #expect(freeze.digest.count == 64 && freeze.figures == 1 && freeze.parts == 2 && freeze.proofs == 1)
      let statements: [SQL] = [
        "UPDATE plan_figure SET numerator = 4", "DELETE FROM plan_figure", "UPDATE plan_figure_part SET numerator = 4",
        "DELETE FROM plan_figure_part", "UPDATE plan_figure_entry SET numerator = 4", "DELETE FROM plan_figure_entry",
        "UPDATE plan_freeze SET digest = ''", "DELETE FROM plan_freeze",
        """
        INSERT INTO plan_figure_part (\(FigurePart.columns))
        SELECT target, day, 'khác', plan, year, name, numerator, denominator, source, entry, evidence, missing
        FROM plan_figure_part WHERE organisation = \(bench.newspaper)
        """,
      ]
      for statement in statements {
        await #expect(throws: (any Error).self) { _ = try await bench.database.write { try $0.execute(statement) } }
      }
      await #expect(throws: Programme.isFrozen(day)) {
        try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      }
      await #expect(throws: Programme.isFrozen(day)) {
        try await bench.programme.enterFigure(target.id, input(bench, 4, 4), by: bench.lan)
      }
      let check = try await bench.programme.verifyFreeze(freeze.id, by: bench.keeper)
      #expect(check.isIntact)
      // Evidence that was changed behind the program's back breaks the digest.
      _ = try await bench.database.write { try $0.execute("UPDATE plan_evidence SET value = 'khác'") }
      #expect(try await bench.programme.verifyFreeze(freeze.id, by: bench.keeper).isIntact == false)
      #expect(bench.witness.actions.contains("programme.figures.freeze"))
      #expect(bench.witness.actions.filter { $0 == "programme.figures.verify" }.count == 2)
    }
  }
}
