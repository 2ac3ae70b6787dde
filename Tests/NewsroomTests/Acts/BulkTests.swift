import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct BulkTests {
  @Test("each item fares by itself, and the answer says why not", arguments: Engine.all)
  func eachByItself(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let good = try await desk.draft("Được", section: section)
      let empty = try await desk.newsroom.create(
        .init(organisation: Desk.agency, text: ItemText(title: "Chưa có chữ")), by: desk.lan)
      let out = try await desk.published("Đã đăng", section: section)
      let items = [good.id, empty.id, out.id, ItemID.new(), good.id].map {
        Newsroom.BulkItem(id: $0, revision: 1)
      }
      let outcomes = try await desk.newsroom.bulk(.submit, items, by: desk.hoa)
      #expect(outcomes.map(\.item) == Array(items.prefix(4)).map(\.id))
      #expect(outcomes.map { $0.failure == nil } == [true, false, false, false])
      #expect(outcomes[1].failure == "Bài chưa có nội dung")
      #expect(outcomes[3].failure == "Không có bài này" && outcomes[3].title.isEmpty)
      #expect(try await desk.newsroom.item(good.id, for: desk.hoa).state == .approval)

      // Approving asks for the text that was read.
      _ = try await desk.save("Chữ khác.", to: good.id, base: 1, by: desk.hoa)
      let stale = try await desk.newsroom.bulk(.approve, [.init(id: good.id, revision: 1)], by: desk.hoa)
      #expect(stale.first?.failure != nil)
      let refused = try await desk.newsroom.bulk(.approve, [.init(id: good.id, revision: 2)], by: desk.lan)
      #expect(refused.first?.failure == "Bạn không có quyền làm việc này với bài")
      #expect(desk.trail.actions.last == "security.denied")
      #expect(
        try await desk.newsroom.bulk(.approve, [.init(id: good.id, revision: 2)], by: desk.hoa).first?.failure == nil)
    }
  }

  @Test("ticked items are done by a form alone; what failed is shown with its reason", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let first = try await desk.draft("Bài một", section: section)
      let second = try await desk.newsroom.create(
        .init(organisation: Desk.agency, text: ItemText(title: "Bài hai")), by: desk.lan)
      let site = DeskSite(desk)
      let page = try await site.get("/lam-viec/bai", as: desk.hoa).text
      #expect(page.contains("value=\"\(first.id) 1\"") && page.contains("data-bulk"))
      let mixed = try await site.postAll(
        "/lam-viec/bai/nhieu",
        [("item", "\(first.id) 1"), ("item", "\(second.id) 1"), ("act", "gui-duyet"), ("ve", "/lam-viec/bai?q=b")],
        as: desk.hoa)
      #expect(mixed.status == 200 && mixed.text.contains("1 bài xong, 1 bài không."))
      #expect(mixed.text.contains("Bài chưa có nội dung") && mixed.text.contains("Bài hai"))
      let done = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(first.id) 1"), ("act", "duyet"), ("ve", "/lam-viec/bai?q=b")], as: desk.hoa)
      #expect(done.location == "/lam-viec/bai?q=b&xong=1")
      // Nobody is led away from the desk.
      let away = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(second.id) 1"), ("act", "nhan:urgent"), ("ve", "//example.com")],
        as: desk.hoa)
      #expect(away.location == "/lam-viec/bai?xong=1")
      let marked = try await site.postAll(
        "/lam-viec/bai/nhieu",
        [
          ("item", "\(second.id) 1"), ("act", "danh-dau"), ("danh-dau-cho", "nguoi:minh"),
          ("loi-nhan", "Giúp <b>tôi</b>"),
        ], as: desk.hoa)
      #expect(marked.status == 303)
      let list = try await site.get("/lam-viec/bai?loc=danh-dau", as: desk.minh).text
      #expect(list.contains("Bài hai") && !list.contains("Bài một") && list.contains("Giúp &lt;b&gt;tôi&lt;/b&gt;"))
      let none = try await site.postAll("/lam-viec/bai/nhieu", [("act", "duyet")], as: desk.hoa)
      #expect(none.status == 422 && none.text.contains("Chưa chọn bài nào"))
      let csv = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(first.id) 1"), ("act", "xuat-csv")], as: desk.lan)
      #expect(csv.text.hasPrefix("\u{FEFF}Mã,") && csv.text.contains("Bài một"))
      #expect(csv.headers[.contentDisposition]?.contains("tin-bai-2026-11-21.csv") == true)
    }
  }

  @Test("programs do the same and get an answer for each item", arguments: Engine.all)
  func interface(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let site = DeskSite(desk)
      let answer = try await site.json(
        .post, "/api/v1/items/bulk",
        #"{"act": "spike", "reason": "Trùng", "items": [{"id": "\#(item.id)", "revision": 1}, "nichts"]}"#, as: desk.hoa
      )
      #expect(answer.status == 200 && answer.json["done"]?.int == 1)
      #expect(answer.json["outcomes"]?.array?.last?["failure"]?.string == "Không có bài này")
      let back = try await site.json(.post, "/api/v1/items/\(item.id)/undelete", as: desk.hoa)
      #expect(back.status == 200)
      let copy = try await site.json(.post, "/api/v1/items/\(item.id)/duplicate", as: desk.hoa)
      #expect(copy.status == 200 && copy.json["id"]?.string != item.id.rawValue)
      #expect(
        try await site.json(.post, "/api/v1/items/\(item.id)/spike", #"{"reason": "x"}"#, as: desk.stranger).status
          == 404)
    }
  }

  @Test("the board offers only the steps that are open, and takes them", arguments: Engine.all)
  func boardMenu(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let site = DeskSite(desk)
      #expect(try await site.get("/lam-viec", as: desk.lan).text.contains("data-to=\"approval\""))
      #expect(try await !site.get("/lam-viec", as: desk.minh).text.contains("data-to=\"approval\""))
      let sent = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(item.id) 1"), ("act", "gui-duyet"), ("ve", "/lam-viec")], as: desk.lan)
      #expect(sent.location == "/lam-viec?xong=1")
      let board = try await site.get("/lam-viec", as: desk.hoa).text
      #expect(board.contains("data-to=\"ready\"") && board.contains("data-reason-for=\"writing\""))
      #expect(try await !site.get("/lam-viec", as: desk.lan).text.contains("data-to=\"ready\""))
    }
  }
}
