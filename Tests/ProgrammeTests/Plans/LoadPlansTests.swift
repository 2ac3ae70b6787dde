import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Plans from files")
struct LoadPlansTests {
  @Test("six plans come once, with laws and deadlines; a second time nothing moves", arguments: Engine.all)
  func load(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let first = try await bench.programme.loadPlans(by: bench.administrator)
      #expect(first.plans.count == 6 && first.plans.allSatisfy { $0.outcome == .added })
      #expect(first.laws > 40 && first.lawDeadlines > 5)
      let again = try await bench.programme.loadPlans(by: bench.administrator)
      #expect(again.plans.allSatisfy { $0.outcome == .unchanged })
      #expect(bench.heard.actions == ["programme.plans.load"])
      let plans = try await bench.programme.plans(for: bench.editor)
      #expect(plans.map(\.record.kind).first == .national && plans.count == 6)
      let binh = try await bench.programme.plan(named: "thai-binh-2023", for: bench.editor)
      #expect(binh.record.province == PlansHouse.province("Thái Bình") && binh.record.baseYear == 2022)
      #expect(binh.whole.annexes.count == 2 && binh.whole.annexes[0].content.rows.count == 6)
      // 50% in the text, 67% in the annex: both are there, and both say so.
      let pairs = PlanTargetsPart.pairs(binh.whole.targets)
      #expect(pairs.contains { Set([$0.0.code, $0.1.code]) == ["g4-2030", "pl-g4"] })
      let duty = try #require(binh.whole.tasks.first { $0.code == "d-stttt-1" })
      #expect(duty.kind == .duty && binh.whole.parties[duty.id]?.first?.name == "Sở Thông tin và Truyền thông")
      // A provincial target of goal G1 comes from the national one.
      let own = try #require(binh.whole.targets.first { $0.code == "g1-2030" })
      #expect(binh.lineage.above[own.id]?.plan.code == "qd-348-2023")
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        try await bench.programme.loadPlans(by: bench.lead)
      }
    }
  }

  @Test(
    "a newer file keeps the IDs, ends what it no longer has, and leaves an amended plan alone", arguments: Engine.all)
  func newer(engine: Engine) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-facts-\(UUIDv7.shared.next())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.facts(folder, targets: ["a", "b"], tasks: ["t1", "t2"])
    try await withDatabase(engine, Programme.migrations) { database in
      let bench = try PlansBench(database, facts: folder)
      try await bench.programme.loadPlans(by: bench.administrator)
      let before = try await bench.programme.plan(named: "thu-2025", for: bench.administrator).whole
      try Self.facts(folder, targets: ["b", "c"], tasks: ["t2"])
      let report = try await bench.programme.loadPlans(by: bench.administrator)
      #expect(report.plans.map(\.outcome) == [.changed])
      let after = try await bench.programme.plan(named: "thu-2025", for: bench.administrator).whole
      #expect(after.targets.map(\.code).sorted() == ["a", "b", "c"])
      #expect(after.targets.first { $0.code == "b" }?.id == before.targets.first { $0.code == "b" }?.id)
      #expect(after.targets.first { $0.code == "a" }?.endedOn?.rawValue == "2026-11-21")
      #expect(after.tasks.map(\.code) == ["t2"])
      #expect(after.tasks[0].id == before.tasks.first { $0.code == "t2" }?.id)
      try await bench.programme.openAmendment(
        "thu-2025", AmendmentDraft(number: "1/QĐ", effectiveOn: CivilDate(2026, 12, 1), summary: "x"),
        by: bench.administrator)
      try Self.facts(folder, targets: ["d"], tasks: [])
      #expect(try await bench.programme.loadPlans(by: bench.administrator).plans.map(\.outcome) == [.leftAlone])
    }
  }

  @Test("what is wrong is said with file and entry, and nothing is loaded", arguments: Engine.all)
  func wrong(engine: Engine) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-facts-\(UUIDv7.shared.next())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.facts(folder, targets: ["a", "a"], tasks: [], unit: "parsec")
    try "id: hong\nkind: national\n".write(
      to: folder.appendingPathComponent("programmes/hong.yaml"), atomically: true, encoding: .utf8)
    try await withDatabase(engine, Programme.migrations) { database in
      let bench = try PlansBench(database, facts: folder)
      do {
        try await bench.programme.loadPlans(by: bench.administrator)
        Issue.record("must not load")
      } catch let error as PlanFileError {
        let said = error.problems.map(\.description)
        #expect(said.contains("hong.yaml: title: is missing"))
        #expect(said.contains("thu-2025.yaml: a: unit “parsec” is unknown"))
        #expect(said.contains("thu-2025.yaml: a: two targets of this id"))
      }
      #expect(try await bench.programme.plans(for: bench.administrator).isEmpty)
    }
  }

  @Test("the basis of a plan is judged by the day")
  func bases() throws {
    let files = try ProgrammeFiles(folder: plansFacts.appendingPathComponent("programmes"))
    func state(_ ref: String, _ day: String) throws -> BasisState {
      let entry = try #require(files.laws.first { $0.ref == ref })
      return BasisState.of(entry.law, entry.changes, on: try #require(CivilDate(rawValue: day)))
    }
    #expect(try state("103/2016/QH13", "2024-01-01") == .inForce)
    #expect(try state("103/2016/QH13", "2026-07-01") == .replaced)
    #expect(try state("52/2016/QĐ-TTg", "2024-06-30") == .inForce)
    #expect(try state("52/2016/QĐ-TTg", "2024-07-01") == .replaced)
    // Nobody looked: never "in force".
    #expect(try state("362/QĐ-TTg", "2026-11-21") == .unchecked)
    #expect(BasisState.of(nil, [], on: CivilDate(daysSince1970: 0)) == .unchecked)
    let refs = Set(files.laws.map(\.ref))
    for plan in files.plans {
      for basis in plan.file.bases ?? [] {
        if let ref = basis.ref { #expect(refs.contains(ref), "\(plan.file.id): \(ref) is not in laws.yaml") }
      }
    }
  }

  private static func facts(_ folder: URL, targets: [String], tasks: [String], unit: String = "percent") throws {
    let programmes = folder.appendingPathComponent("programmes")
    let calendar = folder.appendingPathComponent("calendar")
    let reports = folder.appendingPathComponent("reports")
    for place in [programmes, calendar, reports] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    let holidays = calendar.appendingPathComponent("holidays.json")
    let reminders = programmes.appendingPathComponent("reminders.json")
    let types = reports.appendingPathComponent("report-types.yaml")
    let kept = [
      ("calendar/holidays.json", holidays), ("programmes/reminders.json", reminders),
      ("reports/report-types.yaml", types),
    ]
    for (name, place) in kept
    where !FileManager.default.fileExists(atPath: place.path) {
      try FileManager.default.copyItem(at: plansFacts.appendingPathComponent(name), to: place)
    }
    var text = """
      id: thu-2025
      kind: national
      title: "Kế hoạch thử"
      short-title: "Thử"
      document: { kind: "Kế hoạch", number: "", date: 2025, issuer: "Bộ" }
      period: { from: 2025, to: 2030, vision: null }
      source: { file: null, mark: B }
      targets:

      """
    for code in targets {
      text += """
          - { id: \(code), section: "1", lines: "1-2", text: "Lời \(code)", measure: "Mục \(code)", unit: \(unit),
              direction: up, values: [{ year: 2026, value: 10, shown: "10%" }] }

        """
    }
    if !tasks.isEmpty { text += "tasks:\n" }
    for code in tasks {
      text +=
        "  - { id: \(code), kind: task, parent: null, section: \"2\", title: \"Việc \(code)\", leads: [\"Sở A\"] }\n"
    }
    try text.write(to: programmes.appendingPathComponent("thu-2025.yaml"), atomically: true, encoding: .utf8)
  }
}
