import Contracts
import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Corrections

@Suite("Who may see and do what with cases")
struct AccessTests {
  @Test("another agency's case is not there, for any act", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let id = try await bench.correction(item).id
      let stranger = bench.stranger
      let corrections = bench.corrections
      let acts: [() async throws -> Void] = [
        { _ = try await corrections.file(id, for: stranger) },
        { _ = try await corrections.publishNotice(id, homeDays: nil, by: stranger) },
        { try await corrections.remove(id, .withdraw, reason: "x", by: stranger) },
        { try await corrections.close(id, outcome: "x", by: stranger) },
        { try await corrections.handOver(id, to: stranger.id, by: stranger) },
        { try await corrections.addPlace(id, .site, name: "x", place: "", address: "", by: stranger) },
        {
          try await corrections.recordStep(
            id, .note, happened: day("2026-11-21"), note: "x", evidence: "", by: stranger)
        },
      ]
      for act in acts { await #expect(throws: Failure.notFound) { try await act() } }
      #expect(bench.shelf.isPublic(item))
      #expect(
        await refused("item") {
          try await corrections.open(
            CaseStart(organisation: Bench.magazine, item: item, startedOn: day("2026-11-21")), by: stranger)
        })
      await #expect(throws: Failure.forbidden(Corrections.manage)) {
        try await corrections.open(
          CaseStart(organisation: Bench.paper, item: item, startedOn: day("2026-11-21")), by: stranger)
      }
    }
  }

  @Test("a work from outside that names another agency's item puts nothing on that item's page", arguments: Engine.all)
  func foreignWork(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      var work = Work(date: day("2026-11-20"))
      work.item = item
      work.title = "Bài của báo khác"
      let record = try await bench.corrections.open(
        CaseStart(
          organisation: Bench.magazine, work: work, startedOn: day("2026-11-21"), detail: CaseDetail(who: "Ông A")),
        by: bench.stranger)
      #expect(record.work?.item == nil)
      try await bench.corrections.change(
        record.id, CaseChange(detail: record.detail, work: work, base: record.version), by: bench.stranger)
      #expect(try await bench.corrections.file(record.id, for: bench.stranger).record.work?.item == nil)
    }
  }

  @Test(
    "the author of the item sees the case, without who complained and without the removed text",
    arguments: Engine.all)
  func author(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let record = try await bench.correction(item) { $0.contact = "0912 345 678" }
      let file = try await bench.corrections.file(record.id, for: bench.reporter)
      #expect(file.sight == .author && file.snapshots.isEmpty)
      let site = AskedSite(people: [bench.reporter, bench.secretary]) { bench.corrections.addRoutes(to: $0) }
      let page = try await site.get(CasePath.show(record.id), as: bench.reporter)
      #expect(page.status == 200 && !page.text.contains("0912") && !page.text.contains("Sở Xây dựng"))
      let full = try await site.get(CasePath.show(record.id), as: bench.secretary)
      #expect(full.text.contains("0912") && full.text.contains("Sở Xây dựng"))
      #expect(try await site.get(CasePath.board, as: bench.reporter).status == 403)
      await #expect(throws: Failure.forbidden(Corrections.manage)) {
        try await bench.corrections.close(record.id, outcome: "x", by: bench.reporter)
      }
    }
  }

  @Test("cases opened at the same time have numbers of their own, each agency its own", arguments: Engine.all)
  func numbers(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 {
          group.addTask { try await bench.open(.pressQuestion, on: "2026-11-20").number }
        }
        return try await group.reduce(into: []) { $0.append($1) }.sorted()
      }
      #expect(numbers == Array(1...12))
      var detail = CaseDetail()
      detail.who = "Sở"
      detail.request = "Hỏi"
      let other = try await bench.corrections.open(
        CaseStart(
          organisation: Bench.magazine, kind: .pressQuestion, startedOn: day("2026-11-20"), detail: detail),
        by: bench.stranger)
      #expect(other.label == "1/2026")
    }
  }

  @Test("two people who change one case do not overwrite each other", arguments: Engine.all)
  func versions(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let record = try await bench.correction(try bench.item(published: "2026-11-20T03:00:00Z"))
      var detail = record.detail
      detail.apology = "Xin lỗi."
      try await bench.corrections.change(
        record.id, CaseChange(detail: detail, work: nil, base: record.version), by: bench.secretary)
      await #expect(throws: Failure.self) {
        try await bench.corrections.change(
          record.id, CaseChange(detail: record.detail, work: nil, base: record.version), by: bench.chief)
      }
      #expect(try await bench.corrections.file(record.id, for: bench.chief).record.detail.apology == "Xin lỗi.")
    }
  }
}
