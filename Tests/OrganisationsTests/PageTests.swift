import Contracts
import Foundation
import Kernel
import Organisations
import TestSupport
import Testing

@Suite("Pages and API of organisations and units")
struct PageTests {
  let start = day("2020-01-01")

  @Test("the list shows who there was on the day asked for", arguments: Engine.all)
  func list(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let site = Site(room)
      #expect(try await site.get("/lam-viec/to-chuc").text.contains("Không có cơ quan nào"))
      let paper = try await room.found("Báo Lam Giang", from: start)
      let station = try await room.found("Đài Lam Giang", from: start)
      try await room.organisations.merge(
        [paper, station],
        into: .new(OrganisationDetails(kind: .pressAgency, name: "Báo và đài <Lam Giang>", shortName: "")), on: after,
        by: Room.lead)

      let now = try await site.get("/lam-viec/to-chuc")
      #expect(now.status == 200)
      #expect(now.text.contains("Báo và đài &lt;Lam Giang&gt;"))
      #expect(!now.text.contains("Đài Lam Giang"))
      let then = try await site.get("/lam-viec/to-chuc?ngay=2025-06-30")
      #expect(then.text.contains("Đài Lam Giang") && then.text.contains("2 cơ quan vào ngày 30/06/2025"))
      #expect(try await site.get("/lam-viec/to-chuc?ngay=30%2F06%2F2025").text.contains("Đài Lam Giang"))
      #expect(try await site.get("/lam-viec/to-chuc?ngay=hom+qua").text.contains("không phải là một ngày"))
      #expect(
        try await site.get("/lam-viec/to-chuc?ngay=2025-06-30&loai=department").text.contains("Không có cơ quan nào"))

