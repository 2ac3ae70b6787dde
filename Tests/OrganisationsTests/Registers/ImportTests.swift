import Contracts
import Foundation
import Kernel
import OfficeDocuments
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Registers come in from spreadsheets, all of them or nothing")
struct ImportTests {
  let start = day("2022-01-01")

  @Test("each row is looked at, errors are said by row, and nothing is half taken", arguments: Engine.all)
  func errors(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo Lam Giang", from: start)
      _ = try await room.found("Đài xa", from: start)
      let chief = Keepers.chief(paper)
      let site = room.site([chief, Keepers.reporter(paper)])
      let path = "/lam-viec/so-bo/nhan-luc/nhap"
      #expect(try await site.get(path, as: Keepers.reporter(paper)).status == 403)
      #expect(try await site.get(path, as: chief).text.contains("Đã đào tạo về chuyển đổi số"))
      let head =
        "Cơ quan,Ngày đếm,Tổng số người,Lãnh đạo,\"Phóng viên, biên tập viên\",Đã đào tạo về chuyển đổi số,Ghi chú\n"
      let bad =
        head + """
          Báo Lam Giang,31/12/2023,40,3,20,16,
          Báo Lam Giang,31/12/2023,41,3,20,16,
          Đài xa,31/12/2023,41,3,20,16,
          ,32/12/2024,41,3,20,16,
          ,31/12/2024,một,3,20,16,

          """
      let look = try await site.upload(path, [("file", "nhan-luc.csv", Data(bad.utf8))], as: chief)
      #expect(look.status == 422)
      for words in [
        "4 trên 5 dòng có chỗ chưa đúng", "Trùng với dòng 2", "Bạn không giữ sổ của cơ quan này",
        "Ngày viết theo dạng 31/12/2026", "Cần một số nguyên", "Cột không dùng đến: Ghi chú.",
        // Where it stands in the table.
        "Cần sửa 4 chỗ", ">B5<", ">C6<", ">A4<", "32/12/2024", "Cả dòng",
      ] { #expect(look.text.contains(words), "\(words)") }
      #expect(!look.text.contains("name=\"table\""))
      func rows() async throws -> Int {
        try await room.organisations.rows(
          .people, RegisterQuestion(day: day("2026-01-01"), isWhole: true), for: Room.keeper
        ).rows.count
      }
      #expect(try await rows() == 0)
      let good = head + "Báo Lam Giang,31/12/2023,40,3,20,16,\n,2024-12-31,1.042,3,20,16,\n"
      let fine = try await site.upload(path, [("file", "nhan-luc.csv", Data(good.utf8))], as: chief)
      #expect(fine.status == 200 && fine.text.contains("Cả 2 dòng đều đúng"))
      #expect(try await rows() == 0)
      let table = try #require(fine.text.firstMatch(of: /name="table" value="([^"]+)"/)).1
      // Nobody else says yes to it.
      let second = Keepers.chief(paper, "second")
      let others = room.site([second])
      #expect(try await others.post("\(path)/nhan", ["table": String(table)], as: second).status == 404)
      #expect(try await site.post("\(path)/nhan", ["table": String(table)], as: chief).status == 303)
      #expect(try await rows() == 2)
      #expect(try await site.post("\(path)/nhan", ["table": String(table)], as: chief).status == 404)
      let facts = try await room.organisations.registers.facts([paper], on: day("2025-01-01"))
      #expect(facts[paper]?.staff == 1042)
      // The same table again corrects, and adds nothing.
      let again = try await site.upload(path, [("file", "nhan-luc.csv", Data(good.utf8))], as: chief)
      let same = try #require(again.text.firstMatch(of: /name="table" value="([^"]+)"/)).1
      #expect(try await site.post("\(path)/nhan", ["table": String(same)], as: chief).status == 303)
      #expect(try await rows() == 2)
      let junk = try await site.upload(path, [("file", "x.pdf", Data("%PDF-1.7".utf8))], as: chief)
      #expect(junk.status == 422 && junk.text.contains("không phải bảng tính"))
      let lacking = try await site.upload(path, [("file", "x.csv", Data("Cơ quan,Năm\nA,2\n".utf8))], as: chief)
      #expect(lacking.status == 422 && lacking.text.contains("Không tìm thấy cột"))
    }
  }

