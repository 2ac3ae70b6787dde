import Contracts
import Foundation
import HTTPTypes
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct DeskPageTests {
  @Test("a story is written, sent, approved and published with forms alone", arguments: Engine.all)
  func withoutScripts(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let site = DeskSite(desk)
      let created = try await site.post("/lam-viec/bai/moi", as: desk.lan)
      let path = try #require(created.location)
      #expect(created.status == 303 && path.hasPrefix("/lam-viec/bai/"))
      let saved = try await site.post(
        path,
        ["base": "1", "title": "Bão số 3 <script>", "summary": "Đổ bộ đêm nay.", "body": "Một.\r\n\r\nHai & \"ba\"."],
        as: desk.lan)
      #expect(saved.status == 303)
      let about = try await site.post(
        path + "/thong-tin", ["base": "2", "section": section.rawValue, "bylines": "Lan, Minh", "tags": "bão; lụt"],
        as: desk.lan)
      #expect(about.status == 303)
      #expect(
        try await site.post(path + "/gui-duyet", ["revision": "3"], as: desk.lan).location == path + "?xong=gui-duyet")

      let page = try await site.get(path + "?xong=gui-duyet", as: desk.hoa)
      #expect(page.status == 200)
      #expect(page.text.contains("Bão số 3 &lt;script&gt;") && !page.text.contains("3 <script>"))
      #expect(page.text.contains("Đã gửi duyệt") && page.text.contains("Duyệt và xuất bản"))
      #expect(try await site.get(path, as: desk.lan).text.contains("Duyệt và xuất bản") == false)

      let published = try await site.post(path + "/xuat-ban", ["revision": "3"], as: desk.hoa)
      #expect(published.location == path + "?xong=xuat-ban")
      let story = try await desk.stories.latest(of: Desk.agency, section: nil, author: nil, before: nil, limit: 1).items
        .first
      #expect(story?.path == "/bai/bao-so-3-script-1001" && story?.bylines.map(\.slug) == ["lan", "minh"])
    }
  }

  @Test("data in the page cannot end its script element", arguments: Engine.all)
  func dataInPage(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.newsroom.create(
        .init(
          organisation: Desk.agency, text: ItemText(title: "a", body: StoryBody(plainForm: "</script><img src=x>"))),
        by: desk.lan)
      let page = try await DeskSite(desk).get("/lam-viec/bai/\(item.id)", as: desk.lan).text
      #expect(!page.contains("</script><img"))
      #expect(page.contains("\\u003c/script>\\u003cimg src=x>"))
      let text = try #require(page.range(of: "id=\"editor-data\">")).upperBound
      let json = page[text...].prefix { $0 != "<" }
      let data = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      #expect(data?["revision"] as? Int == 1)
    }
  }

  @Test("what was refused comes back with what was typed; what came late is merged and kept", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let site = DeskSite(desk)
      let path = "/lam-viec/bai/\(item.id)"
      let long = String(repeating: "dài ", count: 100)
      let refused = try await site.post(
        path, ["base": "1", "title": long, "summary": "x", "body": "Chữ tôi vừa gõ."], as: desk.lan)
      #expect(refused.status == 422)
      #expect(refused.text.contains("Chữ tôi vừa gõ.") && refused.text.contains("Tiêu đề dài quá 300 ký tự"))

      _ = try await desk.save("Của Hoa.", to: item.id, base: 1, by: desk.hoa)
      let late = try await site.post(
        path, ["base": "1", "title": "a", "summary": "b", "body": "Của Lan."], as: desk.lan)
      #expect(late.status == 303)
      #expect(try await desk.newsroom.open(item.id, for: desk.lan).revision.text.body.plainText == "Của Hoa.\nCủa Lan.")
      let compared = try await site.get(path + "/lich-su?ban=3&so-voi=2", as: desk.lan)
      #expect(compared.text.contains("<del>") && compared.text.contains("Lan.</ins>"))

      let bare = try await desk.newsroom.create(
        .init(organisation: Desk.agency, text: ItemText(title: "")), by: desk.thu)
      let publish = try await site.post("/lam-viec/bai/\(bare.id)/xuat-ban", ["revision": "1"], as: desk.thu)
      #expect(publish.status == 422 && publish.text.contains("href=\"#summary\""))
      let back = try await site.post(path + "/tra-lai", ["reason": ""], as: desk.hoa)
      #expect(back.status == 422 && back.text.contains("Cần ghi lý do"))
    }
  }

  @Test("the board says what is due, what is late and who has it", arguments: Engine.all)
  func board(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let late = try await desk.draft("Bài trễ", section: section)
      try await desk.newsroom.setDeadline(Desk.start.addingTimeInterval(-600), of: late.id, by: desk.lan)
      let waiting = try await desk.draft("Bài chờ", section: section)
      try await desk.newsroom.setDeadline(Desk.start.addingTimeInterval(1_500), of: waiting.id, by: desk.lan)
      try await desk.newsroom.submit(waiting.id, by: desk.lan)
      try await desk.newsroom.handOver(waiting.id, to: desk.hoa.id, by: desk.hoa)
      let returned = try await desk.draft("Bài trả", section: section, by: desk.minh)
      try await desk.newsroom.submit(returned.id, by: desk.minh)
      try await desk.newsroom.sendBack(returned.id, reason: "Thiếu số liệu", by: desk.hoa)
      _ = try await desk.published("Bài đăng", section: section)

      let site = DeskSite(desk)
      let all = try await site.get("/lam-viec", as: desk.hoa).text
      for words in [
        "1 bài trễ hạn", "Lê Hoa", "còn 25 phút", "Lê Hoa: Thiếu số liệu", "Bài đăng", "Thứ bảy, 21/11/2026",
      ] {
        #expect(all.contains(words), "\(words)")
      }
      for path in [
        "/lam-viec", "/lam-viec/bai", "/lam-viec/trang-chu", "/lam-viec/chuyen-muc", "/lam-viec/bai/\(late.id)",
      ] {
        let page = try await site.get(path, as: desk.thu)
        #expect(page.status == 200 && !page.text.contains("&lt;") && !page.text.contains("Optional("), "\(path)")
      }
      let own = try await site.get("/lam-viec?loc=cua-toi", as: desk.minh).text
      #expect(own.contains("Bài trả") && !own.contains("Bài trễ"))
      #expect(try await site.get("/lam-viec", as: desk.administrator).status == 200)
    }
  }

  @Test("the list finds by state, by words with or without marks, and by person", arguments: Engine.all)
  func list(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      _ = try await desk.draft("Lũ trên sông Đà", section: section)
      _ = try await desk.draft("Mùa vàng Mường Lò", section: section, by: desk.minh)
      _ = try await desk.published("Đường mới thông xe", section: section)
      let site = DeskSite(desk)
      let found = try await site.get("/lam-viec/bai?q=lu+tren", as: desk.hoa).text
      #expect(found.contains("Lũ trên sông Đà") && !found.contains("Mường Lò"))
      let published = try await site.get("/lam-viec/bai?trang-thai=published", as: desk.hoa).text
      #expect(published.contains("Đường mới") && !published.contains("Mường Lò"))
      let own = try await site.get("/lam-viec/bai?loc=cua-toi", as: desk.minh).text
      #expect(own.contains("Mường Lò") && !own.contains("sông Đà"))
      #expect(try await site.get("/lam-viec/bai?q=%ff%00&truoc=x&trang-thai=x", as: desk.hoa).status == 200)
    }
  }

  @Test("the front page is ordered by buttons; what makes no sense changes nothing", arguments: Engine.all)
  func home(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let first = try await desk.published("Một", section: section).id
      let second = try await desk.published("Hai", section: section).id
      let site = DeskSite(desk)
      func press(_ act: String) async throws -> [ItemID] {
        let seen = try await desk.newsroom.homeOrder(of: Desk.agency, for: desk.thu)
        _ = try await site.post(
          "/lam-viec/trang-chu", ["seen": seen.map(\.rawValue).joined(separator: " "), "act": act], as: desk.thu)
        return try await desk.newsroom.homeOrder(of: Desk.agency, for: desk.thu)
      }
      #expect(try await press("lead \(first)") == [first])
      #expect(try await press("in \(second)") == [first, second])
      #expect(try await press("up \(second)") == [second, first])
      #expect(try await press("up \(second)") == [second, first])
      #expect(try await press("nonsense") == [second, first])
      #expect(try await press("in khong-co") == [second, first])
      #expect(try await press("out \(second)") == [first])
      let stale = try await site.post("/lam-viec/trang-chu", ["seen": "", "act": "in \(second)"], as: desk.thu)
      #expect(stale.status == 409)
      #expect(try await site.get("/lam-viec/trang-chu", as: desk.thu).text.contains("Bài chính"))
      #expect(try await site.get("/lam-viec/trang-chu", as: desk.lan).status == 403)
      #expect(try await site.get("/lam-viec/chuyen-muc", as: desk.thu).status == 200)
      let opened = try await site.post("/lam-viec/chuyen-muc", ["name": "Kinh tế"], as: desk.thu)
      #expect(opened.status == 303)
      #expect(try await site.post("/lam-viec/chuyen-muc", ["name": " "], as: desk.thu).status == 422)
    }
  }
}
