import Foundation
import Kernel
import OfficeDocuments
import TestSupport
import Testing

@testable import Programme

/// The papers themselves, where the programs that make them are installed.
@Suite("Papers of reports")
struct RenderTests {
  static let isReady = ["pandoc", "weasyprint", "vips"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  @Test("each of the five provinces' yearly reports is a DOCX, a PDF and an XLSX", .enabled(if: isReady))
  func five() async throws {
    // Whoever wants to look at them makes this folder before.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-papers-to-look-at")
    let kept = FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    try await withReports(.sqlite) { bench in
      for code in ReportBench.five {
        let plan = try await bench.plan(
          code, keptBy: code == "thai-binh-2023" ? bench.department : nil, naming: bench.department)
        if code == "thai-binh-2023" {
          try await bench.figure("pl-g1", of: plan, "2026-11-20", 2, 3)
          try await bench.figure("pl-g2", of: plan, "2026-11-20", 2, 3)
          try await bench.figure("pl-g3", of: plan, "2026-11-20", 1, 2)
          try await bench.figure("pl-g5", of: plan, "2026-11-20", 40, 80)
          try await bench.freeze(plan, "2026-11-20")
        }
        let record = try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
        let paper = ReportPaper(record: record, document: "Báo cáo").paper
        let pdf = try await paper.pdf()
        let docx = try await paper.docx()
        let xlsx = try await ReportWorkbook(record: record).book.data()
        #expect(
          pdf.starts(with: Data("%PDF-".utf8)) && docx.starts(with: [0x50, 0x4B]) && xlsx.starts(with: [0x50, 0x4B]))
        guard let kept else { continue }
        for (data, ending) in [(pdf, "pdf"), (docx, "docx"), (xlsx, "xlsx")] {
          try data.write(to: kept.appendingPathComponent("\(code).\(ending)"))
        }
      }
    }
  }
}
