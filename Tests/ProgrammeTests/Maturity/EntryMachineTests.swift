import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("An agency's way through a cycle")
struct EntryMachineTests {
  @Test("every state has a way on or is an end, and every act but registering is in the machine")
  func complete() {
    let ends: Set<EntryState> = [.published, .unranked, .withdrawn]
    for state in EntryState.allCases {
      #expect(EntryStep.all.contains { $0.from == state } != ends.contains(state), "\(state)")
    }
    var reached: Set<EntryState> = [.registered]
    while true {
      let next = reached.union(EntryStep.all.filter { reached.contains($0.from) }.map(\.to))
      if next == reached { break }
      reached = next
    }
    #expect(reached == Set(EntryState.allCases))
    #expect(Set(EntryStep.all.map(\.act)).union([.register]) == Set(EntryAct.allCases))
    for act in EntryAct.allCases {
      let steps = EntryStep.all.filter { $0.act == act }
      #expect(Set(steps.map(\.actor.permission)).count <= 1, "one kind of person does \(act)")
      #expect(Set(steps.map(\.from)).count == steps.count)
    }
  }

  @Test("what the machine has no step for is refused in every state", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      let programme = bench.programme
      for state in EntryState.allCases {
        try await bench.database.write {
          _ = try $0.execute("UPDATE maturity_entry SET state = \(state) WHERE id = \(id)")
        }
        for act in EntryAct.allCases where act != .register && EntryStep.find(act, in: state) == nil {
          guard let actor = EntryStep.all.first(where: { $0.act == act })?.actor else { continue }
          let person: Principal =
            switch actor {
            case .worker: bench.writer
            case .head: bench.head
            case .appraiser: bench.appraiser
            }
          #expect(await isConflict { try await programme.move(id, act, by: person) }, "\(act) in \(state)")
        }
      }
    }
  }

  @Test("from registration to publication, with everything told and audited", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let programme = bench.programme
      let entry = try await programme.register(
        MaturityBench.paper, in: cycle.id, bloc: .radioTelevision, isTrained: false, trainingNote: "", by: bench.writer)
      // Not trained: not admitted; the bloc is what the body says it is this year.
      await #expect(throws: Failure.self) {
        try await programme.admit(entry.id, bloc: .localNewspaper, isTrained: false, by: bench.appraiser)
      }
      try await programme.admit(entry.id, bloc: .localNewspaper, isTrained: true, by: bench.appraiser)
      let scheme = try await bench.scheme()
      let some = Array(bench.typed(Points(9013), scheme).prefix(12))
      try await programme.saveScores(entry.id, some, by: bench.writer)
      #expect(await isConflict { try await programme.submit(entry.id, by: bench.writer) })
      let file = try await programme.entryFile(entry.id, for: bench.writer)
      #expect(file.scored == 12 && file.criteria.count == 43)
      #expect(try await programme.entryFile(entry.id, for: bench.appraiser).scored == 0, "not sent yet")
      try await programme.saveScores(entry.id, bench.typed(Points(9013), scheme), by: bench.writer)
      try await programme.submit(entry.id, by: bench.writer)
      try await programme.sendBack(entry.id, reason: "Thiếu minh chứng", by: bench.head)
      try await programme.submit(entry.id, by: bench.writer)
      try await programme.approve(entry.id, by: bench.head)
      #expect(await isConflict { try await programme.saveScores(entry.id, some, by: bench.writer) })
      await #expect(throws: Failure.self, "lower points need a reason") {
        try await programme.saveAppraisal(entry.id, bench.typed(Points(8500), scheme), by: bench.appraiser)
      }
      #expect(await isConflict { try await programme.finishAppraisal(entry.id, by: bench.appraiser) })
      try await programme.saveAppraisal(
        entry.id, bench.typed(Points(8500), scheme, words: "Thiếu tệp"), by: bench.appraiser)
      #expect(try await programme.entryFile(entry.id, for: bench.writer).showsGiven == false)
      try await programme.finishAppraisal(entry.id, by: bench.appraiser)
      #expect(try await programme.entryFile(entry.id, for: bench.writer).total == Points(8500))
      #expect(
        await isConflict { try await programme.publish(cycle.id, decision: "", by: bench.appraiser) },
        "the agency may still appeal")
      try await programme.accept(entry.id, by: bench.head)
      try await programme.publish(cycle.id, decision: "Quyết định kiểm thử", by: bench.appraiser)
      let done = try await programme.entryFile(entry.id, for: bench.head)
      #expect(done.entry.state == .published && done.result?.total == Points(8500) && done.result?.rank == 1)
      #expect(done.result?.level == nil, "the cut-offs between are not known")
      #expect(try await programme.isIntact(cycle.id))
      let steps: [EntryAct] = [
        .register, .admit, .submit, .sendBack, .submit, .approve, .finishAppraisal, .accept, .publish,
      ]
      #expect(done.steps.map(\.act) == steps)
      for act in ["register", "admit", "score", "submit", "send-back", "approve", "appraise", "accept", "publish"] {
        #expect(bench.ear.actions.contains("programme.maturity.\(act)"), "\(act)")
      }
      #expect(bench.ear.told.contains { $0.people.contains(bench.writer.id) })
      #expect(await isConflict { try await programme.reopen(entry.id, reason: "x", by: bench.appraiser) })
      try await bench.database.write { _ = try $0.execute("UPDATE maturity_score SET given_points = 0") }
      #expect(try await !programme.isIntact(cycle.id), "what was published is sealed")
    }
  }

  @Test("deadlines hold", arguments: Engine.all)
  func deadlines(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      let scheme = try await bench.scheme()
      let all = bench.typed(Points(6000), scheme)
      try await bench.programme.saveScores(id, all, by: bench.writer)
      bench.move(to: "2024-11-15T16:59:00Z")
      #expect(
        await isConflict {
          _ = try await bench.programme.register(
            MaturityBench.magazine, in: cycle.id, bloc: .magazine, isTrained: true, trainingNote: "", by: bench.other)
        })
      try await bench.programme.submit(id, by: bench.writer)
      bench.move(to: "2024-11-15T17:01:00Z")
      #expect(await isConflict { try await bench.programme.approve(id, by: bench.head) }, "it is 16/11 in Vietnam")
      bench.move(to: "2024-11-15T10:00:00Z")
      try await bench.programme.approve(id, by: bench.head)
      try await bench.programme.saveAppraisal(id, all, by: bench.appraiser)
      try await bench.programme.finishAppraisal(id, by: bench.appraiser)
      bench.move(to: "2024-12-11T02:00:00Z")
      #expect(
        await isConflict {
          try await bench.programme.appeal(id, [(scheme.criteria[40].id, "Có văn bản")], by: bench.head)
        })
      // Past the last day of appeals, silence is agreement.
      try await bench.programme.publish(cycle.id, decision: "", by: bench.appraiser)
      #expect(try await bench.state(id) == .published)
    }
  }

  @Test("an appeal is answered point by point, once", arguments: Engine.all)
  func appeals(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      try await bench.appraised(id, own: Points(9000), given: Points(8000))
      let last = try #require(try await bench.scheme().criteria.last)
      let programme = bench.programme
      await #expect(throws: Failure.self) { try await programme.appeal(id, [(last.id, "")], by: bench.head) }
      await #expect(throws: Failure.forbidden(Programme.confirm)) {
        try await programme.appeal(id, [(last.id, "x")], by: bench.writer)
      }
      try await programme.appeal(id, [(last.id, "Có văn bản số 12")], by: bench.head)
      #expect(await isConflict { try await programme.publish(cycle.id, decision: "", by: bench.appraiser) })
      await #expect(throws: Failure.self) { try await programme.answerAppeal(id, [], by: bench.appraiser) }
      #expect(try await bench.state(id) == .appeal, "half an answer changes nothing")
      try await programme.answerAppeal(
        id, [TypedScore(criterion: last.id, points: "1,00", words: "Chấp nhận một phần", base: nil)],
        by: bench.appraiser)
      let file = try await programme.entryFile(id, for: bench.writer)
      #expect(file.entry.state == .settled && file.total == Points(8100))
      #expect(file.criteria.last?.score?.beforeAppeal == .zero)
      try await programme.reopen(id, reason: "Soát lại", by: bench.appraiser)
      try await programme.finishAppraisal(id, by: bench.appraiser)
      await #expect(throws: Failure.self, "a point is appealed once") {
        try await programme.appeal(id, [(last.id, "Lần nữa")], by: bench.head)
      }
    }
  }
}
