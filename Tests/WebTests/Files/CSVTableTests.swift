import Testing

@testable import Web

@Suite("Tables for spreadsheets")
struct CSVTableTests {
  @Test("a cell is never a formula, and quotation marks are doubled")
  func cells() {
    #expect(CSVTable.cell("=1+1") == "'=1+1")
    #expect(CSVTable.cell("@x") == "'@x")
    #expect(CSVTable.cell("-12") == "-12")
    #expect(CSVTable.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
    #expect(CSVTable.cell("hai\r\ndòng") == "\"hai\ndòng\"")
    // U+0600 joins what follows into one letter as Swift counts letters; a spreadsheet sees a comma all the same.
    #expect(CSVTable.cell("\u{600},=1+1") == "\"\u{600},=1+1\"")
    #expect(CSVTable.cell("\u{600}\",=1+1") == "\"\u{600}\"\",=1+1\"")
  }
}
