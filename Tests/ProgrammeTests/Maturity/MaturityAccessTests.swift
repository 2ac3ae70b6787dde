import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Who may do what with the index of maturity")
struct MaturityAccessTests {
  @Test("another agency's entry is not there, for any act, page or program", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      try await bench.appraised(id, own: Points(8000), given: Points(7000))
      let programme = bench.programme
      let scheme = try await bench.scheme()
      let (stranger, typed) = (bench.other, bench.typed(Points(100), scheme))
      let elsewhere = MaturityBench.person("Sở khác", OrganisationID("so-khac"), MaturityBench.appraise)
      let acts: [(Principal) async throws -> Void] = [
        { _ = try await programme.entryFile(id, for: $0) },
        { try await programme.saveScores(id, typed, by: $0) },
        { try await programme.saveAppraisal(id, typed, by: $0) },
        { try await programme.submit(id, by: $0) }, { try await programme.approve(id, by: $0) },
        { try await programme.accept(id, by: $0) },
        { try await programme.appeal(id, [(scheme.criteria[0].id, "x")], by: $0) },
        { try await programme.answerAppeal(id, typed, by: $0) },
        { try await programme.reopen(id, reason: "x", by: $0) },
        { try await programme.prove(id, OfferedEvidence(criterion: scheme.criteria[0].id, text: "x"), by: $0) },
        { try await programme.unprove(id, evidence: .new(), by: $0) },
      ]
      for act in acts {
        await #expect(throws: Failure.notFound) { try await act(stranger) }
        await #expect(throws: Failure.notFound, "of a body that does not run this cycle") { try await act(elsewhere) }
      }
      let site = AskedSite(people: [stranger, elsewhere, bench.writer, bench.appraiser]) {
        programme.addRoutes(to: $0)
      }
      let paths = ["", "/cham", "/tham-dinh", "/diem", "/kien-nghi", "/tra-loi", "/giay-chung-nhan"]
      for path in paths.map({ MaturityPath.entry(id) + $0 }) + ["/api/v1/programme/maturity/entries/\(id)"] {
        for person in [stranger, elsewhere] {
          #expect(try await site.get(path, as: person).status == 404, "\(path)")
        }
      }
      for act in ["trinh", "duyet", "mo-lai", "dong-y", "cham", "minh-chung/\(scheme.criteria[0].id)"] {
        #expect(try await site.post(MaturityPath.act(id, act), ["tru": "P1"], as: stranger).status == 404, "\(act)")
      }
      #expect(try await programme.cycleFile(cycle.id, for: stranger).lines.isEmpty)
      #expect(try await programme.cycleFile(cycle.id, for: bench.appraiser).lines.count == 1)
      #expect(try await site.get(MaturityPath.entry(id), as: bench.writer).status == 200)
    }
  }

  @Test(
    "who scored does not approve; neither they nor who approved appraises; nobody appraises their own agency",
    arguments: Engine.all)
  func separation(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let id = try await bench.begun(cycle)
      let all = bench.typed(Points(8000), try await bench.scheme())
      try await bench.programme.saveScores(id, all, by: bench.both)
      // Somebody else scores everything after: who once scored stays one who did.
      try await bench.programme.saveScores(id, bench.typed(Points(8100), try await bench.scheme()), by: bench.writer)
      try await bench.programme.submit(id, by: bench.writer)
      #expect(await isConflict { try await bench.programme.approve(id, by: bench.both) })
      await #expect(throws: Failure.forbidden(Programme.confirm)) {
        try await bench.programme.approve(id, by: bench.writer)
      }
      try await bench.programme.approve(id, by: bench.head)
      for person in [bench.writer, bench.head, bench.both] {
        let promoted = Principal(
          id: person.id, name: person.name, organisation: MaturityBench.body,
          scoped: [MaturityBench.body: MaturityBench.appraise])
        if person.id == bench.head.id || person.id != bench.appraiser.id {
          #expect(
            await isConflict { try await bench.programme.saveAppraisal(id, all, by: promoted) }, "\(person.name)")
        }
      }
      let insider = Principal(
        id: .new(), name: "Người nhà", organisation: MaturityBench.paper,
        scoped: [MaturityBench.body: MaturityBench.appraise, MaturityBench.paper: [Programme.read]])
      #expect(await isConflict { try await bench.programme.saveAppraisal(id, all, by: insider) })
      // Of the body itself, and with any role at the agency beside: still their own agency.
      let both = Principal(
        id: .new(), name: "Hai vai", organisation: MaturityBench.body,
        scoped: [MaturityBench.body: MaturityBench.appraise, MaturityBench.paper: [Permission("newsroom.item.write")]])
      #expect(await isConflict { try await bench.programme.saveAppraisal(id, all, by: both) })
      await #expect(throws: Failure.forbidden(Programme.appraise)) {
        try await bench.programme.saveAppraisal(id, all, by: bench.head)
      }
    }
  }

  @Test("the head takes the agency out, and it comes back to its entry while one may register", arguments: Engine.all)
  func backAgain(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let cycle = try await bench.openCycle()
      let programme = bench.programme
      func register() async throws -> MaturityEntry {
        try await programme.register(
          MaturityBench.paper, in: cycle.id, bloc: .localNewspaper, isTrained: true, trainingNote: "Lớp 2",
          by: bench.writer)
      }
      let first = try await register()
      await #expect(throws: Failure.forbidden(Programme.confirm)) {
        try await programme.withdraw(first.id, reason: "x", by: bench.writer)
      }
      #expect(await isConflict { _ = try await register() })
      try await programme.withdraw(first.id, reason: "Chưa kịp tập huấn", by: bench.head)
      let again = try await register()
      #expect(again.id == first.id && again.state == .registered)
    }
  }

  @Test("two people do not overwrite each other's points", arguments: Engine.all)
  func together(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      let criterion = try await bench.scheme().criteria[0]
      func score(_ points: String, base: Int?) -> [TypedScore] {
        [TypedScore(criterion: criterion.id, points: points, words: "", base: base)]
      }
      try await bench.programme.saveScores(id, score("1", base: 0), by: bench.writer)
      await #expect(throws: Failure.self) {
        try await bench.programme.saveScores(id, score("2", base: 0), by: bench.both)
      }
      try await bench.programme.saveScores(id, score("1,00", base: 0), by: bench.both)
      try await bench.programme.saveScores(id, score("2", base: 1), by: bench.both)
      await #expect(throws: Failure.self, "no more than the criterion has") {
        try await bench.programme.saveScores(id, score("9", base: nil), by: bench.both)
      }
      let file = try await bench.programme.entryFile(id, for: bench.writer)
      #expect(file.selfTotal == Points(200) && file.criteria[0].score?.version == 2)
    }
  }
}
