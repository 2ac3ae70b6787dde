import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Pages of tasks")
struct TaskPageTests {
  private func site(_ bench: TaskBench) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.worker, bench.other, bench.chief, bench.reader]) {
      bench.programme.addRoutes(to: $0)
    }
  }

  @Test("from the plan's task to confirmed work, all by forms", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let (plan, task, _) = try await bench.plan()
      let tasks = ProgrammePath.tasks
      #expect(try await site.get(tasks, as: bench.keeper).text.contains("Lập nhiệm vụ"))
      let form = try await site.get("\(tasks)/moi?ke-hoach=\(plan)&muc=\(task)", as: bench.keeper)
      #expect(form.status == 200 && form.text.contains("Báo Lam Giang") && form.text.contains("Đào tạo kỹ năng số"))
      var fields = [
        "plan": plan.rawValue, "muc": task.rawValue, "title": "Đào tạo <kỹ năng>", "leads": "Báo không có",
        "starts-on": "2026-01-01", "due-on": "2026-12-31",
      ]
      let refused = try await site.post("\(tasks)/moi", fields, as: bench.keeper)
      #expect(refused.status == 422 && refused.text.contains("Đào tạo &lt;kỹ năng&gt;"))
      fields["leads"] = "báo lam giang"
      fields["partners"] = "Đài Phát thanh và Truyền hình Lam Giang"
      let sent = try await site.post("\(tasks)/moi", fields, as: bench.keeper)
      let path = try #require(sent.location?.split(separator: "?").first.map(String.init))
      #expect(try await site.get(path, as: bench.worker).text.contains("Báo tiến độ"))
      let progress = try await site.post("\(path)/tien-do", ["percent": "50", "words": "Xong lớp 1"], as: bench.worker)
      #expect(progress.status == 303)
      #expect(try await site.post("\(path)/tien-do", ["percent": "101", "words": "x"], as: bench.worker).status == 422)
      let file = try await site.upload(
        "\(path)/minh-chung", [("file", "bao-cao.pdf", Data("%PDF".utf8))], as: bench.worker)
      #expect(file.status == 303)
      let bad = try await site.upload(
        "\(path)/minh-chung", [("file", "virus.exe", Data("MZ".utf8))], as: bench.worker)
      #expect(bad.status == 422)
      #expect(
        try await site.upload(
          "\(path)/minh-chung", [("file", "a.pdf", Data("x".utf8))], as: bench.worker, token: nil
        ).status == 403)
      #expect(try await site.post("\(path)/chuyen", ["move": "submit"], as: bench.worker).status == 303)
      #expect(try await site.get(path, as: bench.keeper).text.contains("Xác nhận xong"))
      #expect(
        try await site.post("\(path)/chuyen", ["move": "confirm", "back": "bang"], as: bench.keeper).location
          == "\(tasks)/bang")
      let page = try await site.get(path, as: bench.other)
      #expect(page.text.contains("bao-cao.pdf") && !page.text.contains("Báo tiến độ</span>"), "a partner reads")
      let closed = try await site.get("\(tasks)?xem=xong", as: bench.worker)
      #expect(closed.text.contains("Đào tạo &lt;kỹ năng&gt;"))
      // The address of the plan's own task leads to what was made of it.
      #expect(try await site.get("\(tasks)/\(task)", as: bench.keeper).location?.contains("muc=\(task)") == true)
    }
  }

  @Test("late comes first, in words; board, timeline, duties, CSV are there", arguments: Engine.all)
  func views(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let soon = try await bench.work(due: "2026-11-26", plan: plan, title: "Sắp đến")
      let late = try await bench.work(due: "2026-11-19", plan: plan, title: "=Đã chậm")
      try await bench.programme.join(soon, needs: late, by: bench.keeper)
      let list = try await site.get(ProgrammePath.tasks, as: bench.worker)
      #expect(list.text.contains("chậm 2 ngày làm việc") && list.text.contains("còn 2 đến 3 ngày làm việc"))
      let first = try #require(list.text.range(of: "=Đã chậm")), second = try #require(list.text.range(of: "Sắp đến"))
      #expect(first.lowerBound < second.lowerBound)
      let only = try await site.get("\(ProgrammePath.tasks)?han=late", as: bench.worker)
      #expect(!only.text.contains("Sắp đến"))
      let board = try await site.get(TaskParts.View.board.path, as: bench.worker)
      #expect(board.text.contains("Bắt đầu làm") && board.text.contains("task-card--late"))
      let timeline = try await site.get(TaskParts.View.timeline.path, as: bench.keeper)
      #expect(timeline.text.contains("timeline__today") && timeline.text.contains("timeline__joint"))
      #expect(timeline.text.contains("Quý IV") && timeline.text.contains("timeline__bar--late"))
      let duties = try await site.get(TaskParts.View.duties.path, as: bench.worker)
      #expect(duties.text.contains("Đào tạo kỹ năng số") && duties.text.contains("Báo cáo trước ngày 10/12"))
      let sheet = try await site.get("\(ProgrammePath.tasks)/xuat.csv", as: bench.worker)
      #expect(sheet.text.contains("'=Đã chậm") && sheet.text.contains(",-2,"))
      let book = try await site.get("\(ProgrammePath.tasks)/xuat.xlsx", as: bench.worker)
      #expect(book.status == 200 && book.body.starts(with: Data("PK".utf8)))
      #expect(duties.text.contains("kỳ tới 09/12/2026, còn 11 ngày làm việc"))
      // Why there are two figures stands where they stand.
      #expect(list.text.contains("chưa xác nhận được 24/11/2026 (Ngày Văn hóa Việt Nam)"))
      let page = try await site.get(ProgrammePath.work(soon), as: bench.worker)
      #expect(page.text.contains("Trước hạn 3 ngày làm việc") && page.text.contains("Lan ·"))
    }
  }

  @Test("another organisation's task is not there, for any act", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      let path = ProgrammePath.work(id)
      #expect(try await site.get(path, as: bench.other).status == 404)
      #expect(try await site.get("\(path)/sua", as: bench.other).status == 404)
      #expect(try await site.get("\(ProgrammePath.tasks)/moi?cha=\(id)", as: bench.other).status == 404)
      #expect(try await site.get("/api/v1/programme/tasks/\(id)", as: bench.other).status == 404)
      for act in ["chuyen", "tien-do", "bo-minh-chung", "cho", "thoi-cho", "giao", "thoi-lap", "sua"] {
        let fields = [
          "move": "start", "percent": "1", "words": "x", "lead": "Báo Lam Giang", "reason": "x", "title": "x",
          "needs": id.rawValue,
        ]
        #expect(try await site.post("\(path)/\(act)", fields, as: bench.other).status == 404, "\(act)")
      }
      let upload = try await site.upload("\(path)/minh-chung", [("file", "a.pdf", Data("x".utf8))], as: bench.other)
      #expect(upload.status == 404)
      let list = try await site.get(ProgrammePath.tasks, as: bench.other)
      #expect(!list.text.contains("Mở kênh số"))
      #expect(try await site.get(ProgrammePath.tasks, as: nil).status == 303)
      // Reading is not doing.
      let own = try await bench.programme.make(
        WorkDraft(plan: plan, title: "Việc của Đài", lead: TaskBench.station), by: bench.keeper)
      #expect(try await site.get(ProgrammePath.work(own), as: bench.reader).status == 200)
      #expect(
        try await site.post("\(ProgrammePath.work(own))/chuyen", ["move": "start"], as: bench.reader).status == 403)
      // Nobody lays work on others without keeping a plan.
      await #expect(throws: Failure.invalid(["plan": Programme.notOverseen])) {
        _ = try await bench.programme.make(WorkDraft(title: "x", lead: TaskBench.station), by: bench.chief)
      }
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        _ = try await bench.programme.make(WorkDraft(title: "x", lead: TaskBench.station), by: bench.worker)
      }
      await #expect(throws: Failure.invalid(["lead": "Chỉ nơi giữ kế hoạch này giao được việc cho đơn vị khác"])) {
        _ = try await bench.programme.make(
          WorkDraft(plan: plan, title: "x", lead: TaskBench.station), by: bench.chief)
      }
    }
  }

  @Test("honours and campaigns stand beside the tasks they serve", arguments: Engine.all)
  func honours(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      var fields = [
        "keeper": TaskBench.department.rawValue, "kind": "person", "name": "Nguyễn Thị <Lan>", "form": "Bằng khen",
        "reason": "Dẫn đầu", "number": "", "issued-on": "2026-11-20", "issuer": "UBND tỉnh", "work": id.rawValue,
      ]
      let refused = try await site.post(TaskParts.View.honours.path, fields, as: bench.keeper)
      #expect(refused.status == 422 && refused.text.contains("Nguyễn Thị &lt;Lan&gt;"))
      fields["number"] = "12/QĐ-UBND"
      #expect(try await site.post(TaskParts.View.honours.path, fields, as: bench.keeper).status == 303)
      #expect(try await site.post(TaskParts.View.honours.path, fields, as: bench.worker).status == 403)
      #expect(try await site.get(TaskParts.View.honours.path, as: bench.keeper).text.contains("12/QĐ-UBND"))
      #expect(try await site.get(ProgrammePath.work(id), as: bench.worker).text.contains("12/QĐ-UBND"))
      let campaign = [
        "keeper": TaskBench.department.rawValue, "plan": plan.rawValue, "name": "Cao điểm tháng 11",
        "starts-on": "2026-11-01", "ends-on": "2026-11-30", "works": id.rawValue,
      ]
      let made = try await site.post("\(TaskParts.View.campaigns.path)/moi", campaign, as: bench.keeper)
      let path = try #require(made.location)
      #expect(try await site.get(path, as: bench.keeper).text.contains("Mở kênh số"))
      #expect(try await site.get(path, as: bench.other).status == 404)
      var change = campaign
      change["base"] = "1"
      change["result"] = "12 lớp"
      #expect(try await site.post(path, change, as: bench.keeper).status == 303)
      #expect(try await site.post(path, change, as: bench.keeper).status == 409)
      #expect(try await site.get(path, as: bench.keeper).text.contains("12 lớp"))
      let wrong = try await site.post(
        "\(TaskParts.View.campaigns.path)/moi", campaign.merging(["ends-on": "2026-10-01"]) { _, b in b },
        as: bench.keeper)
      #expect(wrong.status == 422)
    }
  }

  @Test("programs make, report and move tasks as people do", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let api = "/api/v1/programme/tasks"
      let body = """
        {"title": "Mở kênh", "plan": "\(plan)", "lead": "\(TaskBench.paper)", "dueOn": "2026-12-15"}
        """
      let made = try await site.json(.post, api, body, as: bench.keeper)
      #expect(made.status == 201)
      let path = try #require(made.location)
      #expect(try await site.json(.post, api, body, as: bench.other).status == 403)
      let done = try await site.json(.post, "\(path)/progress", #"{"percent": 30, "words": "x"}"#, as: bench.worker)
      #expect(done.status == 200 && done.text.contains("\"doing\""))
      let refused = try await site.json(.post, "\(path)/moves", #"{"move": "submit"}"#, as: bench.worker)
      #expect(refused.status == 422)
      let list = try await site.get(api, as: bench.worker)
      #expect(list.text.contains("\"workingDaysLeft\":15") || list.text.contains("\"workingDaysLeft\" : 15"))
    }
  }

  @Test("a JSON body with NUL, without a field or of another type is refused by name", arguments: Engine.all)
  func bodies(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let path = "/api/v1/programme/tasks"
      let lead = TaskBench.paper.rawValue
      let nul = try await site.json(.post, path, #"{"title":"\u0000a","lead":"\#(lead)"}"#, as: bench.chief)
      #expect(nul.status == 400)
      let blank = try await site.json(.post, path, #"{"title":"   ","lead":"\#(lead)"}"#, as: bench.chief)
      #expect(blank.status == 422 && blank.text.contains("title"))
      let without = try await site.json(.post, path, #"{"title":"a"}"#, as: bench.chief)
      #expect(without.status == 422 && without.text.contains("lead"))
      let number = try await site.json(.post, path, #"{"title":7,"lead":"\#(lead)"}"#, as: bench.chief)
      #expect(number.status == 422 && number.text.contains("title"))
      // A backslash before it is no NUL.
      let shown = try await site.json(.post, path, #"{"title":"\\u0000 là gì","lead":"\#(lead)"}"#, as: bench.chief)
      #expect(shown.status == 201, "\(shown.text)")
    }
  }
}
