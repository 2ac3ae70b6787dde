import Foundation
import Kernel
import Testing

@testable import OfficeDocuments

@Suite("Spreadsheets out")
struct WorkbookTests {
  static let day = CivilDate(2026, 7, 1)!

  static let sample = Workbook([
    .init(
      "Phụ lục I: số liệu [2026]", titles: ["TÌNH HÌNH CHUYỂN ĐỔI SỐ BÁO CHÍ", "(Kèm theo Báo cáo số 12/BC-SVHTTDL)"],
      columns: [
        .init("STT", .integer, width: 6), .init("Tên cơ quan", width: 34), .init("Điểm", .decimal, width: 10),
        .init("Tỷ lệ", .percent, width: 10), .init("Ngày cấp", .date, width: 14), .init("Đạt", .centred, width: 8),
      ],
      rows: [
        [
          .number(1), .text("=HYPERLINK(\"http://x\")"), .number(Decimal(string: "90.13")!),
          .percent(Decimal(string: "66.7")!), .date(day), .flag(true),
        ],
        [.number(1234), .text("Báo Lạng Sơn <&> \u{1}"), .number(7), .empty, .text("chưa cấp"), .flag(false)],
      ], boldRows: [1], notes: ["Nguồn: sổ đăng ký."]),
    .init("phụ lục i: số liệu [2026]", columns: [.init("A")], rows: []),
  ])

  @Test("what is written is read back, and no text is a formula")
  func roundTrip() async throws {
    let sheets = try SpreadsheetReader.read(Array(try await Self.sample.data()))
    #expect(sheets.map(\.name) == ["Phụ lục I  số liệu  2026", "phụ lục i  số liệu  2026 (2)"])
    let rows = sheets[0].rows
    #expect(rows[0] == [.text("TÌNH HÌNH CHUYỂN ĐỔI SỐ BÁO CHÍ")] && rows[2].isEmpty)
    #expect(rows[3].map(\.shown) == ["STT", "Tên cơ quan", "Điểm", "Tỷ lệ", "Ngày cấp", "Đạt"])
    #expect(rows[4].map(\.shown) == ["1", "=HYPERLINK(\"http://x\")", "90,13", "66,7%", "01/07/2026", "Có"])
    #expect(rows[5].map(\.shown) == ["1.234", "Báo Lạng Sơn <&>", "7", "", "chưa cấp", "Không"])
    #expect(rows[7].map(\.shown) == ["Nguồn: sổ đăng ký."])
  }

  @Test("ten thousand rows are written and read in little time")
  func speed() async throws {
    let rows = (1...10_000).map { number -> [Sheet.Cell] in
      [.number(Decimal(number)), .text("Cơ quan \(number)"), .date(Self.day), .percent(Decimal(number % 100))]
        + (0..<6).map { .number(Decimal(number + $0)) }
    }
    let columns = (0..<10).map { Workbook.Column("Cột \($0)") }
    let data = try await Workbook([.init("Lớn", columns: columns, rows: rows)]).data()
    var sheets: [Sheet] = []
    let time = try ContinuousClock().measure { sheets = try SpreadsheetReader.read(Array(data)) }
    #expect(sheets[0].rows.count == 10_001 && sheets[0].rows[10_000][1] == .text("Cơ quan 10000"))
    // Alone it takes half a second in a debug build; beside other tests on a busy machine, a few.
    #expect(time < .seconds(15), "\(time)")
    let csv = Array(
      (["a,b,c,d,e,f,g,h,i,j"] + rows.map { $0.map(\.shown).joined(separator: ";") }).joined(separator: "\n").utf8)
    let csvTime = try ContinuousClock().measure { sheets = try SpreadsheetReader.read(csv) }
    #expect(sheets[0].rows.count == 10_001 && csvTime < .seconds(15), "\(csvTime)")
    print("10,000 × 10 read: XLSX \(time), CSV \(csvTime)")
  }

  @Test("a folder that is not there is an error, not a crash")
  func nowhere() async {
    await #expect(throws: WorkbookNotWritten.self) {
      try await Self.sample.write(to: URL(fileURLWithPath: "/nowhere/at/all.xlsx"))
    }
  }
}
