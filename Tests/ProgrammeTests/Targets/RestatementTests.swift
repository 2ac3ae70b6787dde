import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Restating a frozen figure: evidence and a second person")
struct RestatementTests {
  private let day = figureDay("2024-12-31")

  private struct Frozen {
    let plan: PlanRecord
    let target: TargetRecord
    let freeze: Freeze
  }

  /// 1 of 2 agencies, frozen.
  private func frozen(_ bench: FigureBench) async throws -> Frozen {
    bench.registers.lives.withLock {
      $0[bench.newspaper]?.facts.securityLevel = 3
      $0[bench.station]?.facts.securityLevel = 1
    }
    let plan = try await bench.plan()
    let target = try await bench.target(plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
    try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
    let freeze = try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
    return Frozen(plan: plan, target: target, freeze: freeze)
  }

  private func input(_ bench: FigureBench, _ numerator: Double = 1) -> RestatementInput {
    var input = RestatementInput(
      day: day, organisation: bench.station, numerator: numerator, denominator: 1,
      reason: "Quyết định phê duyệt đến muộn")
    input.evidence = "Quyết định 7/QĐ-UBND"
    return input
  }

  private func site(_ bench: FigureBench, _ others: Principal...) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.lan, bench.stranger] + others) { bench.programme.addRoutes(to: $0) }
  }

  @Test("what is proposed counts nowhere until another person confirmed it", arguments: Engine.all)
  func confirmed(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (programme, thu) = (bench.programme, Programme.second(of: bench.keeper))
      let one = try await frozen(bench)
      let site = site(bench, thu)
      let paths = [
        "/tien-do/\(one.plan.code)/du-lieu.json", "/tien-do/\(one.plan.code)/du-lieu.csv",
        "/tien-do/so-lieu-chia-se.json", "/api/v1/programme/plans/\(one.plan.code)/figures?day=2024-12-31",
        "/lam-viec/ke-hoach-tinh/bang-chi-tieu.csv?ke-hoach=\(one.plan.code)",
      ]
      func figures() async throws -> [String] {
        var all: [String] = []
        for path in paths { all.append(try await site.get(path, as: bench.keeper).text) }
        return all.map { $0.replacing(/"generatedAt":"[^"]*"/, with: "") }
      }
      let before = try await figures()
      let id = try await programme.proposeRestatement(one.target.id, input(bench), by: bench.keeper)
      #expect(try await figures() == before)
      var view = try await programme.targetView(one.target.id, for: bench.keeper)
      let whole = try #require(view.wholes.first)
      #expect(view.restatements.isEmpty && view.standing(whole).was == nil)
      await #expect(
        throws: Failure.conflict(
          "Người đề nghị không tự quyết định được: cần một người khác của cơ quan giữ kế hoạch.")
      ) { try await programme.confirmRestatement(id, by: bench.keeper) }
      try await programme.confirmRestatement(id, by: thu)
      view = try await programme.targetView(one.target.id, for: bench.keeper)
      let standing = view.standing(whole)
      #expect(standing.count == FigureCount(2, 2) && standing.was == FigureCount(1, 2))
      let restatement = try #require(view.restatements.first)
      #expect(restatement.reason == "Quyết định phê duyệt đến muộn" && restatement.confirmedByName == "Thu")
      #expect(restatement.madeByName == "Hoa" && restatement.digest.count == 64)
      let cell = try #require(
        try await programme.dashboard(DashboardFilter(plan: one.plan.code), for: bench.keeper).lines[0].cells.first)
      #expect(cell.isFrozen && cell.restatedFrom == FigureCount(1, 2) && cell.standing == .reached)
      #expect(try await figures() != before)
      await #expect(throws: Programme.isDecided) { try await programme.confirmRestatement(id, by: thu) }
      let actions = bench.witness.actions
      #expect(actions.contains("programme.restatement.propose") && actions.contains("programme.figure.restate"))
      let page = try await site.get(ProgrammePath.target(one.target.id), as: bench.stranger).text
      #expect(page.contains("Quyết định 7/QĐ-UBND"), "whose figure it is reads what it rests on")
    }
  }

  @Test("reason, evidence, a change and a frozen day are needed, and the right to freeze first", arguments: Engine.all)
  func refusals(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let programme = bench.programme
      let one = try await frozen(bench)
      func propose(_ by: Principal, _ change: (inout RestatementInput) -> Void) async throws {
        var sent = input(bench)
        change(&sent)
        try await programme.proposeRestatement(one.target.id, sent, by: by)
      }
      await #expect(throws: Failure.invalid(["reason": "Cần lý do, tối đa 4000 chữ"])) {
        try await propose(bench.keeper) { $0.reason = "" }
      }
      await #expect(
        throws: Failure.invalid([
          "evidence": "Cần minh chứng: một tệp, địa chỉ, trang của phần mềm hoặc số văn bản"
        ])
      ) { try await propose(bench.keeper) { $0.evidence = "" } }
      await #expect(throws: Failure.notFound) { try await propose(bench.lan) { $0.reason = "" } }
      let plain = Principal(
        id: .new(), name: "Vy", organisation: bench.department,
        scoped: [bench.department: [Programme.read, Programme.manage]])
      await #expect(throws: Failure.forbidden(Programme.freeze)) { try await propose(plain) { $0.reason = "" } }
      let open = figureDay("2023-12-31")
      await #expect(throws: Failure.conflict("Số liệu ngày \(open.vietnamese) chưa chốt: hãy sửa thẳng.")) {
        try await propose(bench.keeper) { $0.day = open }
      }
      await #expect(throws: Failure.conflict("Số điều chỉnh giống hệt số đang có: không có gì để điều chỉnh.")) {
        try await propose(bench.keeper) { $0.numerator = 0 }
      }
      await #expect(throws: Failure.notFound) { try await propose(bench.keeper) { $0.organisation = bench.department } }
      await #expect(throws: Failure.self) { try await propose(bench.keeper) { $0.organisation = nil } }
      #expect(try await programme.targetView(one.target.id, for: bench.keeper).proposals.isEmpty)
    }
  }

  @Test("one open proposal of a part; refused with words, withdrawn by its proposer alone", arguments: Engine.all)
  func ends(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (programme, thu) = (bench.programme, Programme.second(of: bench.keeper))
      let one = try await frozen(bench)
      let first = try await programme.proposeRestatement(one.target.id, input(bench), by: bench.keeper)
      await #expect(throws: Failure.self) {
        try await programme.proposeRestatement(one.target.id, input(bench), by: thu)
      }
      // Of another part it may wait beside it.
      var other = input(bench, 0)
      other.organisation = bench.newspaper
      let beside = try await programme.proposeRestatement(one.target.id, other, by: thu)
      await #expect(throws: Failure.notFound) { try await programme.withdrawRestatement(first, by: thu) }
      await #expect(throws: Failure.invalid(["words": "Cần lý do, tối đa 2000 chữ"])) {
        try await programme.refuseRestatement(first, words: "", by: thu)
      }
      try await programme.refuseRestatement(first, words: "Quyết định ký năm 2025", by: thu)
      try await programme.withdrawRestatement(beside, by: thu)
      await #expect(throws: Programme.isDecided) { try await programme.withdrawRestatement(beside, by: thu) }
      await #expect(throws: Programme.isDecided) { try await programme.confirmRestatement(first, by: thu) }
      let view = try await programme.targetView(one.target.id, for: bench.keeper)
      #expect(view.restatements.isEmpty && Set(view.proposals.map(\.state)) == [.refused, .withdrawn])
      let told = bench.witness.told.withLock { $0 }.filter { $0.kind == "programme.restatement-refused" }
      #expect(told.map(\.people) == [[bench.keeper.id]])
      #expect(told.first?.text.vietnamese.contains("Quyết định ký năm 2025") == true)
      let page = try await site(bench).get(ProgrammePath.target(one.target.id), as: bench.keeper).text
      #expect(page.contains("Thu từ chối: Quyết định ký năm 2025") && page.contains("Thu rút đề nghị"))
      // The place is free again.
      _ = try await programme.proposeRestatement(one.target.id, input(bench), by: bench.keeper)
      let actions = bench.witness.actions
      #expect(
        actions.contains("programme.restatement.refuse") && actions.contains("programme.restatement.withdraw"))
    }
  }

  @Test("two that wait are each counted over what stands when they are confirmed", arguments: Engine.all)
  func anew(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let (programme, thu) = (bench.programme, Programme.second(of: bench.keeper))
      let one = try await frozen(bench)
      let up = try await programme.proposeRestatement(one.target.id, input(bench), by: bench.keeper)
      var other = input(bench, 0)
      other.organisation = bench.newspaper
      let down = try await programme.proposeRestatement(one.target.id, other, by: bench.keeper)
      try await programme.confirmRestatement(down, by: thu)
      try await programme.confirmRestatement(up, by: thu)
      let all = try await programme.targetView(one.target.id, for: bench.keeper).restatements
      #expect(all.map(\.was) == [FigureCount(1, 2), FigureCount(0, 2)])
      #expect(all.map(\.count) == [FigureCount(0, 2), FigureCount(1, 2)])
    }
  }

  @Test(
    "whoever only confirms decides too; an agency neither sees it nor its file before it counts", arguments: Engine.all
  )
  func rights(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let programme = bench.programme
      let chief = Principal(
        id: .new(), name: "Thủy", organisation: bench.department,
        scoped: [bench.department: [Programme.read, Programme.confirm]])
      let site = site(bench, chief)
      let one = try await frozen(bench)
      let path = ProgrammePath.target(one.target.id)
      let fields = [
        "re-day": day.rawValue, "re-organisation": bench.station.rawValue, "re-share": "1/1", "reason": "Đếm thiếu",
      ]
      let paper = [(field: "re-file", name: "Quyết định.pdf", bytes: Data("%PDF-1".utf8))]
      #expect(try await site.upload("\(path)/dieu-chinh", paper, fields: fields, as: bench.stranger).status == 404)
      #expect(try await site.upload("\(path)/dieu-chinh", paper, fields: fields, as: bench.keeper).location == path)
      // A second one of the same part is refused, and its file with it.
      #expect(try await site.upload("\(path)/dieu-chinh", paper, fields: fields, as: bench.keeper).status == 409)
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: programme.folder.appendingPathComponent("evidence").path)
      #expect(files.filter { $0.hasSuffix(".pdf") }.count == 1)
      let view = try await programme.targetView(one.target.id, for: bench.keeper)
      let proposal = try #require(view.proposals.first)
      let file = ProgrammePath.evidence(try #require(view.proofs[proposal.id.rawValue]?.first).id)
      #expect(try await site.get(file, as: bench.stranger).status == 404)
      #expect(try await site.get(file, as: chief).body == Data("%PDF-1".utf8))
      #expect(!(try await site.get(path, as: bench.stranger).text.contains("Đếm thiếu")))
      let shown = try await site.get(path, as: chief).text
      #expect(shown.contains("Điều chỉnh chờ xác nhận") && shown.contains("Đếm thiếu"))
      let freezing = try await site.get(FreezePage.path(one.plan.id), as: bench.keeper).text
      #expect(freezing.contains("Điều chỉnh chờ xác nhận") && freezing.contains("Đếm thiếu"))
      let owed = try await programme.waitingFigures(for: chief)
      #expect(owed.map(\.path) == [ProgrammePath.restatements(one.target.id)])
      #expect(try await programme.waitingFigures(for: bench.keeper).isEmpty, "nobody waits for themselves")
      #expect(try await programme.waitingFigures(for: bench.stranger).isEmpty)
      let sent = ["proposal": proposal.id.rawValue]
      #expect(try await site.post("\(path)/dieu-chinh/xac-nhan", sent, as: bench.stranger).status == 404)
      #expect(try await site.post("\(path)/dieu-chinh/xac-nhan", sent, as: bench.keeper).status == 409)
      #expect(try await site.post("\(path)/dieu-chinh/tu-choi", sent, as: bench.stranger).status == 404)
      #expect(try await site.post("\(path)/dieu-chinh/tu-choi", sent, as: chief).status == 422)
      #expect(try await site.post("\(path)/dieu-chinh/xac-nhan", sent, as: chief).location == path)
      #expect(try await programme.waitingFigures(for: chief).isEmpty)
      #expect(try await site.get(file, as: bench.stranger).body == Data("%PDF-1".utf8))
      #expect(try await site.get(file, as: bench.lan).status == 404, "another agency's part")
    }
  }

  @Test("what was confirmed and its evidence are under a digest that a check counts again", arguments: Engine.all)
  func digest(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let programme = bench.programme
      let one = try await frozen(bench)
      try await programme.restate(one.target.id, input(bench), by: bench.keeper)
      #expect(try await programme.verifyFreeze(one.freeze.id, by: bench.keeper).isIntact)
      for statement in ["UPDATE plan_restatement SET reason = 'x'", "DELETE FROM plan_restatement"] as [SQL] {
        await #expect(throws: (any Error).self) { _ = try await bench.database.write { try $0.execute(statement) } }
      }
      _ = try await bench.database.write { try $0.execute("UPDATE plan_evidence SET value = 'khác'") }
      #expect(try await programme.verifyFreeze(one.freeze.id, by: bench.keeper).isIntact == false)
    }
  }

  @Test("what was restated before there were second people counts as it stands", arguments: Engine.all)
  func before(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let one = try await frozen(bench)
      _ = try await bench.database.write { connection in
        try connection.execute(
          """
          INSERT INTO plan_restatement (id, of_freeze, target, plan, day, year, organisation, name, part_numerator,
            part_denominator, was_numerator, was_denominator, numerator, denominator, reason, made_by, made_by_name, made_at)
          VALUES ('0198b000-0000-7000-8000-00000000f001', \(one.freeze.id), \(one.target.id), \(one.plan.id), \(day), 2024,
            \(bench.station), 'Đài', 1, 1, 1, 2, 2, 2, 'Trước đây', \(bench.keeper.id), 'Hoa', \(bench.hand.now))
          """)
      }
      let view = try await bench.programme.targetView(one.target.id, for: bench.keeper)
      let whole = try #require(view.wholes.first)
      #expect(view.standing(whole).count == FigureCount(2, 2))
      #expect(try await bench.programme.verifyFreeze(one.freeze.id, by: bench.keeper).isIntact)
      let page = try await site(bench).get(ProgrammePath.target(one.target.id), as: bench.keeper)
      #expect(page.status == 200 && page.text.contains("Trước đây"))
    }
  }

  @Test("programs propose and decide by the same rules", arguments: Engine.all)
  func interface(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let thu = Programme.second(of: bench.keeper)
      let site = site(bench, thu)
      let one = try await frozen(bench)
      let path = "/api/v1/programme/targets/\(one.target.id)/restatements"
      let body = """
        {"day":"2024-12-31","organisation":"\(bench.station)","numerator":1,"denominator":1,"reason":"Đếm thiếu",\
        "evidence":"https://example.vn/quyet-dinh.pdf","evidenceName":"Quyết định 7"}
        """
      #expect(try await site.json(.post, path, "{\"day\":\"x\"}", as: bench.stranger).status == 404)
      #expect(try await site.json(.post, path, "{}", as: bench.keeper).status == 422)
      let made = try await site.json(.post, path, body, as: bench.keeper)
      #expect(made.status == 201 && made.text.contains("\"state\":\"waiting\"") && made.text.contains("Quyết định 7"))
      #expect(try await site.json(.post, path, body, as: bench.keeper).status == 409)
      let id = try #require(made.text.firstMatch(of: /"id":"([^"]+)"/)?.1)
      #expect(!(try await site.get(path, as: bench.stranger).text.contains("waiting")))
      #expect(try await site.get(path, as: thu).text.contains("\"state\":\"waiting\""))
      #expect(try await site.json(.post, "\(path)/\(id)/confirm", as: bench.stranger).status == 404)
      #expect(try await site.json(.post, "\(path)/\(id)/confirm", as: bench.keeper).status == 409)
      #expect(try await site.json(.post, "\(path)/\(id)/refuse", as: thu).status == 422)
      let done = try await site.json(.post, "\(path)/\(id)/confirm", as: thu)
      #expect(done.status == 200 && done.text.contains("\"state\":\"confirmed\""))
      #expect(done.text.contains("\"digest\":\""))
      #expect(try await site.json(.post, "\(path)/\(id)/withdraw", as: bench.keeper).status == 409)
    }
  }
}
