import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Results of the index of maturity")
struct MaturityResultTests {
  private static func result(_ name: String, _ points: Int, _ bloc: Bloc = .localNewspaper) -> MaturityResult {
    let entry = MaturityEntry(
      cycle: MaturityCycleID("c"), organisation: OrganisationID(name), name: name, shortName: name, bloc: bloc,
      isTrained: true, trainingNote: "", at: Date(timeIntervalSince1970: 0))
    return MaturityResult(entry, total: Points(points), level: nil)
  }

  @Test("equal points share a rank, and blocs are ranked apart")
  func ties() {
    let ranked = Ranking.ranked([
      Self.result("A", 9013), Self.result("B", 8694), Self.result("C", 8694), Self.result("D", 8693),
      Self.result("E", 5000, .radioTelevision), Self.result("F", 9999, .magazine),
    ])
    let lines = Dictionary(uniqueKeysWithValues: ranked.map { ($0.name, ($0.rank, $0.rankOf, $0.isTied)) })
    #expect(lines["A"]! == (1, 4, false) && lines["B"]! == (2, 4, true) && lines["C"]! == (2, 4, true))
    #expect(lines["D"]! == (4, 4, false) && lines["E"]! == (1, 1, false) && lines["F"]! == (1, 1, false))
  }

  @Test("evidence that has run out stops the publication until the appraisal has seen it", arguments: Engine.all)
  func evidence(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      let criterion = try await bench.scheme().criteria[0]
      let programme = bench.programme
      try await programme.prove(
        id,
        OfferedEvidence(
          criterion: criterion.id, text: "https://lamgiang.example/quy-che", name: "Quy chế",
          validUntil: CivilDate(2024, 12, 5)), by: bench.writer)
      // A figure of the platform is measured over the days of the cycle and kept with numerator and denominator.
      try await programme.prove(
        id, OfferedEvidence(criterion: criterion.id, indicator: "press.ai-items", validUntil: CivilDate(2024, 12, 6)),
        by: bench.writer)
      await #expect(throws: Failure.self) {
        try await programme.prove(id, OfferedEvidence(criterion: criterion.id), by: bench.writer)
      }
      let pieces = try await programme.entryFile(id, for: bench.writer).criteria[0].evidence
      #expect(pieces.map(\.numerator) == [nil, 12] && pieces.map(\.denominator) == [nil, 40])
      #expect(pieces[1].evidence.name.contains("12/40 (01/01/2024 – 31/10/2024)"))
      #expect(pieces[1].evidence.value == "/lam-viec/ai")
      try await bench.appraised(id, own: Points(8000), given: Points(8000))
      await #expect(throws: Failure.self, "kept as it was sent") {
        try await programme.unprove(id, evidence: pieces[0].evidence.id, by: bench.writer)
      }
      try await programme.accept(id, by: bench.head)
      bench.move(to: "2024-12-20T02:00:00Z")
      #expect(await isConflict { try await programme.publish(cycle.id, decision: "", by: bench.appraiser) })
      try await programme.reopen(id, reason: "Minh chứng hết hiệu lực", by: bench.appraiser)
      try await programme.saveAppraisal(
        id, [TypedScore(criterion: criterion.id, points: "0", words: "Minh chứng hết hiệu lực", base: nil)],
        by: bench.appraiser)
      try await programme.finishAppraisal(id, by: bench.appraiser)
      try await programme.publish(cycle.id, decision: "", by: bench.appraiser)
      #expect(
        try await programme.entryFile(id, for: bench.writer).result?.total == Points(8000) - criterion.maximum)
    }
  }

  @Test("who never came to the appraisal is not ranked; nobody is ranked twice", arguments: Engine.all)
  func unranked(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      let late = try await bench.programme.register(
        MaturityBench.magazine, in: cycle.id, bloc: .magazine, isTrained: true, trainingNote: "", by: bench.other)
      await #expect(throws: Failure.self) {
        _ = try await bench.programme.register(
          MaturityBench.magazine, in: cycle.id, bloc: .magazine, isTrained: true, trainingNote: "", by: bench.other)
      }
      try await bench.appraised(id, own: Points(9500), given: Points(9500))
      try await bench.programme.accept(id, by: bench.head)
      #expect(
        await isConflict { try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser) },
        "the other may still score")
      bench.move(to: "2024-11-16T02:00:00Z")
      try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser)
      #expect(try await bench.state(late.id) == .unranked)
      let file = try await bench.programme.cycleFile(cycle.id, for: bench.other)
      #expect(file.results.map(\.name) == ["Báo Lam Giang"] && file.results[0].levelName == "Xuất sắc")
      #expect(file.distribution == [0, 0, 0, 0, 1, 0])
    }
  }

  @Test("after a merger results stand under the old names, and are not averaged", arguments: Engine.all)
  func mergers(engine: Engine) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let merged = OrganisationID("0198a000-0000-7000-8000-000000000009")
      let house = MaturityHouse(
        agencies: [MaturityBench.paper: "Báo Lam Giang", merged: "Báo và phát thanh, truyền hình Lam Giang"],
        before: [merged: [MaturityBench.paper]])
      let bench = try MaturityBench(database, house: house)
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      try await bench.appraised(id, own: Points(8694), given: Points(8694))
      try await bench.programme.accept(id, by: bench.head)
      try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser)
      let history = try await bench.programme.maturityHistory(of: merged, for: bench.other)
      #expect(history.own.isEmpty && history.lines.map(\.isPredecessor) == [true])
      #expect(history.lines[0].name == "Báo Lam Giang" && history.lines[0].total.text == "86,94")
      let site = AskedSite(people: [bench.other]) { bench.programme.addRoutes(to: $0) }
      let page = try await site.get(MaturityPath.history(merged), as: bench.other)
      #expect(page.text.contains("cơ quan tiền thân") && page.text.contains("86,94"))
    }
  }
}
