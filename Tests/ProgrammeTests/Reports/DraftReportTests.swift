import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Drafting reports")
struct DraftReportTests {
  @Test(
    "one act makes the yearly report of each of the five plans, although nobody here keeps them", arguments: Engine.all)
  func five(engine: Engine) async throws {
    try await withReports(engine) { bench in
      for code in ReportBench.five {
        let plan = try await bench.plan(code, naming: bench.department)
        let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
        #expect(record.type == "province-year" && record.state == .draft)
        #expect(record.head.addressees == ["Bộ Văn hóa, Thể thao và Du lịch"])
        #expect(record.head.issuer.hasPrefix("Sở Văn hóa, Thể thao và Du lịch tỉnh "))
        #expect(record.head.recipients.allSatisfy { !$0.contains("Thông tin và Truyền thông") && !$0.hasPrefix("Lưu") })
        #expect(!record.facts.targets.isEmpty && record.facts.targets.allSatisfy { $0.share.isEmpty })
        let paper = ReportPaper(record: record, document: "Báo cáo").paper
        let told = paper.blocks.contains {
          if case .paragraph(let text) = $0 { text.plain.contains("chưa có số liệu") } else { false }
        }
        #expect(told && !paper.annexes.isEmpty, "what is missing is said")
        let again = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
        #expect(again.id == record.id)
        let book = try await ReportWorkbook(record: record).book.data()
        #expect(book.starts(with: [0x50, 0x4B]))
      }
      #expect(bench.witness.actions.count { $0 == "programme.report.draft" } == 5)
    }
  }

  @Test("a plan's report of before 01/3/2025 names the bodies of that day", arguments: Engine.all)
  func bodies(engine: Engine) async throws {
    try await withReports(engine, now: "2024-12-01T02:00:00Z") { bench in
      let plan = try await bench.plan("thai-binh-2023")
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2024, by: bench.ha)
      #expect(record.head.issuer == "Sở Thông tin và Truyền thông tỉnh Thái Bình")
      #expect(record.head.addressees == ["Bộ Thông tin và Truyền thông"] && record.head.symbol == "BC-STTTT")
      #expect(record.head.superior == "Ủy ban nhân dân tỉnh Thái Bình")
      bench.hand.move(to: Timestamp.date("2026-11-28T02:00:00Z") ?? .distantPast)
      let now = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
      #expect(now.head.issuer == "Sở Văn hóa, Thể thao và Du lịch tỉnh Hưng Yên" && now.head.symbol == "BC-SVHTTDL")
    }
  }

  @Test("computed sentences cite their figures; the figures stay when others are counted later", arguments: Engine.all)
  func sentences(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      try await bench.figure("pl-g1", of: plan, "2025-11-30", 2, 3)
      try await bench.figure("pl-g5", of: plan, "2025-11-30", 40, 80)
      try await bench.freeze(plan, "2025-11-30")
      let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2025, by: bench.ha)
      let sentences = ReportSentences(facts: record.facts, year: 2025).targets
      #expect(
        sentences.contains(
          "Cơ quan báo chí đưa nội dung lên các nền tảng số: 2 trên 3 cơ quan báo chí (66,7%); kế hoạch năm 2025: 67% – đạt khi làm tròn như kế hoạch [1]."
        ), "\(sentences)")
      #expect(sentences.contains { $0.contains("40 trên 80") && $0.contains("(50%)") && $0.contains("chưa đạt [2]") })
      #expect(record.facts.isFrozen && record.facts.scope == .whole)
      #expect(
        ReportSentences(facts: record.facts, year: 2025).finding.hasPrefix("Có 1 trên 2 chỉ tiêu có số liệu đã đạt"))
      #expect(
        ReportChart(targets: ReportSentences(facts: record.facts, year: 2025).charted).svg?.contains("66,7%") ?? false)
    }
  }

  @Test(
    "whoever does not keep the plan has only what is frozen in a draft, and nothing on revenue", arguments: Engine.all)
  func others(engine: Engine) async throws {
    try await withReports(engine) { bench in
      let plan = try await bench.plan("thai-binh-2023", keptBy: bench.department)
      try await bench.figure("pl-g1", of: plan, "2025-11-30", 2, 3)
      try await bench.figure("pl-g4", of: plan, "2025-11-30", 1, 3)
      // Another department of the same province.
      let open = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2025, by: bench.stranger)
      #expect(open.facts.day == nil && open.facts.scope == .published)
      try await bench.freeze(plan, "2025-11-30")
      try await bench.programme.refreshReport(open.id, by: bench.stranger)
      let file = try await bench.programme.reportFile(open.id, for: bench.stranger)
      let by = Dictionary(file.record.facts.targets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
      #expect(by["pl-g1"]?.share == "2/3" && by["pl-g4"]?.share == "" && by["pl-g4"]?.isHidden == true)
      let whole = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2025, by: bench.ha)
      #expect(whole.facts.targets.first { $0.code == "pl-g4" }?.share == "1/3")
      try await bench.programme.refreshReport(whole.id, by: bench.son)
      let without = try await bench.programme.reportFile(whole.id, comparing: true, for: bench.son)
      #expect(without.record.facts.targets.first { $0.code == "pl-g4" }?.share == "", "not by who may not see revenue")
      #expect(without.stale.isEmpty, "what is left out has not changed")
    }
  }

  @Test("types hold from their day on, and periods cross the year where the law says so")
  func types() throws {
    let types = try ReportTypes(contentsOf: plansFacts.appendingPathComponent("reports/report-types.yaml"))
    let before = try #require(CivilDate(2026, 6, 30))
    #expect(
      types.type("spokesperson", on: before) == nil && types.type("spokesperson", on: before.adding(days: 1)) != nil)
    let days = try #require(types.type("spokesperson")?.period(of: 2026))
    #expect(days.from.rawValue == "2025-12-15" && days.to.rawValue == "2026-12-14")
    let dues = types.dues(in: 2026, plans: [], laws: [:])
    #expect(
      dues.first { $0.type.id == "spokesperson" }?.last.rawValue == "2026-12-19",
      "before the 20th: the 19th is the last")
    #expect(
      dues.contains {
        $0.type.id == "broadcast-quarter" && $0.period == "q4" && $0.year == 2025 && $0.last.rawValue == "2026-01-10"
      })
    #expect(!dues.contains { $0.type.id == "index-scoring" }, "the schedule of 2024 says nothing of 2026")
  }
}
