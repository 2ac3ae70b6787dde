import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Pages and API of the registers")
struct RegisterPageTests {
  let start = day("2022-01-01")

  @Test("rows are written by forms, listed by day, taken out, corrected and removed", arguments: Engine.all)
  func forms(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo <Lam Giang>", from: start)
      let chief = Keepers.chief(paper)
      let reporter = Keepers.reporter(paper)
      let site = room.site([chief, reporter])
      let base = "/lam-viec/so-bo/giay-phep"
      #expect(try await site.get(base, as: nil).status == 303)
      #expect(try await site.get("/lam-viec/so-bo", as: chief).text.contains("Không có giấy phép nào sắp hết hạn"))
      #expect(!(try await site.get("/lam-viec/so-bo", as: reporter).text.contains("sắp hết hạn và")))
      #expect(try await site.get("\(base)/ghi", as: reporter).status == 403)
      #expect(try await site.get("/lam-viec/so-bo/khong-co", as: chief).status == 404)
      let form = try await site.get("\(base)/ghi", as: chief)
      #expect(form.status == 200 && form.text.contains("Báo &lt;Lam Giang&gt;") && form.text.contains("Báo điện tử"))
      let wrong = try await site.post("\(base)/ghi", ["organisation": paper.rawValue, "name": "Sản <phẩm>"], as: chief)
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("Cần điền chỗ này") && wrong.text.contains("Sản &lt;phẩm&gt;"))
      let fields = [
        "organisation": paper.rawValue, "kind": "press", "name": "Báo điện tử", "press-types": "online",
        "number": "12/GP",
        "valid-from": "2024-01-01", "valid-to": "2026-12-31",
      ]
      #expect(try await site.post("\(base)/ghi", fields, as: reporter).status == 403)
      #expect(try await site.post("\(base)/ghi", fields, as: chief).location == "\(base)?xong=ghi")
      let list = try await site.get(base, as: reporter)
      #expect(list.text.contains("12/GP") && list.text.contains("Còn 40 ngày") && !list.text.contains("/sua"))
      #expect(!(try await site.get("\(base)?ngay=2023-12-31", as: reporter).text.contains("12/GP")))
      let csv = try await site.get("\(base)/xuat.csv", as: reporter)
      #expect(csv.text.contains("Báo <Lam Giang>,Giấy phép hoạt động báo chí,Báo điện tử,Báo điện tử,12/GP"))
      let index = try await site.get("/lam-viec/so-bo", as: chief)
      #expect(index.text.contains("Giấy phép sắp hết hạn") && index.text.contains("31/12/2026"))
      let tab = try await site.get("/lam-viec/to-chuc/\(paper)/giay-phep", as: reporter)
      #expect(tab.status == 200 && tab.text.contains("12/GP"))
      let edit = try #require(
        try await site.get(base, as: chief).text.firstMatch(of: /href="(\/lam-viec\/so-bo\/giay-phep\/[^"]+\/sua)"/)
      ).1
      #expect(try await site.get(String(edit), as: reporter).status == 403)
      #expect(try await site.get(String(edit), as: chief).text.contains("value=\"12/GP\""))
      let changed = fields.merging(["number": "13/GP"]) { $1 }
      #expect(try await site.post(String(edit), changed, as: chief).status == 303)
      let row = try #require(
        try await site.get(base, as: chief).text.firstMatch(of: /href="(\/lam-viec\/so-bo\/giay-phep\/[^"]+)\/sua"/)
      ).1
      #expect(try await site.post("\(row)/xoa", as: reporter).status == 403)
      #expect(try await site.post("\(row)/xoa", as: chief).status == 303)
      #expect(try await site.get(base, as: chief).text.contains("Chưa ghi gì vào sổ này"))
    }
  }

  @Test("every register has its list, form and tab; what is not public shows nothing to others", arguments: Engine.all)
  func everywhere(engine: Engine) async throws {
    try await withRoom(engine, units: true) { room in
      let province = try #require(try await room.organisations.registers.province(named: "Cao Bằng", on: after)).id
      let paper = try await room.found("Báo Cao Bằng", from: start, province: province)
      let other = try await room.found("Báo khác", from: start)
      let chief = Keepers.chief(paper)
      let stranger = Keepers.chief(other, "other")
      let site = room.site([chief, stranger])
      let values: [RegisterID: [String: String]] = [
        .licences: ["kind": "press", "name": "Báo", "press-types": "print", "valid-from": "2024-01-01"],
        .channels: ["platform": "Zalo", "name": "Kênh", "address": "zalo.me/x", "valid-from": "2026-11-02"],
        .people: ["counted-on": "2025-01-01", "people": "77", "leaders": "3", "reporters": "20", "trained": "70"],
        .flags: ["flag": "transforming", "holds": "1", "paper": "KH 77", "valid-from": "2024-01-01"],
        .security: ["system": "Trang tin", "is-main": "1", "level": "3", "paper": "QĐ 77", "valid-from": "2024-01-01"],
        .printers: [
          "name": "Nhà in", "unit": "Bảo Lâm", "is-modern": "1", "modern-year": "2020", "valid-from": "2025-08-01",
        ],
        .publications: ["title": "Sách", "year": "2026", "is-electronic": "1", "copies": "500"],
        .points: ["name": "Hiệu sách", "unit": "Bảo Lâm", "valid-from": "2025-08-01"],
        .coverage: ["unit": "Bảo Lâm", "radio": "ip", "boards": "2", "valid-from": "2025-08-01"],
      ]
      for register in Register.all {
        let base = "/lam-viec/so-bo/\(register.slug)"
        let sent = try await site.post(
          "\(base)/ghi", (values[register.id] ?? [:]).merging(["organisation": paper.rawValue]) { $1 }, as: chief)
        #expect(sent.status == 303, "\(register.slug): \(sent.text)")
        let own = try await site.get(base, as: chief)
        #expect(
          own.status == 200 && own.text.contains(register.id == .coverage ? "Bảo Lâm" : "Báo Cao Bằng"),
          "\(register.slug)")
        let others = try await site.get(base, as: stranger)
        #expect(others.text.contains("Báo Cao Bằng</a>") == register.isPublic, "\(register.slug)")
        let api = try await site.get("/api/v1/registers/\(register.id.rawValue)", as: stranger)
        #expect(api.status == 200 && api.text.contains("Báo Cao Bằng") == register.isPublic, "\(register.slug)")
        let csv = try await site.get("\(base)/xuat.csv", as: stranger)
        #expect(csv.text.contains("Báo Cao Bằng") == register.isPublic, "\(register.slug)")
      }
      for tab in ["giay-phep", "nhan-luc", "an-toan", "kenh-so", "doanh-thu"] {
        #expect(try await site.get("/lam-viec/to-chuc/\(paper)/\(tab)", as: chief).status == 200, "\(tab)")
      }
      let hidden = try await site.get("/lam-viec/to-chuc/\(paper)/an-toan", as: stranger)
      #expect(hidden.text.contains("Sổ này chỉ cơ quan đó") && !hidden.text.contains("QĐ 77"))
      #expect(
        try await site.get("/lam-viec/to-chuc/\(paper)/kenh-so", as: chief).text.contains("NĐ 237/2026/NĐ-CP Điều 15"))
      let map = try await site.get("/lam-viec/so-bo/do-phu?tinh=\(province)", as: chief)
      #expect(map.text.contains("1 trên 56") && map.text.contains("Chưa ghi"))
      let places = try await site.get("/lam-viec/so-bo/diem-phat-hanh?tinh=\(province)", as: stranger)
      #expect(places.text.contains("Hiệu sách") && places.text.contains("Xã Bảo Lâm, Tỉnh Cao Bằng"))
      let far = try #require(try await room.organisations.registers.province(named: "Hưng Yên", on: after)).id
      #expect(
        !(try await site.get("/lam-viec/so-bo/diem-phat-hanh?tinh=\(far)", as: stranger).text.contains("Hiệu sách")))
    }
  }

  @Test("programs read, enter and remove rows by the same rights", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      let chief = Keepers.chief(paper)
      let reporter = Keepers.reporter(paper)
      let site = room.site([chief, reporter])
      let path = "/api/v1/registers/channels"
      #expect(try await site.get("/api/v1/registers", as: reporter).text.contains(#""name":"opening-notified-on""#))
      let body = """
        {"organisation":"\(paper)","values":{"platform":"Zalo","name":"Kênh","address":"zalo.me/x","valid-from":"2026-11-02"}}
        """
      #expect(try await site.json(.post, path, body, as: reporter).status == 403)
      let made = try await site.json(.post, path, body, as: chief)
      #expect(made.status == 201)
      let id = try #require(made.text.firstMatch(of: /"id":"([^"]+)"/)).1
      #expect(try await site.json(.post, path, #"{"organisation":"x","values":{}}"#, as: chief).status == 422)
      #expect(try await site.json(.post, path, "[]", as: chief).status == 400)
      #expect(try await site.get("\(path)?on=2026-11-01", as: reporter).text.contains(#""items":[]"#))
      #expect(try await site.get("\(path)?on=2026-11-02", as: reporter).text.contains(#""address":"zalo.me/x""#))
      #expect(try await site.get("\(path)?on=hom-qua", as: reporter).status == 422)
      #expect(try await site.get("/api/v1/registers/zoo", as: reporter).status == 404)
      #expect(try await site.json(.delete, "\(path)/\(id)", as: reporter).status == 403)
      #expect(try await site.json(.delete, "\(path)/\(id)", as: chief).status == 204)
      #expect(try await site.json(.delete, "\(path)/\(id)", as: chief).status == 404)
    }
  }
}
