import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("What may be entered for a target, and how what waits goes on")
struct EntryRulesTests {
  private let day = figureDay("2024-12-31")

  private func input(_ bench: FigureBench, _ numerator: Double, _ denominator: Double?) -> FigureInput {
    var input = FigureInput(organisation: bench.newspaper, day: day, numerator: numerator, denominator: denominator)
    input.evidence = "Công văn 12"
    return input
  }

  @Test("an agency is one of one, none of one, or not counted; entered or restated", arguments: Engine.all)
  func ones(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "own")
      let answer = try await bench.target(plan, "yes", unit: .yesNo, position: 2)
      let programme = bench.programme
      for (numerator, denominator) in [(999_999.0, 1_000_000.0), (8, 16), (0.5, 1), (1, 0), (0, 2)] {
        await #expect(throws: Failure.self) {
          try await programme.enterFigure(target.id, input(bench, numerator, denominator), by: bench.lan)
        }
      }
      await #expect(throws: Failure.self) {
        try await programme.enterFigure(answer.id, input(bench, 5, 9), by: bench.lan)
      }
      try await programme.enterFigure(answer.id, input(bench, 1, nil), by: bench.lan)
      let id = try await programme.enterFigure(target.id, input(bench, 1, 1), by: bench.lan)
      try await programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      try await programme.confirmFigure(id, by: bench.minh)
      try await programme.freezeFigures(of: plan.id, on: day, leavesOut: true, by: bench.keeper)
      var change = RestatementInput(
        day: day, organisation: bench.newspaper, numerator: 8, denominator: 16, reason: "Thử")
      let unbounded = change
      await #expect(throws: Failure.self) { try await programme.restate(target.id, unbounded, by: bench.keeper) }
      change.numerator = 1
      change.denominator = 1
      let same = change
      await #expect(throws: Failure.conflict("Số điều chỉnh giống hệt số đang có: không có gì để điều chỉnh.")) {
        try await programme.restate(target.id, same, by: bench.keeper)
      }
      change.numerator = 0
      try await programme.restate(target.id, change, by: bench.keeper)
    }
  }

  @Test("an indicator says what it counts, wherever that is asked")
  func counting() async throws {
    try await withFigures(.sqlite) { bench in
      let programme = bench.programme
      let choices = Dictionary(programme.indicatorChoices.map { ($0.id, $0.counts) }) { first, _ in first }
      let things: Phrase = "cộng số đếm trong sổ hoặc của các cơ quan"
      for id in ["press.people-trained", "commune.informed", "print.modern"] {
        #expect(programme.counting(id) == .things && choices[id] == things, "\(id)")
      }
      for id in ["press.platforms", "commune.radio", "print.distribution"] {
        #expect(programme.counting(id) == .organisations && choices[id] != things, "\(id)")
      }
      for (id, indicator) in programme.indicators { #expect(programme.counting(id) == indicator.counting, "\(id)") }
      #expect(programme.counting("x.y") == nil)
    }
  }

  @Test("the form asks yes or no where an agency is one, and takes only digits for numbers", arguments: Engine.all)
  func form(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let site = AskedSite(people: [bench.lan, bench.keeper]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "own")
      let shares = try await bench.shares(plan, "shares")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let path = ProgrammePath.target(target.id)
      let page = try await site.get(path, as: bench.lan).text
      #expect(page.contains("Không áp dụng (0/0)") && !page.contains("name=\"numerator\""))
      var fields = ["organisation": bench.newspaper.rawValue, "ngay": "2024-12-31", "evidence": "Công văn 1"]
      fields["share"] = "0/1"
      #expect(try await site.upload("\(path)/nhap", [], fields: fields, as: bench.lan).location == path)
      let entry = try #require(try await bench.programme.targetView(target.id, for: bench.lan).entries.first)
      #expect(entry.numerator == 0 && entry.denominator == 1)
      fields["share"] = nil
      fields["denominator"] = "4"
      for text in ["0x1p3", "1e12", "1e-320", "-0", "-1", "1.2.3", "nan", "٣", ",5", "9999999999999999"] {
        fields["numerator"] = text
        let sent = try await site.upload("\(ProgrammePath.target(shares.id))/nhap", [], fields: fields, as: bench.lan)
        #expect(sent.status == 422, "\(text)")
      }
      #expect(try TargetController.number("1.234,5", "") == 1234.5)
      #expect(try TargetController.number("18,5", "") == 18.5)
    }
  }

  @Test("who entered a figure takes it back; the same waits only once", arguments: Engine.all)
  func withdrawn(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      let programme = bench.programme
      let done = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          let one = input(bench, 3, 4)
          group.addTask { (try? await programme.enterFigure(target.id, one, by: bench.lan)) != nil }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(done == 1)
      let waiting = try #require(try await programme.targetView(target.id, for: bench.lan).entries.first)
      await #expect(throws: Failure.notFound) { try await programme.withdrawFigure(waiting.id, by: bench.minh) }
      try await programme.withdrawFigure(waiting.id, by: bench.lan)
      await #expect(throws: Failure.conflict("Số liệu này đã được xử lý.")) {
        try await programme.withdrawFigure(waiting.id, by: bench.lan)
      }
      await #expect(throws: Failure.self) { try await programme.confirmFigure(waiting.id, by: bench.minh) }
      let site = AskedSite(people: [bench.lan]) { programme.addRoutes(to: $0) }
      #expect(try await site.get(ProgrammePath.target(target.id), as: bench.lan).text.contains("Đã rút"))
      #expect(bench.witness.actions.contains("programme.figure.withdraw"))
      try await programme.enterFigure(target.id, input(bench, 2, 4), by: bench.lan)
    }
  }

  @Test("where an agency has nobody else, whoever keeps the plan confirms", arguments: Engine.all)
  func inPlace(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      let programme = bench.programme
      try await programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let id = try await programme.enterFigure(target.id, input(bench, 3, 4), by: bench.lan)
      let site = AskedSite(people: [bench.keeper]) { programme.addRoutes(to: $0) }
      await #expect(throws: Failure.self) { try await programme.confirmFigure(id, by: bench.keeper) }
      #expect(!(try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text.contains("/xac-nhan")))
      bench.registers.staff.withLock { all in all.removeAll { $0.person.id == bench.minh.id } }
      let page = try await site.get(ProgrammePath.target(target.id), as: bench.keeper).text
      #expect(page.contains("không có người thứ hai xác nhận được") && page.contains("/xac-nhan"))
      await #expect(throws: Failure.notFound) { try await programme.confirmFigure(id, by: bench.stranger) }
      try await programme.confirmFigure(id, by: bench.keeper)
      #expect(try await bench.whole(target, "2024-12-31")?.numerator == 3)
    }
  }

  @Test("whoever keeps the plan returns what waits, or freezes without it", arguments: Engine.all)
  func leftOut(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      let programme = bench.programme
      try await programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      let first = try await programme.enterFigure(target.id, input(bench, 3, 4), by: bench.lan)
      await #expect(throws: Failure.notFound) {
        try await programme.returnFigure(first, reason: "Sai", by: bench.stranger)
      }
      await #expect(throws: Failure.notFound, "whose it is comes before what is wrong with it") {
        try await programme.returnFigure(first, reason: "", by: bench.stranger)
      }
      try await programme.returnFigure(first, reason: "Sai số", by: bench.keeper)
      try await programme.enterFigure(target.id, input(bench, 2, 4), by: bench.lan)
      let site = AskedSite(people: [bench.keeper]) { programme.addRoutes(to: $0) }
      let question = try await site.get("\(FreezePage.path(plan.id))/chot?ngay=2024-12-31", as: bench.keeper).text
      #expect(question.contains("Lan nhập, chưa ai xác nhận") && question.contains("Báo Thái Bình"))
      await #expect(throws: Failure.conflict("Còn \(1) số liệu chờ người thứ hai xác nhận hoặc trả lại.")) {
        try await programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      }
      let freeze = try await programme.freezeFigures(of: plan.id, on: day, leavesOut: true, by: bench.keeper)
      let entries = try await programme.targetView(target.id, for: bench.lan).entries
      #expect(entries.count == 2 && entries.allSatisfy { $0.state == .returned })
      #expect(try await programme.verifyFreeze(freeze.id, by: bench.keeper).isIntact)
      #expect(bench.witness.told.withLock { $0.last?.people } == [bench.lan.id])
    }
  }

  @Test("an empty file proves nothing, and a refused entry leaves no file", arguments: Engine.all)
  func files(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let site = AskedSite(people: [bench.lan]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan()
      let target = try await bench.shares(plan, "own")
      let path = ProgrammePath.target(target.id)
      let fields = [
        "organisation": bench.newspaper.rawValue, "ngay": "2024-12-31", "numerator": "3", "denominator": "4",
      ]
      let empty = try await site.upload("\(path)/nhap", [("file", "trống.pdf", Data())], fields: fields, as: bench.lan)
      #expect(empty.status == 422)
      let file = ("file", "Báo cáo.pdf", Data("%PDF".utf8))
      #expect(try await site.upload("\(path)/nhap", [file], fields: fields, as: bench.lan).location == path)
      #expect(kept(bench) == 1)
      #expect(try await site.upload("\(path)/nhap", [file], fields: fields, as: bench.lan).status == 409)
      #expect(kept(bench) == 1)
    }
  }

  private func kept(_ bench: FigureBench) -> Int {
    let folder = bench.programme.folder.appendingPathComponent("evidence").path
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.count { $0.hasSuffix(".pdf") }
  }
}
