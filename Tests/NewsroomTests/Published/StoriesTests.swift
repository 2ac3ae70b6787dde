import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct StoriesTests {
  @Test("a long list comes in parts, each story once, newest first", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let society = try await desk.section("Xã hội")
      let economy = try await desk.section("Kinh tế")
      var published: [ItemID] = []
      for number in 0..<23 {
        // Several in one millisecond, as an import does.
        if number % 3 == 0 { desk.hand.advance(by: 60) }
        let item = try await desk.published("Tin \(number)", section: number % 2 == 0 ? society : economy)
        published.append(item.id)
      }
      for (section, author, expected) in [
        (nil, nil, 23), ("xa-hoi", nil, 12), (nil, "nguyen-lan", 23), ("kinh-te", "nguyen-lan", 11),
        ("khong-co", nil, 0),
      ] as [(String?, String?, Int)] {
        var seen: [StorySummary] = []
        var cursor: String?
        repeat {
          let page = try await desk.stories.latest(
            of: Desk.agency, section: section, author: author, before: cursor, limit: 5)
          seen += page.items
          cursor = page.next
        } while cursor != nil
        #expect(seen.count == expected && Set(seen.map(\.id)).count == expected)
        #expect(seen.map(\.firstPublishedAt) == seen.map(\.firstPublishedAt).sorted(by: >))
      }
      var addresses = 0
      var cursor: String?
      repeat {
        let page = try await desk.stories.addresses(of: Desk.agency, before: cursor, limit: 7)
        addresses += page.items.count
        cursor = page.next
      } while cursor != nil
      #expect(addresses == 23)
      #expect(
        try await desk.stories.latest(of: Desk.agency, section: nil, author: nil, before: "x'--", limit: 5).items
          .isEmpty)
      #expect(
        try await desk.stories.latest(of: Desk.other, section: nil, author: nil, before: nil, limit: 5).items.isEmpty)
      #expect(try await desk.stories.authorName(of: Desk.agency, slug: "nguyen-lan") == "Nguyễn Lan")
      #expect(try await desk.stories.authorName(of: Desk.other, slug: "nguyen-lan") == nil)
    }
  }

  @Test("the front page stands as the secretary ordered it; places left over show the newest", arguments: Engine.all)
  func home(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let society = try await desk.section("Xã hội")
      let culture = try await desk.section("Văn hóa")
      var items: [ItemID] = []
      for number in 0..<12 {
        desk.hand.advance(by: 60)
        items.append(try await desk.published("Tin \(number)", section: number < 6 ? society : culture).id)
      }
      try await desk.newsroom.arrangeHome([items[2], items[0]], of: Desk.agency, by: desk.thu)
      let home = try await desk.stories.home(of: Desk.agency)
      #expect(home.lead?.id == items[2])
      #expect(home.second.map(\.id) == [items[0], items[11], items[10], items[9], items[8], items[7]])
      #expect(home.sections.map(\.section.slug) == ["xa-hoi", "van-hoa"])
      #expect(home.sections[0].stories.map(\.id) == [items[5], items[4], items[3], items[1]])
      #expect(home.sections[1].stories.map(\.id) == [items[6]])
      #expect(home.latest.first?.id == items[11] && home.latest.count == 12)

      await #expect(throws: Failure.conflict("Trang chủ vừa được người khác sắp lại. Hãy xem thứ tự mới rồi sắp tiếp."))
      {
        try await desk.newsroom.arrangeHome([items[1]], seen: [items[0]], of: Desk.agency, by: desk.chief)
      }
      let draft = try await desk.draft(section: society)
      await #expect(throws: Failure.invalid(["items": "Chỉ đặt được bài đang xuất bản của cơ quan"])) {
        try await desk.newsroom.arrangeHome([draft.id], of: Desk.agency, by: desk.thu)
      }
      #expect(try await desk.newsroom.homeOrder(of: Desk.agency, for: desk.thu) == [items[2], items[0]])
    }
  }

  @Test("what is read on has most in common, and never the story itself", arguments: Engine.all)
  func related(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let society = try await desk.section("Xã hội")
      let culture = try await desk.section("Văn hóa")
      let near = try await desk.published("Cùng hai từ khóa", section: culture, tags: ["bão số 3", "Sông Lam"])
      desk.hand.advance(by: 60)
      let one = try await desk.published("Cùng một từ khóa", section: culture, tags: ["Bão số 3"])
      desk.hand.advance(by: 60)
      let same = try await desk.published("Cùng chuyên mục", section: society)
      _ = try await desk.published("Không liên quan", section: culture)
      let story = try await desk.published("Nước rút", section: society, tags: ["Bão số 3", "sông Lam"])
      guard case .found(let found) = try await desk.stories.story(of: Desk.agency, slugAndCode: story.slugAndCode)
      else { throw Failure.notFound }
      #expect(found.related.map(\.id) == [near.id, one.id, same.id])
    }
  }

  @Test("sections open and close on their days; a renamed one keeps its address and its stories", arguments: Engine.all)
  func sections(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let first = try await desk.section("Xã hội")
      let second = try await desk.section("Thời sự")
      _ = try await desk.published(section: first)
      try await desk.newsroom.moveSection(second, up: true, by: desk.thu)
      #expect(try await desk.stories.sections(of: Desk.agency).map(\.slug) == ["thoi-su", "xa-hoi"])
      try await desk.newsroom.renameSection(first, to: "Đời sống", by: desk.thu)
      let story = try await desk.stories.latest(of: Desk.agency, section: "xa-hoi", author: nil, before: nil, limit: 1)
      #expect(story.items.first?.section.name == "Đời sống")
      desk.hand.advance(by: 86_400)
      try await desk.newsroom.closeSection(second, true, by: desk.thu)
      #expect(try await desk.stories.sections(of: Desk.agency).map(\.slug) == ["xa-hoi"])
      try await desk.newsroom.closeSection(second, false, by: desk.thu)
      #expect(try await desk.stories.sections(of: Desk.agency).count == 2)
      await #expect(throws: Failure.invalid(["name": "Đã có chuyên mục với địa chỉ \("thoi-su")"])) {
        try await desk.newsroom.openSection(named: "Thời Sự", in: Desk.agency, by: desk.thu)
      }
    }
  }

  @Test("no question that is asked often walks through a whole table")
  func plans() async throws {
    try await withDesk(.sqlite) { desk in
      let cursor = StoryCursor("1700000000000.x")
      let agency = Desk.agency
      let filter = ItemFilter(organisation: agency)
      let hot: [(String, SQL)] = [
        ("latest", PublicQuery.latest(agency, section: nil, before: cursor, limit: 20)),
        ("section", PublicQuery.latest(agency, section: "xa-hoi", before: cursor, limit: 20)),
        ("author", PublicQuery.by(author: "lan", agency, section: nil, before: cursor, limit: 20)),
        ("story", PublicQuery.story(agency, "a-1")), ("trace", PublicQuery.trace(agency, "a-1", code: 1)),
        ("related", PublicQuery.related(agency, ItemID("x"), tags: ["a", "b"], section: "s", language: "vi", each: 6)),
        ("summaries", PublicQuery.summaries([ItemID("a"), ItemID("b")])),
        ("stories", PublicQuery.stories([ItemID("a"), ItemID("b")])), ("slots", PublicQuery.slots(agency)),
        ("sections", PublicQuery.sections(agency, ["a", "b"], each: 5)),
        ("addresses", PublicQuery.addresses(agency, before: cursor, limit: 100)),
        ("author name", PublicQuery.author(agency, "lan")),
        ("working", DeskQuery.working(agency)), ("today", DeskQuery.published(agency, since: Desk.start)),
        ("list", DeskQuery.list(filter, before: ItemCursor("1.x"), limit: 50)),
        ("mine", DeskQuery.list(ItemFilter(organisation: agency, person: AccountID("lan")), before: nil, limit: 50)),
        ("reasons", DeskQuery.reasons([ItemID("a")])), ("items", DeskQuery.items([ItemID("a")], of: agency)),
        ("due", "SELECT id FROM item WHERE scheduled_for <= \(Desk.start) ORDER BY scheduled_for LIMIT 100"),
        ("to index", "SELECT id FROM item i WHERE i.index_due_at <= \(Desk.start) ORDER BY i.index_due_at LIMIT 20"),
      ]
      for (name, query) in hot {
        let plan = try await desk.database.read { connection in
          try connection.rows("EXPLAIN QUERY PLAN \(query)").map { row -> String in try row["detail"] }
        }
        let scans = plan.filter { line in
          line.contains("SCAN")
            && ["item", "published", " i", " p", " t", " s", " b"].contains {
              line.hasPrefix("SCAN \($0)") || line == "SCAN\($0)"
            }
        }
        #expect(scans.isEmpty, "\(name): \(plan)")
        let tables = ["item", "published_item", "published_byline", "published_tag", "item_event", "home_slot"]
        #expect(!plan.contains { line in tables.contains { line == "SCAN \($0)" } }, "\(name)")
      }
    }
  }
}
