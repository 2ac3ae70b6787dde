import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("Publishing corrections")
struct NoticeTests {
  @Test(
    "a correction has the law's own title and names work, section, day, what was false and what is true, apology",
    arguments: Engine.all)
  func content(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let record = try await bench.correction(item)
      let notice = try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      #expect(notice.title == "Thông tin cải chính, xin lỗi")
      #expect(notice.number == "1-2026" && notice.path == "/cai-chinh/1-2026")
      #expect(
        notice.lines.map(\.field) == [
          .work, .section, .date, .channel, .falseText, .correctedText, .apology,
        ])
      let shown = try await bench.corrections.about(item)
      #expect(shown.map(\.path) == ["/cai-chinh/1-2026"])
      #expect(try await bench.corrections.notice(of: Bench.paper, number: "1-2026")?.kind == .correction)
      #expect(try await bench.corrections.notice(of: Bench.magazine, number: "1-2026") == nil)
      #expect(try await bench.clock(record.id, .publish)?.state == .inTime)
      #expect(bench.heard.actions.contains("corrections.notice.publish"))
      #expect(!bench.heard.details.contains("Cầu sập"))
    }
  }

  @Test("nothing is published while a field of the law is missing, or by somebody who may not", arguments: Engine.all)
  func enforced(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let cases: [(String, (inout CaseDetail) -> Void, CaseOrigin)] = [
        ("false-text", { $0.falseText = "" }, .ownDiscovery),
        ("corrected-text", { $0.correctedText = "" }, .ownDiscovery),
        ("apology", { $0.apology = "" }, .ownDiscovery), ("conclusion", { _ in }, .authority),
        ("found-on", { $0.foundOn = nil }, .complaint),
      ]
      for (field, change, origin) in cases {
        let record = try await bench.correction(item, origin: origin, change)
        #expect(
          await refused(field) { try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief) })
      }
      let whole = try await bench.correction(item)
      await #expect(throws: Failure.forbidden(Corrections.publish)) {
        try await bench.corrections.publishNotice(whole.id, homeDays: nil, by: bench.secretary)
      }
      #expect(try await bench.corrections.all(of: Bench.paper, before: nil, limit: 10).items.isEmpty)
    }
  }

  @Test("what was published before 01/7/2026 stays on the home page seven whole days, not fewer", arguments: Engine.all)
  func sevenDays(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(try bench.item(published: "2026-06-30T16:59:00Z"))
      #expect(
        await refused("home-days") {
          try await bench.corrections.publishNotice(record.id, homeDays: 6, by: bench.chief)
        })
      let notice = try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      #expect(notice.homeUntil == day("2026-11-29").start)
      await #expect(throws: Failure.self) {
        try await bench.corrections.endHome(record.id, notice: notice.number, reason: "sớm", by: bench.chief)
      }
      bench.hand.move(to: day("2026-11-29").start.addingTimeInterval(-1))
      #expect(try await bench.corrections.onHome(of: Bench.paper).count == 1)
      bench.hand.advance(by: 1)
      #expect(try await bench.corrections.onHome(of: Bench.paper).isEmpty)
      try await bench.corrections.endHomeSections()
      try await bench.corrections.endHomeSections()
      #expect(bench.heard.told.count { $0.kind == "corrections.home-ended" } == 1)
      #expect(try await bench.corrections.all(of: Bench.paper, before: nil, limit: 10).items.count == 1)
    }
  }

  @Test("each stays on the home page for its time, however many came after it", arguments: Engine.all)
  func many(engine: Engine) async throws {
    try await withBench(engine) { bench in
      for _ in 1...22 {
        let record = try await bench.correction(try bench.item(published: "2026-06-30T16:59:00Z"))
        try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      }
      #expect(try await bench.corrections.onHome(of: Bench.paper).count == 22)
    }
  }

  @Test(
    "from 01/7/2026 on, where the number is not known, it stays until entered days are over or somebody ends it",
    arguments: Engine.all)
  func unknownDays(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(try bench.item(published: "2026-06-30T17:00:00Z"))
      let notice = try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      #expect(notice.homeUntil == nil)
      bench.hand.advance(by: 400 * 86_400)
      try await bench.corrections.endHomeSections()
      #expect(try await bench.corrections.onHome(of: Bench.paper).count == 1)
      try await bench.corrections.endHome(record.id, notice: notice.number, reason: "Đủ ngày", by: bench.chief)
      #expect(try await bench.corrections.onHome(of: Bench.paper).isEmpty)

      let other = try await bench.correction(try bench.item(published: "2026-07-02T03:00:00Z"))
      let entered = try await bench.corrections.publishNotice(other.id, homeDays: 3, by: bench.chief)
      #expect(entered.homeUntil == bench.corrections.clock.today.adding(days: 4).start)
    }
  }

  @Test("notices are numbered by year and listed newest first, in parts", arguments: Engine.all)
  func list(engine: Engine) async throws {
    try await withBench(engine) { bench in
      for _ in 0..<3 {
        let record = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z"))
        try await bench.corrections.publishNotice(record.id, homeDays: nil, by: bench.chief)
      }
      let first = try await bench.corrections.all(of: Bench.paper, before: nil, limit: 2)
      #expect(first.items.map(\.path) == ["/cai-chinh/3-2026", "/cai-chinh/2-2026"])
      let rest = try await bench.corrections.all(of: Bench.paper, before: first.next, limit: 2)
      #expect(rest.items.map(\.path) == ["/cai-chinh/1-2026"] && rest.next == nil)
    }
  }
}
