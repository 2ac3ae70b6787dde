import Foundation
import Kernel
import Testing

@testable import OfficeDocuments

/// A small workbook by hand: what stands in its first sheet, in its shared strings and styles.
func workbook(
  _ rows: String, strings: [String] = [], formats: [Int] = [0], codes: String = "", sheets: String? = nil,
  properties: String = "", more: [String: String] = [:]
) -> [UInt8] {
  let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  return zipped(
    [
      "_rels/.rels":
        "<Relationships><Relationship Id=\"a\" Type=\"\(types)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>",
      "xl/workbook.xml": "<?xml version=\"1.0\"?><x:workbook xmlns:x=\"s\">\(properties)<x:sheets>"
        + (sheets ?? "<x:sheet name=\"Bảng &amp; số\" sheetId=\"1\" r:id=\"r1\"/>")
        + "</x:sheets><x:definedNames><x:definedName name=\"_xlnm.Print_Area\">A1</x:definedName></x:definedNames></x:workbook>",
      "xl/_rels/workbook.xml.rels": """
      <Relationships><Relationship Id="r1" Type="\(types)/worksheet" Target="worksheets/sheet1.xml"/>\
      <Relationship Id="r2" Type="\(types)/styles" Target="styles.xml"/>\
      <Relationship Id="r3" Type="\(types)/sharedStrings" Target="sharedStrings.xml"/>\
      <Relationship Id="r4" Type="\(types)/externalLink" Target="http://evil.example" TargetMode="External"/></Relationships>
      """,
      "xl/styles.xml":
        "<styleSheet><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
        + formats.map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs></styleSheet>",
      "xl/sharedStrings.xml": "<sst>" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>",
      "xl/worksheets/sheet1.xml": "<worksheet><sheetData>\(rows)</sheetData></worksheet>",
    ].merging(more) { $1 })
}

