import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

/// What the editor's speller asks, and who may say how the house writes.
struct SpellingAPITests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data")

  private func with(_ engine: Engine, _ body: (Desk, AskedSite) async throws -> Void) async throws {
    try await withDesk(engine) { desk in
      var newsroom = desk.newsroom
      try newsroom.installSpeller(facts: Self.data)
      let people = [desk.lan, desk.minh, desk.hoa, desk.thu, desk.chief, desk.stranger, desk.administrator]
      let rooms = newsroom
      try await body(desk, AskedSite(people: people) { rooms.addRoutes(to: $0) })
    }
  }

  private func check(_ text: String, _ site: AskedSite, as person: Principal?) async throws -> AskedSite.Reply {
    try await site.json(
      .post, "/api/v1/spelling", #"{"paragraphs":[{"id":"a","text":"\#(text)"}]}"#, as: person)
  }

  @Test("findings come with place, kind and suggestions, by paragraph", arguments: Engine.all)
  func findings(engine: Engine) async throws {
    try await with(engine) { desk, site in
      let answer = try await check("nghành y", site, as: desk.lan)
      #expect(answer.status == 200)
      #expect(answer.text.contains(#""kind":"unknown","length":6,"start":0"#))
      #expect(answer.text.contains("ngành"))
      #expect(answer.text.contains(#""mayAddToHouse":false"#))
      #expect(try await check("đúng cả", site, as: desk.hoa).text.contains(#""mayAddToHouse":true"#))
      #expect(try await check("nghành y", site, as: nil).status == 401)
      #expect(try await check("nghành y", site, as: desk.administrator).status == 403)
    }
  }

  @Test("own words are one's own, the house's are everybody's in that house", arguments: Engine.all)
  func words(engine: Engine) async throws {
    try await with(engine) { desk, site in
      let own = try await site.json(.post, "/api/v1/spelling/words", #"{"word":"Xkrôông"}"#, as: desk.lan)
      #expect(own.status == 204)
      #expect(!(try await check("xkrôông", site, as: desk.lan).text.contains("unknown")))
      #expect(try await check("xkrôông", site, as: desk.minh).text.contains("unknown"))

      let refused = try await site.json(
        .post, "/api/v1/spelling/words", #"{"word":"Lôốc","house":true}"#, as: desk.lan)
      #expect(refused.status == 403)
      let taken = try await site.json(.post, "/api/v1/spelling/words", #"{"word":"Lôốc","house":true}"#, as: desk.hoa)
      #expect(taken.status == 204)
      #expect(!(try await check("lôốc", site, as: desk.minh).text.contains("unknown")))
      #expect(try await check("lôốc", site, as: desk.stranger).text.contains("unknown"))
      let bad = try await site.json(.post, "/api/v1/spelling/words", #"{"word":"hai từ"}"#, as: desk.lan)
      #expect(bad.status == 422)
    }
  }

  @Test("the style is the house's, changed by whoever keeps its rules", arguments: Engine.all)
  func style(engine: Engine) async throws {
    try await with(engine) { desk, site in
      #expect(!(try await check("hoà nhạc", site, as: desk.lan).text.contains("style")))
      let refused = try await site.post("/lam-viec/chinh-ta", ["tone": "first", "ending": "y"], as: desk.hoa)
      #expect(refused.status == 403)
      let saved = try await site.post("/lam-viec/chinh-ta", ["tone": "first", "ending": "y"], as: desk.chief)
      #expect(saved.status == 303)
      let told = try await check("hoà nhạc kĩ", site, as: desk.lan).text
      #expect(told.contains("hòa") && told.contains("kỹ"))
      #expect(!(try await check("hoà nhạc", site, as: desk.stranger).text.contains("style")))
    }
  }

  @Test("words are taken off by their owner, the house's by whoever keeps its rules", arguments: Engine.all)
  func removal(engine: Engine) async throws {
    try await with(engine) { desk, site in
      _ = try await site.post("/lam-viec/chinh-ta/tu", ["word": "lôốc xkrôông", "scope": "house"], as: desk.hoa)
      let ids = try await desk.database.read {
        try $0.values("SELECT id FROM spelling_word ORDER BY word", as: String.self)
      }
      #expect(ids.count == 2)
      #expect(try await site.post("/lam-viec/chinh-ta/tu/\(ids[0])/bo", as: desk.lan).status == 403)
      #expect(try await site.post("/lam-viec/chinh-ta/tu/\(ids[0])/bo", as: desk.stranger).status == 404)
      #expect(try await site.post("/lam-viec/chinh-ta/tu/\(ids[0])/bo", as: desk.chief).status == 303)
      let page = try await site.get("/lam-viec/chinh-ta", as: desk.chief).text
      #expect(page.contains("xkrôông") && !page.contains("<b>lôốc</b>"))
      #expect(!page.contains("&lt;p") && !page.contains("&lt;ul"))
    }
  }

  @Test("too much, and what is no request, is refused", arguments: [Engine.sqlite])
  func limits(engine: Engine) async throws {
    try await with(engine) { desk, site in
      #expect(try await site.json(.post, "/api/v1/spelling", "[1]", as: desk.lan).status == 400)
      let long = String(repeating: "a ", count: 150_000)
      #expect(try await check(long, site, as: desk.lan).status == 413)
      let lang = try await site.json(.post, "/api/v1/spelling", #"{"lang":"en","paragraphs":[]}"#, as: desk.lan)
      #expect(lang.status == 422)
    }
  }

  @Test("a person's drafts are their own and still drafts", arguments: Engine.all)
  func drafts(engine: Engine) async throws {
    try await with(engine) { desk, _ in
      let title = "Bản nháp của Lan"
      _ = try await desk.newsroom.create(
        .init(organisation: Desk.agency, text: ItemText(title: title), deadline: nil), by: desk.lan)
      #expect(try await desk.newsroom.drafts(of: desk.lan, limit: 10).map { $0.title } == [title])
      let others = try await desk.newsroom.drafts(of: desk.minh, limit: 10)
      #expect(others.isEmpty)
    }
  }
}
