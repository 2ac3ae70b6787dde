import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct TriageTests {
  private func upload(_ titles: [String], _ desk: Desk, _ intake: Intake, text: String = "Nội dung") async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xml")
    try Data(sampleFeed(titles, text: text).utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try await intake.takeUpload(file, named: "tin.xml", to: Desk.agency, by: desk.thu)
    #expect(outcome.kind == .read)
  }

  @Test("a piece is made into a draft once, with its source named and linked", arguments: Engine.all)
  func take(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await upload(["Cầu mới"], desk, intake)
      let incoming = try #require(try await desk.incoming(intake).first)
      let item = try await intake.takeItem(incoming.id, by: desk.lan)
      #expect(item.state == .draft && item.title == "Cầu mới" && item.holder == desk.lan.id)
      let text = try await desk.newsroom.open(item.id, for: desk.lan).revision.text
      #expect(text.body.plainText == "Nội dung 0\nTheo Báo bạn")
      guard case .paragraph(let credit)? = text.body.blocks.last?.kind, case .text(_, let marks)? = credit.last else {
        Issue.record("no credit")
        return
      }
      #expect(marks.link == "https://bao.example/0")
      await #expect(throws: Failure.self) { _ = try await intake.takeItem(incoming.id, by: desk.hoa) }
      #expect(try await desk.incoming(intake, .taken).map(\.item) == [item.id])
      #expect(desk.trail.actions.contains("newsroom.inbox.take"))
    }
  }

  @Test("what was sent up is told apart by its file", arguments: Engine.all)
  func origins(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = AskedSite(people: [desk.lan], rooms: intake.deskRooms) { intake.addRoutes(to: $0) }
      try await upload(["Một"], desk, intake)
      let list = try await site.get("/lam-viec/tin-nguon", as: desk.lan).text
      #expect(list.contains("Tải lên: tin.xml") && !list.contains("Tệp tải lên ·"))
      let api = try await site.get("/api/v1/inbox", as: desk.lan).text
      #expect(api.contains("\"source\":\"Tải lên: tin.xml\""))
    }
  }

  @Test("files from a partner come in under the partner's name, each once", arguments: Engine.all)
  func received(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xml")
      try Data(sampleFeed(["Một", "Hai"]).utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      for _ in 0..<2 { try await intake.receive(file, from: "Cổng thông tin", to: Desk.agency, by: desk.thu) }
      let items = try await desk.incoming(intake)
      #expect(items.map(\.title) == ["Một", "Hai"] && items.allSatisfy { $0.sourceName == "Cổng thông tin" })
      #expect(try await intake.sources(of: Desk.agency, for: desk.thu).count == 1)
      await #expect(throws: Failure.forbidden(Newsroom.manageInbox)) {
        try await intake.receive(file, from: "Khác", to: Desk.agency, by: desk.lan)
      }
    }
  }

  @Test("what is passed over can be brought back; the source's later changes are marked", arguments: Engine.all)
  func drop(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await upload(["Một", "Hai"], desk, intake)
      let items = try await desk.incoming(intake)
      try await intake.setItem(items[0].id, .dropped, by: desk.lan)
      #expect(try await desk.incoming(intake).count == 1)
      try await upload(["Một", "Hai"], desk, intake, text: "Đã sửa")
      let dropped = try #require(try await desk.incoming(intake, .dropped).first)
      #expect(dropped.hasNews && dropped.version == 2)
      try await intake.setItem(items[0].id, .new, by: desk.lan)
      #expect(try await desk.incoming(intake).count == 2)
    }
  }

  @Test("another agency's inbox is not there", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await upload(["Một"], desk, intake)
      let id = try #require(try await desk.incoming(intake).first?.id)
      await #expect(throws: Failure.notFound) { _ = try await intake.takeItem(id, by: desk.stranger) }
      await #expect(throws: Failure.notFound) { try await intake.setItem(id, .dropped, by: desk.stranger) }
      await #expect(throws: Failure.forbidden(Newsroom.readInbox)) {
        _ = try await intake.inbox(.init(organisation: Desk.agency, state: .new), for: desk.stranger)
      }
    }
  }
}