  @Test("a point stands in a whole number only between thousands; a half is an error, not five hundred")
  func numbers() {
    #expect(RegisterColumn.number("1.234") == 1_234 && RegisterColumn.number("0") == 0)
    #expect(RegisterColumn.number("1.234.567") == 1_234_567 && RegisterColumn.number("12.5") == nil)
    #expect(RegisterColumn.number("0.500") == nil && RegisterColumn.number(".500") == nil)
  }

  @Test(
    "every register has a template that is read in again with what is filled in, XLSX as well",
    arguments: [Engine.sqlite])
  func templates(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      let chief = Keepers.chief(paper)
      let site = room.site([chief])
      for register in Register.all + [.revenue] {
        let csv = try await site.get("/lam-viec/so-bo/\(register.slug)/mau.csv", as: chief)
        #expect(csv.status == 200, "\(register.slug)")
        let xlsx = try await site.get("/lam-viec/so-bo/\(register.slug)/mau.xlsx", as: chief)
        let sheets = try SpreadsheetReader.read(Array(xlsx.body), named: "mau.xlsx")
        #expect(sheets.first?.rows.first?.map(\.shown) == ImportTemplate.head(register), "\(register.slug)")
      }
      let data = try await Workbook([
        Workbook.SheetOut(
          "Doanh thu", columns: [.init("Năm"), .init("Doanh thu (đồng)")],
          rows: [[.number(2022), .number(12_500_000_000)], [.number(2023), .text("13.000.000.000")]])
      ]).data()
      let look = try await site.upload(
        "/lam-viec/so-bo/doanh-thu/nhap", [("file", "dt.xlsx", data)], as: chief)
      #expect(look.status == 200, "\(look.text)")
      let table = try #require(look.text.firstMatch(of: /name="table" value="([^"]+)"/)).1
      #expect(
        try await site.post("/lam-viec/so-bo/doanh-thu/nhap/nhan", ["table": String(table)], as: chief).status == 303)
      let revenue = try await room.organisations.registers.revenue(of: [paper], year: 2022)
      #expect(revenue[paper]?.amount == 12_500_000_000)
    }
  }

  @Test("10,000 rows are looked at and taken within the time allowed", arguments: Engine.all)
  func many(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let province = try #require(try await room.organisations.registers.province(named: "Hưng Yên", on: after)).id
      let department = try await room.found("Sở", from: after, kind: .department, province: province)
      let units: [String] = try await room.database.read {
        try $0.values("SELECT name FROM unit_version WHERE parent = \(province) AND level = 'commune'")
      }
      #expect(units.count == 104)
      var text = "Tên điểm,\"Xã, phường\",Địa chỉ,Từ ngày\n"
      for number in 0..<10_000 {
        text += "Hiệu sách số \(number),\(units[number % units.count]),Đường \(number),01/08/2025\n"
      }
      let keeper = Keepers.chief(department)
      let clock = ContinuousClock()
      var sheet = Sheet(name: "", rows: [])
      let began = clock.now
      sheet = try #require(try SpreadsheetReader.read(Array(text.utf8), named: "diem.csv").first)
      let table = try RegisterTableRows(sheet, .points, file: "diem.csv")
      let read = clock.now
      let (id, look) = try await room.organisations.look(at: table, for: .points, by: keeper)
      #expect(look.bad.isEmpty, "\(look.bad.first?.errors ?? [:])")
      let looked = clock.now
      #expect(try await room.organisations.take(id, for: .points, by: keeper) == 10_000)
      let took = clock.now
      print("10,000 rows on \(engine): read \(read - began), looked at \(looked - read), taken \(took - looked)")
      let count: Int? = try await room.database.read { try $0.value("SELECT COUNT(*) FROM register_point") }
      #expect(count == 10_000)
    }
  }
}
