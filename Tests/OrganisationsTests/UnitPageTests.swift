import Foundation
import Kernel
import Organisations
import TestSupport
import Testing

extension UnitTests {
  @Test("units are browsed, searched and followed across 01/7/2025", arguments: Engine.all)
  func units(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let site = Site(room)
      let base = "/lam-viec/dia-gioi"
      #expect(try await site.get(base).text.contains("34 đơn vị cấp tỉnh, 3.321 đơn vị cấp xã"))
      #expect(
        try await site.get("\(base)?ngay=2025-06-30").text.contains(
          "63 đơn vị cấp tỉnh, 696 đơn vị cấp huyện, 10.047 đơn vị cấp xã"))
      #expect(try await site.get("\(base)?ngay=2017-01-01").text.contains("Dữ liệu bắt đầu từ ngày 01/03/2025"))

      let found = try await site.get("\(base)?q=bao+lam+cao+bang").text
      #expect(found.contains("Xã Bảo Lâm") && found.contains("20250701-0003-8000-8000-000000001290"))
      #expect(try await site.get("\(base)?q=huy%E1%BB%87n+l%C3%BD+s%C6%A1n").text.contains("Tìm trước ngày 01/7/2025"))
      #expect(try await site.get("\(base)?q=%3Cscript%3E").text.contains("&lt;script&gt;"))

      let quangTri = try await site.get("\(base)/20250701-0001-8000-8000-000000000044").text
      #expect(quangTri.contains("Mã 44 còn là mã của: Tỉnh Quảng Bình (từ 01/03/2025 đến 30/06/2025)."))
      #expect(quangTri.contains("69 xã, 8 phường, 1 đặc khu"))
      #expect(quangTri.contains("Tỉnh Quảng Bình</a>") && quangTri.contains("NQ 202/2025/QH15"))

      let commune = try await site.get("\(base)/20250301-0003-8000-8000-000000001279").text
      #expect(commune.contains("Đơn vị này kết thúc sau ngày 30/06/2025.") && commune.contains("Phường Nùng Trí Cao"))
      let unknown = try await site.get("\(base)/20250301-0003-8000-8000-000000007693").text
      #expect(unknown.contains("Chưa có dữ liệu đơn vị này nhập vào đâu"))
      #expect(try await site.get("\(base)/20250301-0002-8000-8000-000000000001").text.contains("Cấp huyện kết thúc"))
      #expect(try await site.get("\(base)/nowhere").status == 404)
    }
  }

  @Test("programs ask for units and organisations of a day", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withUnits(engine) { room in
      let site = Site(room)
      struct Units: Decodable {
        struct Unit: Decodable { let id, code, level, name, fullName: String }
        let on: String
        let items: [Unit]
      }
      func units(_ query: String) async throws -> Units {
        try JSONDecoder().decode(Units.self, from: Data(try await site.get("/api/v1/units?\(query)").text.utf8))
      }
      let before = try await units("q=Qu%E1%BA%A3ng+Tr%E1%BB%8B&on=2025-06-30&limit=1")
      #expect(before.on == "2025-06-30")
      #expect(before.items.map(\.code) == ["45"])
      #expect(try await units("q=quang+tri&on=2025-07-01&limit=1").items.map(\.code) == ["44"])
      #expect(try await units("q=").items.isEmpty)
      #expect(try await units("q=xa&limit=100000").items.count == 100)
      #expect(try await site.get("/api/v1/units?q=x&on=2025-02-30").status == 422)
      #expect(try await site.get("/api/v1/organisations?kind=zoo").status == 422)
      _ = try await room.found("Báo", from: day("2020-01-01"))
      #expect(try await site.get("/api/v1/organisations?on=2025-01-01").text.contains(#""slug":"bao""#))
    }
  }
}
