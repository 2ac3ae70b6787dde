import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Plans that are written here")
struct WritePlanTests {
  @Test("a draft is seen only by who keeps it, then it runs, then it ends", arguments: Engine.all)
  func states(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let plan = try await bench.plan()
      #expect(plan.code == "chuyen-doi-so-bao-chi-lam-giang-2026" && plan.state == .draft)
      await #expect(throws: Failure.notFound) { try await programme.plan(named: plan.code, for: bench.editor) }
      await #expect(throws: Failure.notFound) { try await programme.plan(named: plan.code, for: bench.stranger) }
      #expect(try await programme.plans(for: bench.editor).isEmpty)
      await #expect(throws: Failure.conflict("Kế hoạch chưa có chỉ tiêu hay nhiệm vụ nào để thực hiện.")) {
        try await programme.setState(plan.code, .active, by: bench.lead)
      }
      try await programme.addTarget(
        plan.code, bench.target("Cơ quan báo chí lên nền tảng số", [2026: "67%", 2030: "100%"]), by: bench.lead)
      try await programme.setState(plan.code, .active, by: bench.lead)
      #expect(try await programme.plan(named: plan.code, for: bench.editor).whole.years == [2026, 2030])
      // Seen by others now, and still written only by who keeps it.
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        try await programme.addTarget(plan.code, bench.target("x", [2026: "1%"]), by: bench.stranger)
      }
      // In force: not without an amendment.
      await #expect(throws: Failure.self) {
        try await programme.addTarget(plan.code, bench.target("x", [2026: "1%"]), by: bench.lead)
      }
      try await programme.setState(plan.code, .ended, by: bench.lead)
      await #expect(throws: Failure.self) { try await programme.setState(plan.code, .draft, by: bench.lead) }
      let wanted = ["programme.plan.create", "programme.target.add", "programme.plan.state", "programme.plan.state"]
      #expect(bench.heard.actions == wanted)
    }
  }

  @Test("what does not hold is said beside its field", arguments: Engine.all)
  func errors(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      #expect(await plansRefused("title") { _ = try await bench.plan { $0.title = "" } })
      #expect(await plansRefused("to") { _ = try await bench.plan { $0.toYear = 2025 } })
      for day in ["31/02/2026", "13/2026", "01/01/0001", "9999-12-31", "hôm qua"] {
        #expect(await plansRefused("issued") { _ = try await bench.plan { $0.issued = day } }, "\(day)")
      }
      let plan = try await bench.plan()
      func refusedTarget(_ field: String, _ draft: TargetDraft) async -> Bool {
        await plansRefused(field) { try await bench.programme.addTarget(plan.code, draft, by: bench.lead) }
      }
      #expect(await refusedTarget("measure", bench.target("", [2026: "1%"])))
      #expect(await refusedTarget("year-2040", bench.target("x", [2040: "1%"])))
      #expect(await refusedTarget("year-2026", bench.target("x", [2026: "nhiều"])))
      #expect(await refusedTarget("values", bench.target("x", [:])))
      var vast = bench.target("x", [2026: String(repeating: "9", count: 30)])
      vast.unit = .count
      #expect(await refusedTarget("year-2026", vast))
      vast.values = [2026: "5"]
      vast.baseYear = 99_999
      #expect(await refusedTarget("base", vast))
      var task = TaskDraft()
      task.kind = .duty
      task.title = "Báo cáo"
      #expect(await plansRefused("leads") { try await bench.programme.addTask(plan.code, task, by: bench.lead) })
      var deadline = DeadlineDraft()
      deadline.text = "Báo cáo năm"
      deadline.who = "Cơ quan báo chí"
      deadline.month = 2
      deadline.day = 30
      #expect(await plansRefused("day") { try await bench.programme.addDeadline(plan.code, deadline, by: bench.lead) })
    }
  }

  @Test(
    "an amendment keeps the state before, ends targets by date, and the page can say what changed",
    arguments: Engine.all)
  func amendment(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let plan = try await bench.plan()
      let kept = try await programme.addTarget(plan.code, bench.target("Một", [2026: "50%"]), by: bench.lead)
      let gone = try await programme.addTarget(plan.code, bench.target("Hai", [2026: "10%"]), by: bench.lead)
      try await programme.setState(plan.code, .active, by: bench.lead)
      let paper = AmendmentDraft(
        number: "Quyết định 9/QĐ-UBND", issued: "2026-10-01", effectiveOn: CivilDate(2026, 12, 1), summary: "Nâng mức")
      #expect(
        await plansRefused("effective") {
          try await programme.openAmendment(plan.code, AmendmentDraft(number: "1", summary: "x"), by: bench.lead)
        })
      try await programme.openAmendment(plan.code, paper, by: bench.lead)
      await #expect(throws: Failure.self) { try await programme.openAmendment(plan.code, paper, by: bench.lead) }
      try await programme.changeTarget(plan.code, kept, bench.target("Một", [2026: "60%"]), by: bench.lead)
      try await programme.endTarget(plan.code, gone, by: bench.lead)
      try await programme.closeAmendment(plan.code, by: bench.lead)
      let whole = try await programme.plan(named: plan.code, for: bench.editor).whole
      #expect(whole.record.version == 2 && whole.targets.count == 2)
      #expect(whole.targets.first { $0.id == gone }?.endedOn?.rawValue == "2026-11-30")
      let before = try #require(try whole.amendments.first?.snapshot())
      #expect(before.targets.first?.facts["year 2026"] == "50%")
      let changes = PlanDifference.between(before, PlanSnapshot(whole))
      #expect(changes.contains { $0.kind == .changed(fact: "year 2026", from: "50%", to: "60%") })
      #expect(changes.contains { $0.kind == .changed(fact: "ended", from: "", to: "2026-11-30") })
      await #expect(throws: Failure.self) { try await programme.endTarget(plan.code, kept, by: bench.lead) }
    }
  }

  @Test("an agency takes over a province's target; both see it, with the difference", arguments: Engine.all)
  func adoption(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let province = try await bench.plan()
      let above = try await programme.addTarget(
        province.code, bench.target("Người làm báo được đào tạo", [2026: "70%", 2030: "100%"]), by: bench.lead)
      let own = try await bench.plan {
        $0.kind = .agency
        $0.owner = PlansBench.agency
        $0.shortTitle = "Chuyển đổi số Báo Lam Giang"
        $0.toYear = 2028
      }
      // A draft of others is not there to take from.
      await #expect(throws: Failure.notFound) {
        try await programme.adopt(own.code, targets: [above], by: bench.planner)
      }
      try await programme.setState(province.code, .active, by: bench.lead)
      #expect(try await programme.adopt(own.code, targets: [above], by: bench.planner) == 1)
      #expect(try await programme.adopt(own.code, targets: [above], by: bench.planner) == 0)
      let mine = try await programme.plan(named: own.code, for: bench.planner)
      let target = try #require(mine.whole.targets.first)
      #expect(target.adoptedFrom == above && mine.whole.values[target.id]?.map(\.shown) == ["70%"])
      try await programme.changeTarget(
        own.code, target.id, bench.target("Người làm báo được đào tạo", [2026: "75%"]), by: bench.planner)
      let changed = try await programme.plan(named: own.code, for: bench.planner)
      let relative = try #require(changed.lineage.above[target.id])
      let differences = ValueDifference.between(relative.values, changed.whole.values[target.id] ?? [])
      #expect(differences == [ValueDifference(year: 2026, above: "70%", below: "75%", by: 5)])
      // The province sees who took over once that plan is no draft.
      #expect(try await programme.plan(named: province.code, for: bench.lead).lineage.below.isEmpty)
      try await programme.setState(own.code, .active, by: bench.planner)
      #expect(try await programme.plan(named: province.code, for: bench.lead).lineage.below[above]?.count == 1)
    }
  }

  @Test("values are read as they are written")
  func shown() {
    #expect(ShownValue("67%", .percent).value == 67)
    #expect(ShownValue("66,7 %", .percent).value == 66.7)
    let range = ShownValue("10 - 15%", .percent)
    #expect(range.low == 10 && range.high == 15 && range.value == nil)
    let growth = ShownValue("33% cơ quan báo chí tăng doanh thu 10%", .percent)
    #expect(growth.value == 33 && growth.growth == 10)
    #expect(ShownValue("1.234", .count).value == 1234)
    #expect(ShownValue("24 giờ/ngày", .hoursPerDay).value == 24)
    #expect(ShownValue("có", .yesNo).isWords)
  }

  @Test("tasks stand under their headings and never under themselves", arguments: Engine.all)
  func tasks(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan()
      var heading = TaskDraft()
      heading.title = "Nâng cao nhận thức"
      let top = try await bench.programme.addTask(plan.code, heading, by: bench.lead)
      var below = TaskDraft()
      below.title = "Mở lớp"
      below.parent = "nang-cao-nhan-thuc"
      below.leads = ["Sở A", "Sở B"]
      let child = try await bench.programme.addTask(plan.code, below, by: bench.lead)
      let whole = try await bench.programme.plan(named: plan.code, for: bench.lead).whole
      #expect(PlanTasksPart.ordered(whole.tasks).map(\.1) == [0, 1])
      #expect(whole.parties[child]?.map(\.name) == ["Sở A", "Sở B"])
      heading.parent = "mo-lop"
      let looped = heading
      #expect(
        await plansRefused("parent") { try await bench.programme.changeTask(plan.code, top, looped, by: bench.lead) })
      try await bench.programme.endTask(plan.code, top, by: bench.lead)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).whole.tasks.isEmpty)
    }
  }
}
