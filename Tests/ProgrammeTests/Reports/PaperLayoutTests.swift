import Foundation
import OfficeDocuments
import TestSupport
import Testing

@testable import Programme

/// What a machine can measure of the layout of Nghị định 30/2020/NĐ-CP, annex I, on the reports of the five provinces.
@Suite("Layout of reports", .enabled(if: RenderTests.isReady && SetPaper.isReady))
struct PaperLayoutTests {
  @Test("PDF: margins, type, numbers of pages, headers repeated, no page with hardly a line")
  func pdf() async throws {
    try await withReports(.sqlite) { bench in
      for code in ReportBench.five {
        let record = try await Self.record(code, bench)
        let data = try await ReportPaper(record: record, document: "Báo cáo").paper.pdf()
        let pages = try SetPaper.pages(data)
        #expect((2...14).contains(pages.count), "\(code): \(pages.count) pages")
        Self.checkFirst(try #require(pages.first), code)
        for (index, page) in pages.enumerated() { Self.check(page, isFirst: index == 0, "\(code), page \(index + 1)") }
        #expect(pages.dropLast().allSatisfy { $0.words.count >= 25 }, "\(code): \(pages.map(\.words.count))")
        let fonts = try SetPaper.fonts(data)
        #expect(
          !fonts.isEmpty && fonts.allSatisfy { $0.contains("Liberation-Serif") || $0.contains("Times") }, "\(fonts)")
        let again = try await ReportPaper(record: record, document: "Báo cáo").paper.pdf()
        #expect(again == data, "the same report is the same bytes, so that signatures beside it can be compared")
      }
    }
  }

  @Test("DOCX: the same margins, type, indents and repeated headers, as Word is told them")
  func docx() async throws {
    try await withReports(.sqlite) { bench in
      for code in ReportBench.five {
        let record = try await Self.record(code, bench)
        let data = try await ReportPaper(record: record, document: "Báo cáo").paper.docx()
        let body = try SetPaper.part("word/document.xml", of: data)
        let sections = body.matches(of: /<w:pgMar ([^>]*)\/>/).map { String($0.1) }
        #expect(sections.count == 1 + (record.facts.proofs.isEmpty ? 2 : 3))
        for section in sections {
          // 20 mm above and below, 30 mm left, 20 mm right, in twentieths of a point.
          for margin in ["w:top=\"1134\"", "w:bottom=\"1134\"", "w:left=\"1701\"", "w:right=\"1134\""] {
            #expect(section.contains(margin), "\(code): \(section)")
          }
        }
        let tables = body.components(separatedBy: "<w:tbl>").dropFirst().filter { $0.contains("STT") }
        #expect(tables.count == 2 && tables.allSatisfy { $0.contains("<w:tblHeader") && $0.contains("<w:cantSplit") })
        let styles = try SetPaper.part("word/styles.xml", of: data)
        #expect(styles.contains("Times New Roman") && styles.contains("<w:sz w:val=\"28\""))
        #expect(styles.contains("w:firstLine=\"720\""), "1.27 cm")
        #expect(try SetPaper.part("word/header1.xml", of: data).contains(" PAGE "))
        let title = try SetPaper.part("docProps/core.xml", of: data)
        #expect(title.contains("<dc:title>Báo cáo Kết quả năm 2026 thực hiện") && title.contains("<dc:creator>Sở "))
      }
    }
  }

