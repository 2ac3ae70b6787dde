import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct LiveBlogTests {
  private func blog(_ desk: Desk, isPublic: Bool = true) async throws -> Item {
    var new = Newsroom.NewItem(
      organisation: Desk.agency,
      text: ItemText(
        title: "Bão số 3", summary: "Tường thuật.", body: StoryBody(plainForm: "Bão vào bờ."),
        metadata: ItemMetadata(section: try await desk.section(), bylines: [BylineProfile(name: "Lan")])))
    new.kind = .liveBlog
    let item = try await desk.newsroom.create(new, by: desk.lan)
    return isPublic ? try await desk.newsroom.publish(item.id, by: desk.thu) : item
  }

  private func text(_ words: String) -> Newsroom.EntryText { .init(body: StoryBody(plainForm: words)) }

  @Test("what is let out is read: pinned first, then newest; nothing else is", arguments: Engine.all)
  func order(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let first = try await desk.newsroom.writeEntry(text("Gió giật cấp 9"), in: item.id, by: desk.hoa)
      desk.hand.advance(by: 60)
      let second = try await desk.newsroom.writeEntry(text("Mất điện"), in: item.id, by: desk.hoa)
      desk.hand.advance(by: 60)
      // A reporter's entry waits for somebody who may let it out.
      await #expect(throws: Failure.forbidden(Newsroom.publishLive)) {
        try await desk.newsroom.writeEntry(text("x"), in: item.id, by: desk.lan)
      }
      let waiting = try await desk.newsroom.writeEntry(text("Đò ngừng chạy"), in: item.id, fate: .keep, by: desk.lan)
      try await desk.newsroom.markEntry(first.id, of: item.id, isKey: true, isPinned: true, by: desk.hoa)
      let live = try #require(try await desk.newsroom.liveBlogs.liveBlog(item.id))
      #expect(live.entries.map(\.id) == [first.id, second.id])
      #expect(live.entries.map(\.isKey) == [true, false] && live.change == 3)
      try await desk.newsroom.publishEntry(waiting.id, of: item.id, by: desk.hoa)
      try await desk.newsroom.removeEntry(second.id, of: item.id, by: desk.hoa)
      let after = try #require(try await desk.newsroom.liveBlogs.liveBlog(item.id))
      #expect(after.entries.map(\.id) == [first.id, waiting.id])
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.writeEntry(text("x"), in: item.id, by: desk.stranger)
      }
    }
  }

  @Test("no entry holds sound or video that is none of the agency's, also while it waits", arguments: Engine.all)
  func foreignClips(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let body = StoryBody(blocks: [.init(.audio(.init(clip: .new())))])
      for fate in [Newsroom.EntryFate.keep, .publish] {
        await #expect(throws: Failure.self) {
          try await desk.newsroom.writeEntry(.init(body: body), in: item.id, fate: fate, by: desk.hoa)
        }
      }
      let entry = try await desk.newsroom.writeEntry(text("Một"), in: item.id, by: desk.hoa)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.editEntry(entry.id, of: item.id, .init(body: body), seen: 1, by: desk.hoa)
      }
      #expect(try await desk.newsroom.liveView(of: item.id, for: desk.hoa).entries.map(\.body.clips) == [[]])
    }
  }

  @Test("a page that has seen so much is told only of the rest, and of what is gone", arguments: Engine.all)
  func changes(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let blogs = desk.newsroom.liveBlogs
      let first = try await desk.newsroom.writeEntry(text("Một"), in: item.id, by: desk.hoa)
      let seen = try #require(try await blogs.liveBlog(item.id)).change
      let second = try await desk.newsroom.writeEntry(text("Hai"), in: item.id, by: desk.hoa)
      try await desk.newsroom.editEntry(first.id, of: item.id, text("Một, sửa"), seen: 1, by: desk.hoa)
      let told = try #require(
        try await blogs.changes(of: Desk.agency, slugAndCode: item.slugAndCode, after: seen))
      #expect(Set(told.entries.map(\.id)) == [first.id, second.id] && told.removed.isEmpty && told.change == seen + 2)
      #expect(told.entries.first { $0.id == first.id }?.editedAt != nil)
      try await desk.newsroom.removeEntry(second.id, of: item.id, by: desk.hoa)
      let gone = try #require(
        try await blogs.changes(of: Desk.agency, slugAndCode: item.slugAndCode, after: told.change))
      #expect(gone.entries.isEmpty && gone.removed == [second.id])
      let nothing = try #require(
        try await blogs.changes(of: Desk.agency, slugAndCode: item.slugAndCode, after: gone.change))
      #expect(nothing.entries.isEmpty && nothing.removed.isEmpty)
      #expect(try await blogs.changes(of: Desk.other, slugAndCode: item.slugAndCode, after: 0) == nil)
    }
  }

  @Test("nobody writes over an edit they have not seen, and the words before are kept", arguments: Engine.all)
  func editing(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let entry = try await desk.newsroom.writeEntry(text("Một"), in: item.id, by: desk.hoa)
      try await desk.newsroom.editEntry(entry.id, of: item.id, text("Hai"), seen: 1, by: desk.thu)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.editEntry(entry.id, of: item.id, text("Ba"), seen: 1, by: desk.hoa)
      }
      await #expect(throws: Failure.forbidden(Newsroom.publishLive)) {
        try await desk.newsroom.editEntry(entry.id, of: item.id, text("Ba"), seen: 2, by: desk.lan)
      }
      let kept = try await desk.database.read { connection in
        try connection.values(
          "SELECT body FROM live_entry_version WHERE entry_id = \(entry.id) ORDER BY version", as: String.self)
      }
      #expect(kept.count == 1 && kept[0].contains("Một"))
      await #expect(throws: Failure.invalid(["body": "Diễn biến chưa có chữ nào"])) {
        try await desk.newsroom.writeEntry(text("  "), in: item.id, by: desk.hoa)
      }
    }
  }

  @Test("an appointed entry goes out at its time and once; an ended blog takes none", arguments: Engine.all)
  func appointed(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let time = Desk.start.addingTimeInterval(600)
      let entry = try await desk.newsroom.writeEntry(text("Mười giờ"), in: item.id, fate: .schedule(time), by: desk.hoa)
      let late = try await desk.newsroom.writeEntry(
        text("Mười một giờ"), in: item.id, fate: .schedule(time.addingTimeInterval(60)), by: desk.hoa)
      desk.hand.advance(by: 599)
      try await desk.newsroom.publishDueEntries()
      #expect(try await desk.newsroom.liveBlogs.liveBlog(item.id)?.entries.isEmpty == true)
      desk.hand.advance(by: 1)
      try await desk.newsroom.publishDueEntries()
      try await desk.newsroom.publishDueEntries()
      #expect(try await desk.newsroom.liveBlogs.liveBlog(item.id)?.entries.map(\.id) == [entry.id])
      try await desk.newsroom.closeLive(item.id, by: desk.hoa)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.writeEntry(text("x"), in: item.id, by: desk.hoa)
      }
      desk.hand.advance(by: 600)
      try await desk.newsroom.publishDueEntries()
      let view = try await desk.newsroom.liveView(of: item.id, for: desk.hoa)
      #expect(view.entries.first { $0.id == late.id }?.state == .draft)
      #expect(try await desk.newsroom.liveBlogs.liveBlog(item.id)?.closedAt != nil)
      try await desk.newsroom.closeLive(item.id, false, by: desk.hoa)
      #expect(
        try await desk.newsroom.events(of: item.id, for: desk.hoa).map(\.kind).prefix(2) == [
          .liveReopened, .liveClosed,
        ])
    }
  }

  @Test("entries come out with their item, and never before", arguments: Engine.all)
  func withItem(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk, isPublic: false)
      try await desk.newsroom.writeEntry(text("Sớm"), in: item.id, by: desk.hoa)
      #expect(try await desk.newsroom.liveBlogs.liveBlog(item.id) == nil)
      try await desk.newsroom.publish(item.id, by: desk.thu)
      #expect(try await desk.newsroom.liveBlogs.liveBlog(item.id)?.entries.count == 1)
      let article = try await desk.draft(section: try await desk.section("Khác"))
      await #expect(throws: Failure.self) {
        try await desk.newsroom.writeEntry(text("x"), in: article.id, by: desk.hoa)
      }
    }
  }

  @Test("programs write, edit and take away the same way", arguments: Engine.all)
  func interface(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let site = DeskSite(desk)
      let path = "/api/v1/items/\(item.id)/entries"
      let sent = try await site.json(.post, path, #"{"text": "Mực nước 12,4 m", "key": true}"#, as: desk.hoa)
      #expect(sent.status == 201 && sent.json["state"]?.string == "published")
      let id = try #require(sent.json["id"]?.string)
      let edited = try await site.json(
        .post, "\(path)/\(id)", #"{"act": "edit", "version": 1, "text": "Mực nước 12,6 m"}"#, as: desk.hoa)
      #expect(edited.json["version"]?.int == 2)
      #expect(
        try await site.json(.post, "\(path)/\(id)", #"{"act": "remove"}"#, as: desk.hoa).json["state"]?.string
          == "removed")
      #expect(try await site.json(.post, path, #"{"text": "x"}"#, as: desk.lan).status == 403)
      #expect(try await site.json(.post, path, #"{"text": "x", "keep": true}"#, as: desk.lan).status == 201)
      let list = try await site.json(.get, path, "", as: desk.lan)
      #expect(list.json.array?.map { $0["state"]?.string } == ["draft", "removed"])
    }
  }

  @Test("the page writes, pins, edits and takes away with forms alone", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await blog(desk)
      let site = DeskSite(desk)
      let path = "/lam-viec/tuong-thuat/\(item.id)"
      let sent = try await site.post(path, ["body": "Nước <dâng>", "act": "dang", "key": "1"], as: desk.hoa)
      #expect(sent.status == 303 && sent.location?.hasPrefix(path + "#e-") == true)
      let entry = try #require(sent.location?.split(separator: "#e-").last.map(String.init))
      let page = try await site.get(path, as: desk.hoa).text
      #expect(page.contains("Nước &lt;dâng&gt;") && page.contains("Diễn biến chính") && !page.contains("<dâng>"))
      for act in ["ghim", "bo-chinh"] {
        #expect(try await site.post("\(path)/dien-bien/\(entry)", ["act": act], as: desk.hoa).status == 303)
      }
      let edited = try await site.post(
        "\(path)/dien-bien/\(entry)", ["act": "sua", "version": "1", "body": "Nước rút", "pin": "1"], as: desk.hoa)
      #expect(edited.status == 303)
      let live = try #require(try await desk.newsroom.liveBlogs.liveBlog(item.id))
      #expect(live.entries.map(\.body.plainText) == ["Nước rút"] && live.entries[0].isPinned && !live.entries[0].isKey)
      // A reporter's words go to the editors; what is refused stays in the box.
      let kept = try await site.post(path, ["body": "Từ hiện trường", "act": "cho"], as: desk.lan)
      #expect(kept.status == 303)
      let empty = try await site.post(path, ["body": "", "title": "", "act": "dang"], as: desk.hoa)
      #expect(empty.status == 422 && empty.text.contains("Diễn biến chưa có chữ nào"))
      #expect(try await site.get(path, as: desk.stranger).status == 404)
      #expect(try await site.post(path + "/ket-thuc", ["act": "ket-thuc"], as: desk.hoa).status == 303)
      #expect(try await site.get(path, as: desk.hoa).text.contains("Đã kết thúc"))
    }
  }
}
