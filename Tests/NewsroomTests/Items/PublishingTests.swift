import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct PublishingTests {
  @Test("a story goes from the first word to its reader", arguments: Engine.all)
  func wholePath(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.draft(section: section, tags: ["Cầu Lam Giang"])
      #expect(item.state == .draft && item.holder == desk.lan.id)
      #expect(try await desk.newsroom.submit(item.id, by: desk.lan).state == .approval)
      let saved = try await desk.save("Sáng nay, cầu thông xe.", to: item.id, base: 1, by: desk.hoa)
      #expect(try await desk.newsroom.approve(item.id, revision: saved.revision, by: desk.hoa).state == .ready)
      #expect(
        try await desk.stories.latest(of: Desk.agency, section: nil, author: nil, before: nil, limit: 10).items.isEmpty)

      let published = try await desk.newsroom.publish(item.id, by: desk.thu)

      #expect(published.state == .published && published.firstPublishedAt == Desk.start)
      guard case .found(let story) = try await desk.stories.story(of: Desk.agency, slugAndCode: published.slugAndCode)
      else { throw Failure.notFound }
      #expect(published.slugAndCode == "cau-lam-giang-thong-xe-1001")
      #expect(story.body.plainText == "Sáng nay, cầu thông xe.")
      #expect(story.summary.section.slug == "xa-hoi" && story.tags == ["Cầu Lam Giang"])
      #expect(story.summary.bylines == [BylineProfile(name: "Nguyễn Lan", slug: "nguyen-lan")])
      #expect(try await desk.topics() == ["newsroom.item-published"])
      #expect(try await desk.found("thông xe", in: "site:\(Desk.agency)") == [item.id.rawValue])
      #expect(
        desk.trail.actions.suffix(3) == ["newsroom.item.submitted", "newsroom.item.approved", "newsroom.item.publish"])
    }
  }

  @Test("what is not fit to publish is refused with its places, and nothing becomes public", arguments: Engine.all)
  func preflight(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let bare = try await desk.newsroom.create(
        .init(
          organisation: Desk.agency,
          text: ItemText(
            title: "Ảnh", body: StoryBody(blocks: [.init(.figure(.init(picture: Desk.picture, alt: "x")), id: "f1")]))),
        by: desk.thu)
      await #expect {
        try await desk.newsroom.publish(bare.id, by: desk.thu)
      } throws: { error in
        guard case Failure.invalid(let errors) = error else { return false }
        return errors.keys.sorted() == ["block:f1", "section", "summary"]
      }
      #expect(try await desk.topics().isEmpty)
      #expect(try await desk.newsroom.item(bare.id, for: desk.thu).state == .draft)
    }
  }

  @Test("another agency's picture cannot be published or led with", arguments: Engine.all)
  func othersPicture(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      await #expect(throws: Failure.invalid(["lead": "Không có ảnh này trong kho ảnh của cơ quan"])) {
        try await desk.newsroom.create(
          .init(
            organisation: Desk.agency,
            text: ItemText(title: "a", metadata: ItemMetadata(lead: Desk.othersPicture))), by: desk.lan)
      }
      let item = try await desk.draft(section: section)
      let figure = StoryBody.Figure(picture: Desk.othersPicture, credit: "a", alt: "b")
      _ = try await desk.newsroom.save(
        .init(
          base: 1, title: "a", summary: "b", body: StoryBody(blocks: [.init(.figure(figure), id: "f")]),
          isAutosave: true),
        to: item.id, by: desk.lan)
      await #expect(throws: Failure.invalid(["block:f": "Ảnh không còn trong kho ảnh của cơ quan"])) {
        try await desk.newsroom.publish(item.id, by: desk.thu)
      }
    }
  }

  @Test(
    "readers see the published text until it is published again, whatever is typed meanwhile", arguments: Engine.all)
  func draftsNeverLeak(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      let saved = try await desk.save(
        "Bí mật chưa được đăng.", to: item.id, base: item.currentRevision, title: "Tiêu đề mới", by: desk.lan)
      #expect(try await desk.newsroom.item(item.id, for: desk.lan).hasUnpublishedChanges)
      guard case .found(let before) = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode)
      else { throw Failure.notFound }
      #expect(!before.body.plainText.contains("Bí mật") && before.summary.title == "Cầu Lam Giang thông xe")
      try await desk.newsroom.indexDrafts()
      #expect(try await desk.found("bí mật", in: "site:\(Desk.agency)").isEmpty)
      #expect(try await desk.found("bí mật", in: "archive:\(Desk.agency)") == [item.id.rawValue])

      desk.hand.advance(by: 600)
      try await desk.newsroom.updatePublished(item.id, revision: saved.revision, by: desk.hoa)
      guard case .found(let after) = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode)
      else { throw Failure.notFound }
      #expect(after.summary.title == "Tiêu đề mới" && after.body.plainText == "Bí mật chưa được đăng.")
      #expect(after.summary.firstPublishedAt == Desk.start)
      #expect(after.summary.updatedAt == Desk.start.addingTimeInterval(600))
      #expect(try await desk.topics() == ["newsroom.item-published", "newsroom.item-updated"])
      #expect(try await desk.found("bí mật", in: "site:\(Desk.agency)") == [item.id.rawValue])

      desk.hand.advance(by: 600)
      try await desk.newsroom.updatePublished(item.id, isMinor: true, by: desk.hoa)
      let listed = try await desk.stories.summaries([item.id])
      #expect(listed.first?.updatedAt == Desk.start.addingTimeInterval(600))
    }
  }

  @Test("a new address takes over from the old one, which leads there", arguments: Engine.all)
  func moved(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      _ = try await desk.save("Chữ.", to: item.id, base: item.currentRevision, title: "Cầu mới", by: desk.lan)
      let updated = try await desk.newsroom.updatePublished(item.id, renewsAddress: true, by: desk.thu)
      #expect(updated.slugAndCode == "cau-moi-\(item.code)")
      let old = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode)
      guard case .moved("/bai/cau-moi-1001") = old else { throw Failure.notFound }
      let cut = try await desk.stories.story(of: Desk.agency, slugAndCode: "cau-1001")
      guard case .moved("/bai/cau-moi-1001") = cut else { throw Failure.notFound }
      for foreign in ["cau-moi-1001", "cau-lam-giang-thong-xe-1001"] {
        guard case .missing = try await desk.stories.story(of: Desk.other, slugAndCode: foreign) else {
          throw Failure.notFound
        }
      }
    }
  }

  @Test(
    "a withdrawn story is gone from every list at once, its address says so, and its text is kept",
    arguments: Engine.all)
  func withdrawn(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published(section: try await desk.section())
      try await desk.newsroom.arrangeHome([item.id], of: Desk.agency, by: desk.thu)
      await #expect(throws: Failure.invalid(["reason": "Cần ghi lý do"])) {
        try await desk.newsroom.withdraw(item.id, reason: "  ", by: desk.thu)
      }
      try await desk.newsroom.withdraw(item.id, reason: "Sai địa danh", by: desk.thu)
      guard case .gone = try await desk.stories.story(of: Desk.agency, slugAndCode: item.slugAndCode) else {
        throw Failure.notFound
      }
      #expect(try await desk.stories.summaries([item.id]).isEmpty)
      #expect(try await desk.stories.stories([item.id]).isEmpty)
      #expect(try await desk.stories.home(of: Desk.agency).lead == nil)
      #expect(try await desk.found("thông xe", in: "site:\(Desk.agency)").isEmpty)
      #expect(try await desk.topics().last == "newsroom.item-withdrawn")
      #expect(try await desk.newsroom.open(item.id, for: desk.lan).revision.text.title == "Cầu Lam Giang thông xe")
      await #expect(throws: Failure.conflict("Bài đã gỡ, không xuất bản lại được.")) {
        try await desk.newsroom.publish(item.id, by: desk.thu)
      }
    }
  }

  @Test("of several who publish at once, one does", arguments: Engine.all)
  func concurrent(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask { (try? await desk.newsroom.publish(item.id, by: desk.thu)) != nil }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 } == 1)
      #expect(try await desk.topics() == ["newsroom.item-published"])
    }
  }

  @Test("a new text is not published unseen", arguments: Engine.all)
  func seen(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      _ = try await desk.save("Thêm một câu.", to: item.id, base: 1, by: desk.lan)
      await #expect(throws: Failure.conflict("Bài vừa được sửa sau khi bạn mở. Hãy xem lại bản mới rồi làm tiếp.")) {
        try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      }
      await #expect(throws: Failure.conflict("Bài vừa được sửa sau khi bạn mở. Hãy xem lại bản mới rồi làm tiếp.")) {
        try await desk.newsroom.publish(item.id, revision: 1, by: desk.hoa)
      }
      #expect(try await desk.topics().isEmpty)
    }
  }

  @Test("what is sent back needs a reason, and its author has it again", arguments: Engine.all)
  func sentBack(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.submit(item.id, by: desk.lan)
      await #expect(throws: Failure.invalid(["reason": "Cần ghi lý do"])) {
        try await desk.newsroom.sendBack(item.id, reason: "\n", by: desk.hoa)
      }
      let back = try await desk.newsroom.sendBack(item.id, reason: "Thiếu ý kiến người dân", by: desk.hoa)
      #expect(back.state == .editing && back.holder == desk.lan.id)
      #expect(desk.trail.actions.last == "newsroom.item.sent-back")
    }
  }
}
