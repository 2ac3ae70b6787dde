import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Which work serves which target")
struct ServingTests {
  private func site(_ bench: TaskBench) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.worker, bench.other, bench.chief, bench.reader]) {
      bench.programme.addRoutes(to: $0)
    }
  }

  /// A plan whose task names target `a` by its own words; `b` and `c` stand beside it.
  private func plan(_ bench: TaskBench) async throws -> (plan: PlanID, task: PlanTaskID, targets: [TargetRecord]) {
    let (plan, task, _) = try await bench.plan()
    let targets = ["a", "b", "c"].enumerated().map { place, code in
      TargetRecord(plan: plan, code: code, position: place, text: "Chỉ tiêu \(code)", measure: "Đo lường \(code)")
    }
    try await bench.database.write { connection in
      try FigureBench.insert(targets, targets.map { ($0.id, 2026, 50, nil) }, on: connection)
      try connection.execute("UPDATE plan_task SET targets = 'a' WHERE id = \(task)")
    }
    return (plan, task, targets)
  }

  private func board(_ bench: TaskBench, _ task: String?, as person: Principal) async throws -> [String] {
    try await bench.programme.dashboard(DashboardFilter(plan: "lam-giang-2026", task: task), for: person).lines
      .map(\.target.code)
  }

  @Test("work serves what its plan's task names and what whoever keeps it says", arguments: Engine.all)
  func serves(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, targets) = try await plan(bench)
      let site = site(bench)
      let id = try await bench.work(plan: plan) { $0.planTask = task }
      let path = ProgrammePath.work(id)
      let before = try await site.get(path, as: bench.keeper)
      #expect(before.text.contains("Đo lường a") && before.text.contains("theo văn bản kế hoạch"))
      #expect(try await board(bench, id.rawValue, as: bench.keeper) == ["a"])

      let named = ["targets": targets[1].id.rawValue]
      #expect(try await site.post("\(path)/chi-tieu", named, as: bench.worker).status == 403)
      #expect(try await site.post("\(path)/chi-tieu", named, as: bench.other).status == 404)
      #expect(try await site.post("\(path)/chi-tieu", ["targets": "khac"], as: bench.keeper).status == 422)
      #expect(try await site.post("\(path)/chi-tieu", named, as: bench.keeper).location == path)
      let page = try await site.get(path, as: bench.worker)
      #expect(page.text.contains("Đo lường b") && page.text.contains("do nơi giao nêu"))
      #expect(!page.text.contains("Nêu chỉ tiêu phục vụ</span>"), "who does not keep it reads")
      #expect(bench.heard.actions.last == "programme.work.serve")
      // Only what the paper does not say is written down: a mended paper takes its own word back.
      let both = [targets[0].id, targets[1].id]
      try await bench.programme.nameTargets(both, of: id, by: bench.keeper)
      let kept: [TargetID] = try await bench.database.read { try $0.values(ServingQuery.named(by: id)) }
      #expect(kept == [targets[1].id])

      #expect(try await board(bench, id.rawValue, as: bench.keeper) == ["a", "b"])
      #expect(try await board(bench, task.rawValue, as: bench.keeper) == ["a"])
      #expect(try await board(bench, nil, as: bench.keeper) == ["a", "b", "c"])
      #expect(try await board(bench, id.rawValue, as: bench.other) == ["a", "b", "c"], "work of others is not there")
      let shown = try await site.get("\(DashboardPage.path)?ke-hoach=lam-giang-2026&nhiem-vu=\(id)", as: bench.keeper)
      #expect(shown.text.contains("Việc được giao: Mở kênh số") && !shown.text.contains("Đo lường c"))

      let target = try await site.get(ProgrammePath.target(targets[0].id), as: bench.keeper)
      #expect(target.text.contains("Mở kênh số") && target.text.contains("Đào tạo kỹ năng số"))
      let own = try await site.get(ProgrammePath.target(targets[1].id), as: bench.worker)
      #expect(own.text.contains("Mở kênh số") && own.text.contains("Báo Lam Giang"))
      #expect(!(try await site.get(ProgrammePath.target(targets[1].id), as: bench.other).text.contains("Mở kênh số")))
    }
  }

  @Test("each turn of work that comes again serves the same", arguments: Engine.all)
  func turns(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, _, targets) = try await plan(bench)
      let first = try await bench.work(due: nil, plan: plan) {
        $0.every = .month
        $0.targets = [targets[2].id]
        ($0.startsOn, $0.dueOn) = (TaskBench.day("2026-11-01"), TaskBench.day("2026-11-30"))
      }
      #expect(try await board(bench, first.rawValue, as: bench.keeper) == ["c"])
      try await bench.programme.nameTargets([targets[1].id], of: first, by: bench.keeper)
      bench.move(to: "2026-12-02T02:00:00Z")
      try await bench.programme.makeTurns()
      let turns = try await bench.programme.list(WorkFilter(plan: plan), for: bench.keeper).map(\.record.id)
      let second = try #require(turns.first { $0 != first })
      #expect(try await board(bench, second.rawValue, as: bench.keeper) == ["b"])
    }
  }

  @Test("programs name targets by their codes and ask for figures by task", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, targets) = try await plan(bench)
      let site = site(bench)
      let day = TaskBench.day("2026-10-31")
      try await bench.programme.computeFigures(of: plan, on: day, by: bench.keeper)
      let api = "/api/v1/programme/tasks"
      let body = """
        {"title": "Mở kênh", "plan": "\(plan)", "lead": "\(TaskBench.paper)", "targets": ["b"]}
        """
      let made = try await site.json(.post, api, body, as: bench.keeper)
      #expect(made.status == 201 && made.text.contains("\"saidBy\":\"task\""))
      let path = try #require(made.location)
      let unknown = try await site.json(.put, "\(path)/targets", #"{"targets": ["x"]}"#, as: bench.keeper)
      #expect(unknown.status == 422)
      #expect(try await site.json(.put, "\(path)/targets", #"{"targets": ["c"]}"#, as: bench.worker).status == 403)
      let changed = try await site.json(.put, "\(path)/targets", #"{"targets": ["c"]}"#, as: bench.keeper)
      #expect(changed.text.contains(targets[2].id.rawValue) && !changed.text.contains(targets[1].id.rawValue))
      let figures = "/api/v1/programme/plans/lam-giang-2026/figures"
      let work = try #require(path.split(separator: "/").last)
      let byWork = try await site.get("\(figures)?task=\(work)", as: bench.keeper)
      #expect(byWork.text.contains("\"target\":\"c\"") && !byWork.text.contains("\"target\":\"a\""))
      #expect(byWork.text.contains("\"servedBy\":[\"\(work)\"]"))
      let byTask = try await site.get("\(figures)?task=\(task)", as: bench.keeper)
      #expect(byTask.text.contains("\"target\":\"a\"") && !byTask.text.contains("\"target\":\"c\""))
      #expect(try await site.get("\(figures)?task=khac", as: bench.keeper).status == 404)
    }
  }
}
