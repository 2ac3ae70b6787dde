import Foundation
import FoundationXML
import Kernel
import Testing

@testable import OfficeDocuments

/// Programs that are not on every machine: what needs them is passed over there.
enum Installed {
  static let pandoc = OfficeTool.pandoc.isInstalled && OfficeTool.vips.isInstalled
  static let weasyprint = OfficeTool.weasyprint.isInstalled && OfficeTool(name: "pdftotext", package: "").isInstalled
  static let soffice = OfficeTool(name: "soffice", package: "").isInstalled && weasyprint

  /// What a program prints.
  static func output(_ program: String, _ arguments: [String]) async throws -> String {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The text of each page of a PDF, on one line.
  static func pages(_ pdf: URL) async throws -> [String] {
    let text = try await output("pdftotext", ["-layout", pdf.path, "-"])
    return text.split(separator: "\u{C}").map {
      $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  static func inOffice(_ data: Data, as name: String) async throws -> [String] {
    try await WorkFolder.with { folder in
      let file = folder.appendingPathComponent(name)
      try data.write(to: file)
      _ = try await output(
        "soffice",
        [
          "--headless", "-env:UserInstallation=file://\(folder.path)/profile", "--convert-to", "pdf", "--outdir",
          folder.path, file.path,
        ])
      return try await pages(file.deletingPathExtension().appendingPathExtension("pdf"))
    }
  }
}

@Suite("Papers in the layout of the decree")
struct PaperTests {
  @Test(
    "PDF: head, numbers of pages from the second on, annexes numbered for themselves",
    .enabled(if: Installed.weasyprint))
  func pdf() async throws {
    let data = try await SamplePaper.paper.pdf()
    let pages = try await WorkFolder.with { folder in
      let file = folder.appendingPathComponent("a.pdf")
      try data.write(to: file)
      return try await Installed.pages(file)
    }
    #expect(pages.count == 7)
    #expect(pages[0].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && pages[0].contains("Độc lập - Tự do - Hạnh phúc"))
    #expect(pages[0].contains("Số: 125/BC-SVHTTDL") && pages[0].contains("Lạng Sơn, ngày 05 tháng 7 năm 2026"))
    #expect(pages[0].contains("<b>không đậm</b> & \"ngoặc\", $x^2$, [liên kết](http://example.org)"))
    #expect(pages[0].hasPrefix("UBND") && pages[1].hasPrefix("2 ") && pages[2].hasPrefix("3 "))
    #expect(pages[3].hasPrefix("PHỤ LỤC I ") && pages[4].hasPrefix("2 STT") && pages[6].hasPrefix("PHỤ LỤC II "))
    #expect(
      pages[2].contains("Nơi nhận:") && pages[2].contains("- Lưu: VT, BCXB.") && pages[2].contains("Nguyễn Thị Lan"))
  }

  @Test("DOCX: opens in LibreOffice with the same pages and text", .enabled(if: Installed.pandoc && Installed.soffice))
  func docx() async throws {
    let pages = try await Installed.inOffice(try await SamplePaper.paper.docx(), as: "a.docx")
    #expect(pages.count == 6)
    #expect(pages[0].contains("Số: 125/BC-SVHTTDL") && pages[0].contains("Độc lập - Tự do - Hạnh phúc"))
    #expect(pages[0].contains("<b>không đậm</b> & \"ngoặc\", $x^2$, [liên kết](http://example.org)"))
    #expect(pages[0].hasPrefix("UBND") && pages[1].hasPrefix("2 ") && pages[3].hasPrefix("PHỤ LỤC I "))
    #expect(pages[4].hasPrefix("2 STT") && pages[5].hasPrefix("PHỤ LỤC II "))
  }

  @Test(
    "DOCX: every part is well-formed, sections point to the page's number, pictures are within",
    .enabled(if: Installed.pandoc))
  func parts() async throws {
    var reader = try ZipReader(Array(try await SamplePaper.paper.docx()))
    for name in reader.namesAsWritten where name.hasSuffix(".xml") || name.hasSuffix(".rels") {
      let part = try #require(try reader.part(name))
      #expect(XMLParser(data: Data(part)).parse(), "\(name)")
    }
    let document = String(decoding: try reader.part("word/document.xml") ?? [], as: UTF8.self)
    #expect(!document.contains(WordMarkup.headerPlace))
    #expect(document.matches(of: /<w:headerReference/).count == 3 && document.contains("w:orient=\"landscape\""))
    #expect(reader.namesAsWritten.contains { $0.hasPrefix("word/media/") && $0.hasSuffix(".png") })
    let styles = String(decoding: try reader.part("word/styles.xml") ?? [], as: UTF8.self)
    #expect(styles.contains("Times New Roman") && document.contains("w:val=\"PaperAbstract\""))
  }

  @Test(
    "a letter has its subject below the number, and room for number and date",
    .enabled(if: Installed.pandoc && Installed.soffice))
  func letter() async throws {
    let pages = try await Installed.inOffice(try await SamplePaper.letter.docx(), as: "b.docx")
    #expect(pages.count == 1 && pages[0].contains("V/v góp ý dự thảo") && !pages[0].contains("BÁO CÁO"))
    #expect(pages[0].contains("/CV-BLS") && pages[0].contains("năm 2026"))
  }

  @Test("a spreadsheet of ours opens in LibreOffice", .enabled(if: Installed.soffice))
  func spreadsheet() async throws {
    let pages = try await Installed.inOffice(try await WorkbookTests.sample.data(), as: "c.xlsx")
    let text = pages.joined(separator: " ")
    #expect(
      text.contains("TÌNH HÌNH CHUYỂN ĐỔI SỐ BÁO CHÍ") && text.contains("01/07/2026") && text.contains("=HYPERLINK"))
  }

  @Test("what is said is never markup")
  func escaping() throws {
    var paper = SamplePaper.letter
    paper.kind = "<script>alert(1)</script>"
    paper.head.issuer = "A & B <i>"
    paper.blocks = [
      .heading(1, "</h2><img src=x>"), .paragraph("</w:t></w:r> & \u{1}\u{FFFE}"),
      .table(.init(caption: "<b>", columns: [.init()], header: [["\"><x>"]], rows: [["<y>"]])),
    ]
    paper.annexes = [.init("<z>", blocks: [])]
    let html = PaperHTML(paper).whole(numbers: "")
    for tag in ["<script", "<img", "<i>", "<x>", "<y>", "<z>"] { #expect(!html.lowercased().contains(tag)) }
    let document = PandocDocument(paper)
    let word = WordPaper(paper)
    let table = PaperTable(columns: [.init()], header: [["<a>"]], rows: [["</w:t>\u{2}"]])
    let markup =
      "<r \(WordMarkup.namespaces)>\(word.head)\(word.ending ?? "")\(word.table(table, isLandscape: false))</r>"
    #expect(XMLParser(data: Data(markup.utf8)).parse())
    let tree = try #require(try JSONSerialization.jsonObject(with: document.json()) as? [String: Any])
    #expect((tree["blocks"] as? [Any])?.isEmpty == false)
  }

  @Test("pictures that ask for something from elsewhere are refused; nothing else has an address")
  func images() throws {
    for svg in [
      "<svg><image href=\"http://evil.example/x.png\"/></svg>", "<svg><script>1</script></svg>", "no picture",
      "<svg><style>@import 'http://x'</style></svg>",
      "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg/>",
      "<svg><rect fill=\"url(http://x)\"/></svg>", "<svg><a xlink:href='file:///etc/passwd'/></svg>",
      "<svg><a href=\"&#104;ttp://x\"/></svg>", "<svg><?xml-stylesheet href='x'?></svg>",
    ] {
      #expect(throws: PaperFailure.image) { try PaperImage(.svg(svg), alternative: "").check() }
    }
    #expect(throws: PaperFailure.image) { try PaperImage(.png([1, 2, 3]), alternative: "").check() }
    try PaperImage(.svg(SamplePaper.chart), alternative: "").check()
    try PaperImage(.svg("<svg><path fill=\"url(#a)\"/></svg>"), alternative: "").check()
    let html = PaperHTML(SamplePaper.paper).whole(numbers: "")
    #expect(html.matches(of: /(src|href)="/).count == html.matches(of: /src="data:image\//).count)
  }

  @Test("dates, numerals, lines and bold words as they are written")
  func words() {
    #expect(PaperWords(paper: SamplePaper.paper).placeAndDate == "Lạng Sơn, ngày 05 tháng 7 năm 2026")
    #expect(PaperWords(paper: SamplePaper.paper).issuer == "SỞ VĂN HÓA,\nTHỂ THAO VÀ DU LỊCH")
    #expect(PaperWords.keepingNames("tỉnh Lạng Sơn năm") == "tỉnh Lạng\u{A0}Sơn năm")
    #expect((1...9).map(PaperWords.roman).joined(separator: " ") == "I II III IV V VI VII VIII IX")
    let text = OfficeText.marked("a **b c** *d* 2 * 3 * 4")
    #expect(
      text.runs.map(\.text) == ["a ", "b c", " ", "d", " 2 * 3 * 4"] && text.runs[1].isBold && text.runs[3].isItalic)
    #expect(
      PageNumbers.css([2, 2]).split(separator: "\n") == [
        "@page :nth(3) { counter-reset: page 1; @top-center { content: none } }",
        "@page :nth(5) { counter-reset: page 1; @top-center { content: none } }",
      ])
    let widths = PaperGeometry.widths(
      .init(columns: [.init(weight: 0.1), .init(weight: 5)], header: [], rows: []), isLandscape: false)
    #expect(widths[0] == PaperGeometry.narrowest && abs(widths.reduce(0, +) - PaperGeometry.textWidth) < 0.01)
  }

  @Test("too much for one paper, and programs that are not there, are told")
  func failures() async throws {
    var paper = SamplePaper.letter
    paper.blocks = [
      .table(.init(columns: [.init()], header: [], rows: [[OfficeText]](repeating: ["a"], count: 20_001)))
    ]
    await #expect(throws: PaperFailure.tooLarge) { try await paper.pdf() }
    let absent = OfficeTool(name: "khong-co-chuong-trinh", package: "goi")
    await #expect(throws: PaperFailure.missing(program: "khong-co-chuong-trinh", package: "goi")) {
      try await absent.run([], seconds: 1)
    }
    await #expect(throws: PaperFailure.tooLong(program: "sleep")) {
      try await OfficeTool(name: "sleep", package: "").run(["30"], seconds: 1)
    }
    await #expect(throws: PaperFailure.self) { try await OfficeTool(name: "false", package: "").run([], seconds: 5) }
  }
}
