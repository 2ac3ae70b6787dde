import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Programme

@Suite("The whole after a restatement")
struct RestatementSumTests {
  private let day = figureDay("2024-12-31")

  @Test("of what is still missing of another agency no restatement makes a whole", arguments: Engine.all)
  func missing(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.newspaper]?.facts.securityLevel = 1 }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      let first = RestatementInput(
        day: day, organisation: bench.newspaper, numerator: 1, denominator: 1, reason: "Đếm thiếu")
      try await bench.programme.restate(target.id, first, by: bench.keeper)
      let half = try #require(try await bench.programme.targetView(target.id, for: bench.keeper).restatements.last)
      #expect(half.count == FigureCount(1, 1, isWhole: false) && half.count.state == .missing)
      let second = RestatementInput(
        day: day, organisation: bench.station, numerator: 0, denominator: 1, reason: "Nay đã biết")
      try await bench.programme.restate(target.id, second, by: bench.keeper)
      let whole = try #require(try await bench.programme.targetView(target.id, for: bench.keeper).restatements.last)
      #expect(whole.count == FigureCount(1, 2))
    }
  }
}
