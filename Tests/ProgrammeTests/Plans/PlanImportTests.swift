import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Plans from tables and for programs")
struct PlanImportTests {
  private static let good = """
    STT,Nội dung chỉ tiêu,Kế hoạch năm 2026,Mục tiêu năm 2030,Đơn vị đo lường
    1,Cơ quan báo chí lên nền tảng số,67%,100,Số cơ quan lên nền tảng/tổng số cơ quan
    2,Người làm báo được đào tạo,"66,7 %",100%,
    """

  @Test("a table is looked at row by row and taken whole", arguments: Engine.all)
  func targets(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan()
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      #expect(try await site.get("\(path)/nhap", as: bench.stranger).status == 404)
      #expect(try await site.get("\(path)/nhap", as: bench.lead).text.contains("Năm 2026"))
      #expect(try await site.get("\(path)/mau?loai=targets", as: bench.lead).text.contains("Năm 2030"))
      let sent = try await site.upload(
        "\(path)/nhap", [("tep", "chi-tieu.csv", Data(Self.good.utf8))], fields: ["loai": "targets"], as: bench.lead)
      let place = try #require(sent.location)
      let preview = try await site.get(place, as: bench.lead)
      #expect(preview.text.contains("Nhập 2 dòng") && preview.text.contains("2026: 67%"))
      #expect(try await site.get(place, as: bench.administrator).status == 404)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).whole.targets.isEmpty)
      #expect(try await site.post(place, as: bench.lead).status == 303)
      let whole = try await bench.programme.plan(named: plan.code, for: bench.lead).whole
      #expect(whole.targets.map(\.denominator) == ["tổng số cơ quan", ""])
      #expect(whole.values[whole.targets[0].id]?.map(\.value) == [67, 100])
      #expect(whole.values[whole.targets[1].id]?.map(\.value) == [66.7, 100])
      #expect(try await site.post(place, as: bench.lead).status == 404)
      #expect(bench.heard.actions.last == "programme.plan.import")
    }
  }

  @Test("one bad row and nothing is taken; each says its cell", arguments: Engine.all)
  func bad(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan()
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      let table = Self.good + "\n3,Chỉ tiêu hỏng,nhiều,,\n4,Người làm báo được đào tạo,1%,,\n"
      let sent = try await site.upload(
        "\(path)/nhap", [("tep", "x.csv", Data(table.utf8))], fields: ["loai": "targets"], as: bench.lead)
      let place = try #require(sent.location)
      let preview = try await site.get(place, as: bench.lead)
      #expect(preview.text.contains("2 chỗ chưa đúng") && !preview.text.contains("Nhập 4 dòng"))
      #expect(preview.text.contains("C4, Năm 2026") && preview.text.contains("Chỉ tiêu này đã có"))
      #expect(try await site.post(place, as: bench.lead).status == 409)
      #expect(try await bench.programme.plan(named: plan.code, for: bench.lead).whole.targets.isEmpty)
      let other = try await site.upload(
        "\(path)/nhap", [("tep", "x.csv", Data("A,B\n1,2\n".utf8))], fields: ["loai": "targets"], as: bench.lead)
      #expect(other.status == 422 && other.text.contains("Không tìm thấy cột: Chỉ tiêu"))
    }
  }

  @Test("tasks come with their parties and years", arguments: Engine.all)
  func tasks(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = bench.site
      let plan = try await bench.plan()
      let path = "/lam-viec/ke-hoach-tinh/\(plan.code)"
      let table = """
        Nhiệm vụ,Đơn vị chủ trì,Đơn vị phối hợp,Kinh phí,Thời gian
        Mở lớp,Sở A,Sở B; Sở C,Ngân sách,2026-2030
        Kiểm tra,Sở A,,,Hằng năm
        """
      let sent = try await site.upload(
        "\(path)/nhap", [("tep", "x.csv", Data(table.utf8))], fields: ["loai": "tasks"], as: bench.lead)
      #expect(try await site.post(try #require(sent.location), as: bench.lead).status == 303)
      let whole = try await bench.programme.plan(named: plan.code, for: bench.lead).whole
      #expect(whole.tasks.map(\.toYear) == [2030, nil] && whole.tasks.map(\.every) == ["", "year"])
      #expect(whole.parties[whole.tasks[0].id]?.map(\.name) == ["Sở A", "Sở B", "Sở C"])
    }
  }

  @Test("programs read plans and write drafts", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      try await bench.programme.loadPlans(by: bench.administrator)
      let site = bench.site
      let root = "/api/v1/programme/plans"
      let list = try await site.get(root, as: bench.editor)
      #expect(list.status == 200 && list.text.contains("\"code\":\"hung-yen-2023\""))
      let binh = try await site.get("\(root)/thai-binh-2023?on=2026-11-21", as: bench.editor)
      #expect(binh.text.contains("\"shown\":\"33% cơ quan báo chí tăng doanh thu 10%\""))
      #expect(binh.text.contains("\"contradicts\":[\"pl-g4\"]") && binh.text.contains("\"state\":\"unchecked\""))
      let body = #"{"kind":"provincial","title":"Kế hoạch X","shortTitle":"X","from":2026,"to":2030}"#
      #expect(try await site.json(.post, root, body, as: bench.editor).status == 403)
      let made = try await site.json(.post, root, body, as: bench.lead)
      let place = try #require(made.location)
      #expect(made.status == 201 && place == "\(root)/x-2026")
      let target = #"{"measure":"Một","values":{"2026":"50%"}}"#
      #expect(try await site.json(.post, "\(place)/targets", target, as: bench.lead).status == 201)
      #expect(try await site.json(.post, "\(place)/targets", #"{"measure":"Hai"}"#, as: bench.lead).status == 422)
      #expect(
        try await site.json(.post, "\(place)/tasks", #"{"title":"Việc","leads":["Sở A"]}"#, as: bench.lead).status
          == 201)
      let due = #"{"text":"Báo cáo","who":["Báo"],"month":12,"day":10}"#
      #expect(try await site.json(.post, "\(place)/deadlines", due, as: bench.lead).status == 201)
      #expect(try await site.get(place, as: bench.editor).status == 404)
      #expect(try await site.get(place, as: bench.lead).text.contains("\"value\":50"))
    }
  }

  @Test("a plan that came with the program is given to who keeps it by the administrator", arguments: Engine.all)
  func give(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      try await bench.programme.loadPlans(by: bench.administrator)
      let site = bench.site
      let path = "/lam-viec/ke-hoach-tinh/thai-binh-2023"
      #expect(try await site.get(path, as: bench.administrator).text.contains("Giao kế hoạch"))
      #expect(
        try await site.post("\(path)/giao", ["owner": PlansBench.department.rawValue], as: bench.lead).status == 403)
      let given = try await site.post(
        "\(path)/giao", ["owner": PlansBench.department.rawValue], as: bench.administrator)
      #expect(given.status == 303)
      #expect(try await site.get(path, as: bench.lead).text.contains("Sở Văn hóa, Thể thao và Du lịch Lam Giang"))
      #expect(try await bench.programme.plan(named: "thai-binh-2023", for: bench.lead).mayManage)
      // Loading again leaves it with them.
      #expect(
        try await bench.programme.loadPlans(by: bench.administrator).plans.allSatisfy { $0.outcome == .unchanged })
    }
  }
}
