import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Dashboards over many figures")
struct DashboardLoadTests {
  /// The statements of the dashboard and of a target's page, as SQLite would run them.
  @Test("dashboards read by index and never scan parts")
  func plans() async throws {
    try await withFigures(.sqlite) { bench in
      let (plan, target) = (PlanID("p"), TargetID("t"))
      let (organisation, day) = (OrganisationID("o"), figureDay("2025-12-31"))
      let statements: [(String, SQL)] = [
        ("wholes", FigureQuery.wholes(of: plan)), ("own parts", FigureQuery.parts(of: organisation, in: plan)),
        ("target's parts", FigureQuery.parts(of: target)), ("parts of a day", FigureQuery.parts(of: target, on: day)),
        ("plan's parts", FigureQuery.parts(of: plan, on: day)), ("last day", FigureQuery.lastDay(of: plan)),
        ("members", FigureQuery.members(of: plan, on: day)), ("restatements", FigureQuery.restatements(of: plan)),
        ("freezes", FigureQuery.freezes(of: plan)),
        ("waiting", FigureQuery.waiting(in: plan)), ("comparison", Comparison.agencies(of: plan, on: day)),
        ("work that names targets", ServingQuery.pairs(of: plan, sight: Programme.sight(bench.lan))),
        (
          "work of a target",
          ServingQuery.works(for: target, madeOf: [PlanTaskID("n")], sight: Programme.sight(bench.lan))
        ),
        ("targets of work", ServingQuery.named(by: WorkID("w"))),
        ("targets", "SELECT \(TargetRecord.columns) FROM plan_target WHERE plan = \(plan) ORDER BY position, id"),
        ("values", "SELECT \(TargetValue.columns) FROM plan_target_value WHERE target IN \(list: [target])"),
      ]
      for (name, statement) in statements {
        let lines = try await bench.database.read { connection in
          try connection.rows("EXPLAIN QUERY PLAN \(statement)").map { row -> String in try row["detail"] }
        }
        #expect(!lines.contains { $0.contains("SCAN") }, "\(name): \(lines)")
      }
    }
  }

