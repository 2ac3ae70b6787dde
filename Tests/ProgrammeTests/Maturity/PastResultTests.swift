import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Results from before the platform")
struct PastResultTests {
  private static let merged = OrganisationID("0198a000-0000-7000-8000-000000000009")

  /// The merged agency is there since 2025, its predecessor always was.
  private static func with(_ engine: Engine, _ body: (MaturityBench) async throws -> Void) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      let house = MaturityHouse(
        agencies: [
          MaturityBench.paper: "Báo Phú Lam", merged: "Báo và phát thanh, truyền hình Phú Lam",
          MaturityBench.magazine: "Tạp chí Văn nghệ Phú Lam",
        ], before: [merged: [MaturityBench.paper]],
        since: [merged: CivilDate(2025, 7, 1) ?? CivilDate(daysSince1970: 0)])
      let bench = try MaturityBench(database, house: house)
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      bench.move(to: "2026-03-02T02:00:00Z")
      try await body(bench)
    }
  }

  private static func draft(_ year: Int, _ total: Int, of id: OrganisationID = MaturityBench.paper) -> PastDraft {
    PastDraft(
      organisation: id, name: "Báo Phú Lam", year: year, bloc: .localNewspaper, total: Points(total),
      decision: "TEST/QĐ", decidedOn: CivilDate(year, 12, 18), address: "https://cong-bo.example/\(year)")
  }

  @Test("a second person confirms it; then it stands in the history, and makes no certificate", arguments: Engine.all)
  func confirmed(engine: Engine) async throws {
    try await Self.with(engine) { bench in
      let programme = bench.programme
      var draft = Self.draft(2024, 8694)
      draft.levelName = "Tốt"
      let id = try await programme.enterPast(draft, by: bench.both)
      #expect(try await programme.maturityHistory(of: MaturityBench.paper, for: bench.other).lines.isEmpty)
      #expect(await isConflict { try await programme.confirmPast(id, by: bench.both) })
      await #expect(throws: Failure.notFound) { try await programme.confirmPast(id, by: bench.other) }
      try await programme.confirmPast(id, by: bench.head)
      let history = try await programme.maturityHistory(of: MaturityBench.paper, for: bench.other)
      #expect(history.lines.map(\.total.text) == ["86,94"] && history.lines[0].levelName == "Tốt")
      #expect(history.lines[0].past?.draft.decision == "TEST/QĐ" && history.lines[0].entry == nil)
      for act in ["enter-past", "confirm-past"] { #expect(bench.ear.actions.contains("programme.maturity.\(act)")) }
      // Across the merger it stands under the old name.
      let after = try await programme.maturityHistory(of: Self.merged, for: bench.other)
      #expect(after.own.isEmpty && after.lines.map(\.isPredecessor) == [true] && after.lines[0].name == "Báo Phú Lam")
      let site = AskedSite(people: [bench.other]) { programme.addRoutes(to: $0) }
      let page = try await site.get(MaturityPath.history(Self.merged), as: bench.other)
      #expect(page.text.contains("nhập từ nguồn") && page.text.contains("cong-bo.example"))
      let json = try await site.get(
        "/api/v1/programme/maturity/organisations/\(MaturityBench.paper)", as: bench.other)
      #expect(json.text.contains("\"decision\":\"TEST/QĐ\"") && json.text.contains("\"total\":\"86.94\""))
      // Another copy takes its place only when it is confirmed, and the old one stays on record.
      let better = try await programme.enterPast(Self.draft(2024, 8690), by: bench.writer)
      #expect(
        try await programme.maturityHistory(of: MaturityBench.paper, for: bench.other).lines[0].total == Points(8694))
      try await programme.confirmPast(better, by: bench.appraiser)
      #expect(
        try await programme.maturityHistory(of: MaturityBench.paper, for: bench.other).lines.map(\.total) == [
          Points(8690)
        ])
      #expect(try await programme.pastResults(for: bench.head).map(\.state).contains(.replaced))
    }
  }

  @Test("what has no source, does not add up, or is of an agency that was not there is refused", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await Self.with(engine) { bench in
      let programme = bench.programme
      func fields(_ change: (inout PastDraft) -> Void, by person: Principal) async -> Set<String> {
        var draft = Self.draft(2024, 8694)
        change(&draft)
        do {
          try await programme.enterPast(draft, by: person)
          return []
        } catch Failure.invalid(let errors) {
          return Set(errors.keys)
        } catch { return ["?"] }
      }
      #expect(await fields({ ($0.decision, $0.address) = ("", "") }, by: bench.writer) == ["decision"])
      #expect(await fields({ $0.address = "javascript:alert(1)" }, by: bench.writer) == ["address"])
      #expect(await fields({ $0.total = Points(10_001) }, by: bench.writer) == ["total"])
      #expect(await fields({ $0.year = 2027 }, by: bench.writer) == ["year"])
      #expect(await fields({ $0.levelName = "Giỏi" }, by: bench.writer) == ["level"])
      #expect(
        await fields(
          {
            $0.rank = 9; $0.rankOf = 8
          }, by: bench.writer) == ["rank"])
      #expect(await fields({ $0.organisation = MaturityBench.magazine }, by: bench.writer) == ["organisation"])
      #expect(await fields({ $0.organisation = Self.merged }, by: bench.appraiser) == ["organisation"])
      let parts = ["P1": 1800, "P2": 2000, "P3": 1700, "P4": 2000, "P5": 1200]
      let pillars = parts.map { PastPart(code: $0.key, name: $0.key, points: Points($0.value)) }
      #expect(await fields({ $0.parts = pillars }, by: bench.writer) == ["total"], "87,00 is not 86,94")
      #expect(
        await fields({ $0.parts = [PastPart(code: "P1", name: "P1", points: Points(1801))] }, by: bench.writer)
          == ["part-P1"])
      #expect(await fields({ ($0.parts, $0.total) = (pillars, Points(8700)) }, by: bench.writer).isEmpty)
      #expect(await fields({ _ in }, by: bench.writer) == ["year"], "one waits already")
    }
  }

  @Test("a table is taken whole or not at all, and returned rows say why", arguments: Engine.all)
  func table(engine: Engine) async throws {
    try await Self.with(engine) { bench in
      let programme = bench.programme
      let site = AskedSite(people: [bench.appraiser, bench.head, bench.writer]) { programme.addRoutes(to: $0) }
      let head = "Cơ quan,Năm,Khối,Tổng điểm,Mức,Hạng,Quyết định,Ngày quyết định,P1"
      let good = [
        "Báo Phú Lam,2023,Báo địa phương,\"70,25\",,,TEST1/QĐ,31/12/2023,",
        "Báo Phú Lam,2024,Báo địa phương,\"86,94\",Tốt,8,TEST2/QĐ,18/12/2024,\"18,00\"",
      ]
      func send(_ lines: [String]) async throws -> AskedSite.Reply {
        let text = ([head] + lines).joined(separator: "\n")
        return try await site.upload(
          MaturityPath.past + "/nhap", [("table", "a.csv", Data(text.utf8))], fields: [:], as: bench.appraiser)
      }
      let bad = try await send(
        good + ["Báo Không Có,2024,Báo địa phương,50,,,TEST/QĐ,,", "Báo Phú Lam,2024,Báo địa phương,50,,,,,"])
      #expect(bad.status == 422 && bad.text.contains("Dòng 4") && bad.text.contains("Dòng 5"))
      #expect(try await programme.pastResults(for: bench.appraiser).isEmpty)
      let sent = try await send(good)
      #expect(sent.status == 303)
      let path = try #require(sent.location)
      #expect(try await site.get(path, as: bench.appraiser).text.contains("Nhập 2 kết quả"))
      #expect(try await site.get(path, as: bench.head).status == 404, "of whoever sent it")
      #expect(try await site.post(path, as: bench.appraiser).status == 303)
      let waiting = try await programme.pastResults(for: bench.head)
      #expect(waiting.map(\.draft.year) == [2024, 2023] && waiting[0].draft.parts.map(\.points.text) == ["18,00"])
      let page = try await site.get(MaturityPath.past, as: bench.head)
      #expect(page.text.contains("Đúng như nguồn, xác nhận"))
      #expect(
        try await site.post(MaturityPath.past(waiting[1].id, "tra-lai"), ["reason": "Sai trang"], as: bench.head).status
          == 303)
      #expect(try await site.post(MaturityPath.past(waiting[0].id, "xac-nhan"), as: bench.head).status == 303)
      let states = try await programme.pastResults(for: bench.head).map(\.state)
      #expect(states == [.confirmed, .returned])
      #expect(bench.ear.told.contains { $0.people == [bench.appraiser.id] && $0.text.vietnamese.contains("Sai trang") })
      let form = try await site.upload(
        MaturityPath.past, [("file", "qd.pdf", Data("%PDF-1.7".utf8))],
        fields: [
          "organisation": MaturityBench.paper.rawValue, "name": "Báo Phú Lam", "year": "2022", "total": "60,5",
          "bloc": "local-newspaper", "part-P1": "x",
        ], as: bench.writer)
      #expect(form.status == 422 && form.text.contains("value=\"60,5\"") && form.text.contains("value=\"x\""))
      let kept = try await site.upload(
        MaturityPath.past, [("file", "qd.pdf", Data("%PDF-1.7".utf8))],
        fields: [
          "organisation": MaturityBench.paper.rawValue, "name": "Báo Phú Lam", "year": "2022", "total": "60,5",
          "bloc": "local-newspaper",
        ], as: bench.writer)
      #expect(kept.status == 303, "a file is a source too")
      let one = try #require(try await programme.pastResults(for: bench.writer).first { $0.draft.year == 2022 })
      #expect(try await site.get(MaturityPath.past(one.id, "tep"), as: bench.writer).body == Data("%PDF-1.7".utf8))
    }
  }
}
