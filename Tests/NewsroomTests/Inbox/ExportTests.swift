import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct ExportTests {
  private func site(_ desk: Desk, _ intake: Intake) -> AskedSite {
    AskedSite(
      people: [desk.lan, desk.hoa, desk.thu, desk.stranger, desk.administrator],
      rooms: desk.newsroom.deskRooms + intake.deskRooms
    ) {
      desk.newsroom.addRoutes(to: $0)
      intake.addRoutes(to: $0)
    }
  }

  @Test("a published item goes out in every format, and is read again as it is", arguments: Engine.all)
  func formats(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      let item = try await desk.published(section: try await desk.section(), tags: ["cầu"])
      for format in NewsDocument.Format.allCases {
        let reply = try await site.get("/api/v1/items/\(item.id)/export?format=\(format.rawValue)", as: desk.lan)
        #expect(reply.status == 200)
        let story = try #require(try NewsReader.read(Data(reply.text.utf8)).items.first)
        #expect(story.title == "Cầu Lam Giang thông xe" && story.author == "Nguyễn Lan" && story.status == .usable)
        #expect(story.guid.hasPrefix("urn:newsml:") && story.guid.hasSuffix(":\(item.code)"))
        #expect(story.html.contains("Hàng nghìn người đã đến xem."))
        #expect(story.categories.contains("cầu"))
        // What only the newsroom knows stays there.
        #expect(!reply.text.contains(desk.thu.name) && !reply.text.contains(desk.lan.id.rawValue + "\""))
      }
      #expect(try await site.get("/api/v1/items/\(item.id)/export?format=doc", as: desk.lan).status == 422)
      #expect(try await site.get("/api/v1/items/\(item.id)/export", as: desk.stranger).status == 404)
      #expect(try await site.get("/api/v1/items/\(item.id)/export", as: nil).status == 401)
    }
  }

  @Test("drafts, what is held back and what was withdrawn do not go out", arguments: Engine.all)
  func gates(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section()
      let draft = try await desk.draft(section: section)
      await #expect(throws: Failure.self) { _ = try await desk.newsroom.document(of: draft.id, for: desk.thu) }
      let held = try await desk.draft("Giữ", section: section)
      try await desk.newsroom.setEmbargo(
        desk.newsroom.clock.now.addingTimeInterval(3_600), of: held.id, reason: "chờ họp báo", by: desk.thu)
      await #expect(throws: Failure.self) { _ = try await desk.newsroom.document(of: held.id, for: desk.thu) }
      let gone = try await desk.published(section: section)
      try await desk.newsroom.withdraw(gone.id, reason: "sai", by: desk.thu)
      await #expect(throws: Failure.self) { _ = try await desk.newsroom.document(of: gone.id, for: desk.thu) }
    }
  }

  @Test("what has changed but was not published yet does not go out", arguments: Engine.all)
  func published(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let item = try await desk.published(section: try await desk.section())
      let opened = try await desk.newsroom.open(item.id, for: desk.hoa)
      _ = try await desk.save("Chữ chưa ai duyệt.", to: item.id, base: opened.revision.number, by: desk.hoa)
      let text = try await desk.newsroom.document(of: item.id, for: desk.hoa).text(as: .ninjs)
      #expect(!text.contains("chưa ai duyệt") && text.contains("Hàng nghìn người"))
    }
  }

  @Test("rules are made and stopped with forms alone; the administrator sees sources and rules", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      let section = try await desk.section()
      let id = try await desk.wire(intake)
      let bad = try await site.post("/lam-viec/tin-nguon/quy-tac", ["act": "drop"], as: desk.thu)
      #expect(bad.status == 422 && bad.text.contains("Cần ít nhất một điều kiện"))
      let made = try await site.post(
        "/lam-viec/tin-nguon/quy-tac",
        ["act": "publish", "source": id.rawValue, "section": section.rawValue, "name": "TTXVN <b>"], as: desk.thu)
      #expect(made.status == 303)
      let page = try await site.get("/lam-viec/tin-nguon/quy-tac", as: desk.administrator)
      #expect(page.status == 200 && page.text.contains("TTXVN &lt;b&gt;") && page.text.contains("Tự đăng, theo nguồn"))
      #expect(try await site.get("/lam-viec/tin-nguon/nguon", as: desk.administrator).status == 200)
      #expect(try await site.get("/lam-viec/tin-nguon/nguon/\(id)", as: desk.administrator).status == 200)
      #expect(try await site.get("/lam-viec/tin-nguon/quy-tac", as: nil).status == 303)
      #expect(
        try await site.post("/lam-viec/tin-nguon/quy-tac", ["act": "drop", "words": "x"], as: desk.lan).status == 403)

      try await desk.deliver(ninjs("urn:1"), "1.json", id, intake)
      let item = try #require(try await desk.incoming(intake, .taken).first?.item)
      let editor = try await site.get("/lam-viec/bai/\(item)", as: desk.hoa).text
      #expect(editor.contains("Bài theo nguồn TTXVN, chỉ để đọc.") && editor.contains("Chuyển thành bài của cơ quan"))
      #expect(try await site.post("/lam-viec/bai/\(item)/thoi-theo-nguon", as: desk.lan).status == 403)
      #expect(try await site.post("/lam-viec/bai/\(item)/thoi-theo-nguon", as: desk.hoa).status == 303)
      #expect(try await !site.get("/lam-viec/bai/\(item)", as: desk.hoa).text.contains("chỉ để đọc"))
    }
  }

  @Test(
    "a Maildir is read: letters become pieces, what is being written is left, what is too large is said once",
    arguments: Engine.all)
  func maildir(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let id = try await desk.wire(intake, "thu")
      let folder = intake.files.dropFolder("thu", of: Desk.agency)
      for part in ["new", "cur", "tmp"] {
        try FileManager.default.createDirectory(
          at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
      }
      func letter(_ subject: String) -> Data {
        Data("From: Lan <lan@ubnd.example>\r\nSubject: \(subject)\r\nMessage-ID: <\(subject)@x>\r\n\r\nChữ".utf8)
      }
      try letter("mot").write(to: folder.appendingPathComponent("new/1763.M1.mail"))
      try letter("hai").write(to: folder.appendingPathComponent("cur/1763.M2.mail:2,S"))
      try letter("ba").write(to: folder.appendingPathComponent("tmp/1763.M3.mail"))
      let large = folder.appendingPathComponent("to.json")
      try Data().write(to: large)
      try FileHandle(forWritingTo: large).truncate(atOffset: 200 * 1_048_576)
      try await intake.fetch(id)
      try await intake.fetch(id)
      #expect(Set(try await desk.incoming(intake).map(\.title)) == ["mot", "hai"])
      let fetches = try await intake.source(id, for: desk.lan).fetches
      #expect(fetches.count == 3 && fetches.filter { $0.outcome == .refused }.map(\.fileName) == ["to.json"])
    }
  }
}
