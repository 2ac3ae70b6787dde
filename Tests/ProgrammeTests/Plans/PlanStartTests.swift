import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Putting a plan into force, and plans whose years are over")
struct PlanStartTests {
  @Test("one page says what it does and what is missing; only its box puts it into force", arguments: Engine.all)
  func start(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let plan = try await bench.plan { $0.number = "" }
      var target = bench.target("Lên nền tảng số", [2026: "60%", 2027: "40%"])
      target.numerator = ""
      try await bench.programme.addTarget(plan.code, target, by: bench.lead)
      var task = TaskDraft()
      task.title = "Mở lớp"
      try await bench.programme.addTask(plan.code, task, by: bench.lead)
      task.title = "Kiểm tra"
      task.leads = ["Sở Không Có Thật", "Các cơ quan báo chí", "Báo Lam Giang"]
      try await bench.programme.addTask(plan.code, task, by: bench.lead)
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      let site = bench.site
      #expect(try await site.get(path, as: bench.lead).text.contains("\(plan.id)/bat-dau"))
      let page = try await site.get("\(path)/bat-dau", as: bench.lead).text
      for words in [
        "/tien-do/\(plan.code)", "1 chỉ tiêu, 2 nhiệm vụ", "Chưa có số hoặc ngày văn bản", "chưa ghi tử số, mẫu số",
        "đi ngược với", "Nhiệm vụ chưa có đơn vị chủ trì", "Mở lớp", "Sở Không Có Thật", "Chưa đặt hạn báo cáo",
      ] { #expect(page.contains(words), "\(words)") }
      #expect(!page.contains("Các cơ quan báo chí") && !page.contains("<li>Báo Lam Giang"))
      #expect(try await site.get("\(path)/bat-dau", as: bench.stranger).status == 404)
      // Neither the old act nor the form without its box.
      #expect(
        try await site.post("\(path)/trang-thai", ["state": "active"], as: bench.lead).location == "\(path)/bat-dau")
      #expect(try await site.post("\(path)/bat-dau", as: bench.lead).status == 409)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).record.state == .draft)
      #expect(try await site.post("\(path)/bat-dau", ["confirmed": "1"], as: bench.lead).status == 303)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.editor).record.state == .active)
      // Whoever leads the department is told; it was the officer's act alone.
      #expect(bench.heard.notices.map(\.kind) == ["programme.plan-started"])
      #expect(bench.heard.notices.first?.people == [PlansHouse.head])
    }
  }

  @Test("own plans stand first; one whose years are over says so and what to do", arguments: [Engine.sqlite])
  func over(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      try await bench.programme.loadPlans(by: bench.administrator)
      let plan = try await bench.plan {
        $0.fromYear = 2021
        $0.toYear = 2025
      }
      try await bench.programme.addTarget(plan.code, bench.target("Một", [2025: "50%"]), by: bench.lead)
      try await bench.programme.setState(plan.code, .active, by: bench.lead)
      let lines = PlanListPage.ordered(try await bench.programme.plans(for: bench.lead), for: bench.lead)
      #expect(lines.first?.record.id == plan.id && lines.count == 7)
      let list = try await bench.site.get("/lam-viec/ke-hoach-tinh", as: bench.lead).text
      #expect(list.contains("Hết thời kỳ, chưa kết thúc"))
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      let own = try await bench.site.get(path, as: bench.lead).text
      #expect(own.contains("Thời kỳ 2021–2025 đã hết") && own.contains("mở lần sửa đổi, sửa năm cuối"))
      #expect(try await bench.site.get(path, as: bench.editor).text.contains("chưa ghi là đã kết thúc hay kéo dài"))
      try await bench.programme.setState(plan.code, .ended, by: bench.lead)
      #expect(!(try await bench.site.get(path, as: bench.lead).text.contains("đã hết mà")))
    }
  }
}
