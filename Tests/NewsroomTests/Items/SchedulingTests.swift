import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct SchedulingTests {
  @Test("a scheduled item is published at its time, never before, once, whatever the clock does", arguments: Engine.all)
  func onTime(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let time = Desk.start.addingTimeInterval(3_600)
      let scheduled = try await desk.newsroom.schedule(item.id, for: time, revision: 1, by: desk.hoa)
      #expect(scheduled.state == .ready && scheduled.scheduledFor == time)

      for moment in [-86_400.0, 0, 3_599.999] {
        desk.hand.move(to: Desk.start.addingTimeInterval(moment))
        try await desk.newsroom.publishDue()
        #expect(try await desk.newsroom.item(item.id, for: desk.lan).state == .ready)
      }
      desk.hand.move(to: time)
      try await desk.newsroom.publishDue()
      desk.hand.move(to: Desk.start)
      try await desk.newsroom.publishDue()
      desk.hand.move(to: time.addingTimeInterval(86_400))
      try await desk.newsroom.publishDue()

      let published = try await desk.newsroom.item(item.id, for: desk.lan)
      #expect(published.state == .published && published.firstPublishedAt == time && published.scheduledFor == nil)
      #expect(try await desk.topics() == ["newsroom.item-published"])
    }
  }

  @Test("several nodes that find the same item due publish it once", arguments: Engine.all)
  func once(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      for number in 0..<3 {
        let item = try await desk.draft("Tin \(number)", section: section)
        try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(60), by: desk.hoa)
      }
      desk.hand.advance(by: 60)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await desk.newsroom.publishDue() } }
        try await group.waitForAll()
      }
      #expect(try await desk.topics() == Array(repeating: "newsroom.item-published", count: 3))
    }
  }

  @Test("what became unfit is not published and holds up nothing; its history says why", arguments: Engine.all)
  func unfit(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let spoiled = try await desk.draft("Hỏng", section: section)
      let sound = try await desk.draft("Lành", section: section)
      try await desk.newsroom.schedule(spoiled.id, for: Desk.start.addingTimeInterval(10), by: desk.hoa)
      try await desk.newsroom.schedule(sound.id, for: Desk.start.addingTimeInterval(20), by: desk.hoa)
      _ = try await desk.save("", to: spoiled.id, base: 1, title: "", by: desk.hoa)
      desk.hand.advance(by: 30)
      try await desk.newsroom.publishDue()
      #expect(try await desk.newsroom.item(sound.id, for: desk.lan).state == .published)
      let kept = try await desk.newsroom.item(spoiled.id, for: desk.lan)
      #expect(kept.state == .ready && kept.scheduledFor == nil)
      let reason: String? = try await desk.database.read {
        try $0.value("SELECT reason FROM item_event WHERE item_id = \(spoiled.id) AND kind = 'schedule-failed'")
      }
      #expect(reason == "Bài chưa có nội dung; Cần có tiêu đề")
    }
  }

  @Test(
    "a time that has passed, an unfit text and a reporter are refused; a schedule can be taken back",
    arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      await #expect(throws: Failure.invalid(["at": "Giờ hẹn phải sau giờ hiện tại"])) {
        try await desk.newsroom.schedule(item.id, for: Desk.start, by: desk.hoa)
      }
      await #expect(throws: Failure.forbidden(Newsroom.publish)) {
        try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(60), by: desk.lan)
      }
      try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(60), by: desk.hoa)
      try await desk.newsroom.schedule(item.id, for: nil, by: desk.hoa)
      desk.hand.advance(by: 120)
      try await desk.newsroom.publishDue()
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).state == .ready)
    }
  }

  @Test("sending a scheduled item back takes its schedule away", arguments: Engine.all)
  func sentBack(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(60), by: desk.hoa)
      let back = try await desk.newsroom.sendBack(item.id, reason: "Chờ số liệu mới", by: desk.thu)
      #expect(back.scheduledFor == nil && back.state == .editing)
      desk.hand.advance(by: 120)
      try await desk.newsroom.publishDue()
      #expect(try await desk.topics().isEmpty)
    }
  }
}