      let page = try await site.get("/lam-viec/to-chuc/\(paper)?ngay=2025-06-30")
      #expect(page.text.contains("Kế tục là") && page.text.contains("Báo và đài &lt;Lam Giang&gt;"))
      #expect(try await site.get("/lam-viec/to-chuc/\(paper)").text.contains("đã kết thúc sau ngày 30/06/2025"))
      #expect(try await site.get("/lam-viec/to-chuc/\(paper)?ngay=2019-01-01").text.contains("chưa được lập"))
      #expect(try await site.get("/lam-viec/to-chuc/nobody").status == 404)
    }
  }

  @Test(
    "nobody gets in without signing in, nobody reads without the right, only administrators see the forms",
    arguments: Engine.all)
  func access(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let site = Site(room)
      let id = try await room.found("Báo", from: start)
      for path in [
        "/lam-viec/to-chuc", "/lam-viec/to-chuc/\(id)", "/lam-viec/dia-gioi", "/api/v1/units", "/api/v1/organisations",
      ] {
        #expect(try await site.get(path, as: nil).status == (path.hasPrefix("/api") ? 401 : 303), "\(path)")
        #expect(try await site.get(path, as: "stranger").status == 403, "\(path)")
        #expect(try await site.get(path, as: "reader").status == 200, "\(path)")
      }
      let forms = ["lap", "hop-nhat", "\(id)/sua", "\(id)/ket-thuc", "\(id)/chia-tach", "\(id)/chuc-danh"]
      for form in forms {
        #expect(try await site.get("/lam-viec/to-chuc/\(form)", as: "reader").status == 403, "\(form)")
        #expect(try await site.get("/lam-viec/to-chuc/\(form)", as: "administrator").status == 200, "\(form)")
        let sent = try await site.post(
          "/lam-viec/to-chuc/\(form)", [("name", "X"), ("from", "2026-01-01")], as: "reader")
        #expect(sent.status == 403, "\(form)")
      }
      #expect(!(try await site.get("/lam-viec/to-chuc/\(id)").text.contains("/sua")))
      #expect(try await site.get("/lam-viec/to-chuc/\(id)", as: "administrator").text.contains("/sua"))
    }
  }

  @Test("posts held on the day come first, the head before the others; the former after them", arguments: Engine.all)
  func posts(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let id = try await room.found("Báo Lam Giang", from: start)
      for appointment in [
        Appointment(title: "Thư ký tòa soạn", person: "An", from: day("2021-01-01")),
        Appointment(title: "Tổng biên tập", person: "Bình", isHead: true, from: day("2020-01-01")),
        Appointment(title: "Phó tổng biên tập", person: "Chi", from: day("2022-01-01"), to: day("2024-12-31")),
        Appointment(title: "Phó tổng biên tập", person: "Dung", from: day("2025-01-01")),
      ] {
        try await room.organisations.appoint(appointment, in: id, by: Room.lead)
      }
      func people(_ day: String) async throws -> [String] {
        let page = try await Site(room).get("/lam-viec/to-chuc/\(id)?ngay=\(day)").text
        return page.matches(of: /data-title="Họ tên">([^<]+)</).map { String($0.1) }
      }
      #expect(try await people("2026-11-21") == ["Bình", "An", "Dung", "Chi"])
      #expect(try await people("2023-06-30") == ["Bình", "An", "Chi", "Dung"])
    }
  }

  @Test("an administrator founds, changes, appoints, merges, splits and closes with forms alone", arguments: Engine.all)
  func forms(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let site = Site(room)
      let base = "/lam-viec/to-chuc"
      func post(_ path: String, _ fields: (String, String)...) async throws -> Reply {
        try await site.post("\(base)/\(path)", fields, as: "administrator")
      }
      let wrong = try await post(
        "lap", ("kind", "press-agency"), ("name", ""), ("short-name", "Báo gõ dở"), ("from", "2020-01-01"))
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("Cần có tên cơ quan") && wrong.text.contains("Báo gõ dở"))
      #expect(try await post("lap", ("name", "Báo")).text.contains("Cần có ngày"))

      let founded = try await post(
        "lap", ("kind", "press-agency"), ("name", "Báo Lam Giang"), ("from", "2020-01-01"), ("phone", "0123"))
      #expect(founded.status == 303)
      let id = try #require(founded.location?.split(separator: "?").first?.split(separator: "/").last).description
      #expect(try await site.get(founded.location ?? "", as: "administrator").text.contains("Đã lập cơ quan."))

      let changed = try await post(
        "\(id)/sua", ("kind", "press-agency"), ("name", "Báo và đài Lam Giang"), ("short-name", "Báo Lam Giang"),
        ("from", "2026-07-01"), ("legal-basis", "QĐ 5"), ("phone", "0123"))
      #expect(changed.status == 303)
      let page = try await site.get("\(base)/\(id)", as: "administrator").text
      #expect(page.contains("Báo và đài Lam Giang") && page.contains("Đổi tên · QĐ 5") && page.contains("0123"))
      #expect(try await post("\(id)/sua", ("name", "X"), ("from", "2019-01-01")).status == 409)

      #expect(
        try await post(
          "\(id)/chuc-danh", ("title", "Giám đốc"), ("person", "Lê Thị Hoa"), ("head", "1"), ("from", "2026-07-01")
        ).status == 303)
      #expect(try await site.get("\(base)/\(id)").text.contains("Giám đốc Lê Thị Hoa"))

      let other = try await room.found("Đài Lam Giang", from: start)
      #expect(try await post("hop-nhat", ("sources", id), ("from", "2026-09-01"), ("name", "Y")).status == 422)
      let merged = try await post(
        "hop-nhat", ("sources", id), ("sources", other.rawValue), ("into", id), ("from", "2026-09-01"))
      #expect(merged.location == "\(base)/\(id)?xong=hop-nhat&ngay=2026-09-01")
      #expect(try await room.organisations.successors(of: other, on: day("2026-09-01")) == [OrganisationID(id)])

      #expect(try await post("\(id)/chia-tach", ("part-1", "Tạp chí mới"), ("from", "2026-10-01")).status == 422)
      #expect(
        try await post("\(id)/chia-tach", ("part-1", "Tạp chí mới"), ("goes-on", "1"), ("from", "2026-10-01")).status
          == 303)
      #expect(try await site.get(base).text.contains("Tạp chí mới"))
      #expect(try await post("\(id)/ket-thuc", ("from", "2026-12-31")).status == 303)
      #expect(try await room.name(OrganisationID(id), on: day("2027-01-01")) == nil)
    }
  }
}
