import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Evidence leads to the number, for whoever may open it")
struct EvidenceOpeningTests {
  private let day = figureDay("2024-12-31")

  private func with(_ person: Principal, _ more: Permission..., of bench: FigureBench) -> Principal {
    let home = person.organisation ?? bench.department
    let known: [Permission] = [
      Programme.read, Programme.work, Programme.confirm, Programme.manage, Programme.freeze,
    ].filter { person.may($0, in: home) }
    return Principal(id: .new(), name: person.name, organisation: home, scoped: [home: Set(known + more)])
  }

  @Test("the link is there for whoever may open its page, the words for all who see the figure", arguments: Engine.all)
  func links(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock {
        $0[bench.newspaper]?.facts.securityLevel = 3
        $0[bench.newspaper]?.facts.securityPaper = "QĐ 5/QĐ-UBND"
      }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let overseer = with(bench.keeper, Programme.readOrganisations, Programme.overseeRegisters, of: bench)
      let keeper = with(bench.keeper, Programme.readOrganisations, of: bench)
      let own = with(bench.lan, Programme.readOrganisations, of: bench)
      let bare = with(bench.lan, of: bench)
      let site = AskedSite(people: [overseer, keeper, own, bare]) { bench.programme.addRoutes(to: $0) }
      let path = "/lam-viec/to-chuc/\(bench.newspaper)/an-toan?ngay=2024-12-31"
      let json = "/api/v1/programme/plans/\(plan.code)/figures?day=2024-12-31"
      for (person, isOpen) in [(overseer, true), (keeper, false), (own, true), (bare, false)] {
        let page = try await site.get(ProgrammePath.target(target.id), as: person).text
        #expect(page.contains("Cấp độ 3: QĐ 5/QĐ-UBND"))
        #expect(page.contains(path) == isOpen)
        let told = try await site.get(json, as: person).text
        #expect(told.contains("Cấp độ 3: QĐ 5") && told.replacing("\\/", with: "/").contains(path) == isOpen)
      }
    }
  }

  @Test("channels are counted in words and lead to their rows, which are open to all", arguments: Engine.all)
  func channels(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock {
        $0[bench.newspaper]?.facts.platforms = ["Trang Facebook Báo Thái Bình", "Kênh Zalo"]
      }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G1", indicator: "press.platforms", values: [(2024, 100, nil)])
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let part = try #require(try await bench.parts(target, "2024-12-31").first { $0.organisation == bench.newspaper })
      #expect(
        part.evidence.map(\.text) == [
          "2 kênh, nền tảng số trong sổ Kênh số", "Trang Facebook Báo Thái Bình", "Kênh Zalo",
        ])
      #expect(part.evidence[0].path == "/lam-viec/to-chuc/\(bench.newspaper)/kenh-so?ngay=2024-12-31")
      let keeper = with(bench.keeper, Programme.readOrganisations, of: bench)
      #expect(Programme.opened(part, of: plan, for: keeper).evidence[0].path != nil)
      #expect(Programme.opened(part, of: plan, for: bench.keeper).evidence[0].path == nil)
    }
  }

  @Test("pages of an agency's own work open to nobody else; what was kept before rights were is words")
  func own() async throws {
    try await withFigures(.sqlite) { bench in
      let plan = try await bench.plan()
      let write: Permission = "newsroom.item.write"
      func paths(_ piece: IndicatorPart.Evidence, _ person: Principal) -> [String?] {
        let part = FigurePart(
          target: TargetID("x"), day: day, organisation: bench.newspaper, plan: plan.id, name: "Báo", evidence: [piece])
        return Programme.opened(part, of: plan, for: person).evidence.map(\.path)
      }
      let items = IndicatorPart.Evidence(
        named: "3 tin, bài", path: "/lam-viec/kho-bai?tu=2024-01-01", opens: .init(write))
      #expect(paths(items, with(bench.lan, write, of: bench)) == ["/lam-viec/kho-bai?tu=2024-01-01"])
      #expect(paths(items, with(bench.keeper, write, Programme.overseeRegisters, of: bench)) == [nil])
      #expect(paths(items, bench.lan) == [nil])
      let old = IndicatorPart.Evidence(named: "3 tin, bài", path: "/lam-viec/so-lieu")
      #expect(paths(old, with(bench.lan, write, of: bench)) == [nil])
      let register = IndicatorPart.Evidence(named: "Sổ", path: "/lam-viec/to-chuc/\(bench.newspaper)")
      #expect(paths(register, with(bench.lan, Programme.readOrganisations, of: bench)) == [register.path])
      #expect(paths(register, bench.lan) == [nil])
    }
  }

  @Test("what was frozen before evidence said who opens it keeps its bytes, and so its digest")
  func bytes() throws {
    let kept = #"[{"path":"/lam-viec/to-chuc/x","phrase":"Cấp độ {0}: {1}","text":"Cấp độ 3: QĐ","values":["3","QĐ"]}]"#
    let evidence = try JSONDecoder().decode([IndicatorPart.Evidence].self, from: Data(kept.utf8))
    #expect(try CanonicalJSON.text(evidence) == kept && evidence[0].opens == nil)
    let now = [IndicatorPart.Evidence("x", path: "/y", opens: .init("a.b", keeper: "c.d"))]
    let again = try JSONDecoder().decode(
      [IndicatorPart.Evidence].self, from: Data(try CanonicalJSON.text(now).utf8))
    #expect(again == now)
  }
}
