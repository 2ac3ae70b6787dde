import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct IntakePagesTests {
  private func site(_ desk: Desk, _ intake: Intake) -> AskedSite {
    AskedSite(
      people: [desk.lan, desk.hoa, desk.thu, desk.stranger], rooms: desk.newsroom.deskRooms + intake.deskRooms
    ) {
      intake.addRoutes(to: $0)
    }
  }

  @Test("a source is added, read, looked at and paused with forms alone", arguments: Engine.all)
  func sources(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      #expect(try await site.get("/lam-viec/tin-nguon", as: desk.thu).text.contains("Thêm nguồn"))
      let bad = try await site.post(
        "/lam-viec/tin-nguon/nguon", ["kind": "feed", "address": "file:///etc/passwd"], as: desk.thu)
      #expect(bad.status == 422 && bad.text.contains("Chỉ nhận địa chỉ http"))
      let added = try await site.post(
        "/lam-viec/tin-nguon/nguon", ["kind": "feed", "address": "http://127.0.0.1:9/rss", "name": "Báo <b>bạn</b>"],
        as: desk.thu)
      let path = try #require(added.location)
      #expect(added.status == 303)
      #expect(try await site.post(path + "/doc-ngay", as: desk.thu).status == 303)
      let page = try await site.get(path, as: desk.thu).text
      #expect(page.contains("Báo &lt;b&gt;bạn&lt;/b&gt;") && page.contains("Lần đọc gần nhất không được"))
      #expect(try await site.post(path + "/tam-dung", as: desk.thu).status == 303)
      #expect(try await site.get("/lam-viec/tin-nguon/nguon", as: desk.lan).text.contains("Tạm dừng"))
      #expect(try await site.post(path + "/tiep-tuc", as: desk.lan).status == 403)
      #expect(try await site.get(path, as: desk.stranger).status == 404)
      #expect(try await site.get(path, as: nil).status == 303)
    }
  }

  @Test("an uploaded feed is triaged: looked at, taken, passed over, brought back", arguments: Engine.all)
  func triage(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      let sent = try await site.upload(
        "/lam-viec/tin-nguon/nguon/tai-len", [("file", "tin.xml", Data(sampleFeed(["Hai", "Một <i>"]).utf8))],
        as: desk.thu)
      #expect(sent.status == 200 && sent.text.contains("2 tin mới"))
      let refused = try await site.upload(
        "/lam-viec/tin-nguon/nguon/tai-len", [("file", "x.xml", Data("<html></html>".utf8))], as: desk.thu)
      #expect(refused.text.contains("trang web"))

      let items = try await desk.incoming(intake)
      let list = try await site.get("/lam-viec/tin-nguon?xem=\(items[0].id)", as: desk.lan)
      #expect(list.status == 200 && list.text.contains("Chuyển thành bài") && list.text.contains("Nội dung 0"))
      #expect(!list.text.contains("<script>x()"))
      let dropped = try await site.post(
        "/lam-viec/tin-nguon/\(items[1].id)/bo", ["ve": "/lam-viec/tin-nguon?trang-thai=moi"], as: desk.lan)
      #expect(dropped.location == "/lam-viec/tin-nguon?trang-thai=moi&xong=\(items[1].id)")
      #expect(
        try await site.post("/lam-viec/tin-nguon/\(items[1].id)/khoi-phuc", ["ve": "//elsewhere.example"], as: desk.lan)
          .location == "/lam-viec/tin-nguon")
      let taken = try await site.post("/lam-viec/tin-nguon/\(items[0].id)/chuyen-bai", as: desk.lan)
      #expect(taken.location?.hasPrefix("/lam-viec/bai/") == true)
      #expect(try await site.json(.post, "/api/v1/inbox/\(items[0].id)/take", as: desk.lan).status == 409)
      let api = try await site.get("/api/v1/inbox?state=taken", as: desk.lan)
      #expect(api.status == 200 && api.text.contains("\"title\":\"Hai\""))
      #expect(try await site.get("/api/v1/inbox", as: nil).status == 401)
    }
  }

  @Test("an archive is imported from its page, with a bar, a rest and its faulty lines", arguments: Engine.all)
  func imports(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      #expect(try await site.get("/lam-viec/nhap-lieu", as: desk.lan).status == 403)
      let lines = "{\"title\":\"Một\",\"text\":\"Bài một.\"}\n=hỏng\n{\"title\":\"Hai\",\"text\":\"Bài hai.\"}\n"
      let sent = try await site.upload(
        "/lam-viec/nhap-lieu", [("file", "kho.ndjson", Data(lines.utf8))], fields: ["section": "Kho cũ"], as: desk.thu)
      let path = try #require(sent.location)
      let waiting = try await site.get(path, as: desk.thu)
      #expect(waiting.text.contains("<progress") && waiting.text.contains("http-equiv=\"refresh\""))
      #expect(waiting.text.contains("data-live-source=\"\(path)/su-kien?tu=waiting\""))
      let id = ImportRunID(String(path.split(separator: "/").last ?? ""))
      try await intake.runImport(id)
      let done = try await site.get(path, as: desk.thu)
      #expect(done.text.contains("Đã xong") && done.text.contains("1 / 1 · 100%"))
      #expect(!done.text.contains("data-live-source") && !done.text.contains("http-equiv=\"refresh\""))
      let errors = try await site.get(path + "/loi", as: desk.thu).text
      #expect(errors.contains("2\tKhông phải JSON đúng") && errors.contains("\t'=hỏng"))
      #expect(
        try await desk.stories.latest(of: Desk.agency, section: "kho-cu", author: nil, before: nil, limit: 9).items
          .count
          == 2)
      #expect(try await site.get(path, as: desk.stranger).status == 404)
    }
  }
}
