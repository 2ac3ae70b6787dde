import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct SpikeTests {
  @Test("a spiked item is nowhere, its author is told why, and it comes back as it was", arguments: Engine.all)
  func thereAndBack(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.draft("Cầu Lam Giang", section: section)
      try await desk.newsroom.submit(item.id, by: desk.lan)
      try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(3_600), by: desk.hoa)
      await #expect(throws: Failure.invalid(["reason": "Cần ghi lý do"])) {
        try await desk.newsroom.spike(item.id, reason: " ", by: desk.hoa)
      }
      try await desk.newsroom.spike(item.id, reason: "Trùng bài hôm qua", revision: 1, by: desk.hoa)

      await #expect(throws: Failure.notFound) { try await desk.newsroom.open(item.id, for: desk.lan) }
      #expect(try await desk.found("cau lam giang", in: "archive:\(Desk.agency)").isEmpty)
      let thrown = try await desk.newsroom.items(ItemFilter(organisation: Desk.agency, isDeleted: true), for: desk.lan)
      #expect(thrown.items.map(\.id) == [item.id])
      #expect(try await desk.newsroom.spikes(of: [item.id])[item.id]?.reason == "Trùng bài hôm qua")
      let notice = try #require(desk.notices.all.last)
      #expect(notice.people == [desk.lan.id] && notice.kind == "item.spiked")
      #expect(notice.text.vietnamese == "Lê Hoa đã bỏ bài “Cầu Lam Giang”: Trùng bài hôm qua")

      // Its hour comes while it is spiked: nothing goes out, and nothing fails.
      desk.hand.advance(by: 7_200)
      try await desk.newsroom.publishDue()
      // An approved item is not its author's to bring back.
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.undelete(item.id, by: desk.lan)
      }
      let back = try await desk.newsroom.undelete(item.id, by: desk.hoa)
      #expect(back.state == .ready && back.scheduledFor == nil)
      #expect(try await desk.newsroom.spikes(of: [item.id]).isEmpty)
      #expect(try await desk.found("cau lam giang", in: "archive:\(Desk.agency)") == [item.id.rawValue])
      let events = try await desk.newsroom.events(of: item.id, for: desk.lan).map(\.kind)
      #expect(events.prefix(2) == [.unspiked, .spiked])
    }
  }

  @Test("one's own while one writes it, an editor's otherwise; never what was public", arguments: Engine.all)
  func whose(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let draft = try await desk.draft(section: section)
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.spike(draft.id, reason: "x", by: desk.minh)
      }
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.spike(draft.id, reason: "x", by: desk.stranger)
      }
      try await desk.newsroom.submit(draft.id, by: desk.lan)
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.spike(draft.id, reason: "x", by: desk.lan)
      }
      let published = try await desk.published("Đã đăng", section: section)
      await #expect(throws: Failure.self) { try await desk.newsroom.spike(published.id, reason: "x", by: desk.chief) }
      #expect(try await desk.newsroom.item(published.id, for: desk.lan).state == .published)
    }
  }
}
