import Foundation
import Testing

struct ModelTests {
  /// 10,000 runs in parts of 500, so that both cores have work.
  @Test(
    "five people, a network that drops, delays and repeats, crashes: all converge and no word is lost",
    arguments: 0..<20)
  func converge(part: Int) throws {
    var sum = Run.Outcome()
    for number in 0..<500 {
      let seed = UInt64(part * 500 + number)
      var run = Run(seed: seed)
      let outcome = try run.play(steps: 12)
      #expect(outcome.faults == [], "seed \(seed)")
      sum.edits += outcome.edits
      sum.saves += outcome.saves
      sum.merges += outcome.merges
      sum.restarts += outcome.restarts
      sum.contested += outcome.contested
    }
    #expect(sum.merges > 300 && sum.contested > 50)
    print(
      "co-editing model, seeds \(part * 500)..<\(part * 500 + 500): \(sum.edits) edits, \(sum.saves) saves, "
        + "\(sum.merges) merges, \(sum.restarts) restarts, \(sum.contested) places left side by side")
  }

  @Test("long days of it, too", arguments: 0..<4)
  func long(part: Int) throws {
    for number in 0..<5 {
      var run = Run(seed: UInt64(1_000_000 + part * 5 + number))
      #expect(try run.play(steps: 400).faults == [], "seed \(1_000_000 + part * 5 + number)")
    }
  }

  @Test("the same sequence replays to the same bytes")
  func replay() throws {
    for seed in UInt64(0)..<100 {
      var (first, second) = (Run(seed: seed), Run(seed: seed))
      #expect(try first.play(steps: 60) == second.play(steps: 60))
    }
  }
}
