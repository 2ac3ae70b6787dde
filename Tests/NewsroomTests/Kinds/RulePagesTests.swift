import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct RulePagesTests {
  @Test("the chief changes a kind's profile on its page; the desk reads it", arguments: Engine.all)
  func profilePage(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let site = DeskSite(try desk.withDefaults())
      let shown = try await site.get("/lam-viec/quy-trinh/brief", as: desk.chief)
      #expect(shown.status == 200 && shown.text.contains("Lưu thành bản mới"))
      let read = try await site.get("/lam-viec/quy-trinh/brief", as: desk.lan)
      #expect(read.status == 200 && !read.text.contains("Lưu thành bản mới"))
      var form = [
        "title-length": "80", "summary-length": "200", "least-words": "0", "most-words": "300", "note": "Quy định mới",
        "from": "2026-11-21", "field-genre": "required", "rule-contact": "block",
      ]
      #expect(try await site.post("/lam-viec/quy-trinh/brief", form, as: desk.lan).status == 403)
      #expect(try await site.post("/lam-viec/quy-trinh/brief", form, as: desk.chief).status == 303)
      let versions = try await desk.newsroom.profiles(of: .brief, in: Desk.agency, for: desk.lan)
      #expect(versions.map(\.rules.titleLength) == [80])
      #expect(versions[0].rules.use(of: .genre) == .required && versions[0].rules.severity(of: .contact) == .block)
      form["title-length"] = "5"
      let refused = try await site.post("/lam-viec/quy-trinh/brief", form, as: desk.chief)
      #expect(refused.status == 422 && refused.text.contains("Độ dài tiêu đề từ 20"))
    }
  }

  @Test("the chief changes the steps of approval on their page", arguments: Engine.all)
  func workflowPage(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let site = DeskSite(desk)
      #expect(try await site.get("/lam-viec/quy-trinh", as: desk.chief).status == 200)
      #expect(try await site.get("/lam-viec/quy-trinh/duyet", as: desk.lan).status == 200)
      #expect(try await site.get("/lam-viec/quy-trinh", as: nil).status != 200)
      let form = [
        "id-1": "approval", "name-1": "Duyệt nội dung", "permission-1": Newsroom.approve.rawValue, "hours-1": "4",
        "name-2": "Duyệt Tổng biên tập", "permission-2": Newsroom.approveFinally.rawValue, "four-eyes": "1",
        "from": "2026-11-21", "note": "Quy chế",
      ]
      #expect(try await site.post("/lam-viec/quy-trinh/duyet", form, as: desk.chief).status == 303)
      let workflow = try await desk.newsroom.workflow(of: Desk.agency)
      #expect(workflow.stages.map(\.id) == ["approval", "duyet-tong-bien-tap"] && workflow.fourEyes)
      #expect(workflow.stages[0].dueHours == 4)
      var wrong = form
      wrong["permission-2"] = "security.accounts.manage"
      #expect(try await site.post("/lam-viec/quy-trinh/duyet", wrong, as: desk.chief).status == 422)
    }
  }

  @Test("the editor's page carries the parts of an item, and its acts answer", arguments: Engine.all)
  func editorParts(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let desk = try desk.withDefaults()
      let site = DeskSite(desk)
      let item = try await desk.draft(section: try await desk.section())
      let at = "/lam-viec/bai/\(item.id)"
      let page = try await site.get(at, as: desk.lan)
      for words in ["Điều kiện đăng", "Dùng AI", "Nguồn tin", "Bản dịch", "medtop:04000000", "Phóng sự"] {
        #expect(page.text.contains(words), "\(words)")
      }
      let held = try await site.post(
        at + "/giu-tin", ["until": "2026-11-22T06:00", "hold-reason": "Đề nghị của Sở"], as: desk.lan)
      #expect(held.status == 303)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).embargo != nil)
      let refused = try await site.post(at + "/xuat-ban", ["revision": "1"], as: desk.thu)
      #expect(refused.status == 422 && refused.text.contains("Bài bị giữ tới"))
      let translated = try await site.post(at + "/ban-dich", ["language": "en"], as: desk.lan)
      #expect(translated.status == 303)
      let checks = try await site.get("/api/v1/items/\(item.id)/checks", as: desk.lan)
      #expect(checks.json["findings"]?.array?.contains { $0["rule"]?.string == "embargo" } == true)
      #expect(try await site.get("/api/v1/items/\(item.id)/checks", as: desk.stranger).status == 404)
    }
  }

  @Test("a plain form saves the further fields, and one that lacks them leaves them alone", arguments: Engine.all)
  func plainForm(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let desk = try desk.withDefaults()
      let site = DeskSite(desk)
      let section = try await desk.section()
      let item = try await desk.draft(section: section)
      let at = "/lam-viec/bai/\(item.id)/thong-tin"
      var form = [
        "base": "1", "section": section.rawValue, "bylines": "Nguyễn Lan, Trần Minh", "tags": "", "place": "",
        "genre": "interview", "slugline": "cầu", "urgency": "3", "shares": "Nguyễn Lan 60, Trần Minh 40",
        "rights": "Không đăng lại", "has-topics": "1", "topics": "medtop:04000000", "places": "",
      ]
      #expect(try await site.post(at, form, as: desk.lan).status == 303)
      var kept = try await desk.newsroom.item(item.id, for: desk.lan).metadata
      #expect(kept.genre == "interview" && kept.urgency == 3 && kept.topics == ["medtop:04000000"])
      #expect(kept.shares.map(\.percent) == [60, 40])
      form = ["base": "2", "section": section.rawValue, "bylines": "Nguyễn Lan, Trần Minh", "tags": "cầu", "place": ""]
      #expect(try await site.post(at, form, as: desk.lan).status == 303)
      kept = try await desk.newsroom.item(item.id, for: desk.lan).metadata
      #expect(kept.tags == ["cầu"] && kept.genre == "interview" && kept.shares.count == 2 && kept.topics.count == 1)
    }
  }
}
