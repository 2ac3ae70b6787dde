import Foundation
import Kernel
import TestSupport
import Testing

@testable import Programme

@Suite("Pages of plans")
struct PlanPagesTests {
  @Test("every part of every plan is shown, with its place in the paper", arguments: Engine.all)
  func parts(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      try await bench.programme.loadPlans(by: bench.administrator)
      let site = bench.site
      let list = try await site.get("/lam-viec/ke-hoach-tinh", as: bench.editor)
      #expect(
        list.status == 200 && list.text.contains("/lam-viec/ke-hoach-tinh/") && !list.text.contains("Viết kế hoạch"))
      for line in try await bench.programme.plans(for: bench.editor) {
        for tab in PlanTab.allCases {
          let page = try await site.get(PlanPage.path(line.record.id, tab), as: bench.editor)
          #expect(page.status == 200, "\(line.record.code) \(tab)")
          let offersActs = page.text.contains("/trang-thai") || page.text.contains("/sua")
          #expect(!offersActs, "\(line.record.code) \(tab)")
        }
      }
      let binh = "/lam-viec/ke-hoach-tinh/thai-binh-2023"
      let targets = try await site.get("\(binh)?xem=chi-tieu", as: bench.editor)
      #expect(targets.text.contains("Chỗ văn bản tự mâu thuẫn") && targets.text.contains("id=\"ct-pl-g4\""))
      #expect(targets.text.contains("67% cơ quan báo chí tăng doanh thu 20%") && targets.text.contains("Nhận từ"))
      let tasks = try await site.get("\(binh)?xem=nhiem-vu", as: bench.editor)
      #expect(tasks.text.contains("Trách nhiệm của từng cơ quan") && tasks.text.contains("dòng 146-150 của bản nguồn"))
      let before = try await site.get("thai-nguyen-2024?xem=can-cu&ngay=2024-06-01".inRoom, as: bench.editor)
      let after = try await site.get("thai-nguyen-2024?xem=can-cu&ngay=2026-11-21".inRoom, as: bench.editor)
      #expect(before.text.contains("Còn hiệu lực") && after.text.contains("126/2025/QH15"))
      #expect(after.text.contains("Chưa kiểm tra") && after.text.contains("Đã thay thế"))
      #expect(try await site.get("\(binh)?xem=han", as: bench.editor).text.contains("trước 10/12"))
      #expect(try await site.get("/lam-viec/ke-hoach-tinh/khong-co", as: bench.editor).status == 404)
      #expect(try await site.get(binh, as: nil).status == 303)
    }
  }

  @Test("from an empty draft to an amended plan, all by forms", arguments: Engine.all)
  func forms(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = bench.site
      #expect(try await site.get("moi".inRoom, as: bench.editor).status == 403)
      #expect(try await site.get("moi".inRoom, as: bench.lead).text.contains("Lam Giang"))
      var fields = [
        "kind": "provincial", "owner": PlansBench.department.rawValue, "title": "Kế hoạch <mới>", "short-title": "Mới",
        "document": "Kế hoạch", "from": "2026", "to": "2025",
      ]
      let bad = try await site.post("moi".inRoom, fields, as: bench.lead)
      #expect(bad.status == 422 && bad.text.contains("Kế hoạch &lt;mới&gt;"))
      fields["to"] = "2030"
      let made = try await site.post("moi".inRoom, fields, as: bench.lead)
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      #expect(try await site.get(path, as: bench.editor).status == 404)
      #expect(try await site.get("\(path)/them-chi-tieu", as: bench.lead).status == 200)
      let target = ["measure": "Lên nền tảng số", "unit": "percent", "direction": "up", "population-kind": "none"]
      let empty = try await site.post("\(path)/them-chi-tieu", target, as: bench.lead)
      #expect(empty.status == 422 && empty.text.contains("Cần giá trị của ít nhất một năm"))
      let filled = target.merging(["year-2026": "67%"]) { $1 }
      #expect(try await site.post("\(path)/them-chi-tieu", filled, as: bench.lead).status == 303)
      let task = ["kind": "task", "title": "Mở lớp", "leads": "Sở A\nSở B", "from": "2026", "to": "2027"]
      #expect(try await site.post("\(path)/them-nhiem-vu", task, as: bench.lead).status == 303)
      let due = [
        "text": "Báo cáo năm", "who": "Cơ quan báo chí", "every": "year", "month": "12", "day": "10", "before": "1",
      ]
      #expect(try await site.post("\(path)/them-han", due, as: bench.lead).status == 303)
      #expect(try await site.get("\(path)?xem=han", as: bench.lead).text.contains("trước 10/12"))
      #expect(try await site.post("\(path)/bat-dau", ["confirmed": "1"], as: bench.lead).status == 303)
      #expect(try await site.post("\(path)/them-chi-tieu", filled, as: bench.lead).status == 409)
      let paper = ["number": "9/QĐ-UBND", "effective": "2026-12-01", "summary": "Nâng mức"]
      #expect(try await site.post("\(path)/sua-doi", paper, as: bench.lead).status == 303)
      let page = try await site.get("\(path)?xem=chi-tieu", as: bench.lead)
      #expect(page.text.contains("Đang sửa đổi theo 9/QĐ-UBND") && page.text.contains("sua-chi-tieu"))
      #expect(!(try await site.get("\(path)?xem=chi-tieu", as: bench.editor).text.contains("sua-chi-tieu")))
      let edit = try #require(page.text.firstMatch(of: /href="([^"]*sua-chi-tieu[^"]*)"/)).output.1
      #expect(try await site.get(String(edit), as: bench.lead).text.contains("value=\"67%\""))
      #expect(
        try await site.post(String(edit), target.merging(["year-2026": "75%"]) { $1 }, as: bench.lead).status == 303)
      #expect(try await site.post("\(path)/khep-sua-doi", as: bench.lead).status == 303)
      let versions = try await site.get("\(path)?xem=phien-ban", as: bench.editor)
      #expect(versions.text.contains("Phiên bản 2") && versions.text.contains("75%") && versions.text.contains("67%"))
      #expect(try await site.post("\(path)/sua-doi", paper, as: bench.stranger).status == 403)
    }
  }
}

extension String {
  /// Below the room.
  fileprivate var inRoom: String { "/lam-viec/ke-hoach-tinh/\(self)" }
}
