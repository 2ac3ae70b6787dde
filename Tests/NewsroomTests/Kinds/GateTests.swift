import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

/// An embargo and "not for publication" hold at every way out.
struct GateTests {
  private static let gates: [String] = ["embargo", "not-for-publication"]

  private func close(_ item: ItemID, _ gate: String, in desk: Desk) async throws {
    if gate == "embargo" {
      try await desk.newsroom.setEmbargo(
        Desk.start.addingTimeInterval(7_200), of: item, reason: "Theo đề nghị của cơ quan cấp tin", by: desk.lan)
    } else {
      try await desk.newsroom.setNotForPublication(true, of: item, reason: "Tư liệu nội bộ", by: desk.lan)
    }
  }

  private func expectNothingOut(_ item: Item, of desk: Desk) async throws {
    let stories = desk.stories
    #expect(try await stories.latest(of: Desk.agency, section: nil, author: nil, before: nil, limit: 10).items.isEmpty)
    #expect(try await stories.addresses(of: Desk.agency, before: nil, limit: 10).items.isEmpty)
    #expect(try await stories.summaries([item.id]).isEmpty)
    #expect(try await stories.stories([item.id]).isEmpty)
    #expect(try await stories.home(of: Desk.agency).latest.isEmpty)
    #expect(try await desk.found("thông xe", in: "site:\(Desk.agency)").isEmpty)
    #expect(try await desk.topics().isEmpty)
    if case .found = try await stories.story(of: Desk.agency, slugAndCode: item.slugAndCode) {
      Issue.record("the story can be read")
    }
  }

  @Test("publishing, scheduling and the clock all stop at a closed gate", arguments: Engine.all, Self.gates)
  func everyWayOut(engine: Engine, gate: String) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await close(item.id, gate, in: desk)

