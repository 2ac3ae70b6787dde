import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Forms of tasks: everything wrong at once, nothing typed is lost")
struct TaskFormTests {
  private func site(_ bench: TaskBench) -> AskedSite {
    AskedSite(people: [bench.keeper, bench.worker, bench.other, bench.chief, bench.reader]) {
      bench.programme.addRoutes(to: $0)
    }
  }

  /// All organisations in one province, so that the department oversees the agencies.
  private func settle(_ bench: TaskBench) {
    let province = UnitID.new()
    bench.house.kept.withLock { all in for id in all.keys { all[id]?.province = province } }
  }

  @Test("a department lays work outside any plan on those it oversees, and keeps it", arguments: Engine.all)
  func overseen(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let fields = ["title": "Rà soát", "leads": "Báo Lam Giang", "due-on": "2026-12-15", "plan": ""]
      // Elsewhere it does not oversee: said beside the field, with every word kept.
      let refused = try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper)
      #expect(refused.status == 422 && refused.text.contains("id=\"plan-error\""))
      #expect(refused.text.contains("value=\"Rà soát\"") && refused.text.contains("value=\"Báo Lam Giang\""))
      settle(bench)
      let made = try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper)
      #expect(made.status == 303)
      let path = try #require(made.location?.split(separator: "?").first.map(String.init))
      let id = WorkID(String(path.split(separator: "/").last ?? ""))
      #expect(try await bench.record(id).keeper == TaskBench.department)
      #expect(try await bench.programme.file(id, for: bench.keeper).work.mayKeep(bench.keeper))
      #expect(!(try await bench.programme.file(id, for: bench.chief).work.moves(for: bench.chief)).contains(.cancel))
      // Not on another department, nor may the paper do so.
      await #expect(throws: Failure.invalid(["plan": Programme.notOverseen])) {
        _ = try await bench.programme.make(WorkDraft(title: "x", lead: TaskBench.station), by: bench.chief)
      }
      try await bench.programme.reassign(id, to: TaskBench.station, reason: "Báo bận", by: bench.keeper)
      #expect(try await bench.record(id).lead == TaskBench.station)
    }
  }

  @Test("a new task is told everything that is wrong at once", arguments: Engine.all)
  func together(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let fields = [
        "plan": plan.rawValue, "title": "", "detail": "Nội dung <riêng>", "leads": "Báo không có\nBáo Lam Giang",
        "partners": "Sở Không Có Thật", "starts-on": "31/02/2026", "due-on": "2026-02-30", "funding": "Ngân sách",
        "deliverables": "Báo cáo", "every": "year", "until": "mai",
      ]
      let page = try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper)
      #expect(page.status == 422)
      for id in ["title", "lead", "partners", "starts-on", "due-on", "until"] {
        #expect(page.text.contains("id=\"\(id)-error\""), "\(id)")
        #expect(page.text.contains("href=\"#\(id)\""), "\(id)")
      }
      for kept in ["Nội dung &lt;riêng&gt;", "Báo không có", "Sở Không Có Thật", "Ngân sách", "31/02/2026", "“mai”"] {
        #expect(page.text.contains(kept), "\(kept)")
      }
      // Days as people write them are taken.
      var good = fields.merging(["title": "Đúng", "leads": "Báo Lam Giang", "partners": "", "every": "", "until": ""]) {
        $1
      }
      good["starts-on"] = "1/12/2026"
      good["due-on"] = "15/12/2026"
      #expect(try await site.post("\(ProgrammePath.tasks)/moi", good, as: bench.keeper).status == 303)
      // The form of a task that is there does the same.
      let id = try await bench.work(plan: plan)
      let change = [
        "title": " ", "partners": "Ai đó", "due-on": "x", "base": "1", "funding": "Giữ nguyên chữ này",
      ]
      let edit = try await site.post("\(ProgrammePath.work(id))/sua", change, as: bench.keeper)
      #expect(edit.status == 422 && edit.text.contains("Giữ nguyên chữ này"))
      for id in ["title", "partners", "due-on"] { #expect(edit.text.contains("id=\"\(id)-error\""), "\(id)") }
      let stale = try await site.post(
        "\(ProgrammePath.work(id))/sua", ["title": "Tên khác", "base": "7"], as: bench.keeper)
      #expect(stale.status == 409 && stale.text.contains("Tên khác"))
    }
  }

  @Test("a past day and a silent organisation are asked about before, not told of after", arguments: Engine.all)
  func doubts(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      bench.house.put(TaskBench.merged, .pressAgency, "Tạp chí Lam Giang")
      var fields = [
        "plan": plan.rawValue, "title": "Rà soát", "leads": "Tạp chí Lam Giang", "due-on": "2026-11-10",
      ]
      let asked = try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper)
      #expect(asked.status == 422 && asked.text.contains("Hạn 10/11/2026 đã qua"))
      #expect(asked.text.contains("sẽ không ai được báo: Tạp chí Lam Giang"))
      #expect(asked.text.contains("name=\"past\"") && asked.text.contains("name=\"silent\""))
      fields["past"] = "1"
      #expect(try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper).status == 422)
      fields["silent"] = "1"
      #expect(try await site.post("\(ProgrammePath.tasks)/moi", fields, as: bench.keeper).status == 303)
      let id = try await bench.work(plan: plan)
      let path = "\(ProgrammePath.work(id))/giao"
      var hand = ["lead": "Tạp chí Lam Giang", "reason": "Báo bận nhiều việc"]
      let before = try await site.post(path, hand, as: bench.keeper)
      #expect(before.status == 422 && before.text.contains("sẽ không ai được báo"))
      #expect(before.text.contains("Báo bận nhiều việc") && before.text.contains("value=\"Tạp chí Lam Giang\""))
      #expect(try await bench.record(id).lead == TaskBench.paper)
      hand["silent"] = "1"
      #expect(try await site.post(path, hand, as: bench.keeper).status == 303)
      #expect(try await bench.record(id).lead == TaskBench.merged)
      let page = try await site.get(ProgrammePath.work(id), as: bench.keeper).text
      // From whom to whom, and who had been told.
      #expect(page.contains("Từ Báo Lam Giang sang Tạp chí Lam Giang. Lý do: Báo bận nhiều việc"))
      #expect(page.contains("Đã báo các đơn vị chủ trì trước") && page.contains("Báo Lam Giang, Lan ·"))
      // The day of a task that is there is asked about only where it is being moved.
      let old = try await bench.work(due: "2026-11-10", plan: plan)
      var change = ["title": "Mở kênh số", "due-on": "2026-11-10", "base": "1"]
      #expect(try await site.post("\(ProgrammePath.work(old))/sua", change, as: bench.keeper).status == 303)
      change["due-on"] = "2026-11-11"
      change["base"] = "2"
      #expect(try await site.post("\(ProgrammePath.work(old))/sua", change, as: bench.keeper).status == 422)
    }
  }

  @Test("each form of a task's page keeps what was typed, and only that one shows what is wrong", arguments: Engine.all)
  func acts(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let plan = try await bench.plan().plan
      let id = try await bench.work(plan: plan)
      let path = ProgrammePath.work(id)
      for percent in ["150", "", "nửa", "-1", "12,5"] {
        let page = try await site.post(
          "\(path)/tien-do", ["percent": percent, "words": "Xong <hai> lớp"], as: bench.worker)
        #expect(page.status == 422 && page.text.contains("Xong &lt;hai&gt; lớp"), "\(percent)")
        #expect(page.text.contains("name=\"percent\" type=\"text\" value=\"\(percent)\""), "\(percent)")
        #expect(page.text.contains("id=\"percent-error\""), "\(percent)")
      }
      let both = try await site.post("\(path)/tien-do", ["percent": "101", "words": ""], as: bench.worker)
      #expect(both.text.contains("id=\"percent-error\"") && both.text.contains("id=\"words-error\""))
      // Evidence: the words stay, and that the file does not is said.
      let proof = try await site.upload(
        "\(path)/minh-chung", [("file", "a.exe", Data("MZ".utf8))],
        fields: ["text": "javascript:x", "name": "Báo cáo quý"], as: bench.worker)
      #expect(proof.status == 422 && proof.text.contains("value=\"Báo cáo quý\""))
      #expect(proof.text.contains("value=\"javascript:x\"") && proof.text.contains("chọn lại tệp"))
      // A report of done without evidence leads to the field that wants it, not to another form.
      let early = try await site.post("\(path)/chuyen", ["move": "submit"], as: bench.worker)
      #expect(
        early.status == 422 && early.text.contains("href=\"#text\"") && !early.text.contains("id=\"words-error\""))
      // A reason that is missing is asked for in its own form; one that is too long is not lost.
      let empty = try await site.post("\(path)/chuyen", ["move": "pause", "words": ""], as: bench.keeper)
      #expect(empty.status == 422 && empty.text.contains("id=\"reason-pause-error\""))
      #expect(!empty.text.contains("id=\"reason-cancel-error\"") && empty.text.contains("href=\"#reason-pause\""))
      let long = String(repeating: "dài ", count: 1300)
      let pause = try await site.post("\(path)/chuyen", ["move": "pause", "words": long], as: bench.keeper)
      #expect(pause.status == 422 && pause.text.contains("dài dài dài"))
      // What its state does not allow any more keeps the words too.
      let late = try await site.post(
        "\(path)/chuyen", ["move": "send-back", "words": "Thiếu phụ lục"], as: bench.keeper)
      #expect(late.status == 409 && late.text.contains("Thiếu phụ lục"))
      let joint = try await site.post("\(path)/cho", ["needs": id.rawValue], as: bench.keeper)
      #expect(joint.status == 422 && joint.text.contains("href=\"#needs\""))
      let hand = try await site.post("\(path)/giao", ["lead": "Sở Không Có Thật", "reason": ""], as: bench.keeper)
      #expect(hand.status == 422 && hand.text.contains("value=\"Sở Không Có Thật\""))
      #expect(hand.text.contains("id=\"lead-error\"") && hand.text.contains("id=\"reason-error\""))
    }
  }

  @Test("honours and campaigns keep what was typed and say everything at once", arguments: Engine.all)
  func honours(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let site = site(bench)
      let honour = [
        "keeper": TaskBench.department.rawValue, "kind": "person", "name": "", "form": "Bằng khen <a>", "number": "",
        "issued-on": "hôm qua", "issuer": "UBND tỉnh", "reason": "Dẫn đầu", "work": WorkID.new().rawValue,
      ]
      let page = try await site.post(TaskParts.View.honours.path, honour, as: bench.keeper)
      #expect(page.status == 422)
      for id in ["name", "number", "issued-on", "work"] { #expect(page.text.contains("id=\"\(id)-error\""), "\(id)") }
      #expect(
        page.text.contains("Bằng khen &lt;a&gt;") && page.text.contains("Dẫn đầu") && page.text.contains("“hôm qua”"))
      let campaign = [
        "keeper": TaskBench.department.rawValue, "name": "", "starts-on": "", "ends-on": "32/13/2026",
        "content": "Nội dung đợt", "result": "Chưa có",
      ]
      let wrong = try await site.post("\(TaskParts.View.campaigns.path)/moi", campaign, as: bench.keeper)
      #expect(wrong.status == 422)
      for id in ["name", "starts-on", "ends-on"] { #expect(wrong.text.contains("id=\"\(id)-error\""), "\(id)") }
      #expect(wrong.text.contains("Nội dung đợt") && wrong.text.contains("Chưa có"))
    }
  }
}
