import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

/// The same page sent many times at once: one task, one honour, one report of progress, one figure, one restatement.
@Suite("Forms of tasks and figures that are sent twice")
struct SentTwiceElsewhereTests {
  @Test("of a task, an honour, a campaign, a report of progress", arguments: Engine.all)
  func tasks(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = AskedSite(people: [bench.keeper, bench.worker]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan().plan
      let today = bench.programme.clock.today
      let task = [
        "title": "Rà soát", "leads": "Báo Lam Giang", "due-on": today.adding(days: 20).rawValue, "plan": plan.rawValue,
      ]
      let places = try await Self.send("\(ProgrammePath.tasks)/moi", task, site, bench.keeper)
      #expect(places.count == 1)
      let works = try await bench.programme.list(WorkFilter(), for: bench.keeper)
      #expect(works.count { $0.record.title == "Rà soát" } == 1)
      let honour = [
        "keeper": TaskBench.department.rawValue, "kind": "organisation", "name": "Báo Lam Giang", "form": "Bằng khen",
        "number": "1/QĐ", "issued-on": today.rawValue,
      ]
      _ = try await Self.send(TaskParts.View.honours.path, honour, site, bench.keeper)
      #expect(try await bench.programme.honours(for: bench.keeper).count == 1)
      let campaign = [
        "keeper": TaskBench.department.rawValue, "name": "Đợt một", "starts-on": today.rawValue,
        "ends-on": today.adding(days: 9).rawValue,
      ]
      #expect(try await Self.send("\(TaskParts.View.campaigns.path)/moi", campaign, site, bench.keeper).count == 1)
      #expect(try await bench.programme.campaigns(for: bench.keeper).count == 1)
      let id = try #require(works.first { $0.record.title == "Rà soát" }?.record.id)
      let progress = ["percent": "20", "words": "Đã làm"]
      _ = try await Self.send(ProgrammePath.work(id, "tien-do"), progress, site, bench.worker)
      let events = try await bench.programme.file(id, for: bench.keeper).events
      #expect(events.count { $0.kind == .progress } == 1)
    }
  }

  @Test("of a figure that waits and of a restatement", arguments: Engine.all)
  func figures(engine: Engine) async throws {
    try await withFigures(engine) { bench in
      let site = AskedSite(people: [bench.keeper, bench.lan]) { bench.programme.addRoutes(to: $0) }
      let plan = try await bench.plan()
      let target = try await bench.target(plan, "own", values: [(2024, 50, nil), (2030, 100, nil)])
      let path = ProgrammePath.target(target.id)
      let entry = [
        "organisation": bench.newspaper.rawValue, "ngay": "2024-12-31", "numerator": "1", "denominator": "1",
        "evidence": "Công văn 1/CV",
      ]
      let page = CSRFToken.mask(AskedSite.token)
      for _ in 0..<3 {
        let sent = try await site.upload("\(path)/nhap", [], fields: entry, as: bench.lan, token: page)
        #expect(sent.location == path)
      }
      #expect(try await bench.programme.targetView(target.id, for: bench.lan).entries.count == 1)
      let waiting = try #require(try await bench.programme.targetView(target.id, for: bench.lan).entries.first)
      try await bench.programme.confirmFigure(waiting.id, by: bench.minh)
      let day = figureDay("2024-12-31")
      try await bench.programme.computeFigures(of: plan.id, on: day, by: bench.keeper)
      _ = try await bench.programme.freezeFigures(of: plan.id, on: day, by: bench.keeper)
      let restated = [
        "re-day": "2024-12-31", "re-organisation": bench.newspaper.rawValue, "re-numerator": "0",
        "re-denominator": "1", "reason": "Nhập nhầm",
      ]
      let paper = [(field: "re-file", name: "Đính chính.pdf", bytes: Data("%PDF".utf8))]
      for _ in 0..<3 {
        let sent = try await site.upload("\(path)/dieu-chinh", paper, fields: restated, as: bench.keeper, token: page)
        #expect(sent.location == path)
      }
      #expect(try await bench.programme.targetView(target.id, for: bench.keeper).proposals.count == 1)
      let kept = try FileManager.default.subpathsOfDirectory(
        atPath: bench.programme.folder.appendingPathComponent("evidence").path)
      #expect(kept.filter { $0.hasSuffix(".pdf") }.count == 1, "what was sent again leaves no file")
    }
  }

  /// Six at the same moment; where they led.
  private static func send(
    _ path: String, _ fields: [String: String], _ site: AskedSite, _ person: Principal
  ) async throws -> Set<String> {
    let sent = fields.merging(["_csrf": CSRFToken.mask(AskedSite.token)]) { $1 }
    return try await withThrowingTaskGroup(of: AskedSite.Reply.self) { group in
      for _ in 0..<6 { group.addTask { try await site.post(path, sent, as: person) } }
      var places: Set<String> = []
      for try await reply in group {
        #expect(reply.status == 303, "\(path): \(reply.status) \(reply.text.suffix(3000).prefix(600))")
        places.insert(reply.location ?? "")
      }
      return places
    }
  }
}
