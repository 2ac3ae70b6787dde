import Contracts
import Foundation
import HTTPTypes
import Kernel
import StoryMerge
import TestSupport
import Testing

@testable import Newsroom

struct MergedSavesTests {
  /// A text with some paragraphs: `["a": "Một", "b": "Hai"]` in that order.
  private func body(_ paragraphs: KeyValuePairs<String, String>) -> StoryBody {
    StoryBody(blocks: paragraphs.map { .init(.paragraph([.text($0.value, .none)]), id: $0.key) })
  }

  private func save(
    _ body: StoryBody, _ desk: Desk, _ item: ItemID, base: Int, title: String = "Tiêu đề", client: String? = nil,
    counter: Int = 1, by person: Principal
  ) async throws -> Newsroom.Saved {
    try await desk.newsroom.save(
      .init(
        base: base, title: title, summary: "Sapo", body: body, isAutosave: true,
        origin: client.flatMap { SaveOrigin(client: $0, counter: counter) }),
      to: item, by: person)
  }

  private func words(_ desk: Desk, _ item: ItemID) async throws -> String {
    try await desk.newsroom.open(item, for: desk.lan).revision.text.body.plainText
  }

  @Test("edits to different paragraphs merge; to the same one they stand side by side", arguments: Engine.all)
  func blocks(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let start = try await save(body(["a": "Một", "b": "Hai"]), desk, item, base: 1, client: "lan", by: desk.lan)
      _ = try await save(
        body(["a": "Một của Hoa", "b": "Hai"]), desk, item, base: start.revision, client: "hoa", by: desk.hoa)
      let both = try await save(
        body(["a": "Một", "b": "Hai của Lan", "c": "Ba"]), desk, item, base: start.revision, client: "lan", counter: 2,
        by: desk.lan)
      #expect(try await words(desk, item) == "Một của Hoa\nHai của Lan\nBa")
      #expect(both.merged != nil && both.conflicts.isEmpty)
      _ = try await save(
        body(["a": "Một lần nữa của Thu", "b": "Hai của Lan", "c": "Ba"]), desk, item, base: both.revision,
        client: "thu", by: desk.thu)
      let clash = try await save(
        body(["a": "Một lần nữa của Lan", "b": "Hai của Lan", "c": "Ba"]), desk, item, base: both.revision,
        client: "lan", counter: 3, by: desk.lan)
      let block = try #require(clash.merged?.text.body.blocks.first)
      guard case .alternatives(let variants) = block.kind else {
        Issue.record("not side by side: \(block)")
        return
      }
      #expect(block.id == "a" && variants.map(\.name) == ["Phạm Thu", "Nguyễn Thị Lan"])
      #expect(try await words(desk, item).contains("Một lần nữa của Thu"))
    }
  }

  @Test("the same save that comes twice is answered the same and changes nothing", arguments: Engine.all)
  func twice(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let mine = body(["a": "Một"])
      let first = try await save(mine, desk, item, base: 1, client: "lan", by: desk.lan)
      _ = try await save(body(["a": "Một của Hoa"]), desk, item, base: first.revision, client: "hoa", by: desk.hoa)
      let again = try await save(mine, desk, item, base: 1, client: "lan", by: desk.lan)
      #expect(again == first)
      #expect(try await words(desk, item) == "Một của Hoa")
    }
  }

  @Test("who has not seen the answer to the last save goes on from what was sent", arguments: Engine.all)
  func lostAnswer(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let start = try await save(body(["a": "Một"]), desk, item, base: 1, client: "hoa", by: desk.hoa).revision
      _ = try await save(body(["a": "Một hai"]), desk, item, base: start, client: "lan", by: desk.lan)
      _ = try await save(
        body(["a": "Một", "b": "Hoa"]), desk, item, base: start, client: "hoa", counter: 2, by: desk.hoa)
      // The answer was lost: the base is still the old one.
      _ = try await save(body(["a": "Một hai ba"]), desk, item, base: start, client: "lan", counter: 2, by: desk.lan)
      #expect(try await words(desk, item) == "Một hai ba\nHoa")
    }
  }

  @Test("two tabs of one person merge, too", arguments: Engine.all)
  func tabs(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let start = try await save(body(["a": "Một", "b": "Hai"]), desk, item, base: 1, client: "x", by: desk.lan)
        .revision
      _ = try await save(
        body(["a": "Một x", "b": "Hai"]), desk, item, base: start, client: "x", counter: 2, by: desk.lan)
      _ = try await save(body(["a": "Một", "b": "Hai y"]), desk, item, base: start, client: "y", by: desk.lan)
      #expect(try await words(desk, item) == "Một x\nHai y")
    }
  }

  @Test("of a title that two changed, the first stands and the other is told of", arguments: Engine.all)
  func title(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let text = body(["a": "Một"])
      let start = try await save(text, desk, item, base: 1, client: "lan", by: desk.lan).revision
      _ = try await save(text, desk, item, base: start, title: "Của Hoa", client: "hoa", by: desk.hoa)
      let mine = try await save(
        text, desk, item, base: start, title: "Của Lan", client: "lan", counter: 2, by: desk.lan)
      #expect(mine.merged?.text.title == "Của Hoa")
      #expect(mine.conflicts.map(\.field) == ["title"] && mine.conflicts.first?.mine.string == "Của Lan")
      let kept = try await desk.newsroom.revisions(of: item, for: desk.lan).map(\.title)
      #expect(kept.contains("Của Lan"))
    }
  }

  @Test("an interface answers with the text that stands there now", arguments: Engine.all)
  func interface(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let site = DeskSite(desk)
      func put(_ words: String, _ client: String, as person: Principal) async throws -> DeskSite.Reply {
        try await site.json(
          .put, "/api/v1/items/\(item)/text",
          """
          {"base":1,"client":"\(client)","counter":1,"title":"T","summary":"S","body":{"type":"doc","content":[
          {"type":"paragraph","attrs":{"id":"\(client)"},"content":[{"type":"text","text":"\(words)"}]}]}}
          """, as: person)
      }
      let first = try await put("Của Hoa", "h", as: desk.hoa)
      #expect(first.status == 200 && first.json["merged"] == nil)
      let second = try await put("Của Lan", "l", as: desk.lan)
      #expect(second.status == 200 && second.json["merged"]?.bool == true)
      #expect(second.json["text"]?["body"]?["content"]?.array?.count == 2)
      let text = try await site.get("/api/v1/items/\(item)/text", as: desk.lan).json
      #expect(text["number"]?.int == second.json["revision"]?.int)
      #expect(try await site.get("/api/v1/items/\(item)/text", as: desk.stranger).status == 404)
    }
  }
}