      await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.chief) }
      await #expect(throws: Failure.self) {
        try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(3_600), by: desk.chief)
      }
      _ = try await desk.newsroom.submit(item.id, by: desk.lan)
      let ready = try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.chief) }
      // Even where somebody wrote an hour into the table.
      try await desk.database.write { connection in
        _ = try connection.execute(
          "UPDATE item SET scheduled_for = \(Desk.start.addingTimeInterval(60)) WHERE id = \(item.id)")
      }
      desk.hand.advance(by: 120)
      try await desk.newsroom.publishDue()

      try await expectNothingOut(ready, of: desk)
      #expect(try await desk.newsroom.item(item.id, for: desk.thu).state == .ready)
    }
  }

  @Test("nobody may override a closed gate", arguments: Engine.all, Self.gates)
  func noOverride(engine: Engine, gate: String) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await close(item.id, gate, in: desk)
      #expect(try await desk.blocked(item.id) == [gate])
      await #expect(throws: Failure.conflict("Lỗi này không được phép bỏ qua.")) {
        try await desk.newsroom.overrideFinding(
          rule: gate, place: gate, of: item.id, reason: "Gấp", by: desk.chief)
      }
    }
  }

  @Test("at the end of the embargo it may go out, and at that very moment by schedule", arguments: Engine.all)
  func embargoEnds(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let end = Desk.start.addingTimeInterval(7_200)
      try await desk.newsroom.setEmbargo(end, of: item.id, reason: "Giữ tin", by: desk.lan)
      _ = try await desk.newsroom.schedule(item.id, for: end, by: desk.thu)
      desk.hand.advance(by: 7_199)
      try await desk.newsroom.publishDue()
      #expect(try await desk.newsroom.item(item.id, for: desk.thu).state == .ready)
      desk.hand.advance(by: 1)
      try await desk.newsroom.publishDue()
      #expect(try await desk.newsroom.item(item.id, for: desk.thu).state == .published)
    }
  }

  @Test("no copy and no rewrite of what is held back goes out before it", arguments: Engine.all, Self.gates)
  func copies(engine: Engine, gate: String) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await close(item.id, gate, in: desk)
      let copy = try await desk.newsroom.duplicate(item.id, by: desk.lan)
      let next = try await desk.newsroom.rewrite(item.id, keepsText: true, by: desk.lan)
      for id in [copy.id, next.id] {
        let held = try await desk.newsroom.item(id, for: desk.lan)
        #expect(!held.gate.isOpen(at: Desk.start))
        await #expect(throws: Failure.self) { try await desk.newsroom.publish(id, by: desk.thu) }
      }
    }
  }

  @Test("an older text brought back does not lift the embargo, nor does a translation escape it", arguments: Engine.all)
  func staysOnTheItem(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let end = Desk.start.addingTimeInterval(7_200)
      try await desk.newsroom.setEmbargo(end, of: item.id, reason: "Giữ tin", by: desk.lan)
      let saved = try await desk.save("Một câu mới cho bài.", to: item.id, base: 1, by: desk.lan)
      _ = try await desk.newsroom.restore(1, of: item.id, base: saved.revision, by: desk.lan)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).embargo == end)
      let english = try await desk.newsroom.translate(item.id, into: .english, by: desk.lan)
      await #expect(throws: Failure.self) { try await desk.newsroom.publish(english.id, by: desk.thu) }
    }
  }

  @Test("whoever writes may hold back; letting go needs the right to publish and a reason", arguments: Engine.all)
  func lettingGo(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.setNotForPublication(true, of: item.id, reason: "Chưa đủ căn cứ", by: desk.lan)
      await #expect(throws: Failure.forbidden(Newsroom.publish)) {
        try await desk.newsroom.setNotForPublication(false, of: item.id, reason: "Đủ rồi", by: desk.lan)
      }
      await #expect(throws: Failure.invalid(["reason": "Cần ghi lý do"])) {
        try await desk.newsroom.setNotForPublication(false, of: item.id, reason: " ", by: desk.thu)
      }
      try await desk.newsroom.setNotForPublication(false, of: item.id, reason: "Đủ căn cứ", by: desk.thu)
      #expect(try await desk.newsroom.publish(item.id, by: desk.thu).state == .published)
      #expect(desk.trail.actions.contains("newsroom.item.kept-inside"))
      #expect(desk.trail.actions.contains("newsroom.item.released"))
      await #expect(throws: Failure.self) {
        try await desk.newsroom.setEmbargo(
          Desk.start.addingTimeInterval(60), of: item.id, reason: "Muộn rồi", by: desk.thu)
      }
    }
  }

  @Test("an hour before the end of the embargo is refused, and an embargo past the hour too", arguments: Engine.all)
  func scheduleAndEmbargo(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let hour = Desk.start.addingTimeInterval(3_600)
      _ = try await desk.newsroom.schedule(item.id, for: hour, by: desk.thu)
      await #expect {
        try await desk.newsroom.setEmbargo(hour.addingTimeInterval(60), of: item.id, reason: "Giữ", by: desk.thu)
      } throws: { error in
        if case Failure.invalid(let errors) = error { errors.keys.contains("embargo") } else { false }
      }
      try await desk.newsroom.setEmbargo(hour, of: item.id, reason: "Giữ tới đúng giờ", by: desk.thu)
      _ = try await desk.newsroom.schedule(item.id, for: nil, by: desk.thu)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.schedule(item.id, for: hour.addingTimeInterval(-60), by: desk.thu)
      }
    }
  }
}

extension GateTests {
  @Test("no file and no feed of ours carries what is held back", arguments: Engine.all)
  func files(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let site = DeskSite(desk)
      let section = try await desk.section()
      let item = try await desk.draft(section: section)
      let open = try await desk.draft("Bài để ngỏ", section: section)
      try await desk.newsroom.setNotForPublication(true, of: item.id, reason: "Tư liệu", by: desk.lan)
      for form in ["xuat-csv", "xuat-json"] {
        let whole = try await site.get("/lam-viec/kho-bai/xuat?dang=\(form)", as: desk.chief)
        #expect(whole.status == 200 && whole.text.contains("Bài để ngỏ"), "\(form)")
        #expect(!whole.text.contains("Cầu Lam Giang thông xe"), "\(form)")
        let chosen = try await site.postAll(
          "/lam-viec/bai/nhieu",
          [("act", form), ("item", "\(item.id).1"), ("item", "\(item.id) 1"), ("item", "\(open.id).1")], as: desk.chief)
        #expect(!chosen.text.contains("Cầu Lam Giang thông xe"), "\(form)")
      }
      // As an agency's item goes to other houses.
      let document = try await site.get("/api/v1/items/\(item.id)/export?format=ninjs", as: desk.chief)
      #expect(document.status != 200 && !document.text.contains("Sáng 21/11"))
    }
  }
}