  /// 34 provinces × 30 agencies × 60 targets × 10 years on SQLite; `HOITU_BENCH=FOLDER`. Prints, asserts nothing of
  /// time; the pages are left in the folder to be looked at.
  @Test(
    "dashboards of 34 provinces, 30 agencies, 60 targets, 10 years",
    .enabled(if: ProcessInfo.processInfo.environment["HOITU_BENCH"] != nil))
  func load() async throws {
    try await withFigures(.sqlite) { bench in
      let clock = ContinuousClock()
      let began = clock.now
      for province in 0..<34 { try await fill(bench, province) }
      let parts: Int? = try await bench.database.read { try $0.value("SELECT COUNT(*) FROM plan_figure_part") }
      let wholes: Int? = try await bench.database.read { try $0.value("SELECT COUNT(*) FROM plan_figure") }
      print("bench: filled \(wholes ?? 0) figures, \(parts ?? 0) parts in \(clock.now - began)")
      let site = AskedSite(people: [bench.keeper, bench.lan]) { bench.programme.addRoutes(to: $0) }
      var (reads, pages, own): ([Duration], [Duration], [Duration]) = ([], [], [])
      for turn in 0..<68 {
        let code = "tinh-\(turn % 34)"
        reads.append(
          try await clock.measure {
            _ = try await bench.programme.dashboard(DashboardFilter(plan: code), for: bench.keeper)
          })
        pages.append(
          try await clock.measure {
            let page = try await site.get(
              "/lam-viec/ke-hoach-tinh/bang-chi-tieu?ke-hoach=\(code)", as: bench.keeper)
            #expect(page.status == 200)
          })
        own.append(
          try await clock.measure {
            _ = try await site.get("/lam-viec/ke-hoach-tinh/bang-chi-tieu?ke-hoach=\(code)", as: bench.lan)
          })
      }
      func p95(_ times: [Duration]) -> Duration { times.sorted()[times.count * 95 / 100] }
      print("bench: dashboard read p95 \(p95(reads)), page p95 \(p95(pages)), an agency's page p95 \(p95(own))")
      let target = try #require(
        try await bench.database.read { try $0.value("SELECT id FROM plan_target LIMIT 1", as: TargetID.self) })
      let detail = try await clock.measure { _ = try await site.get(ProgrammePath.target(target), as: bench.keeper) }
      print("bench: a target's page \(detail)")
      let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["HOITU_BENCH"] ?? "")
      let board = "/lam-viec/ke-hoach-tinh/bang-chi-tieu"
      for (name, path) in [
        ("board", "\(board)?ke-hoach=tinh-0"), ("target", ProgrammePath.target(target)),
        ("comparison", "\(board)/so-sanh?ke-hoach=tinh-0"),
        ("freeze", FreezePage.path(PlanID(try await first(bench)))),
      ] {
        try await site.get(path, as: bench.keeper).body.write(to: folder.appendingPathComponent("\(name).html"))
      }
    }
  }

  private func first(_ bench: FigureBench) async throws -> String {
    try await bench.database.read { try $0.value("SELECT id FROM plan WHERE code = 'tinh-0'") } ?? ""
  }

  private func fill(_ bench: FigureBench, _ province: Int) async throws {
    let plan = try await bench.plan("tinh-\(province)") { $0.fromYear = 2017 }
    let targets = (0..<60).map { place in
      TargetRecord(
        plan: plan.id, code: "t\(place)", position: place, text: "Chỉ tiêu \(place)", measure: "Chỉ tiêu \(place)")
    }
    let agencies = (0..<30).map { place in
      (id: place == 0 ? bench.newspaper : OrganisationID.new(), name: "Cơ quan báo chí \(province)-\(place)")
    }
    let now = bench.hand.now
    try await bench.database.write { connection in
      try FigureBench.insert(
        targets, targets.flatMap { target in (2017..<2027).map { (target.id, $0, Double($0 - 1950), nil) } },
        on: connection)
      for year in 2017..<2027 {
        let day = figureDay("\(year)-12-31")
        var wholes: [TargetFigure] = []
        var parts: [FigurePart] = []
        for target in targets {
          let own = agencies.enumerated().map { place, agency in
            FigurePart(
              target: target.id, day: day, organisation: agency.id, plan: plan.id, name: agency.name,
              numerator: (place + year) % 3 == 0 ? 0 : 1, denominator: 1, source: .computed,
              evidence: [.init("Khai báo có từ 01/01/\(year): CV \(place)")])
          }
          parts += own
          wholes.append(
            try FigureTotal.whole(target, day, own, hasPopulation: true, explanation: "", by: "Hoa", at: now))
        }
        try FigureStore.insert(wholes, on: connection)
        try FigureStore.insert(parts, on: connection)
      }
      try Self.serve(plan.id, targets, agencies.map(\.id), by: bench.keeper, at: now, on: connection)
    }
  }

  /// 40 tasks of the plan that name three targets each, and 120 pieces of work that name two.
  private static func serve(
    _ plan: PlanID, _ targets: [TargetRecord], _ agencies: [OrganisationID], by person: Principal, at now: Date,
    on connection: any Connection
  ) throws {
    for place in 0..<40 {
      let codes = (0..<3).map { "t\((place + $0) % 60)" }.joined(separator: " ")
      try connection.execute(
        """
        INSERT INTO plan_task (\(PlanTaskRecord.columns))
        VALUES (\(PlanTaskID.new()), \(plan), NULL, \("n\(place)"), \(place), 'task', 'III', '', 'Nhiệm vụ', '', '', NULL,
          NULL, '', '', \(codes))
        """)
    }
    for place in 0..<120 {
      var draft = WorkDraft(plan: plan, title: "Việc \(place)", lead: agencies[place % agencies.count])
      draft.dueOn = figureDay("2026-12-31")
      let record = WorkRecord(draft, keeper: nil, on: figureDay("2026-01-05"), by: person.id, at: now)
      try WorkStore.insert(record, on: connection)
      try ServingStore.set([targets[place % 60].id, targets[(place + 7) % 60].id], of: record.id, on: connection)
    }
  }
}
