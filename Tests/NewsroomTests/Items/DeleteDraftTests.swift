import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct DeleteDraftTests {
  @Test("a draft that is thrown away is nowhere, and comes back as it was", arguments: Engine.all)
  func thereAndBack(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.draft("Cầu Lam Giang", section: section)
      _ = try await desk.save("Chữ mới.", to: item.id, base: 1, by: desk.lan)
      try await desk.newsroom.delete(item.id, revision: 2, by: desk.lan)

      await #expect(throws: Failure.notFound) { try await desk.newsroom.open(item.id, for: desk.lan) }
      await #expect(throws: Failure.notFound) { try await desk.save("x", to: item.id, base: 2, by: desk.lan) }
      await #expect(throws: Failure.notFound) { try await desk.newsroom.delete(item.id, by: desk.lan) }
      desk.hand.advance(by: 60)
      try await desk.newsroom.indexDrafts()
      #expect(try await desk.found("cau lam giang", in: "archive:\(Desk.agency)").isEmpty)
      #expect(try await desk.newsroom.items(ItemFilter(organisation: Desk.agency), for: desk.lan).items.isEmpty)
      #expect(try await desk.newsroom.ranked("", for: desk.lan).isEmpty)
      #expect(try await desk.newsroom.board(of: Desk.agency, for: desk.lan).isEmpty)
      let thrown = try await desk.newsroom.items(
        ItemFilter(organisation: Desk.agency, isDeleted: true), for: desk.lan)
      #expect(thrown.items.map(\.id) == [item.id])

      try await desk.newsroom.undelete(item.id, by: desk.lan)
      let back = try await desk.newsroom.open(item.id, for: desk.lan)
      #expect(back.item.state == .draft && back.revision.number == 2)
      #expect(back.revision.text.body.plainText == "Chữ mới.")
      #expect(try await desk.found("chu moi", in: "archive:\(Desk.agency)") == [item.id.rawValue])
      await #expect(throws: Failure.notFound) { try await desk.newsroom.undelete(item.id, by: desk.lan) }
      let events = try await desk.newsroom.events(of: item.id, for: desk.lan).map(\.kind)
      #expect(events.prefix(2) == [.undeleted, .deleted])
      #expect(desk.trail.actions.suffix(2) == ["newsroom.item.delete", "newsroom.item.undelete"])
    }
  }

  @Test(
    "one's own while one writes it, an editor's otherwise; never what was public or approved", arguments: Engine.all)
  func whose(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let draft = try await desk.draft(section: section)
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.delete(draft.id, by: desk.minh)
      }
      // Given to somebody else it is still its author's to throw away, not the holder's.
      try await desk.newsroom.handOver(draft.id, to: desk.minh.id, by: desk.lan)
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.delete(draft.id, by: desk.minh)
      }
      for person in [desk.stranger, desk.administrator] {
        await #expect(throws: Failure.notFound) { try await desk.newsroom.delete(draft.id, by: person) }
      }
      try await desk.newsroom.submit(draft.id, by: desk.lan)
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.delete(draft.id, by: desk.lan)
      }
      try await desk.newsroom.delete(draft.id, by: desk.hoa)
      for person in [desk.lan, desk.minh] {
        await #expect(throws: Failure.forbidden(Newsroom.edit)) {
          try await desk.newsroom.undelete(draft.id, by: person)
        }
      }
      await #expect(throws: Failure.notFound) { try await desk.newsroom.undelete(draft.id, by: desk.stranger) }

      let ready = try await desk.draft(section: section)
      try await desk.newsroom.approve(ready.id, revision: 1, by: desk.hoa)
      let published = try await desk.published(section: section)
      let withdrawn = try await desk.published(section: section)
      try await desk.newsroom.withdraw(withdrawn.id, reason: "x", by: desk.thu)
      for item in [ready, published, withdrawn] {
        await #expect(throws: Failure.self) { try await desk.newsroom.delete(item.id, by: desk.chief) }
      }
      #expect(try await desk.newsroom.item(published.id, for: desk.lan).state == .published)
    }
  }

  @Test("what somebody wrote meanwhile is not thrown away unseen", arguments: Engine.all)
  func unseen(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      _ = try await desk.save("Của Hoa.", to: item.id, base: 1, by: desk.hoa)
      let reply = try await DeskSite(desk).post("/lam-viec/bai/\(item.id)/xoa", ["revision": "1"], as: desk.lan)
      #expect(reply.status == 409 && reply.text.contains("vừa được sửa"))
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).currentRevision == 2)
    }
  }

  @Test("by form with a question first and a way back; by program with DELETE", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let site = DeskSite(desk)
      let item = try await desk.draft("Bỏ <đi>", section: try await desk.section())
      let path = "/lam-viec/bai/\(item.id)"
      let page = try await site.get(path, as: desk.lan).text
      #expect(page.contains("<dialog") && page.contains("Xóa bản nháp này?") && page.contains("\(path)/xoa"))
      #expect(try await site.get(path, as: desk.minh).text.contains("Xóa bản nháp") == false)
      let deleted = try await site.post(path + "/xoa", ["revision": "1"], as: desk.lan)
      #expect(deleted.location == "/lam-viec/bai?da-xoa=\(item.id)")
      let list = try await site.get(deleted.location ?? "", as: desk.lan).text
      #expect(list.contains("Đã xóa bản nháp.") && list.contains("\(path)/bo-xoa") && !list.contains("Bỏ &lt;đi&gt;"))
      let thrown = try await site.get("/lam-viec/bai?trang-thai=da-xoa", as: desk.lan).text
      #expect(thrown.contains("Bỏ &lt;đi&gt;") && thrown.contains("Lấy lại"))
      #expect(try await site.get(path, as: desk.lan).status == 404)
      #expect(try await site.post(path + "/bo-xoa", as: desk.stranger).status == 404)
      #expect(try await site.post(path + "/bo-xoa", as: desk.lan).location == "\(path)?xong=bo-xoa")

      let api = "/api/v1/items/\(item.id)"
      #expect(try await site.json(.delete, api, "", as: desk.lan, token: nil).status == 403)
      #expect(try await site.json(.delete, api, "", as: nil).status == 401)
      #expect(try await site.json(.delete, api, "", as: desk.stranger).status == 404)
      #expect(try await site.json(.delete, api + "?revision=9", "", as: desk.lan).status == 409)
      #expect(try await site.json(.delete, api, "", as: desk.lan).status == 204)
      #expect(try await site.get(api, as: desk.lan).status == 404)
      #expect(try await site.json(.post, api + "/undelete", as: desk.lan).json["state"]?.string == "draft")
    }
  }

  @Test("what a draft was made of lies in the inbox again", arguments: Engine.all)
  func inbox(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xml")
      try Data(sampleFeed(["Một"]).utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try await intake.takeUpload(file, named: "tin.xml", to: Desk.agency, by: desk.thu)
      let incoming = try #require(try await desk.incoming(intake).first)
      let item = try await intake.takeItem(incoming.id, by: desk.lan)
      try await desk.newsroom.delete(item.id, by: desk.lan)
      let again = try #require(try await desk.incoming(intake).first)
      #expect(again.id == incoming.id && again.item == nil && !again.hasNews)
    }
  }
}
