import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

@testable import Newsroom

/// The refused lines of an import as a table: what a stranger wrote into a file is opened in a spreadsheet by our people.
struct RefusedLinesTests {
  @Test("no cell of the table is a formula to a spreadsheet, whatever the file says", arguments: Engine.all)
  func formulas(engine: Engine) async throws {
    let lines = [
      "=HYPERLINK(\"http://example.com\",\"Xem\")", "+1+1", "-2+3", "@SUM(A1)", "  =1+1", "\"=1+1\"",
      "＝1+1", "＠SUM(A1)", "\u{9}=1\u{9}=2", "chỉ là chữ", "\u{A0}+1",
    ]
    try await withIntake(engine) { desk, intake in
      let site = AskedSite(people: [desk.thu]) { intake.addRoutes(to: $0) }
      let sent = try await site.upload(
        "/lam-viec/nhap-lieu", [("file", "kho.ndjson", Data(lines.joined(separator: "\n").utf8))],
        fields: ["section": "Kho cũ"], as: desk.thu)
      let path = try #require(sent.location)
      try await intake.runImport(ImportRunID(String(path.split(separator: "/").last ?? "")))

      let table = try await site.get(path + "/loi", as: desk.thu)
      #expect(table.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
      let rows = table.text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
      #expect(rows.count == lines.count && rows.allSatisfy { $0.count == 3 })
      let risky = Set("=+-@＝＋－＠\"")
      for (row, line) in zip(rows, lines) {
        #expect(row.allSatisfy { $0.first.map { !risky.contains($0) } ?? true }, "\(row)")
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(row[2] == (words.first.map(risky.contains) == true ? "'\(words)" : words), "the text itself is kept")
      }
    }
  }
}
