import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct SavingTests {
  @Test("what was acknowledged can be read back, every one of it", arguments: Engine.all)
  func acknowledged(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      var texts: [Int: String] = [:]
      var base = 1
      var body = StoryBody(
        plainForm: (1...80).map { "Đoạn \($0) của một bài dài, có nhiều chữ." }.joined(separator: "\n\n"))
      for number in 0..<60 {
        var blocks = body.blocks
        blocks[number * 37 % 80] = .init(
          .paragraph([.text("Đoạn sửa lần \(number).", .none)]), id: blocks[number * 37 % 80].id)
        if number % 20 == 19 { blocks += StoryBody(plainForm: "Dán thêm \(number).\n\nHai đoạn.").blocks }
        body = StoryBody(blocks: blocks)
        let save = Newsroom.Save(base: base, title: "a", summary: "b", body: body, isAutosave: true)
        base = try await desk.newsroom.save(save, to: item.id, by: desk.lan).revision
        texts[base] = body.json
      }
      for (number, words) in texts {
        let kept = try await desk.newsroom.revision(number, of: item.id, for: desk.lan)
        #expect(kept.text.body.json == words)
      }
      let stored: Int? = try await desk.database.read { try $0.value("SELECT SUM(LENGTH(body)) FROM item_revision") }
      let whole = texts.values.reduce(0) { $0 + $1.utf8.count }
      #expect(try #require(stored) < whole / 8)
    }
  }

  @Test("somebody else's newer text is merged with mine, and what I sent stands in the history", arguments: Engine.all)
  func merging(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let hers = try await desk.save("Của Hoa.", to: item.id, base: 1, by: desk.hoa)
      let mine = try await desk.save("Của Lan.", to: item.id, base: 1, by: desk.lan)
      let merged = try #require(mine.merged)
      #expect(hers.revision == 2 && mine.revision == 4 && merged.number == 4)
      #expect(merged.text.body.plainText == "Của Hoa.\nCủa Lan.")
      #expect(try await desk.newsroom.open(item.id, for: desk.hoa).revision == merged)
      let sent = try await desk.newsroom.revision(3, of: item.id, for: desk.lan)
      #expect(sent.kind == .conflict && sent.text.body.plainText == "Của Lan.")
      let restored = try await desk.newsroom.restore(3, of: item.id, base: 4, by: desk.lan)
      #expect(restored.revision == 5)
    }
  }

  @Test("of three who save on the same base at once, everybody's words are in the text", arguments: Engine.all)
  func race(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for (words, person) in [("Của Lan.", desk.lan), ("Của Hoa.", desk.hoa), ("Của Thu.", desk.thu)] {
          group.addTask { (try? await desk.save(words, to: item.id, base: 1, by: person)) != nil }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(outcomes == [true, true, true])
      let now = try await desk.newsroom.open(item.id, for: desk.lan).revision
      #expect(Set(now.text.body.plainText.split(separator: "\n")) == ["Của Lan.", "Của Hoa.", "Của Thu."])
      let history = try await desk.newsroom.revisions(of: item.id, for: desk.lan)
      #expect(history.count { $0.kind == .conflict } == 2)
    }
  }

  @Test("one's own slow second save is no conflict, and the same text twice is one revision", arguments: Engine.all)
  func ownSave(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let first = try await desk.save("Một.", to: item.id, base: 1, by: desk.lan)
      let again = try await desk.newsroom.save(
        .init(
          base: 1, title: "Cầu Lam Giang thông xe", summary: "Cây cầu nối hai bờ sông sau ba năm thi công.",
          body: try await desk.newsroom.open(item.id, for: desk.lan).revision.text.body, isAutosave: true),
        to: item.id, by: desk.lan)
      #expect(again == first)
      let second = try await desk.save("Hai.", to: item.id, base: 1, by: desk.lan)
      #expect(second.revision == 3)
    }
  }

  @Test("publishing does not make an open editor's base stale", arguments: Engine.all)
  func publishingKeepsBase(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      #expect(try await desk.save("Sửa.", to: item.id, base: 1, by: desk.lan).revision == 2)
    }
  }

  @Test(
    "after approval only who may approve may write; what the author sent is kept all the same", arguments: Engine.all)
  func approvedIsClosed(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.submit(item.id, by: desk.lan)
      try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      await #expect {
        try await desk.save("Lén sửa.", to: item.id, base: 1, by: desk.lan)
      } throws: { if case Failure.conflict = $0 { true } else { false } }
      let now = try await desk.newsroom.open(item.id, for: desk.lan)
      #expect(now.revision.number == 1)
      #expect(try await desk.newsroom.revision(2, of: item.id, for: desk.lan).text.body.plainText == "Lén sửa.")
      #expect(try await desk.save("Sửa lỗi.", to: item.id, base: 1, by: desk.hoa).revision == 3)
    }
  }

  @Test("an older text comes back as a new revision, and what stood there stays", arguments: Engine.all)
  func restore(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let second = try await desk.save("Bản hai.", to: item.id, base: 1, title: "Tiêu đề hai", by: desk.lan)
      await #expect(throws: Failure.conflict("Bài vừa có bản mới hơn. Hãy xem bản đó rồi khôi phục.")) {
        try await desk.newsroom.restore(1, of: item.id, base: 1, by: desk.lan)
      }
      let back = try await desk.newsroom.restore(1, of: item.id, base: second.revision, by: desk.lan)
      let now = try await desk.newsroom.open(item.id, for: desk.lan)
      #expect(back.revision == 3 && now.item.title == "Cầu Lam Giang thông xe")
      #expect(try await desk.newsroom.revision(2, of: item.id, for: desk.lan).text.title == "Tiêu đề hai")
      #expect(try await desk.found("hàng nghìn", in: "archive:\(Desk.agency)") == [item.id.rawValue])
    }
  }

  @Test("a place is kept by its name of the day it was chosen", arguments: Engine.all)
  func place(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.draft(section: section)
      _ = try await desk.newsroom.save(
        .init(
          base: 1, title: "a", summary: "b", body: StoryBody(plainForm: "c"),
          metadata: ItemMetadata(section: section, place: Desk.place, placeName: "<bịa>"), isAutosave: false),
        to: item.id, by: desk.lan)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).metadata.placeName == "Xã Bến Sỏi, tỉnh Lam Giang")
      await #expect(throws: Failure.invalid(["place": "Không có địa danh này"])) {
        try await desk.newsroom.save(
          .init(
            base: 2, title: "a", summary: "b", body: StoryBody(plainForm: "c"),
            metadata: ItemMetadata(place: UnitID("x")), isAutosave: false), to: item.id, by: desk.lan)
      }
    }
  }
}
