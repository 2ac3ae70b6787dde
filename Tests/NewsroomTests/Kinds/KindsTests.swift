import Contracts
import Foundation
import Kernel
import Messaging
import Newsroom
import Persistence
import Search
import TestSupport
import Testing

struct KindsTests {
  @Test("an item keeps its kind to the reader", arguments: Engine.all, ItemKind.allCases)
  func kinds(engine: Engine, kind: ItemKind) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let draft = try await desk.draft(section: section)
      var new = Newsroom.NewItem(
        organisation: Desk.agency, text: try await desk.newsroom.open(draft.id, for: desk.lan).revision.text)
      new.kind = kind
      let item = try await desk.newsroom.create(new, by: desk.lan)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).kind == kind)
      let published = try await desk.newsroom.publish(item.id, by: desk.thu)
      #expect(try await desk.stories.summaries([published.id]).map(\.kind) == [kind])
    }
  }

  @Test("a text keeps every field of its metadata, and an old one is read as it was", arguments: Engine.all)
  func metadata(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      var metadata = ItemMetadata(section: try await desk.section(), bylines: [BylineProfile(name: "Lan")])
      metadata.genre = "interview"
      metadata.slugline = " cầu  Lam Giang "
      metadata.urgency = 3
      metadata.topics = ["medtop:04000000", "medtop:04000000"]
      metadata.otherPlaces = [ItemPlace(id: Desk.place, name: "")]
      metadata.rightsNote = "Không đăng lại"
      let item = try await desk.newsroom.create(
        .init(organisation: Desk.agency, text: ItemText(title: "a", metadata: metadata)), by: desk.lan)
      let kept = try await desk.newsroom.open(item.id, for: desk.lan)
      #expect(kept.revision.text.metadata == kept.item.metadata)
      #expect(kept.item.metadata.slugline == "cầu Lam Giang" && kept.item.metadata.topics == ["medtop:04000000"])
      #expect(kept.item.metadata.otherPlaces == [ItemPlace(id: Desk.place, name: "Xã Bến Sỏi, tỉnh Lam Giang")])
      let old = try JSONDecoder().decode(
        ItemMetadata.self, from: Data(#"{"bylines":[{"name":"Lan","slug":"lan"}],"section":"s","tags":["a"]}"#.utf8))
      #expect(old == ItemMetadata(section: SectionID("s"), tags: ["a"], bylines: [BylineProfile(name: "Lan")]))
    }
  }

  @Test("items from before kinds are articles, and nothing of theirs is lost", arguments: Engine.all)
  func migrates(engine: Engine) async throws {
    let all = Messaging.migrations + SearchIndex.migrations + Newsroom.migrations
    let cut = all.firstIndex { $0.name == "newsroom.0201-kinds" }!
    try await withDatabase(engine, Array(all[..<cut])) { database in
      let now = Desk.start
      try await database.write { connection in
        _ = try connection.execute(
          """
          INSERT INTO item (
            id, organisation_id, kind, code, state, title, summary, bylines, tags, author_id, author_name,
            current_revision, last_revision, created_at, updated_at)
          VALUES ('i', 'o', 'article', 1001, 'draft', 't', '', '[]', '[]', 'a', 'A', 1, 1, \(now), \(now))
          """)
        _ = try connection.execute(
          """
          INSERT INTO item_event (id, item_id, kind, account_id, account_name, made_at, revision)
          VALUES ('e', 'i', 'created', 'a', 'A', \(now), 1)
          """)
      }
      try await database.migrate(all, clock: .set(by: ClockHand(now)))
      let row = try await database.read { try $0.rows("SELECT kind, details, language FROM item").first }
      #expect(try row?["kind"] == "article")
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM item_event", as: Int.self) } == 1)
    }
  }

  @Test("a story and its translations lead to one another as far as they are public", arguments: Engine.all)
  func translations(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let english = try await desk.newsroom.translate(item.id, into: .english, by: desk.lan)
      #expect(english.language == .english && english.state == .draft && english.kind == item.kind)
      await #expect(throws: Failure.self) { try await desk.newsroom.translate(item.id, into: .english, by: desk.lan) }
      await #expect(throws: Failure.invalid(["language": "Bài này đã viết bằng ngôn ngữ đó"])) {
        try await desk.newsroom.translate(english.id, into: .english, by: desk.lan)
      }
      let first = try await desk.newsroom.publish(item.id, by: desk.thu)
      func links(_ item: Item) async throws -> [String] {
        guard case .found(let story) = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode)
        else { return ["missing"] }
        return story.translations.map { "\($0.language) \($0.path)" }
      }
      #expect(try await links(first).isEmpty)
      let second = try await desk.newsroom.publish(english.id, by: desk.thu)
      #expect(try await links(first) == ["en \(second.path)"])
      #expect(try await links(second) == ["vi \(first.path)"])
      let listed = try await desk.stories.latest(
        of: Desk.agency, section: nil, author: nil, before: nil, limit: 10)
      #expect(listed.items.map(\.id) == [first.id], "a story is listed once")
      _ = try await desk.newsroom.withdraw(second.id, reason: "Dịch sai", by: desk.chief)
      #expect(try await links(first).isEmpty)
    }
  }

  @Test("only a significant update moves the readers' time, and its note is told", arguments: Engine.all)
  func updateNotes(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      func story() async throws -> Story {
        guard case .found(let story) = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode)
        else { throw Failure.notFound }
        return story
      }
      desk.hand.advance(by: 60)
      var saved = try await desk.save("Sửa một dấu phẩy.", to: item.id, base: 1, by: desk.hoa)
      _ = try await desk.newsroom.updatePublished(item.id, isMinor: true, note: "Dấu phẩy", by: desk.thu)
      #expect(try await story().updates.isEmpty)
      #expect(try await story().summary.updatedAt == Desk.start)
      desk.hand.advance(by: 60)
      saved = try await desk.save("Thêm số người dự lễ.", to: item.id, base: saved.revision, by: desk.hoa)
      _ = try await desk.newsroom.updatePublished(item.id, note: "Thêm số người dự lễ", by: desk.thu)
      let told = try await story()
      #expect(told.summary.updatedAt == Desk.start.addingTimeInterval(120))
      #expect(told.updates == [StoryUpdate(time: Desk.start.addingTimeInterval(120), text: "Thêm số người dự lễ")])
    }
  }

  @Test("what is shipped can be read, and every topic stands under one of the seventeen")
  func shipped() throws {
    let defaults = try NewsroomDefaults.shipped
    #expect(defaults.topics.count { $0.parent == nil } == 17 && defaults.topics.count > 100)
    let tops = Set(defaults.topics.filter { $0.parent == nil }.map(\.id))
    #expect(defaults.topics.allSatisfy { $0.parent.map(tops.contains) ?? true })
    #expect(Set(defaults.topics.map(\.id)).count == defaults.topics.count)
    #expect(ItemKind.allCases.allSatisfy { defaults.profiles[$0.rawValue] != nil })
    for profile in defaults.profiles.values {
      #expect(profile.rules.keys.allSatisfy { PreflightRule(rawValue: $0) != nil })
      #expect(profile.fields.keys.allSatisfy { ProfileField(rawValue: $0) != nil })
    }
  }
}
