import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Collaboration

/// What people are told, once, and only they.
struct NoticeTests {
  @Test("the one who did it is left out, everybody else is told once", arguments: Engine.all)
  func actor(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell([House.lan, House.minh, House.lan])

      #expect(try await house.notices().count == 1)
      #expect(try await house.notices(of: House.minh).isEmpty)
    }
  }

  @Test("what is unread under the same key gives place to the newer one; what was read stays", arguments: Engine.all)
  func keys(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell("Bài có \(1) bình luận", key: "comments/7")
      try await house.tell("Bài có \(2) bình luận", key: "comments/7")
      try await house.tell("Bài khác", key: nil)
      try await house.tell("Bài khác", key: nil)

      let texts = try await house.notices().map { $0.text(Translator(.vietnamese)) }
      #expect(texts == ["Bài khác", "Bài khác", "Bài có 2 bình luận"])

      try await house.database.write { _ = try NoticeStore.read(nil, of: House.lan.id, at: house.hand.now, on: $0) }
      try await house.tell("Bài có \(3) bình luận", key: "comments/7")
      #expect(try await house.notices().count == 4)
      #expect(try await house.notices(unreadOnly: true).count == 1)
    }
  }

  @Test("a notice of a transaction that failed was never told", arguments: Engine.all)
  func rollback(engine: Engine) async throws {
    try await House.with(engine) { house in
      let draft = NoticeDraft(
        people: [House.lan.id], kind: "item.x", text: "Không xảy ra", path: "/", organisation: House.agency, by: nil)
      await #expect(throws: Failure.gone) {
        try await house.database.write { connection in
          try house.notifier.notify(draft, on: connection)
          throw Failure.gone
        }
      }
      let kept = try await house.notices()
      #expect(kept.isEmpty)
    }
  }

  @Test("whoever chose not to be told of a topic is not", arguments: Engine.all)
  func choices(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.room.choose([.item: .none], hour: nil, house.reader)
      try await house.tell(kind: "item.approved")
      try await house.tell(kind: "comment.mention")

      #expect(try await house.notices().map { $0.kind } == ["comment.mention"])
    }
  }

  @Test("what an organisation owes is always in the page: only its mail can be left out", arguments: Engine.all)
  func duties(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.room.choose([.programme: .none, .other: .none], hour: nil, house.reader)
      for kind in ["tasks.deadline", "programme.report-deadline", "registers.due"] { try await house.tell(kind: kind) }
      try await house.tell(kind: "other.thing")
      #expect(
        try await house.notices().map(\.kind) == ["registers.due", "programme.report-deadline", "tasks.deadline"])
      let form = try await house.site.get("/lam-viec/thong-bao/cai-dat", as: House.lan).text
      let own = try #require(form.range(of: #"<select[^>]*id="programme".*?</select>"#, options: .regularExpression))
      #expect(!form[own].contains("Không báo") && form.contains("Luôn có trong trang"))
    }
  }

  @Test("old notices are taken away after the days of the policy", arguments: Engine.all)
  func purge(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell()
      house.hand.advance(by: 89 * 86_400)
      try await house.tell()
      try await house.room.purge(at: house.hand.now)
      #expect(try await house.notices().count == 2)

      house.hand.advance(by: 2 * 86_400)
      try await house.room.purge(at: house.hand.now)
      #expect(try await house.notices().count == 1)
    }
  }

  @Test("the page, the count and the bell's way to a thing are of the person alone", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell("Minh đã trả lại bài “\("<Lũ> về")”", path: "/lam-viec/bai/7")
      let id = try #require(try await house.notices().first?.id)
      let site = house.site

      let page = try await site.get("/lam-viec/thong-bao", as: House.lan)
      #expect(page.text.contains("&lt;Lũ&gt; về"))
      #expect(try await site.get("/api/v1/notices/count", as: House.lan).text == #"{"unread":1}"#)
      #expect(try await site.get("/api/v1/notices/count", as: House.minh).text == #"{"unread":0}"#)
      #expect(try await site.get("/api/v1/notices/count", as: nil).status == 401)

      #expect(try await site.get("/lam-viec/thong-bao/\(id)", as: House.minh).status == 404)
      #expect(try await house.notices(unreadOnly: true).count == 1)
      let opened = try await site.get("/lam-viec/thong-bao/\(id)", as: House.lan)
      #expect(opened.status == 303)
      #expect(opened.location == "/lam-viec/bai/7")
      #expect(try await site.get("/api/v1/notices/count", as: House.lan).text == #"{"unread":0}"#)
      #expect(!(try await site.get("/lam-viec/thong-bao", as: House.lan).text.contains("Lũ")))
      #expect(try await site.get("/lam-viec/thong-bao?loc=tat-ca", as: House.lan).text.contains("Lũ"))
    }
  }

  @Test("marking: one, all, and by a script; nobody marks what is another's", arguments: Engine.all)
  func marking(engine: Engine) async throws {
    try await House.with(engine) { house in
      for _ in 0..<3 { try await house.tell() }
      let ids = try await house.notices().map { $0.id }
      let site = house.site

      _ = try await site.post("/lam-viec/thong-bao", ["id": ids[0].rawValue], as: House.minh)
      #expect(try await house.notices(unreadOnly: true).count == 3)
      _ = try await site.post("/lam-viec/thong-bao", ["id": ids[0].rawValue], as: House.lan)
      #expect(try await house.notices(unreadOnly: true).count == 2)
      let read = try await site.json(.post, "/api/v1/notices/read", #"{"ids":["\#(ids[1])"]}"#, as: House.lan)
      #expect(read.text == #"{"unread":1}"#)
      _ = try await site.post("/lam-viec/thong-bao", ["act": "all"], as: House.lan)
      #expect(try await house.notices(unreadOnly: true).isEmpty)
    }
  }

  @Test("a path that leads elsewhere is not followed", arguments: Engine.all)
  func redirect(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell(path: "//ke-gian.example/x")
      let id = try #require(try await house.notices().first?.id)
      #expect(try await house.site.get("/lam-viec/thong-bao/\(id)", as: House.lan).location == "/lam-viec/thong-bao")
    }
  }

  @Test("a thousand notices come in parts, each once", arguments: Engine.all)
  func parts(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.database.write { connection in
        for number in 0..<230 {
          try house.notifier.notify(
            NoticeDraft(
              people: [House.lan.id], kind: "item.x", text: "Bài \(number)", path: "/", organisation: House.agency,
              by: nil), on: connection)
        }
      }
      var seen: [NoticeID] = []
      var before: String?
      repeat {
        let cursor = before
        let page = try await house.database.read {
          try NoticeStore.page(of: House.lan.id, unreadOnly: true, before: cursor, limit: 50, on: $0)
        }
        seen += page.items.map { $0.id }
        before = page.next
      } while before != nil
      #expect(seen.count == 230)
      #expect(Set(seen).count == 230)
      #expect(seen == seen.sorted(by: >))
    }
  }
}

extension House {
  /// A notice to Lan in these words.
  func tell(_ text: Phrase, path: String = "/lam-viec/bai/7", key: String? = nil) async throws {
    try await tell([Self.lan], kind: "comment.new", text, path: path, key: key)
  }
}
