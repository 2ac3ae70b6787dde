import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Programme

@Suite("Tasks: making, joining, coming again, handing over")
struct WorkTests {
  @Test("tasks that would wait for each other in a circle are refused, parts counted", arguments: Engine.all)
  func circles(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let programme = bench.programme
      let (a, b, c) = (
        try await bench.work(title: "A"), try await bench.work(title: "B"), try await bench.work(title: "C")
      )
      let part = try await bench.work(title: "A.1") { $0.parent = a }
      let circle = Failure.invalid(["needs": "Hai việc sẽ chờ nhau vòng tròn"])
      try await programme.join(a, needs: b, by: bench.chief)
      try await programme.join(b, needs: c, by: bench.chief)
      await #expect(throws: circle) { try await programme.join(c, needs: a, by: bench.chief) }
      await #expect(throws: circle) { try await programme.join(a, needs: a, by: bench.chief) }
      await #expect(throws: circle) { try await programme.join(part, needs: a, by: bench.chief) }
      await #expect(throws: circle) { try await programme.join(c, needs: a, by: bench.worker) }
      try await programme.part(b, from: c, by: bench.chief)
      try await programme.join(c, needs: a, by: bench.chief)
      #expect(try await programme.file(c, for: bench.worker).needs.map(\.id) == [a])
      // Work of others is not there to be waited for.
      let foreign = try await programme.make(
        WorkDraft(title: "Của Sở", lead: TaskBench.department), by: bench.keeper)
      await #expect(throws: Failure.invalid(["needs": "Không có nhiệm vụ này"])) {
        try await programme.join(a, needs: foreign, by: bench.worker)
      }
      // Nor does parting from it tell its title.
      await #expect(throws: Failure.notFound) { try await programme.part(a, from: foreign, by: bench.worker) }
      let history = try await programme.file(a, for: bench.worker).events.map(\.words)
      #expect(history.contains("B") && !history.contains { $0.contains("Của Sở") })
    }
  }

  @Test("what was confirmed stays as it was confirmed until it is opened again", arguments: Engine.all)
  func closed(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let programme = bench.programme
      let id = try await bench.work(title: "Mở kênh số")
      try await bench.prove(id)
      try await programme.move(id, .submit, words: "", by: bench.worker)
      try await programme.move(id, .confirm, words: "", by: bench.chief)
      let done = try await bench.record(id)
      var draft = WorkDraft(title: "Tên khác", lead: TaskBench.paper)
      draft.dueOn = TaskBench.day("2027-12-15")
      let wanted = draft
      let refused = Failure.conflict("Nhiệm vụ đã khép lại. Mở lại trước khi sửa.")
      await #expect(throws: refused) { try await programme.change(id, wanted, base: done.version, by: bench.chief) }
      #expect(try await bench.record(id).title == "Mở kênh số")
      try await programme.move(id, .reopen, words: "Sai tên", by: bench.chief)
      let base = try await bench.record(id).version
      try await programme.change(id, wanted, base: base, by: bench.chief)
      #expect(try await bench.record(id).title == "Tên khác")
    }
  }

  @Test("a yearly task makes each year's turn once, however often it is asked", arguments: Engine.all)
  func turns(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, _) = try await bench.plan()
      let id = try await bench.work(due: "2026-12-31", plan: plan) {
        $0.planTask = task
        $0.startsOn = TaskBench.day("2026-01-01")
        $0.every = .year
        $0.until = TaskBench.day("2028-12-31")
      }
      #expect(try await bench.record(id).turn == "2026")
      func turns() async throws -> [String] {
        try await bench.database.read { try WorkStore.made(from: task, on: $0) }.map(\.turn).sorted()
      }
      for _ in 0..<3 { try await bench.programme.makeTurns() }
      #expect(try await turns() == ["2026"])
      bench.move(to: "2027-01-04T01:00:00Z")
      async let one: Void = bench.programme.makeTurns()
      async let two: Void = bench.programme.makeTurns()
      _ = try await (one, two)
      #expect(try await turns() == ["2026", "2027"])
      bench.move(to: "2029-06-01T01:00:00Z")
      try await bench.programme.makeTurns()
      #expect(try await turns() == ["2026", "2027"], "a rule that is over makes nothing late")
      let second = try await bench.database.read { try WorkStore.made(from: task, on: $0) }.last
      #expect(second?.dueOn == TaskBench.day("2027-12-31") && second?.lead == TaskBench.paper)
    }
  }

  @Test("months end where they end")
  func months() {
    let end = TaskBench.day("2026-01-31")
    #expect(end.adding(months: 1) == TaskBench.day("2026-02-28"))
    #expect(end.adding(months: 13) == TaskBench.day("2027-02-28"))
    #expect(TaskBench.day("2026-06-30").adding(months: 3) == TaskBench.day("2026-09-30"))
    #expect(TaskBench.day("2026-03-31").adding(months: 3) == TaskBench.day("2026-06-30"))
    #expect(TaskBench.day("2026-11-15").adding(months: 3) == TaskBench.day("2027-02-15"))
    #expect(WorkRhythm.quarter.turn(of: TaskBench.day("2026-11-15")) == "2026-Q4")
    #expect(WorkRhythm.words(turn: "2026-Q4")?.vietnamese == "quý IV/2026")
  }

  @Test("after a merger open work goes to whoever carries it on, both are told, once", arguments: Engine.all)
  func merger(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      let partnered = try await bench.work(plan: plan, lead: TaskBench.station, title: "Phối hợp") {
        $0.partners = [TaskBench.paper]
      }
      let done = try await bench.work(plan: plan, title: "Đã hủy")
      try await bench.programme.move(done, .cancel, words: "x", by: bench.keeper)
      bench.house.put(TaskBench.merged, .pressAgency, "Báo và phát thanh, truyền hình Lam Giang")
      let heir = PersonProfile(id: .new(), name: "Tú", roleTitle: "", organisation: TaskBench.merged)
      bench.house.staff.withLock { $0.append((heir, [Programme.work])) }
      bench.house.end(TaskBench.paper, on: TaskBench.day("2026-12-01"), heirs: [TaskBench.merged])
      try await bench.programme.reassignEnded()
      #expect(try await bench.record(id).lead == TaskBench.paper, "not before the day")
      bench.move(to: "2026-12-01T00:00:00Z")
      bench.heard.forget()
      for _ in 0..<2 { try await bench.programme.reassignEnded() }
      let record = try await bench.record(id)
      #expect(record.lead == TaskBench.merged && record.assignedOn == TaskBench.day("2026-12-01"))
      #expect(try await bench.record(done).lead == TaskBench.paper, "what is over stays where it was")
      #expect(try await bench.programme.file(partnered, for: bench.keeper).work.partners == [TaskBench.merged])
      let people = bench.heard.told.map(\.people)
      #expect(people.filter { $0 == [bench.worker.id] }.count == 1)
      #expect(people.contains([heir.id]))
      #expect(bench.heard.actions.filter { $0 == "programme.work.reassign" }.count == 1)
      let page = try await bench.programme.file(id, for: bench.keeper)
      #expect(page.events.contains { $0.kind == .reassigned && $0.words.contains("Báo Lam Giang") })
    }
  }

  @Test("where nobody carries it on, those who keep the plan are told, once", arguments: Engine.all)
  func noHeir(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      bench.house.end(TaskBench.paper, on: TaskBench.day("2026-12-01"), heirs: [])
      bench.move(to: "2026-12-02T00:00:00Z")
      bench.heard.forget()
      for _ in 0..<2 { try await bench.programme.reassignEnded() }
      #expect(bench.heard.told.map(\.people) == [[bench.keeper.id]])
      #expect(try await bench.record(id).lead == TaskBench.paper)
      try await bench.programme.reassign(id, to: TaskBench.station, reason: "Báo đã giải thể", by: bench.keeper)
      #expect(try await bench.record(id).lead == TaskBench.station)
      #expect(bench.heard.told.last?.people == [bench.other.id])
    }
  }

  @Test("what a plan lays on an organisation, by its name, its group and its predecessors", arguments: Engine.all)
  func duties(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, duty) = try await bench.plan()
      let province = UnitID.new()
      _ = try await bench.database.write { try $0.execute("UPDATE plan SET province = \(province) WHERE id = \(plan)") }
      bench.house.kept.withLock { all in for id in all.keys { all[id]?.province = province } }
      let own = try await bench.programme.duties(of: TaskBench.paper, for: bench.worker)
      #expect(own.parts.first?.duties.map(\.task.id).sorted() == [task, duty].sorted())
      #expect(own.parts.first?.deadlines.map(\.named) == ["Báo Lam Giang"])
      let other = try await bench.programme.duties(of: TaskBench.station, for: bench.other)
      #expect(other.parts.first?.duties.map(\.task.id) == [duty])
      bench.house.put(TaskBench.merged, .pressAgency, "Báo và phát thanh, truyền hình Lam Giang")
      bench.house.kept.withLock { $0[TaskBench.merged]?.province = province }
      bench.house.end(TaskBench.paper, on: TaskBench.day("2026-11-01"), heirs: [TaskBench.merged])
      let heir = try await bench.programme.duties(of: TaskBench.merged, for: bench.keeper)
      #expect(heir.parts.first?.duties.count == 2)
      await #expect(throws: Failure.notFound) {
        _ = try await bench.programme.duties(of: TaskBench.station, for: bench.worker)
      }
      let party = TaskParty(task: task, role: .lead, position: 0, name: "Báo Lam Giang")
      let record = try #require(try await bench.database.read { try PlanStore.find(plan, on: $0) })
      #expect(try await bench.programme.carriers(of: party, in: record) == [TaskBench.merged])
      var values = WorkForm.Values()
      values.planTask = task.rawValue
      let proposed = try await bench.programme.proposed(values, for: bench.keeper)
      #expect(proposed.leads == "Báo và phát thanh, truyền hình Lam Giang" && proposed.every == "year")
      values.planTask = duty.rawValue
      let all = try await bench.programme.proposed(values, for: bench.keeper)
      #expect(all.leads.split(separator: "\n").count == 2)
    }
  }
}
