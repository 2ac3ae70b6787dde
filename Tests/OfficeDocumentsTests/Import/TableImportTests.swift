import Foundation
import Kernel
import Testing

@testable import OfficeDocuments

@Suite("Tables taken in by the names of their columns")
struct TableImportTests {
  private struct Place: Equatable {
    let name: String
    let staff: Int?
    let share: Decimal?
    let since: CivilDate
    let isOn: Bool?
  }

  private let columns: [TableImport.Column] = [
    .init("name", "Tên cơ quan báo chí", "Tên cơ quan"), .init("staff", "Số nhân sự", isRequired: false),
    .init("share", "Tỷ lệ", isRequired: false), .init("since", "Ngày cấp"), .init("on", "Đang dùng", isRequired: false),
  ]

  private func read(_ text: String) throws -> ImportPreview<Place> {
    try TableImport(SpreadsheetReader.read(Array(text.utf8))[0], columns: columns).read { row in
      let name = row.text("name")
      let staff = row.integerIfAny("staff")
      let share = row.percentIfAny("share")
      let since = row.date("since")
      let isOn = row.flagIfAny("on")
      guard let name, let since else { return nil }
      return Place(name: name, staff: staff, share: share, since: since, isOn: isOn)
    }
  }

  @Test("headers in any order, case and spelling, with titles above and a row of numbers below")
  func header() throws {
    let preview = try read(
      """
      BIỂU 1;;;;
      ;;;;
      NGÀY CẤP;  Ten co quan;Số nhân sự (người);Tỷ lệ (%);Ghi chú
      (1);(2);(3);(4);(5)
      01/07/2026;Báo A;1.234;66,7%;x
      2026-07-02;Báo B;-;12,5;
      """)
    #expect(preview.rows.map(\.number) == [5, 6])
    #expect(
      preview.values == [
        Place(
          name: "Báo A", staff: 1234, share: Decimal(string: "66.7"), since: CivilDate(2026, 7, 1)!, isOn: nil),
        Place(name: "Báo B", staff: nil, share: Decimal(string: "12.5"), since: CivilDate(2026, 7, 2)!, isOn: nil),
      ])
  }

  @Test("everything that is wrong is said at once, with its place; nothing is half taken")
  func problems() throws {
    let preview = try read(
      "Tên cơ quan,Ngày cấp,Số nhân sự,Đang dùng\nA,31/02/2026,12.5,có lẽ\n,01/07/2026,5,Có\nC,01/07/2026,,không\n")
    #expect(preview.values == nil && preview.rows.count == 3 && preview.rows[2].value?.isOn == false)
    #expect(preview.problems.map(\.place) == ["C2", "B2", "D2", "A3"])
    #expect(
      preview.problems.last?.message == "Chưa có nội dung." && preview.problems.last?.name == "Tên cơ quan báo chí")
    let more = preview.adding([CellProblem(row: 4, column: nil, name: "", message: "Đã có.")])
    #expect(more.problems.last?.place == "4" && more.rows[2].value == nil)
  }

  @Test("missing and doubled columns are named; columns nobody asked for too")
  func columnsMissing() throws {
    #expect(throws: SpreadsheetFailure.columnsMissing(["Ngày cấp"])) { try read("Tên cơ quan,b\nA,1\n") }
    #expect(throws: SpreadsheetFailure.columnTwice("Tên cơ quan báo chí")) {
      try read("Tên cơ quan,Tên cơ quan báo chí,Ngày cấp\nA,1,2\n")
    }
    let table = try TableImport(
      Sheet(name: "", rows: [[.text("Tên cơ quan"), .text("Ngày cấp"), .text("Ghi chú")]]), columns: columns)
    #expect(table.unknown == ["Ghi chú"] && table.headerRow == 1 && table.has("since") && !table.has("on"))
  }

  @Test("numbers as Vietnamese offices write them")
  func numbers() {
    #expect(CellReading.integer("1.234.567") == 1_234_567 && CellReading.integer("1 234") == 1234)
    #expect(CellReading.integer("-5") == -5 && CellReading.integer("1,5") == nil && CellReading.integer("12.34") == nil)
    #expect(CellReading.decimal("1.234,5") == Decimal(string: "1234.5"))
    #expect(CellReading.decimal("12.5") == Decimal(string: "12.5") && CellReading.decimal("1.234") == 1234)
    #expect(CellReading.decimal("1,2,3") == nil && CellReading.decimal("") == nil && CellReading.decimal("1e5") == nil)
    #expect(CellReading.percent("66,7 %") == Decimal(string: "66.7"))
    // No number of thousands begins with a zero, and no share has thousands.
    #expect(CellReading.decimal("0.500") == Decimal(string: "0.5") && CellReading.integer("0.500") == nil)
    #expect(CellReading.decimal("-0.125") == Decimal(string: "-0.125") && CellReading.decimal("0.500,5") == nil)
    #expect(CellReading.percent("66.667%") == Decimal(string: "66.667"))
    #expect(CellReading.percent("66.667") == Decimal(string: "66.667"))
    #expect(CellReading.percent("1.234,5%") == Decimal(string: "1234.5"))
    #expect(CellReading.date("1-7-2026") == CivilDate(2026, 7, 1) && CellReading.date("7/2026") == nil)
    #expect(CellReading.flag("X") == true && CellReading.flag("Không") == false && CellReading.flag("?") == nil)
    #expect(DecimalText.vietnamese(Decimal(string: "-1234567.5")!) == "-1.234.567,5")
    #expect(DecimalText.vietnamese(Decimal(string: "90.125")!, places: 2) == "90,13")
    #expect(DecimalText.vietnamese(7, places: 2) == "7,00")
  }

  @Test("one of several, by any of its names")
  func choices() throws {
    let sheet = Sheet(
      name: "", rows: [[.text("Loại")], [.text("báo IN")], [.text("báo tường")], [.empty, .number(1)]])
    let table = try TableImport(sheet, columns: [.init("kind", "Loại")])
    let preview = table.read { row in row.choice("kind", [(1, ["Báo in", "In"]), (2, ["Báo nói"])]) }
    #expect(preview.rows.map(\.value) == [1, nil, nil])
    #expect(preview.problems.map(\.message.vietnamese) == ["Phải là một trong: Báo in, Báo nói.", "Chưa có nội dung."])
  }
}
