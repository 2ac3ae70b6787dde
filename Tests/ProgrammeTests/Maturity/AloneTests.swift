import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("An agency with one person who may approve")
struct AloneTests {
  private static let mai = PersonProfile(
    id: .new(), name: "Mai", roleTitle: "Tổng biên tập", organisation: MaturityBench.paper)
  private static let one = Principal(
    id: mai.id, name: mai.name, organisation: MaturityBench.paper,
    scoped: [MaturityBench.paper: [Programme.read, Programme.work, Programme.confirm]])

  /// The paper has this staff; its score is whole and waits for approval.
  private static func with(
    _ engine: Engine, staff: [PersonProfile], scorer: Principal,
    _ body: (MaturityBench, MaturityEntryID, AskedSite) async throws -> Void
  ) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let house = MaturityHouse(
        agencies: [MaturityBench.paper: "Báo Lam Giang", MaturityBench.magazine: "Tạp chí Văn nghệ Lam Giang"],
        staff: [MaturityBench.paper: staff])
      let bench = try MaturityBench(database, house: house)
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      try await bench.programme.saveScores(id, bench.typed(Points(8000), try await bench.scheme()), by: scorer)
      try await bench.programme.submit(id, by: scorer)
      let site = AskedSite(people: [one, bench.both, bench.head, bench.writer, bench.other, bench.appraiser]) {
        bench.programme.addRoutes(to: $0)
      }
      try await body(bench, id, site)
    }
  }

  @Test("its one person says so and goes on; the appraiser knows it, and accepts", arguments: Engine.all)
  func goesOn(engine: Engine) async throws {
    try await Self.with(engine, staff: [Self.mai], scorer: Self.one) { bench, id, site in
      #expect(await isConflict { try await bench.programme.approve(id, by: Self.one) })
      let form = try await site.get(MaturityPath.entry(id), as: Self.one)
      #expect(form.text.contains("duyet-mot-minh") && form.text.contains("name=\"alone\""))
      let silent = try await site.post(MaturityPath.act(id, "duyet-mot-minh"), as: Self.one)
      #expect(silent.status == 422 && silent.text.contains("Hãy đánh dấu rằng cơ quan chỉ có một người"))
      #expect(try await bench.state(id) == .approval)
      #expect(try await site.post(MaturityPath.act(id, "duyet-mot-minh"), ["alone": "1"], as: Self.one).status == 303)
      #expect(try await bench.state(id) == .appraisal)
      let audited = try #require(bench.ear.recorded.last { $0.action == "programme.maturity.approve-alone" })
      #expect(
        audited.detail["words"]?.contains("chỉ có một người có quyền duyệt") == true && audited.actor == Self.one.id)
      let file = try await bench.programme.entryFile(id, for: bench.appraiser)
      #expect(file.isAlone && file.steps.last?.words.hasPrefix("Cơ quan chỉ có một người") == true)
      for path in ["", "/tham-dinh"] {
        let page = try await site.get(MaturityPath.entry(id) + path, as: bench.appraiser)
        #expect(page.text.contains("Chưa có người thứ hai trong cơ quan xem lại"), "\(path)")
      }
      let queue = try await site.get(MaturityPath.cycle(file.cycle.id), as: bench.appraiser)
      #expect(queue.text.contains("Chưa có người thứ hai trong cơ quan xem lại"))
      let json = try await site.get("/api/v1/programme/maturity/entries/\(id)", as: bench.appraiser)
      #expect(json.text.contains("\"approvedAlone\":true"))
      // Who approved it alone appraises it as little as anybody who scored it.
      let promoted = Principal(
        id: Self.one.id, name: "Mai", organisation: MaturityBench.body,
        scoped: [MaturityBench.body: MaturityBench.appraise])
      let all = bench.typed(Points(8000), try await bench.scheme())
      #expect(await isConflict { try await bench.programme.saveAppraisal(id, all, by: promoted) })
      try await bench.programme.saveAppraisal(id, all, by: bench.appraiser)
      try await bench.programme.finishAppraisal(id, by: bench.appraiser)
      #expect(try await bench.state(id) == .result)
    }
  }

  @Test("the appraiser may hand it back with a reason while the agency may still score", arguments: Engine.all)
  func handedBack(engine: Engine) async throws {
    try await Self.with(engine, staff: [Self.mai], scorer: Self.one) { bench, id, site in
      let programme = bench.programme
      try await programme.approveAlone(id, isStated: true, by: Self.one)
      await #expect(throws: Failure.self, "a reason is needed") {
        try await programme.handBack(id, reason: "", by: bench.appraiser)
      }
      let page = try await site.get(MaturityPath.entry(id), as: bench.appraiser)
      #expect(page.text.contains("tra-lai-co-quan"))
      let given = try await site.json(
        .post, "/api/v1/programme/maturity/entries/\(id)/hand-back", #"{"reason":"Nhờ cơ quan chủ quản xem lại"}"#,
        as: bench.appraiser)
      #expect(given.status == 200 && given.text.contains("\"state\":\"scoring\""))
      let file = try await programme.entryFile(id, for: Self.one)
      #expect(!file.isAlone && file.entry.approvedBy == nil && file.steps.last?.words == "Nhờ cơ quan chủ quản xem lại")
      #expect(bench.ear.actions.contains("programme.maturity.hand-back"))
      #expect(bench.ear.told.last?.people.contains(Self.one.id) == true)
      // It goes the same way again; past the last day of scoring there is no way back.
      try await programme.submit(id, by: Self.one)
      let again = try await site.json(
        .post, "/api/v1/programme/maturity/entries/\(id)/approve-alone", #"{"alone":true}"#, as: Self.one)
      #expect(again.status == 200 && again.text.contains("\"approvedAlone\":true"))
      bench.move(to: "2024-11-16T02:00:00Z")
      #expect(await isConflict { try await programme.handBack(id, reason: "x", by: bench.appraiser) })
      let late = try await site.get(MaturityPath.entry(id), as: bench.appraiser)
      #expect(!late.text.contains("tra-lai-co-quan") && late.text.contains("không trả lại cơ quan được nữa"))
    }
  }

  @Test("where somebody else may approve, or the person has not scored, it is not there", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    let second = PersonProfile(
      id: .new(), name: "Hải", roleTitle: "Phó tổng biên tập", organisation: MaturityBench.paper)
    try await Self.with(engine, staff: [Self.mai, second], scorer: Self.one) { bench, id, site in
      #expect(await isConflict { try await bench.programme.approveAlone(id, isStated: true, by: Self.one) })
      #expect(try await !site.get(MaturityPath.entry(id), as: Self.one).text.contains("duyet-mot-minh"))
      await #expect(throws: Failure.notFound) {
        try await bench.programme.approveAlone(id, isStated: true, by: bench.other)
      }
      await #expect(throws: Failure.forbidden(Programme.confirm)) {
        try await bench.programme.approveAlone(id, isStated: true, by: bench.writer)
      }
      // Approved by a second person: nothing to hand back.
      try await bench.programme.approve(id, by: bench.head)
      #expect(await isConflict { try await bench.programme.handBack(id, reason: "x", by: bench.appraiser) })
      #expect(try await bench.programme.entryFile(id, for: bench.appraiser).isAlone == false)
      #expect(try await bench.database.read { try EntryStore.alone(of: bench.cycleOf(id, $0), on: $0) }.isEmpty)
    }
    try await withDatabase(engine, Programme.migrations) { database in
      let house = MaturityHouse(
        agencies: [MaturityBench.paper: "Báo Lam Giang"], staff: [MaturityBench.paper: [Self.mai]])
      let bench = try MaturityBench(database, house: house)
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      try await bench.programme.saveScores(id, bench.typed(Points(8000), try await bench.scheme()), by: bench.writer)
      try await bench.programme.submit(id, by: bench.writer)
      #expect(
        await isConflict { try await bench.programme.approveAlone(id, isStated: true, by: Self.one) },
        "who has not scored is the second person")
      try await bench.programme.approve(id, by: Self.one)
    }
  }
}

extension MaturityBench {
  fileprivate func cycleOf(_ id: MaturityEntryID, _ connection: any Connection) throws -> MaturityCycleID {
    try #require(try EntryStore.find(id, on: connection)).cycle
  }
}
