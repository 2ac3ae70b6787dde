import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct MachinesTests {
  @Test(
    "what a machine made is verified by a named person before it goes out, and readers are told", arguments: Engine.all)
  func declaredAndVerified(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      await #expect(throws: Failure.invalid(["tool": "Cần ghi công cụ AI đã dùng"])) {
        try await desk.newsroom.declareAI(
          .generated, on: AIUse.text, tool: "", purpose: "Viết nháp", misleads: false, of: item.id, by: desk.lan)
      }
      try await desk.newsroom.declareAI(
        .generated, on: AIUse.text, tool: "Mô hình X 2", purpose: "Viết nháp", misleads: false, of: item.id,
        by: desk.lan)
      #expect(try await desk.blocked(item.id) == ["ai"])
      await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.thu) }
      await #expect(throws: Failure.forbidden(Newsroom.approve)) {
        try await desk.newsroom.verifyAI(on: AIUse.text, of: item.id, by: desk.lan)
      }
      try await desk.newsroom.verifyAI(on: AIUse.text, of: item.id, by: desk.hoa)
      let published = try await desk.newsroom.publish(item.id, by: desk.thu)

      guard case .found(let story) = try await desk.stories.story(of: Desk.agency, slugAndCode: published.slugAndCode)
      else { throw Failure.notFound }
      #expect(story.aiLabels == [.generatedText])
      let uses = try await desk.newsroom.aiUses(of: item.id, for: desk.lan)
      #expect(uses.map(\.verifiedBy) == ["Lê Hoa"] && uses.map(\.tool) == ["Mô hình X 2"])
    }
  }

  @Test("a new declaration must be verified anew, and the log keeps every line", arguments: Engine.all)
  func logIsKept(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      for purpose in ["Dịch", "Tóm tắt"] {
        try await desk.newsroom.declareAI(
          .assisted, on: AIUse.text, tool: "Dịch máy", purpose: purpose, misleads: false, of: item.id, by: desk.lan)
        try await desk.newsroom.verifyAI(on: AIUse.text, of: item.id, by: desk.hoa)
      }
      try await desk.newsroom.declareAI(
        .none, on: AIUse.text, tool: "", purpose: "", misleads: false, of: item.id, by: desk.lan)
      let lines = try await desk.database.read {
        try $0.values("SELECT act FROM item_ai_log WHERE item_id = \(item.id) ORDER BY id", as: String.self)
      }
      #expect(lines == ["declared", "verified", "declared", "verified", "declared"])
      #expect(try await desk.blocked(item.id).isEmpty)
    }
  }

  @Test(
    "a picture credited to a machine must be declared; help that misleads nobody is not labelled", arguments: Engine.all
  )
  func undeclared(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let text = try await desk.newsroom.open(item.id, for: desk.lan).revision.text
      let figure = StoryBody.Figure(picture: Desk.picture, credit: "Midjourney", alt: "Cầu")
      _ = try await desk.newsroom.save(
        .init(
          base: 1, title: text.title, summary: text.summary,
          body: StoryBody(blocks: text.body.blocks + [.init(.figure(figure), id: "anh")]), isAutosave: true),
        to: item.id, by: desk.lan)
      #expect(try await desk.blocked(item.id) == ["block:anh"])
      let target = AIUse.media(Desk.picture.rawValue)
      try await desk.newsroom.declareAI(
        .assisted, on: target, tool: "Midjourney", purpose: "Làm rõ nét", misleads: false, of: item.id, by: desk.lan)
      try await desk.newsroom.verifyAI(on: target, of: item.id, by: desk.hoa)
      #expect(try await desk.blocked(item.id).isEmpty)
      #expect(try await desk.newsroom.aiUses(of: item.id, for: desk.lan).labels.isEmpty)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.declareAI(
          .assisted, on: AIUse.media("khac"), tool: "a", purpose: "b", misleads: false, of: item.id, by: desk.lan)
      }
    }
  }

  @Test("a source's words are kept whole or refused by field, never cut", arguments: Engine.all)
  func longSource(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let whole = String(repeating: "ừ", count: 1_000)
      let long: Phrase = "Dài quá \(1_000) ký tự"
      await #expect(throws: Failure.invalid(["source-note": long])) {
        try await desk.newsroom.addSource(
          name: "A", contact: "", note: whole + "!", isProtected: false, to: item.id, by: desk.lan)
      }
      #expect(try await desk.newsroom.sources(of: item.id, for: desk.lan).isEmpty)
      try await desk.newsroom.addSource(
        name: "A", contact: "", note: whole, isProtected: false, to: item.id, by: desk.lan)
      #expect(try await desk.newsroom.sources(of: item.id, for: desk.lan).first?.note == whole)
    }
  }

  @Test("a protected source is known to few, and to no export", arguments: Engine.all)
  func protectedSource(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.addSource(
        name: "Nguồn Bí Mật", contact: "0912345678", note: "", isProtected: true, to: item.id, by: desk.lan)
      try await desk.newsroom.addSource(
        name: "Người Phát Ngôn", contact: "", note: "", isProtected: false, to: item.id, by: desk.lan)
      func names(_ person: Principal) async throws -> [String] {
        try await desk.newsroom.sources(of: item.id, for: person).map(\.name)
      }
      #expect(try await names(desk.lan) == ["Nguồn Bí Mật", "Người Phát Ngôn"])
      #expect(try await names(desk.chief) == ["Nguồn Bí Mật", "Người Phát Ngôn"])
      #expect(try await names(desk.hoa) == ["", "Người Phát Ngôn"])
      #expect(try await names(desk.thu) == ["", "Người Phát Ngôn"])
      await #expect(throws: Failure.notFound) { try await desk.newsroom.sources(of: item.id, for: desk.stranger) }

      let site = DeskSite(desk)
      let page = try await site.get("/lam-viec/bai/\(item.id)", as: desk.hoa)
      #expect(page.status == 200 && !page.text.contains("Bí Mật") && !page.text.contains("0912345678"))
      let api = try await site.get("/api/v1/items/\(item.id)", as: desk.lan)
      #expect(!api.text.contains("Bí Mật"))
      let history = try await site.get("/lam-viec/bai/\(item.id)/lich-su", as: desk.hoa)
      #expect(history.status == 200 && !history.text.contains("Bí Mật"))
      let protected = try await desk.newsroom.sources(of: item.id, for: desk.lan)[0].id
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.removeSource(protected, from: item.id, by: desk.hoa)
      }
    }
  }
}
