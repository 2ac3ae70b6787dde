import Contracts
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("Corrections on time, for the programme")
struct IndicatorTests {
  @Test(
    "what fell due is the whole, what was published in time the part; nothing due is nought of nought",
    arguments: Engine.all)
  func onTime(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let indicator = try #require(bench.corrections.indicators.first)
      func ask() async throws -> IndicatorPart? {
        try await indicator.measure(
          IndicatorQuestion(
            organisations: [Bench.paper, Bench.magazine], from: day("2026-01-01"), to: day("2026-12-31")))[
            Bench.paper]
      }
      #expect(try await ask() == IndicatorPart(numerator: 0, denominator: 0))
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let first = try await bench.correction(item)
      _ = try await bench.correction(item)
      #expect(try await ask()?.denominator == 0, "what is not due yet counts nowhere")
      _ = try await bench.corrections.publishNotice(first.id, homeDays: nil, by: bench.chief)
      bench.hand.move(to: time("2026-12-20T02:00:00Z"))
      let part = try #require(try await ask())
      #expect(part.numerator == 1 && part.denominator == 2)
      #expect(part.evidence.first?.text == "1 trên 2 hồ sơ cải chính đến hạn trong kỳ được công bố đúng hạn")
      #expect(part.evidence.dropFirst().map { $0.text.contains("trễ hạn") } == [true, false], "late ones first")
      #expect(part.evidence.allSatisfy { $0.opens == .init(Corrections.read) })
    }
  }
}
