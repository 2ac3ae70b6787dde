import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

/// The whole country of a year through every step, with made-up criteria and points that fall on the levels exactly as the
/// published distributions say. The middle cut-offs are entered here as test data: no source confirms them.
@Suite("The country's agencies of a year")
struct MaturityLoadTests {
  struct Year: Sendable {
    let year: Int
    let version: String
    /// Yếu … Xuất sắc.
    let levels: [Int]
  }

  static let years = [
    Year(year: 2024, version: "2024", levels: [109, 25, 55, 65, 28]),
    Year(year: 2025, version: "2025", levels: [47, 9, 31, 57, 33]),
  ]

  @Test("282 agencies of 2024 and 177 of 2025 come out on the levels that were published", arguments: Engine.all)
  func distributions(engine: Engine) async throws {
    let sources = try IndexFile.read(MaturityBench.data).file.distributions
    for year in Self.years {
      // The figures are the published ones, not the test's own.
      let source = try #require(sources.first { $0.year == year.year })
      #expect(source.byLevel == year.levels && source.assessed == year.levels.reduce(0, +))
      let count = year.levels.reduce(0, +)
      let agencies = (0..<count).map { OrganisationID("co-quan-\($0)") }
      let house = MaturityHouse(
        agencies: Dictionary(uniqueKeysWithValues: agencies.map { ($0, "Cơ quan báo chí \($0)") }))
      try await withDatabase(engine, Programme.migrations) { database in
        let bench = try MaturityBench(database, house: house)
        bench.move(to: "\(year.year)-11-02T02:00:00Z")
        let clock = ContinuousClock()
        let imported = try await clock.measure { try await bench.prepare(version: year.version) }
        for (level, floor) in [(3, "60"), (4, "75")] {
          try await bench.programme.enterCutOff(
            version: year.version, level: level, floor: floor, source: "Dữ liệu kiểm thử", by: bench.appraiser)
        }
        let cycle = try await bench.openCycle(version: year.version, year: year.year)
        let scheme = try await bench.scheme(year.version)
        let totals = Self.totals(year.levels)
        let scored = try await clock.measure {
          for (place, agency) in agencies.enumerated() {
            try await Self.run(agency, totals[place], Bloc.allCases[place % 5], cycle, scheme, bench)
          }
        }
        bench.move(to: "\(year.year)-12-11T02:00:00Z")
        let published = try await clock.measure {
          try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser)
        }
        let file = try await bench.programme.cycleFile(cycle.id, for: bench.writer)
        #expect(Array(file.distribution.prefix(5)) == year.levels && file.distribution[5] == 0)
        #expect(file.results.count == count && Set(file.results.map(\.bloc)).count == 5)
        for bloc in Bloc.allCases {
          let own = file.results.filter { $0.bloc == bloc }
          #expect(own.allSatisfy { $0.rankOf == own.count } && own.first?.rank == 1)
          #expect(zip(own, own.dropFirst()).allSatisfy { $0.total >= $1.total && $0.rank <= $1.rank })
        }
        #expect(try await bench.programme.isIntact(cycle.id))
        let site = AskedSite(people: [bench.writer, bench.appraiser]) { bench.programme.addRoutes(to: $0) }
        var page = clock.now
        #expect(try await site.get(MaturityPath.cycle(cycle.id), as: bench.appraiser).status == 200)
        let shown = clock.now - page
        page = clock.now
        print(
          "maturity \(year.year) \(engine.rawValue): \(count) agencies; import \(imported), scoring to appraisal \(scored), publication \(published), page \(shown)"
        )
        if engine == .sqlite { try await Self.plans(cycle.id, bench) }
      }
    }
  }

  /// Every total different where there is room, none outside its level.
  private static func totals(_ levels: [Int]) -> [Points] {
    let floors = [0, 5000, 6000, 7500, 9000, 10_001]
    return levels.enumerated().flatMap { level, count in
      (0..<count).map { Points(floors[level] + (floors[level + 1] - floors[level] - 1) * $0 / max(1, count - 1)) }
    }
  }

  private static func run(
    _ agency: OrganisationID, _ total: Points, _ bloc: Bloc, _ cycle: MaturityCycle, _ scheme: IndexScheme,
    _ bench: MaturityBench
  ) async throws {
    let writer = MaturityBench.person("Người chấm", agency, [Programme.read, Programme.work])
    let head = MaturityBench.person("Người duyệt", agency, [Programme.read, Programme.confirm])
    let programme = bench.programme
    let entry = try await programme.register(
      agency, in: cycle.id, bloc: bloc, isTrained: true, trainingNote: "", by: writer)
    try await programme.admit(entry.id, bloc: bloc, isTrained: true, by: bench.appraiser)
    try await programme.saveScores(entry.id, bench.typed(total, scheme), by: writer)
    try await programme.submit(entry.id, by: writer)
    try await programme.approve(entry.id, by: head)
    try await programme.saveAppraisal(entry.id, bench.typed(total, scheme), by: bench.appraiser)
    try await programme.finishAppraisal(entry.id, by: bench.appraiser)
  }

  /// No question of the pages walks through a whole table.
  private static func plans(_ cycle: MaturityCycleID, _ bench: MaturityBench) async throws {
    let hot: [(String, SQL)] = [
      ("ranking", ResultStore.ranking(cycle)), ("given", ScoreStore.givenQuery(cycle)),
      ("progress", ScoreStore.progressQuery(cycle)),
      ("expired", ScoreEvidenceStore.expiredQuery(cycle, CivilDate(daysSince1970: 20_000))),
      ("entries", "SELECT id FROM maturity_entry WHERE cycle = \(cycle)"),
      ("scores", "SELECT id FROM maturity_score WHERE entry = \(MaturityEntryID("x"))"),
      ("history", "SELECT entry FROM maturity_result WHERE organisation IN \(list: [OrganisationID("x")])"),
    ]
    for (name, query) in hot {
      let plan = try await bench.database.read { connection in
        try connection.rows("EXPLAIN QUERY PLAN \(query)").map { row -> String in try row["detail"] }
      }
      #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(name): \(plan)")
    }
    let ranking = try await bench.database.read { connection in
      try connection.rows("EXPLAIN QUERY PLAN \(ResultStore.ranking(cycle))").map { row -> String in try row["detail"] }
    }
    #expect(!ranking.contains { $0.contains("TEMP B-TREE") }, "the index has the order: \(ranking)")
  }
}
