import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Duties of an organisation, and how lists and drawings show tasks")
struct DutyTests {
  private func site(_ bench: TaskBench) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.worker, bench.other, bench.chief, bench.reader]) {
      bench.programme.addRoutes(to: $0)
    }
  }

  @Test("a task of which one only takes part is given, and says who leads", arguments: Engine.all)
  func partner(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, _) = try await bench.plan()
      _ = try await bench.database.write { connection in
        try connection.execute(
          """
          INSERT INTO plan_task_party (task, role, position, name, organisation)
          VALUES (\(task), 'partner', 0, 'Đài Phát thanh và Truyền hình Lam Giang', NULL)
          """)
      }
      let before = try await bench.programme.duties(of: TaskBench.station, for: bench.other)
      #expect(before.parts.first?.duties.first?.works.isEmpty == true)
      let id = try await bench.work(plan: plan) { draft in
        draft.planTask = task
        draft.partners = [TaskBench.station]
      }
      let book = try await bench.programme.duties(of: TaskBench.station, for: bench.other)
      let duty = try #require(book.parts.first?.duties.first { $0.task.id == task })
      #expect(duty.role == .partner && duty.works.map(\.record.id) == [id] && duty.works.first?.lead == "Báo Lam Giang")
      let page = try await site(bench).get(TaskParts.View.duties.path, as: bench.other).text
      #expect(page.contains("chủ trì: Báo Lam Giang") && !page.contains("chưa giao"))
    }
  }

  @Test("reports that the calendar says are owed are counted, what is late first", arguments: Engine.all)
  func reports(engine: Engine) async throws {
    try await withTaskBench(engine, now: "2026-12-20T02:00:00Z") { bench in
      let plan = try await bench.plan().plan
      // The plan's owner owes the yearly report by 14/12.
      let book = try await bench.programme.duties(of: TaskBench.department, for: bench.keeper)
      let owed = book.reports.filter { $0.due.plan?.id == plan }
      #expect(owed.map(\.due.last) == [TaskBench.day("2026-12-14")] && owed.allSatisfy { $0.isLate && $0.own == nil })
      let page = try await site(bench).get(TaskParts.View.duties.path, as: bench.keeper).text
      #expect(page.contains("1 đã quá hạn") && page.contains("quá hạn 6 ngày") && page.contains("chưa gửi"))
    }
  }

  @Test(
    "a department looks at an agency by its name; a name nobody has is said beside the field", arguments: Engine.all)
  func chooser(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      _ = try await bench.plan()
      let path = TaskParts.View.duties.path
      let own = try await site.get(path, as: bench.keeper).text
      #expect(own.contains("name=\"ten\"") && own.contains("<option value=\"Báo Lam Giang\""))
      let name = try #require("báo lam giang".addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed))
      let paper = try await site.get("\(path)?ten=\(name)", as: bench.keeper)
      #expect(paper.status == 200 && paper.text.contains("Việc của Báo Lam Giang"))
      #expect(paper.text.contains("/lam-viec/to-chuc/\(TaskBench.paper)"))
      let none = try await site.get("\(path)?ten=Khong%20co", as: bench.keeper)
      #expect(none.status == 422 && none.text.contains("value=\"Khong co\"") && none.text.contains("id=\"ten-error\""))
      // Those of one agency choose nobody else.
      #expect(!(try await site.get(path, as: bench.worker).text.contains("name=\"ten\"")))
      #expect(try await site.get("\(path)?ten=\(name)", as: bench.other).status == 404)
    }
  }

  @Test("a day that falls on a Saturday stays, and the page says why it counts to Monday", arguments: Engine.all)
  func saturday(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let id = try await bench.work(due: "2026-12-05", plan: try await bench.plan().plan)
      let page = try await site.get(ProgrammePath.work(id), as: bench.keeper).text
      #expect(page.contains("05/12/2026") && page.contains("khoản 5 Điều 148 Bộ luật Dân sự 2015"))
      let list = try await site.get(ProgrammePath.tasks, as: bench.keeper).text
      #expect(list.contains("ngày nghỉ, tính đến 07/12/2026"))
    }
  }

  @Test(
    "names no organisation has stay as the paper has them, and whoever keeps the plan sees it", arguments: Engine.all)
  func unknown(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      _ = try await bench.database.write {
        try $0.execute("UPDATE plan_task_party SET name = 'Sở Không Có Thật' WHERE name = 'Báo Lam Giang'")
      }
      let page = try await site.get("\(ProgrammePath.plan(plan))?xem=nhiem-vu", as: bench.keeper).text
      #expect(page.contains("Sở Không Có Thật") && page.contains("chưa gắn với tổ chức nào"))
      #expect(!page.contains("Các cơ quan báo chí của tỉnh <span"), "many are meant by a name of many")
      let reader = try await site.get("\(ProgrammePath.plan(plan))?xem=nhiem-vu", as: bench.worker).text
      #expect(!reader.contains("chưa gắn với tổ chức nào"))
      let form = try await site.get("\(ProgrammePath.plan(plan))/them-nhiem-vu", as: bench.keeper).text
      #expect(form.contains("list=\"units\"") && form.contains("<option value=\"Báo Lam Giang\""))
    }
  }

  @Test("many tasks of a plan are folded under their headings, with how many there are", arguments: Engine.all)
  func folded(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, task, _) = try await bench.plan()
      _ = try await bench.database.write { connection in
        for place in 2...20 {
          try connection.execute(
            """
            INSERT INTO plan_task (\(PlanTaskRecord.columns))
            VALUES (\(PlanTaskID.new()), \(plan), \(place < 12 ? task : nil), \("t\(place)"), \(place), 'task', 'II', '1',
              \("Việc số \(place)"), '', '', 2026, 2030, '', '', '')
            """)
        }
      }
      let page = try await site(bench).get("\(ProgrammePath.plan(plan))?xem=nhiem-vu", as: bench.worker).text
      #expect(page.components(separatedBy: "class=\"plan-group\"").count == 3)
      #expect(page.contains("<span>Đào tạo kỹ năng số</span> <span class=\"count\">11"))
      #expect(page.contains("<span>Nhiệm vụ, giải pháp khác</span> <span class=\"count\">9"))
    }
  }

  @Test("the drawing begins in the quarter of its first bar, and today lies in it")
  func timeline() {
    func bar(_ start: String, _ end: String) -> Timeline.Bar {
      Timeline.Bar(
        id: .new(), title: "Việc", words: "", start: TaskBench.day(start), end: TaskBench.day(end), percent: 0,
        state: .doing, isLate: false, depth: 0)
    }
    func drawn(_ bars: [Timeline.Bar]) -> String {
      Timeline(
        bars: bars, joints: [], today: TaskBench.day("2026-11-28"), label: "", todayLabel: "Hôm nay", yearLabel: "Năm",
        quarterLabels: ["I", "II", "III", "IV"]
      ).html.text
    }
    let short = drawn([bar("2026-10-01", "2026-12-31")])
    #expect(short.contains(">IV</text>") && !short.contains(">I</text>") && short.contains("Năm 2026"))
    #expect(short.contains("data-today=\"") && !short.contains("data-today=\"0\""))
    let later = drawn([bar("2027-04-01", "2027-06-30")])
    #expect(later.contains(">IV</text>") && later.contains(">I</text>") && later.contains("Năm 2027"))
  }
}
