import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct FindItemsTests {
  @Test("the palette finds by half a word, with or without marks, best first", arguments: Engine.all)
  func best(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let holds = try await desk.draft("Ai xây cầu Lam Giang", section: section)
      let begins = try await desk.draft("Cầu Lam Giang thông xe", section: section)
      let inText = try await desk.newsroom.create(
        .init(
          organisation: Desk.agency,
          text: ItemText(title: "Tin vắn", body: StoryBody(plainForm: "Người dân đi trên cầu Lam Giang."))),
        by: desk.minh)
      func found(_ words: String) async throws -> [ItemID] {
        try await desk.newsroom.ranked(words, for: desk.hoa).map(\.item.id)
      }
      #expect(try await found("cau lam giang") == [begins.id, holds.id, inText.id])
      #expect(try await found("CẦU LAM") == [begins.id, holds.id, inText.id])
      #expect(try await found("cau lam gia").prefix(2) == [begins.id, holds.id])
      #expect(try await found("giang cầu thông").first == begins.id)
      #expect(try await found("\(inText.code)") == [inText.id])
      #expect(try await found("không có chữ này").isEmpty)
      #expect(try await found("% ' \" \\ <") == [])
    }
  }

  @Test("typed with its marks, a word comes before others of the same letters", arguments: Engine.all)
  func marks(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let flood = try await desk.draft("Lũ trên sông", section: section)
      desk.hand.advance(by: 60)
      let swarm = try await desk.draft("Lu bù trên sông", section: section)
      let found = try await desk.newsroom.ranked("lũ trên", for: desk.lan).map(\.item.id)
      #expect(found.first == flood.id)
      #expect(try await desk.newsroom.ranked("lu b", for: desk.lan).map(\.item.id) == [swarm.id])
    }
  }

  @Test("with nothing said come the person's own, then the newsroom's last; ten and no more", arguments: Engine.all)
  func recent(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let own = try await desk.draft("Của Minh", section: section, by: desk.minh)
      for number in 0..<12 {
        desk.hand.advance(by: 1)
        _ = try await desk.draft("Của Lan \(number)", section: section)
      }
      let found = try await desk.newsroom.ranked("", for: desk.minh).map(\.item)
      #expect(found.count == 10 && found.first?.id == own.id && found.dropFirst().first?.title == "Của Lan 11")
      #expect(try await desk.newsroom.ranked("cua lan", for: desk.minh).count == 10)
    }
  }

  @Test("another agency's people find nothing, nor does an administrator, nor nobody", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft("Cầu Lam Giang", section: try await desk.section())
      for person in [desk.stranger, desk.administrator] {
        for words in ["", "cau", "\(item.code)"] {
          #expect(try await desk.newsroom.hits(words, limit: 10, for: person).isEmpty, "\(person.name) \(words)")
        }
      }
      let hit = try #require(try await desk.newsroom.hits("cầu", limit: 10, for: desk.hoa).first)
      #expect(hit.title == "Cầu Lam Giang" && hit.path == "/lam-viec/bai/\(item.id)" && hit.fit == .beginning)
      #expect(hit.kind == "Nháp" && hit.detail == "Nguyễn Thị Lan")
      #expect(try await desk.newsroom.hits("\u{FFFD}\0", limit: 10, for: desk.hoa).isEmpty)
    }
  }
}
