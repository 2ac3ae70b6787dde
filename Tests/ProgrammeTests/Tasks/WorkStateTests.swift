import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("States of tasks")
struct WorkStateTests {
  @Test("every move leads where it should from every state, and nowhere else")
  func machine() {
    let allowed: [WorkState: [WorkMove: WorkState]] = [
      .notStarted: [.start: .doing, .submit: .awaiting, .pause: .paused, .cancel: .cancelled],
      .doing: [.submit: .awaiting, .pause: .paused, .cancel: .cancelled],
      .awaiting: [.takeBack: .doing, .confirm: .done, .sendBack: .doing, .cancel: .cancelled],
      .paused: [.resume: .doing, .cancel: .cancelled],
      .done: [.reopen: .doing],
      .cancelled: [.reopen: .doing],
    ]
    for state in WorkState.allCases {
      for move in WorkMove.allCases {
        #expect(move.state(from: state) == allowed[state]?[move], "\(state) \(move)")
      }
    }
    // From every state something leads on, and every state can be reached.
    let reached = Set(WorkState.allCases.flatMap { state in WorkMove.allCases.compactMap { $0.state(from: state) } })
    #expect(reached.union([.notStarted]) == Set(WorkState.allCases))
  }

  @Test("done only with evidence and another person's word; sent back with a reason", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      let programme = bench.programme
      try await programme.report(id, percent: 40, words: "Đã mở kênh", by: bench.worker)
      #expect(try await bench.record(id).state == .doing)
      await #expect(throws: Failure.invalid(["evidence": "Cần ít nhất một minh chứng trước khi báo xong"])) {
        try await programme.move(id, .submit, words: "", by: bench.worker)
      }
      try await bench.prove(id)
      try await programme.move(id, .submit, words: "", by: bench.worker)
      #expect(bench.heard.told.last?.people == [bench.keeper.id])
      await #expect(throws: Failure.invalid(["words": "Cần nêu lý do"])) {
        try await programme.move(id, .sendBack, words: "", by: bench.keeper)
      }
      try await programme.move(id, .sendBack, words: "Thiếu số liệu", by: bench.keeper)
      #expect(bench.heard.told.last?.people == [bench.worker.id])
      try await programme.move(id, .submit, words: "Đã bổ sung", by: bench.worker)
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        try await programme.move(id, .confirm, words: "", by: bench.worker)
      }
      try await programme.move(id, .confirm, words: "", by: bench.keeper)
      let record = try await bench.record(id)
      #expect(record.state == .done && record.percent == 100 && record.doneOn == TaskBench.day("2026-11-23"))
      await #expect(throws: Failure.self) {
        try await programme.report(id, percent: 10, words: "x", by: bench.worker)
      }
      let words = try await programme.file(id, for: bench.worker).events.map(\.words)
      #expect(words.contains("Trả lại: Thiếu số liệu") && words.contains("Đã mở kênh"))
      #expect(bench.heard.actions.filter { $0 == "programme.work.move" }.count == 4)
    }
  }

  @Test("nobody confirms what they reported themselves; parts come first", arguments: Engine.all)
  func twoPeople(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let programme = bench.programme
      var draft = WorkDraft(title: "Việc của Sở", lead: TaskBench.department)
      let id = try await programme.make(draft, by: bench.keeper)
      draft.parent = id
      draft.title = "Việc con"
      let part = try await programme.make(draft, by: bench.keeper)
      try await programme.prove(id, file: nil, text: "Số 1", name: "", by: bench.keeper)
      await #expect(throws: Failure.conflict("Còn \(1) việc con chưa xong.")) {
        try await programme.move(id, .submit, words: "", by: bench.keeper)
      }
      try await programme.move(part, .cancel, words: "Không cần", by: bench.keeper)
      try await programme.move(id, .submit, words: "", by: bench.keeper)
      await #expect(throws: Failure.conflict("Người báo xong không tự xác nhận. Nhờ một người khác.")) {
        try await programme.move(id, .confirm, words: "", by: bench.keeper)
      }
    }
  }

  @Test("who proved it does not confirm it, though a colleague reported it as done", arguments: Engine.all)
  func proverIsNoSecondPerson(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let programme = bench.programme
      let id = try await bench.work(plan: try await bench.plan().plan)
      try await bench.prove(id, by: bench.keeper)
      try await programme.move(id, .submit, words: "", by: bench.worker)
      #expect(!(try await programme.file(id, for: bench.keeper).moves(for: bench.keeper)).contains(.confirm))
      let site = AskedSite(people: [bench.keeper]) { programme.addRoutes(to: $0) }
      let page = try await site.get(ProgrammePath.work(id), as: bench.keeper)
      #expect(page.text.contains("nên một người khác xác nhận") && !page.text.contains("value=\"confirm\""))
      let api = try await site.get("/api/v1/programme/tasks/\(id)", as: bench.keeper)
      #expect(api.text.contains("\"send-back\"") && !api.text.contains("\"confirm\""))
      await #expect(throws: Failure.conflict("Người thêm minh chứng không tự xác nhận. Nhờ một người khác.")) {
        try await programme.move(id, .confirm, words: "", by: bench.keeper)
      }
      // What they take away again proves nothing any more.
      try await programme.move(id, .takeBack, words: "", by: bench.worker)
      let own = try #require(try await programme.file(id, for: bench.worker).evidence.first)
      try await bench.prove(id)
      try await programme.unprove(id, own.id, by: bench.worker)
      try await programme.move(id, .submit, words: "", by: bench.worker)
      try await programme.move(id, .confirm, words: "", by: bench.keeper)
      #expect(try await bench.record(id).state == .done)
    }
  }

  @Test("proof that is refused, or sent twice by one form, leaves no second file", arguments: Engine.all)
  func noFileLeft(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let id = try await bench.work(plan: try await bench.plan().plan)
      let path = "\(ProgrammePath.work(id))/minh-chung"
      let site = AskedSite(people: [bench.worker]) { bench.programme.addRoutes(to: $0) }
      let token = CSRFToken.mask(AskedSite.token)
      func files() throws -> Int {
        let all = try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
        return all.count { $0.hasPrefix("evidence/") && $0.hasSuffix(".pdf") }
      }
      for _ in 0..<3 {
        let sent = try await site.upload(path, [("file", "a.pdf", Data("%PDF".utf8))], as: bench.worker, token: token)
        #expect(sent.status == 303)
      }
      #expect(try files() == 1)
      #expect(try await bench.programme.file(id, for: bench.worker).evidence.count == 1)
    }
  }
}