  @Test("XLSX: opens on one page in width, its header repeated and frozen, points and commas as in Vietnamese")
  func workbook() async throws {
    try await withReports(.sqlite) { bench in
      let record = try await Self.record("thai-binh-2023", bench)
      let data = try await ReportWorkbook(record: record).book.data()
      let sheet = try SetPaper.part("xl/worksheets/sheet1.xml", of: data)
      #expect(
        sheet.contains("<pane ySplit=") && sheet.contains("fitToPage=\"1\"") && sheet.contains("fitToHeight=\"0\""))
      let book = try SetPaper.part("xl/workbook.xml", of: data)
      #expect(book.contains("_xlnm.Print_Titles") && book.contains("_xlnm.Print_Area"))
      #expect(try SetPaper.part("xl/styles.xml", of: data).contains("[$-42A]0.0%"))
      #expect(try SetPaper.part("docProps/core.xml", of: data).contains("<dc:creator>Sở "))
    }
  }

  private static func record(_ code: String, _ bench: ReportBench) async throws -> ReportRecord {
    let hasFigures = code == "thai-binh-2023"
    let plan = try await bench.plan(code, keptBy: hasFigures ? bench.department : nil, naming: bench.department)
    if hasFigures {
      try await bench.figure("pl-g1", of: plan, "2026-11-20", 2, 3)
      try await bench.figure("pl-g5", of: plan, "2026-11-20", 40, 80)
      try await bench.freeze(plan, "2026-11-20")
    }
    return try await bench.programme.draftReport(plan: plan.id, type: nil, year: 2026, by: bench.ha)
  }

  private static func checkFirst(_ page: SetPaper.Page, _ code: String) {
    let text = page.words.map(\.text).joined(separator: " ")
    for words in [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH", "Số:", "BÁO CÁO", "Kính gửi:",
    ] {
      #expect(text.contains(words), "\(code): \(words)")
    }
    let nation = page.words.first { $0.text == "CỘNG" }
    #expect((nation?.left ?? 0) > page.width * 0.4, "the nation stands at the right, the issuer at the left")
    #expect(!text.contains("tỉnh , ngày") && text.contains("ngày"), "\(code)")
  }

  /// Lengths are points: 20 mm are 56.7, 30 mm are 85.
  private static func check(_ page: SetPaper.Page, isFirst: Bool, _ place: String) {
    let (left, right) = (85.0, page.width - 56.7)
    // The head's columns reach a little into the margins.
    let body = isFirst ? page.words.filter { $0.top > 190 } : page.words
    let number = page.words.first.flatMap { Int($0.text) != nil && $0.bottom < 56.7 ? $0 : nil }
    if let number {
      let middle = (number.left + number.right) / 2
      #expect(abs(middle - (left + right) / 2) < 9, "\(place): the number of the page stands in the middle")
    }
    let text = number == nil ? body : Array(body.dropFirst())
    #expect(text.allSatisfy { $0.left >= left - 1 && $0.right <= right + 1.5 }, "\(place): left and right")
    #expect(page.words.allSatisfy { $0.bottom <= page.height - 56 }, "\(place): below")
    #expect(text.allSatisfy { $0.top >= 55 }, "\(place): above")
    // Liberation Serif takes 1.107 of its size: 14 points in the text, 12 in tables, 11 for recipients and in the chart.
    #expect(text.allSatisfy { (12...15.9).contains($0.bottom - $0.top) }, "\(place): type of 11 to 14 points")
    if page.width > page.height, number != nil {
      // Of a header of several lines the upper words are read first: it is looked for by where it stands.
      #expect(text.contains { $0.text == "STT" && $0.top < 115 }, "\(place): the table's header is repeated")
    }
  }
}

/// A paper as it was set, read with the tools of poppler and unzip.
enum SetPaper {
  static let isReady = ["pdftotext", "pdffonts", "unzip"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  struct Word {
    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
  }
  struct Page {
    let width: Double
    let height: Double
    let words: [Word]
  }

  static func pages(_ pdf: Data) throws -> [Page] {
    let text = try run("pdftotext", ["-bbox"], pdf, ["-"])
    return text.components(separatedBy: "<page ").dropFirst().map { page in
      let size = page.firstMatch(of: /width="([0-9.]+)" height="([0-9.]+)"/)
      let words = page.matches(of: /xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</).map {
        Word(
          text: String($0.5), left: Double($0.1) ?? 0, top: Double($0.2) ?? 0, right: Double($0.3) ?? 0,
          bottom: Double($0.4) ?? 0)
      }
      return Page(
        width: size.flatMap { Double($0.1) } ?? 0, height: size.flatMap { Double($0.2) } ?? 0, words: words)
    }
  }

  static func fonts(_ pdf: Data) throws -> [String] {
    try run("pdffonts", [], pdf, []).split(separator: "\n").dropFirst(2).map { String($0.prefix { $0 != " " }) }
  }

  static func part(_ name: String, of package: Data) throws -> String { try run("unzip", ["-p"], package, [name]) }

  private static func run(_ program: String, _ before: [String], _ data: Data, _ after: [String]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-giay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.write(to: file)
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/\(program)")
    process.arguments = before + [file.path] + after
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
