import Contracts
import Foundation
import HTTPTypes
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct AccessTests {
  /// Every verb of the newsroom, on one item.
  private static func verbs(_ desk: Desk, _ item: Item) -> [(String, @Sendable (Principal) async throws -> Void)] {
    let room = desk.newsroom
    let id = item.id
    return [
      ("read", { _ = try await room.item(id, for: $0) }),
      ("open", { _ = try await room.open(id, for: $0) }),
      ("revision", { _ = try await room.revision(1, of: id, for: $0) }),
      ("revisions", { _ = try await room.revisions(of: id, for: $0) }),
      ("save", { _ = try await desk.save("Khác.", to: id, base: 1, by: $0) }),
      ("submit", { try await room.submit(id, by: $0) }),
      ("approve", { try await room.approve(id, revision: 1, by: $0) }),
      ("send-back", { try await room.sendBack(id, reason: "x", by: $0) }),
      ("publish", { try await room.publish(id, by: $0) }),
      ("update", { try await room.updatePublished(id, by: $0) }),
      ("schedule", { try await room.schedule(id, for: Desk.start.addingTimeInterval(60), by: $0) }),
      ("withdraw", { try await room.withdraw(id, reason: "x", by: $0) }),
      ("hand-over", { try await room.handOver(id, to: $0.id, by: $0) }),
      ("deadline", { try await room.setDeadline(nil, of: id, by: $0) }),
      ("restore", { _ = try await room.restore(1, of: id, base: 1, by: $0) }),
      ("delete", { try await room.delete(id, by: $0) }),
    ]
  }

  @Test("to another agency's editor-in-chief the item is not there, whatever the verb", arguments: Engine.all)
  func othersItem(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let draft = try await desk.draft(section: section)
      let published = try await desk.published(section: section)
      for item in [draft, published] {
        for (name, verb) in Self.verbs(desk, item) {
          await #expect(throws: Failure.notFound, "\(name)") { try await verb(desk.stranger) }
          await #expect(throws: Failure.notFound, "\(name)") { try await verb(desk.administrator) }
        }
      }
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.renameSection(section, to: "x", by: desk.stranger)
      }
      await #expect(throws: Failure.self) {
        try await desk.newsroom.arrangeHome([published.id], of: Desk.other, by: desk.stranger)
      }
      await #expect(throws: Failure.invalid(["section": "Không có chuyên mục này"])) {
        try await desk.newsroom.create(
          .init(organisation: Desk.other, text: ItemText(title: "a", metadata: ItemMetadata(section: section))),
          by: desk.stranger)
      }
      #expect(try await desk.newsroom.open(draft.id, for: desk.lan).revision.number == 1)
    }
  }

  @Test("every route answers 404 to another agency and 401 or the sign-in page to nobody", arguments: Engine.all)
  func routes(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.published(section: section)
      let site = DeskSite(desk)
      let pages = ["/lam-viec/bai/\(item.id)", "/lam-viec/bai/\(item.id)/lich-su"]
      for path in pages {
        #expect(try await site.get(path, as: desk.stranger).status == 404)
        #expect(try await site.get(path, as: nil).location?.hasPrefix("/dang-nhap") == true)
        #expect(try await site.get(path, as: desk.lan).status == 200)
      }
      let acts = [
        "", "/thong-tin", "/gui-duyet", "/tra-lai", "/duyet", "/xuat-ban", "/cap-nhat", "/bo-hen-gio", "/go", "/chuyen",
        "/han", "/khoi-phuc", "/xoa", "/bo-xoa",
      ]
      for act in acts {
        let path = "/lam-viec/bai/\(item.id)\(act)"
        let fields = ["reason": "x", "revision": "1", "base": "1", "to": "stranger", "number": "1"]
        #expect(try await site.post(path, fields, as: desk.stranger).status == 404, "\(path)")
        #expect(try await site.post(path, fields, as: nil).status == 401, "\(path)")
      }
      let verbs = [
        "submit", "approve", "send-back", "publish", "update", "schedule", "withdraw", "hand-over", "deadline",
        "restore", "undelete",
      ]
      for verb in verbs {
        let path = "/api/v1/items/\(item.id)/\(verb)"
        let reply = try await site.json(.post, path, #"{"revision":1,"reason":"x","to":"lan"}"#, as: desk.stranger)
        #expect(reply.status == 404, "\(path)")
        #expect(try await site.json(.post, path, as: nil).status == 401, "\(path)")
      }
      for path in ["", "/revisions", "/revisions/1"] {
        #expect(try await site.get("/api/v1/items/\(item.id)\(path)", as: desk.stranger).status == 404)
      }
      #expect(
        try await site.get("/api/v1/items?organisation=\(Desk.agency)", as: desk.stranger).json["items"]?.array == [])
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).state == .published)
    }
  }

  @Test("each role may do what it should, and no more", arguments: Engine.all)
  func roles(engine: Engine) async throws {
    // What each may do with a reporter's draft, its text approved, and once it is public.
    let allowed: [String: Set<String>] = [
      "minh": [], "lan": ["save", "submit", "deadline", "hand-over", "restore", "delete"],
      "hoa": ["save", "submit", "approve", "publish", "schedule", "deadline", "hand-over", "restore", "delete"],
      "thu": ["save", "submit", "approve", "publish", "schedule", "deadline", "hand-over", "restore", "delete"],
      "chief": ["save", "submit", "approve", "publish", "schedule", "deadline", "hand-over", "restore", "delete"],
    ]
    let reading: Set<String> = ["read", "open", "revision", "revisions"]
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      for person in [desk.minh, desk.lan, desk.hoa, desk.thu, desk.chief] {
        for place in Self.verbs(desk, try await desk.draft(section: section)).indices {
          let item = try await desk.draft(section: section)
          let (name, verb) = Self.verbs(desk, item)[place]
          if ["update", "withdraw", "send-back"].contains(name) { continue }
          var isDone = true
          do { try await verb(person) } catch { isDone = false }
          let should = reading.contains(name) || allowed[person.id.rawValue]?.contains(name) == true
          #expect(isDone == should, "\(person.name) \(name)")
        }
      }
    }
  }

  @Test("only those with the permission withdraw, send back and arrange", arguments: Engine.all)
  func seniorActs(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      for person in [desk.lan, desk.minh, desk.hoa] {
        await #expect(throws: Failure.forbidden(Newsroom.withdraw)) {
          try await desk.newsroom.withdraw(item.id, reason: "x", by: person)
        }
        await #expect(throws: Failure.forbidden(Newsroom.arrangeHome)) {
          try await desk.newsroom.arrangeHome([], of: Desk.agency, by: person)
        }
        await #expect(throws: Failure.forbidden(Newsroom.arrangeHome)) {
          try await desk.newsroom.openSection(named: "x", in: Desk.agency, by: person)
        }
      }
      let draft = try await desk.newsroom.submit(
        try await desk.draft(section: try await desk.section("Kinh tế")).id, by: desk.lan)
      await #expect(throws: Failure.forbidden(Newsroom.approve)) {
        try await desk.newsroom.sendBack(draft.id, reason: "x", by: desk.lan)
      }
      try await desk.newsroom.withdraw(item.id, reason: "x", by: desk.chief)
    }
  }

  @Test("an item is handed only to somebody of its agency", arguments: Engine.all)
  func handOver(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      await #expect(throws: Failure.invalid(["to": "Người này không làm việc ở cơ quan của bài"])) {
        try await desk.newsroom.handOver(item.id, to: AccountID("stranger"), by: desk.lan)
      }
      let given = try await desk.newsroom.handOver(item.id, to: desk.minh.id, by: desk.lan)
      #expect(given.holder == desk.minh.id && given.state == .editing)
      #expect(try await desk.save("Minh viết tiếp.", to: item.id, base: 1, by: desk.minh).revision == 2)
    }
  }

  @Test("a change without the session's token changes nothing", arguments: Engine.all)
  func withoutToken(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let reply = try await DeskSite(desk).json(
        .put, "/api/v1/items/\(item.id)/text", #"{"base":1,"title":"x"}"#, as: desk.lan, token: nil)
      #expect(reply.status == 403)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).currentRevision == 1)
    }
  }
}