@Suite("Spreadsheets in (XLSX)")
struct XLSXTests {
  @Test("texts, numbers, percents, dates, flags, formulas and errors, each as a person sees it")
  func kinds() throws {
    let bytes = workbook(
      """
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><r><t>Hà </t></r><r><t>Nội</t></r></is></c></row>
      <row r="3"><c r="A3"><v>1234</v></c><c r="B3"><v>66.700000000000003</v></c><c r="C3" s="1"><v>0.66700000000000004</v></c>
      <c r="D3" s="2"><v>46204</v></c><c r="E3" t="b"><v>1</v></c><c r="F3"><f>SUM(A1:A2)</f><v>7</v></c>
      <c r="G3" t="e"><v>#DIV/0!</v></c><c r="H3" s="3"><v>46204.5</v></c><c r="I3" s="4"><v>0.4375</v></c>
      <c r="J3" t="str"><f>A1</f><v>a&lt;b_x000D_</v></c><c r="K3" s="3"/></row>
      """,
      strings: ["<t xml:space=\"preserve\"> Lạng Sơn &amp;#38; </t><rPh sb=\"0\"><t>bỏ</t></rPh>"],
      formats: [0, 10, 14, 165, 20],
      codes: "<numFmt numFmtId=\"165\" formatCode=\"[$-42A]dd\\/mm\\/yyyy;@\"/>")
    let sheet = try #require(try SpreadsheetReader.read(bytes).first)
    #expect(sheet.name == "Bảng & số" && sheet.rows.count == 3 && sheet.rows[0].isEmpty)
    #expect(sheet.rows[1] == [.text("Lạng Sơn &#38;"), .empty, .text("Hà Nội")])
    let day = try #require(CivilDate(2026, 7, 1))
    #expect(
      sheet.rows[2] == [
        .number(1234), .number(Decimal(string: "66.7")!), .percent(Decimal(string: "66.7")!), .date(day), .flag(true),
        .number(7), .failure("#DIV/0!"), .date(day), .text("10:30"), .text("a<b"),
      ])
    #expect(sheet.cell(row: 3, column: 3).shown == "66,7%" && sheet.cell(row: 9, column: 9) == .empty)
  }

  @Test("cells and rows without addresses follow each other; hidden sheets are passed over; days from 1904")
  func loose() throws {
    let hidden = "<sheet name=\"ẩn\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"thấy\" r:id=\"r1\"/>"
    let sheets = try SpreadsheetReader.read(
      workbook(
        "<row><c><v>1</v></c><c s=\"1\"><v>0</v></c></row><row><c><v>-2.5</v></c></row>", formats: [0, 14],
        sheets: hidden, properties: "<workbookPr date1904=\"1\"/>"))
    #expect(sheets.map(\.name) == ["thấy"])
    #expect(sheets[0].rows == [[.number(1), .date(CivilDate(1904, 1, 1)!)], [.number(Decimal(string: "-2.5")!)]])
  }

  @Test("what a format says a number is")
  func formats() {
    typealias Styles = StylesPart
    #expect(Styles.kind(code: "#,##0.00") == .number && Styles.kind(code: "General") == .number)
    #expect(Styles.kind(code: "0.0%") == .percent && Styles.kind(code: "dd\\-mm\\-yyyy") == .date)
    #expect(Styles.kind(code: "[h]:mm") == .time && Styles.kind(code: "\"ngày d\" 0") == .number)
    #expect(Styles.kind(code: "[Red]0;[Blue]0") == .number && Styles.kind(code: "mmmm") == .date)
  }

  @Test("the first days of 1900 are those that Excel shows")
  func epoch() {
    #expect(CellNumber("1")?.cell(as: .date) == .date(CivilDate(1900, 1, 1)!))
    #expect(CellNumber("61")?.cell(as: .date) == .date(CivilDate(1900, 3, 1)!))
    #expect(CellNumber("0.5")?.cell(as: .date) == .number(Decimal(string: "0.5")!))
  }

  @Test("document types, entities, thousands of levels and a million tags are refused quickly")
  func hostile() {
    let clock = ContinuousClock()
    let laughs = "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"
    let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    let wide = "<a " + (0..<200).map { "b\($0)=\"\"" }.joined(separator: " ") + "/>"
    for part in [laughs, deep, wide] {
      let time = clock.measure {
        #expect(throws: SpreadsheetFailure.harmful) {
          try SpreadsheetReader.read(workbook("", more: ["xl/worksheets/sheet1.xml": part]))
        }
      }
      #expect(time < .seconds(1))
    }
    let many = String(repeating: "<a/>", count: SpreadsheetLimits.tags + 1)
    #expect(throws: SpreadsheetFailure.harmful) {
      try SpreadsheetReader.read(workbook("", more: ["xl/sharedStrings.xml": "<sst>\(many)</sst>"]))
    }
    #expect(throws: SpreadsheetFailure.damaged) {
      try SpreadsheetReader.read(workbook("<row><c></row></c>"))
    }
  }

  @Test("absurd places and merged millions cost nothing or are refused")
  func dimensions() throws {
    #expect(throws: SpreadsheetFailure.tooManyRows(SpreadsheetLimits.rows)) {
      try SpreadsheetReader.read(workbook("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"))
    }
    #expect(throws: SpreadsheetFailure.tooManyColumns(SpreadsheetLimits.columns)) {
      try SpreadsheetReader.read(workbook("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"))
    }
    let wide = (1...90_000).map { "<row r=\"\($0)\"><c r=\"SF\($0)\"><v>1</v></c></row>" }.joined()
    #expect(throws: SpreadsheetFailure.tooManyCells(SpreadsheetLimits.cells)) {
      try SpreadsheetReader.read(workbook(wide))
    }
    let merged = try SpreadsheetReader.read(
      workbook(
        "",
        more: [
          "xl/worksheets/sheet1.xml": """
          <worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
          <row r="1048576"><c r="XFD1048576" s="9"/></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>
          """
        ]))
    #expect(merged[0].rows == [[.number(1)]])
  }

  @Test("old, encrypted, other and empty files are told apart")
  func others() {
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(throws: SpreadsheetFailure.oldExcel) { try SpreadsheetReader.read(compound + [0, 0]) }
    #expect(throws: SpreadsheetFailure.encrypted) {
      try SpreadsheetReader.read(compound + "EncryptedPackage".utf8.flatMap { [$0, 0] })
    }
    #expect(throws: SpreadsheetFailure.otherKind) { try SpreadsheetReader.read(Array("%PDF-1.7".utf8)) }
    #expect(throws: SpreadsheetFailure.otherKind) { try SpreadsheetReader.read(zipped(["content.xml": "<a/>"])) }
    #expect(throws: SpreadsheetFailure.empty) { try SpreadsheetReader.read([]) }
    #expect(throws: SpreadsheetFailure.empty) {
      try SpreadsheetReader.read(workbook("<row r=\"5\"><c r=\"A5\"/></row>"))
    }
    #expect(throws: SpreadsheetFailure.tooLarge(bytes: SpreadsheetLimits.bytes)) {
      try SpreadsheetReader.read([UInt8](repeating: 65, count: SpreadsheetLimits.bytes + 1))
    }
  }
}
