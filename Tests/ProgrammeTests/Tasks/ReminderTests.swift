import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Vietnamese

@testable import Programme

@Suite("Reminders in working days")
struct ReminderTests {
  let calendar: WorkingCalendar
  let reminders: Reminders

  init() throws {
    calendar = try WorkingCalendar(contentsOf: TaskBench.facts.appendingPathComponent("calendar/holidays.json"))
    reminders = try Reminders(contentsOf: TaskBench.facts.appendingPathComponent("programmes/reminders.json"))
  }

  private func record(due: String) -> WorkRecord {
    var draft = WorkDraft(title: "x", lead: TaskBench.paper)
    draft.dueOn = TaskBench.day(due)
    return WorkRecord(draft, keeper: nil, on: TaskBench.day("2026-01-05"), by: .new(), at: .distantPast)
  }

  private func days(_ due: String, today: String) -> [String] {
    reminders.stages(record(due: due), calendar, on: TaskBench.day(today)).map(\.day.rawValue)
  }

  @Test("Tết 2026 (14–22/02) is passed over, both ways, and is sure")
  func tet2026() {
    // Due on Wednesday 25/02/2026. 24, 23 | 13, 12, 11, 10, 9 | 6, 5, 4 February are the ten working days before it.
    #expect(
      days("2026-02-25", today: "2026-02-02") == [
        "2026-02-04", "2026-02-13", "2026-02-24", "2026-02-25", "2026-02-26", "2026-03-04",
      ])
    for stage in reminders.stages(record(due: "2026-02-25"), calendar, on: TaskBench.day("2026-02-02")) {
      #expect(stage.day == stage.otherwise)
    }
    // A day within Tết ends with the first working day after it.
    let deadline = WorkDeadline(record(due: "2026-02-18"), calendar, today: TaskBench.day("2026-02-12"))
    #expect(deadline.last == TaskBench.day("2026-02-23") && deadline.left == 2 && deadline.leftAtMost == 2)
    #expect(deadline.words(Translator(.vietnamese)) == "còn 2 ngày làm việc")
    #expect(WorkDeadline(record(due: "2026-02-13"), calendar, today: TaskBench.day("2026-02-22")).left == 0)
    let late = WorkDeadline(record(due: "2026-02-13"), calendar, today: TaskBench.day("2026-02-24"))
    #expect(late.isLate && late.words(Translator(.vietnamese)) == "chậm 2 ngày làm việc")
  }

  @Test("Tết 2027 is not confirmed: both days are there")
  func tet2027() throws {
    // Mùng 1 is 06/02/2027; 05–11/02 are off by rows that nobody has confirmed.
    let record = record(due: "2027-02-15")
    let stages = reminders.stages(record, calendar, on: TaskBench.day("2027-01-20"))
    let one = try #require(stages.first { $0.kind == .before(1) })
    #expect(one.day == TaskBench.day("2027-02-12") && one.otherwise == TaskBench.day("2027-02-12"))
    let three = try #require(stages.first { $0.kind == .before(3) })
    #expect(three.day == TaskBench.day("2027-02-03") && three.otherwise == TaskBench.day("2027-02-10"))
    let deadline = WorkDeadline(record, calendar, today: TaskBench.day("2027-02-04"))
    #expect(deadline.left == 2 && deadline.leftAtMost == 7)
    #expect(deadline.words(Translator(.vietnamese)) == "còn 2 đến 7 ngày làm việc")
    let within = WorkDeadline(self.record(due: "2027-02-09"), calendar, today: TaskBench.day("2027-02-01"))
    #expect(within.last == TaskBench.day("2027-02-12") && within.earliest == TaskBench.day("2027-02-09"))
  }

  @Test("2025 is there as far as public pages say it")
  func year2025() {
    #expect(calendar.knows(2025) && !calendar.knows(2024))
    #expect(calendar.add(workingDays: 1, to: TaskBench.day("2025-01-24")).day == TaskBench.day("2025-02-03"))
    #expect(calendar.add(workingDays: 1, to: TaskBench.day("2025-08-29")).day == TaskBench.day("2025-09-03"))
    let exchange = calendar.add(workingDays: 1, to: TaskBench.day("2025-04-29"))
    #expect(exchange.day == TaskBench.day("2025-05-05") && exchange.earliest == TaskBench.day("2025-05-02"))
  }

  @Test("a year without a calendar is named")
  func unknownYear() {
    #expect(
      WorkDeadline(record(due: "2031-03-03"), calendar, today: TaskBench.day("2026-11-23")).unknownYears == [2031])
  }

  @Test(
    "each thing is told once, to its owner; late goes up once after one and after five working days",
    arguments: Engine.all)
  func once(engine: Engine) async throws {
    try await withTaskBench(engine, now: "2026-01-26T01:00:00Z") { bench in
      let plan = try await bench.plan().plan
      let id = try await bench.work(due: "2026-02-25", plan: plan)
      #expect(try await bench.told(id) == ["assigned:\(TaskBench.paper)"])
      #expect(bench.heard.told.map(\.people) == [[bench.worker.id]])
      var day = TaskBench.day("2026-01-27")
      while day <= TaskBench.day("2026-03-20") {
        for hour in [1, 8] {
          bench.hand.move(to: day.start.addingTimeInterval(Double(hour) * 3600 + 25_200 - 25_200))
          try await bench.programme.remind()
        }
        day = day.adding(days: 1)
      }
      let own = bench.heard.told.filter { $0.people == [bench.worker.id] }.map(\.text.vietnamese)
      #expect(own.count == 7, "\(own)")
      #expect(own.contains { $0.hasPrefix("Còn 10 ngày làm việc đến hạn 25/02/2026") })
      #expect(own.contains { $0.hasPrefix("Hết hạn hôm nay") } && own.contains { $0.hasPrefix("Chậm 5 ngày làm việc") })
      let up = bench.heard.told.filter { $0.people == [bench.keeper.id] }.map(\.text.vietnamese)
      #expect(up.count == 2 && up[0].hasPrefix("Chậm 1 ngày") && up[1].hasPrefix("Chậm 5 ngày"))
      let file = try await bench.programme.file(id, for: bench.keeper)
      let mark = file.told.first { $0.what.hasPrefix("before:10:") }
      #expect(mark?.people == "Lan" && mark.map { CivilDate($0.at) } == TaskBench.day("2026-02-04"))
    }
  }

  @Test("another day to be done by is told anew; work that was reported is left in peace", arguments: Engine.all)
  func anew(engine: Engine) async throws {
    try await withTaskBench(engine, now: "2026-11-25T02:00:00Z") { bench in
      let id = try await bench.work(due: "2026-11-26")
      #expect(try await bench.told(id).sorted() == ["assigned:\(TaskBench.paper)", "before:1"])
      var draft = WorkDraft(title: "Mở kênh số", lead: TaskBench.paper)
      draft.dueOn = TaskBench.day("2026-11-25")
      try await bench.programme.change(id, draft, base: 1, by: bench.chief)
      #expect(try await bench.told(id).contains("today:2026-11-25"))
      await #expect(throws: Failure.self) { try await bench.programme.change(id, draft, base: 1, by: bench.chief) }
      try await bench.prove(id)
      try await bench.programme.move(id, .submit, words: "", by: bench.worker)
      bench.move(to: "2026-12-07T02:00:00Z")
      try await bench.programme.remind()
      #expect(try await !bench.told(id).contains { $0.hasPrefix("late") })
    }
  }

  @Test("only whoever is responsible is told, where there is one", arguments: Engine.all)
  func responsible(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let second = PersonProfile(id: .new(), name: "Nga", roleTitle: "", organisation: TaskBench.paper)
      bench.house.staff.withLock { $0.append((second, [Programme.work])) }
      _ = try await bench.work { $0.responsible = second.id }
      #expect(bench.heard.told.last?.people == [second.id])
      _ = try await bench.work()
      #expect(Set(bench.heard.told.last?.people ?? []) == [second.id, bench.worker.id])
      await #expect(throws: Failure.invalid(["responsible": "Chọn một người của đơn vị chủ trì"])) {
        _ = try await bench.work { $0.responsible = bench.other.id }
      }
    }
  }

  @Test("where nobody can be told, the page says so and those who keep it are told", arguments: Engine.all)
  func unheard(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let plan = try await bench.plan().plan
      bench.house.leave(bench.worker.id)
      let id = try await bench.work(plan: plan)
      #expect(bench.heard.told.map(\.people) == [[bench.keeper.id]])
      #expect(try await bench.programme.file(id, for: bench.keeper).isUnheard)
      let filter = WorkFilter(when: .unheard)
      #expect(try await bench.programme.list(filter, for: bench.keeper).map(\.record.id) == [id])
      // As soon as somebody is there, they are told.
      let new = PersonProfile(id: .new(), name: "Nga", roleTitle: "", organisation: TaskBench.paper)
      bench.house.staff.withLock { $0.append((new, [Programme.work])) }
      try await bench.programme.remind()
      #expect(bench.heard.told.last?.people == [new.id])
      #expect(try await !bench.programme.file(id, for: bench.keeper).isUnheard)
    }
  }
}
