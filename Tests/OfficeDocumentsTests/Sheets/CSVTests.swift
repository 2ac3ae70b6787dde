import Foundation
import Testing

@testable import OfficeDocuments

@Suite("Spreadsheets in (CSV)")
struct CSVTests {
  private func rows(_ text: String) throws -> [[Sheet.Cell]] {
    try SpreadsheetReader.read(Array(text.utf8), named: "bang.csv")[0].rows
  }

  @Test("quotation marks, line ends within cells, and ends of rows")
  func rules() throws {
    #expect(
      try rows("a,\"b \"\"c\"\"\",\"d\r\ne\"\r\n\r\n f ,,\n")
        == [[.text("a"), .text("b \"c\""), .text("d\ne")], [], [.text("f")]])
    #expect(try rows("a,\"b\"c\n\"chưa đóng") == [[.text("a"), .text("bc")], [.text("chưa đóng")]])
  }

  @Test("semicolons, tabs and commas are told apart, also with decimals and titles")
  func separators() throws {
    #expect(try rows("Tên;Số\nA;1,5\nB;2,5\n")[1] == [.text("A"), .text("1,5")])
    #expect(try rows("a\tb,c\nd\te,f\n")[0] == [.text("a"), .text("b,c")])
    #expect(try rows("Biểu 1; năm 2026\nTên,Số\nA,1\nB,2\n")[1] == [.text("Tên"), .text("Số")])
    #expect(try rows("sep=|\r\na|b\n") == [[.text("a"), .text("b")]])
  }

  @Test("UTF-8 and UTF-16 with and without a mark; older encodings are refused, not guessed")
  func encodings() throws {
    let text = "Tên,Số\nĐiện Biên,1\n"
    let expected: [[Sheet.Cell]] = [[.text("Tên"), .text("Số")], [.text("Điện Biên"), .text("1")]]
    let little = Array(text.data(using: .utf16LittleEndian) ?? Data())
    let big = Array(text.data(using: .utf16BigEndian) ?? Data())
    for bytes in [[0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      #expect(try SpreadsheetReader.read(bytes)[0].rows == expected)
    }
    #expect(throws: SpreadsheetFailure.oldEncoding) {
      try SpreadsheetReader.read(Array("T".utf8) + [0xEA] + Array("n,Lo\n".utf8) + [0xF0, 0x69])
    }
    #expect(throws: SpreadsheetFailure.otherKind) {
      try SpreadsheetReader.read(Array("abcd".utf8) + [0] + Array("x".utf8))
    }
  }

  @Test("what our own tables guard against formulas comes back as it was; composed text")
  func text() throws {
    #expect(try rows("'=1+1,Ha\u{300}") == [[.text("=1+1"), .text("Hà")]])
  }

  @Test("limits")
  func limits() {
    #expect(throws: SpreadsheetFailure.tooManyColumns(SpreadsheetLimits.columns)) {
      try rows(String(repeating: ",", count: 600))
    }
    #expect(throws: SpreadsheetFailure.tooManyRows(SpreadsheetLimits.rows)) {
      try rows(String(repeating: "a\n", count: SpreadsheetLimits.rows + 1))
    }
    #expect(throws: SpreadsheetFailure.textTooLong(place: "B1")) {
      try rows("a,\"" + String(repeating: "b", count: 200_000))
    }
  }
}
