import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Who hears of results of earlier years")
struct TellPastTests {
  private static let merged = OrganisationID("0198a000-0000-7000-8000-000000000009")

  private static func person(_ name: String, _ organisation: OrganisationID) -> PersonProfile {
    PersonProfile(id: .new(), name: name, roleTitle: "Tổng biên tập", organisation: organisation)
  }

  private static func principal(_ one: PersonProfile, _ own: Set<Permission>) -> Principal {
    let home = one.organisation ?? merged
    return Principal(id: one.id, name: one.name, organisation: home, scoped: [home: own])
  }

  /// The paper ended on 30/6/2025 and went into the merged agency, where these people are.
  private static func with(
    _ engine: Engine, staff: [OrganisationID: [PersonProfile]], _ body: (MaturityBench) async throws -> Void
  ) async throws {
    try await withDatabase(engine, Programme.migrations) { database in
      var house = MaturityHouse(
        agencies: [MaturityBench.paper: "Báo Phú Lam", merged: "Báo và phát thanh, truyền hình Phú Lam"],
        before: [merged: [MaturityBench.paper]], staff: staff)
      house.since[merged] = CivilDate(2025, 7, 1)
      house.until[MaturityBench.paper] = CivilDate(2025, 6, 30)
      let bench = try MaturityBench(database, house: house)
      try await bench.prepare()
      _ = try await bench.openCycle()
      bench.move(to: "2026-03-02T02:00:00Z")
      try await body(bench)
    }
  }

  private static func draft(_ year: Int) -> PastDraft {
    PastDraft(
      organisation: MaturityBench.paper, name: "Báo Phú Lam", year: year, bloc: .localNewspaper, total: Points(8694),
      decision: "TEST/QĐ", decidedOn: CivilDate(year, 12, 18), address: "https://cong-bo.example/\(year)")
  }

  private static func told(_ bench: MaturityBench, _ one: PersonProfile) -> [String] {
    bench.ear.told.filter { $0.kind == "programme.maturity" && $0.people.contains(one.id) }.map(\.text.vietnamese)
  }

  @Test(
    "a predecessor's result: the second person of the agency of today is told and decides, and who entered it hears of it",
    arguments: Engine.all)
  func predecessor(engine: Engine) async throws {
    let (mai, hai) = (Self.person("Mai", Self.merged), Self.person("Hải", Self.merged))
    try await Self.with(engine, staff: [Self.merged: [mai, hai]]) { bench in
      let writer = Self.principal(mai, [Programme.read, Programme.work, Programme.confirm])
      let second = Self.principal(hai, [Programme.read, Programme.confirm])
      let id = try await bench.programme.enterPast(Self.draft(2024), by: writer)
      #expect(Self.told(bench, hai) == ["Mai nhập kết quả 2024 của Báo Phú Lam, chờ bạn xác nhận"])
      #expect(Self.told(bench, mai).isEmpty)
      try await bench.programme.tellWaitingPast()
      #expect(Self.told(bench, hai).count == 1, "nothing is told twice")
      #expect(await isConflict { try await bench.programme.confirmPast(id, by: writer) })
      await #expect(throws: Failure.notFound) { try await bench.programme.confirmPast(id, by: bench.other) }
      let site = AskedSite(people: [second]) { bench.programme.addRoutes(to: $0) }
      #expect(try await site.get(MaturityPath.past, as: second).text.contains("Đúng như nguồn, xác nhận"))
      try await bench.programme.confirmPast(id, by: second)
      #expect(Self.told(bench, mai) == ["Hải xác nhận kết quả 2024 của Báo Phú Lam"])
      let other = try await bench.programme.enterPast(Self.draft(2023), by: writer)
      try await bench.programme.returnPast(other, reason: "Sai trang", by: second)
      #expect(Self.told(bench, mai).last == "Hải trả lại kết quả 2023 của Báo Phú Lam: Sai trang")
    }
  }

  @Test(
    "where the agency has nobody else, the body that runs a cycle is told; once it has people", arguments: Engine.all)
  func nobodyElse(engine: Engine) async throws {
    let (mai, thu) = (Self.person("Mai", Self.merged), Self.person("Thu", MaturityBench.body))
    try await Self.with(engine, staff: [Self.merged: [mai], MaturityBench.body: [thu]]) { bench in
      let writer = Self.principal(mai, [Programme.read, Programme.work, Programme.confirm])
      _ = try await bench.programme.enterPast(Self.draft(2024), by: writer)
      #expect(Self.told(bench, thu) == ["Mai nhập kết quả 2024 của Báo Phú Lam, chờ bạn xác nhận"])
    }
    try await Self.with(engine, staff: [Self.merged: [mai]]) { bench in
      let writer = Self.principal(mai, [Programme.read, Programme.work])
      let id = try await bench.programme.enterPast(Self.draft(2024), by: writer)
      #expect(bench.ear.told.allSatisfy { !$0.text.vietnamese.contains("chờ bạn xác nhận") })
      let waiting: [PastResult] = try await bench.database.read { try $0.all(PastStore.untold(limit: 10)) }
      #expect(waiting.map(\.id) == [id], "it waits to be told")
    }
  }
}
