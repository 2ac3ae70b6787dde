import Contracts
import Foundation
import HTTPTypes
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct ItemsAPITests {
  @Test("a program takes a story all the way, by the same verbs", arguments: Engine.all)
  func wholePath(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let site = DeskSite(desk)
      let created = try await site.json(.post, "/api/v1/items", #"{"title":"Tin mới"}"#, as: desk.lan)
      #expect(created.status == 201)
      let id = try #require(created.json["id"]?.string)
      #expect(created.headers[.location] == "/api/v1/items/\(id)")
      let text = """
        {"base":1,"title":"Tin mới","summary":"Sapo","autosave":true,
         "body":{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"p"},"content":[{"type":"text","text":"Chữ."}]}]},
         "metadata":{"section":"\(section)","tags":["a"],"bylines":["Lan"],"place":"\(Desk.place)","lead":null}}
        """
      let saved = try await site.json(.put, "/api/v1/items/\(id)/text", text, as: desk.lan)
      #expect(saved.status == 200 && saved.json["revision"]?.int == 2)
      #expect(saved.json["at"]?.string == "2026-11-21T01:00:00.000Z")
      #expect(
        try await site.json(.post, "/api/v1/items/\(id)/submit", as: desk.lan).json["state"]?.string == "approval")
      let approved = try await site.json(.post, "/api/v1/items/\(id)/approve", #"{"revision":2}"#, as: desk.hoa)
      #expect(approved.json["state"]?.string == "ready")
      let published = try await site.json(.post, "/api/v1/items/\(id)/publish", as: desk.hoa)
      #expect(published.json["path"]?.string == "/bai/tin-moi-1001")

      let item = try await site.get("/api/v1/items/\(id)", as: desk.lan).json
      #expect(item["metadata"]?["place"]?["name"]?.string == "Xã Bến Sỏi, tỉnh Lam Giang")
      #expect(item["body"]?["content"]?.array?.first?["attrs"]?["id"]?.string == "p")
      let list = try await site.get("/api/v1/items?state=published&limit=1", as: desk.lan).json
      #expect(list["items"]?.array?.count == 1)
      let revisions = try await site.get("/api/v1/items/\(id)/revisions", as: desk.lan).json
      #expect(revisions["items"]?.array?.compactMap { $0["number"]?.int } == [2, 1])
      let first = try await site.get("/api/v1/items/\(id)/revisions/1", as: desk.lan).json
      #expect(first["title"]?.string == "Tin mới" && first["kind"]?.string == "save")
    }
  }

  @Test("a late save is put together with what came first, and told so", arguments: Engine.all)
  func stale(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      _ = try await desk.save("Của Hoa.", to: item.id, base: 1, by: desk.hoa)
      let reply = try await DeskSite(desk).json(
        .put, "/api/v1/items/\(item.id)/text",
        #"{"base":1,"title":"t","summary":"s","body":{"type":"doc","content":[]}}"#, as: desk.lan)
      #expect(reply.status == 200 && reply.json["merged"]?.bool == true)
      #expect(reply.text.contains("Của Hoa."), "what she wrote is in the text that is sent back")
      let now = try await DeskSite(desk).get("/api/v1/items/\(item.id)", as: desk.hoa)
      #expect(now.text.contains("Của Hoa."))
      #expect(now.json["revision"]?.int == reply.json["revision"]?.int)
    }
  }

  @Test(
    "what cannot be read is refused with words, never with a fault",
    arguments: [
      ("{", 400), ("[]", 400), (#"{"title":"a"}"#, 422), (#"{"base":1,"body":{"type":"x"}}"#, 422),
      (#"{"base":99,"title":"a","body":{"type":"doc"}}"#, 422), (#"{"base":-1,"title":"a"}"#, 422),
      (#"{"base":1,"metadata":[]}"#, 422), (#"{"base":1,"metadata":{"section":"x"}}"#, 422),
      (#"{"base":1,"metadata":{"lead":"0190d000-0000-7000-8000-00000000000d"}}"#, 422),
      (#"{"base":1,"title":"\#(String(repeating: "x", count: 301))"}"#, 422), (#"{"base":1e999}"#, 400),
    ])
  func hostile(body: String, status: Int) async throws {
    try await withDesk(.sqlite) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let reply = try await DeskSite(desk).json(.put, "/api/v1/items/\(item.id)/text", body, as: desk.lan)
      #expect(reply.status == status, "\(reply.text)")
      #expect(reply.json["title"]?.string?.isEmpty == false)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).currentRevision == 1)
    }
  }

  @Test("unknown items, states and cursors are no faults")
  func unknown() async throws {
    try await withDesk(.sqlite) { desk in
      let site = DeskSite(desk)
      let answers = [
        try await site.get("/api/v1/items/khong-co", as: desk.lan).status,
        try await site.get("/api/v1/items?state=x", as: desk.lan).status,
        try await site.get("/api/v1/items?before=x&limit=-5", as: desk.lan).status,
        try await site.json(.post, "/api/v1/items/x/publish", as: desk.lan).status,
        try await site.get("/api/v1/items", as: desk.administrator).status,
      ]
      #expect(answers == [404, 422, 200, 404, 403])
    }
  }
}
