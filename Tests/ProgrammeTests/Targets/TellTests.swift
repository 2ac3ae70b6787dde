import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Who is told of figures")
struct TellTests {
  private func input(_ bench: FigureBench) -> FigureInput {
    var input = FigureInput(
      organisation: bench.newspaper, day: figureDay("2024-12-31"), numerator: 3, denominator: 4)
    input.evidence = "Công văn 12"
    return input
  }

  @Test("whoever may confirm is told once that a figure waits, the one who entered it is not", arguments: Engine.all)
  func entered(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      try await bench.programme.enterFigure(target.id, input(bench), by: bench.lan)
      let told = bench.witness.told.withLock { $0 }
      #expect(told.count == 1 && told.first?.people == [bench.minh.id])
      #expect(told.first?.kind == "programme.figure-waiting" && told.first?.path == ProgrammePath.target(target.id))
      #expect(told.first?.text.vietnamese.contains("cần người thứ hai xác nhận") == true)
      try await bench.programme.tellWaiting()
      try await bench.programme.tellWaiting()
      #expect(bench.witness.told.withLock { $0 }.count == 1, "not again every morning")
      let site = AskedSite(people: [bench.lan]) { bench.programme.addRoutes(to: $0) }
      #expect(try await site.get(ProgrammePath.target(target.id), as: bench.lan).text.contains("đã báo Minh"))
    }
  }

  @Test("where nobody can confirm it stays untold until somebody can", arguments: Engine.all)
  func nobody(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      let others: Set<AccountID> = [bench.minh.id, bench.keeper.id]
      let minh = bench.registers.staff.withLock { all in
        let found = all.filter { $0.person.id == bench.minh.id }
        all.removeAll { others.contains($0.person.id) }
        return found
      }
      let id = try await bench.programme.enterFigure(target.id, input(bench), by: bench.lan)
      try await bench.programme.tellWaiting()
      #expect(bench.witness.told.withLock { $0 }.isEmpty)
      let site = AskedSite(people: [bench.lan]) { bench.programme.addRoutes(to: $0) }
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.lan)
      #expect(page.text.contains("chưa có ai ở cơ quan xác nhận được"))
      bench.registers.staff.withLock { $0 += minh }
      try await bench.programme.tellWaiting()
      #expect(bench.witness.told.withLock { $0.map(\.people) } == [[bench.minh.id]])
      // What is decided is told to nobody any more.
      try await bench.programme.confirmFigure(id, by: bench.minh)
      try await bench.programme.tellWaiting()
      #expect(bench.witness.told.withLock { $0 }.count == 1)
    }
  }

  @Test(
    "what an agency has nobody else for stands on the first page of whoever confirms in its place",
    arguments: Engine.all)
  func inPlace(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      try await bench.programme.enterFigure(target.id, input(bench), by: bench.lan)
      #expect(try await bench.programme.waitingFigures(for: bench.keeper).isEmpty, "Minh is there")
      #expect(try await bench.programme.waitingFigures(for: bench.minh).count == 1)
      bench.registers.staff.withLock { $0.removeAll { $0.person.id == bench.minh.id } }
      let owed = try await bench.programme.waitingFigures(for: bench.keeper)
      #expect(owed.map(\.path) == [ProgrammePath.target(target.id)] && owed.first?.detail == "Báo Thái Bình")
      #expect(try await bench.programme.waitingFigures(for: bench.stranger).isEmpty)
    }
  }

  @Test("a restatement is told to the agency whose part it is and to the others who freeze", arguments: Engine.all)
  func restated(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      for id in [bench.newspaper, bench.station] {
        bench.registers.lives.withLock { $0[id]?.facts.securityLevel = 2 }
      }
      let thu = Programme.second(of: bench.keeper)
      let third = PersonProfile(id: .new(), name: "Mai", roleTitle: "", organisation: bench.department)
      bench.registers.staff.withLock { staff in
        for one in [PersonProfile(id: thu.id, name: "Thu", roleTitle: "", organisation: bench.department), third] {
          staff.append((one, [Programme.freeze]))
        }
      }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level")
      let day = figureDay("2024-12-31")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      var input = RestatementInput(
        day: day, organisation: bench.station, numerator: 1, denominator: 1, reason: "Quyết định đến muộn")
      input.evidence = "Quyết định 5/QĐ"
      let id = try await bench.programme.proposeRestatement(target.id, input, by: bench.keeper)
      var told = bench.witness.told.withLock { $0 }
      #expect(told.count == 1 && told.first?.kind == "programme.restatement-waiting")
      #expect(Set(told.first?.people ?? []) == [thu.id, third.id], "the agency is not told of what does not count yet")
      #expect(told.first?.text.vietnamese.contains("Quyết định đến muộn") == true)
      try await bench.programme.confirmRestatement(id, by: thu)
      told = bench.witness.told.withLock { $0 }
      let restated = told.filter { $0.kind == "programme.figure-restated" }
      #expect(restated.count == 1 && Set(restated.first?.people ?? []) == [bench.stranger.id, third.id])
      #expect(restated.first?.text.vietnamese.contains("Quyết định đến muộn") == true)
      let decided = told.filter { $0.kind == "programme.restatement-confirmed" }
      #expect(decided.map(\.people) == [[bench.keeper.id]] && told.count == 3)
    }
  }

  @Test("a restatement that nobody else could confirm is told once somebody can", arguments: Engine.all)
  func lonely(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      bench.registers.lives.withLock { $0[bench.station]?.facts.securityLevel = 2 }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "G5", indicator: "press.security-level")
      let day = figureDay("2024-12-31")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      let site = AskedSite(people: [bench.keeper]) { bench.programme.addRoutes(to: $0) }
      let before = try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text
      #expect(before.contains("Cơ quan giữ kế hoạch chưa có người thứ hai xác nhận được."))
      var input = RestatementInput(
        day: day, organisation: bench.station, numerator: 1, denominator: 1, reason: "Đếm thiếu")
      input.evidence = "Quyết định 5/QĐ"
      let id = try await bench.programme.proposeRestatement(target.id, input, by: bench.keeper)
      try await bench.programme.tellWaitingRestatements()
      #expect(bench.witness.told.withLock { $0 }.isEmpty)
      #expect(
        try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text.contains("sẽ báo khi có"))
      let second = PersonProfile(id: .new(), name: "Thu", roleTitle: "", organisation: bench.department)
      bench.registers.staff.withLock { $0.append((second, [Programme.confirm])) }
      try await bench.programme.tellWaitingRestatements()
      try await bench.programme.tellWaitingRestatements()
      #expect(bench.witness.told.withLock { $0.map(\.people) } == [[second.id]])
      try await bench.programme.withdrawRestatement(id, by: bench.keeper)
    }
  }
}
