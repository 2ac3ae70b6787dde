import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("The audit of scores that the page saves by itself")
struct SittingTests {
  private static func with(
    _ engine: Engine, _ body: (MaturityBench, MaturityEntryID, [IndexCriterion]) async throws -> Void
  ) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      try await body(bench, id, try await bench.scheme().criteria.filter { $0.pillar == "P1" })
    }
  }

  private static func entries(_ bench: MaturityBench, _ act: String = "score") -> [AuditEntry] {
    bench.ear.recorded.filter { $0.action == "programme.maturity.\(act)" }
  }

  private static func type(
    _ points: String, _ criterion: IndexCriterion, _ bench: MaturityBench, _ id: MaturityEntryID,
    by person: Principal? = nil, isAutosave: Bool = true
  ) async throws {
    let one = TypedScore(criterion: criterion.id, points: points, words: "", base: nil)
    try await bench.programme.saveScores(id, [one], isAutosave: isAutosave, by: person ?? bench.writer)
  }

  @Test("the first is told at once, those of the hour with the next save by hand", arguments: Engine.all)
  func folded(engine: Engine) async throws {
    try await Self.with(engine) { bench, id, criteria in
      try await Self.type("0,25", criteria[0], bench, id)
      #expect(Self.entries(bench).map(\.detail) == [["pillar": "P1", "criteria": "1", "codes": criteria[0].code]])
      for points in ["0,50", "0,75", "1,00"] { try await Self.type(points, criteria[1], bench, id) }
      try await Self.type("0,50", criteria[0], bench, id)
      #expect(Self.entries(bench).count == 1)
      // A colleague at the same pillar has a sitting of their own.
      try await Self.type("0,25", criteria[3], bench, id, by: bench.both)
      #expect(Self.entries(bench).map(\.actor) == [bench.writer.id, bench.both.id])
      try await Self.type("0,25", criteria[2], bench, id, isAutosave: false)
      let last = try #require(Self.entries(bench).last)
      let codes = criteria[0...2].map(\.code).sorted().joined(separator: ", ")
      #expect(last.actor == bench.writer.id)
      #expect(last.detail == ["pillar": "P1", "criteria": "3", "codes": codes, "autosaves": "4"])
      // Told of whole: nothing is left to tell, and the next one begins anew.
      try await Self.type("0,75", criteria[0], bench, id)
      #expect(Self.entries(bench).count == 4)
      try await Self.type("0,75", criteria[0], bench, id)
      try await bench.programme.closeOldSittings()
      #expect(Self.entries(bench).count == 4, "what was not changed is not told")
    }
  }

  @Test("what no hand saves is told when the hour is over, or with the next step", arguments: Engine.all)
  func closed(engine: Engine) async throws {
    try await Self.with(engine) { bench, id, criteria in
      try await Self.type("0,25", criteria[0], bench, id)
      try await Self.type("0,25", criteria[1], bench, id)
      try await bench.programme.closeOldSittings()
      #expect(Self.entries(bench).count == 1, "the hour is not over")
      bench.move(to: "2024-11-02T03:00:01Z")
      try await bench.programme.closeOldSittings()
      try await bench.programme.closeOldSittings()
      #expect(Self.entries(bench).map { $0.detail["codes"] } == [criteria[0].code, criteria[1].code])
      #expect(Self.entries(bench).last?.actor == bench.writer.id)
      try await Self.type("0,50", criteria[0], bench, id)
      try await Self.type("0,50", criteria[1], bench, id)
      bench.move(to: "2024-11-02T04:30:00Z")
      try await Self.type("0,75", criteria[2], bench, id)
      #expect(
        Self.entries(bench).last?.detail["codes"] == [criteria[1], criteria[2]].map(\.code).joined(separator: ", "),
        "after an hour the next save tells of what waited")
      try await bench.programme.saveScores(id, bench.typed(Points(8000), try await bench.scheme()), by: bench.writer)
      try await Self.type("0,25", criteria[0], bench, id)
      try await Self.type("0,50", criteria[1], bench, id)
      try await bench.programme.submit(id, by: bench.writer)
      let acts = bench.ear.recorded.suffix(2)
      #expect(acts.map(\.action) == ["programme.maturity.score", "programme.maturity.submit"])
      #expect(acts.first?.detail["codes"] == criteria[1].code && acts.first?.detail["autosaves"] == "1")
      let left: Int? = try await bench.database.read { try $0.value("SELECT count(*) FROM maturity_sitting") }
      #expect(left == 0)
    }
  }

  @Test("the page says that it saves by itself; other programs are audited each time", arguments: Engine.all)
  func programs(engine: Engine) async throws {
    try await Self.with(engine) { bench, id, criteria in
      let site = AskedSite(people: [bench.writer]) { bench.programme.addRoutes(to: $0) }
      func put(_ points: String, _ more: String) async throws {
        let body = #"{"scores":[{"criterion":"\#(criteria[0].id)","points":"\#(points)"}]\#(more)}"#
        let path = "/api/v1/programme/maturity/entries/\(id)/scores"
        #expect(try await site.json(.put, path, body, as: bench.writer).status == 200)
      }
      for points in ["0,25", "0,50", "0,75"] { try await put(points, #","autosave":true"#) }
      #expect(Self.entries(bench).count == 1)
      for points in ["1,00", "1,25"] { try await put(points, "") }
      #expect(Self.entries(bench).count == 3)
    }
  }
}
