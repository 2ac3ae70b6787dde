import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Collaboration

/// What people get by mail: as they chose, once.
struct MailedNoticesTests {
  @Test("from address to code to mail at once: a burst is one mail, what was read is not mailed", arguments: Engine.all)
  func atOnce(engine: Engine) async throws {
    let server = try await MailServer()
    try await House.with(engine, mail: try settings(server)) { house in
      try await confirm(house, server)
      try await house.tell(kind: "planning.assigned", "Minh giao bạn việc “\("Lũ")”", path: "/lam-viec/ke-hoach")
      try await house.tell(kind: "comment.mention", "Minh nhắc đến bạn")
      try await house.work()
      #expect(server.mails.count == 1)

      house.hand.advance(by: 31)
      try await house.work()
      #expect(server.mails.count == 2)
      let text = MailServer.text(of: server.mails[1].data, "text/plain")
      #expect(text.contains("Minh giao bạn việc “Lũ”") && text.contains("Minh nhắc đến bạn"))
      #expect(text.contains("https://bao.example/lam-viec/thong-bao/"))

      try await house.tell(kind: "comment.mention", "Minh nhắc lần nữa")
      try await house.database.write { _ = try NoticeStore.read(nil, of: House.lan.id, at: house.hand.now, on: $0) }
      house.hand.advance(by: 31)
      try await house.work()
      #expect(server.mails.count == 2)
    }
    await server.close()
  }

  @Test("the day's mail comes at the hour that was chosen, once, with what is unread", arguments: Engine.all)
  func digest(engine: Engine) async throws {
    let server = try await MailServer()
    try await House.with(engine, mail: try settings(server)) { house in
      try await confirm(house, server)
      try await house.room.choose([.item: .digest], hour: 10, house.reader)
      try await house.tell(kind: "item.approved", "Minh đã duyệt bài của bạn")
      try await house.room.writeDigests()
      try await house.work()
      #expect(server.mails.count == 1)

      house.hand.advance(by: 2 * 3600)
      for _ in 0..<3 { try await house.room.writeDigests() }
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try? await house.room.writeDigests() } }
      }
      try await house.work()
      #expect(server.mails.count == 2)
      #expect(MailServer.text(of: server.mails[1].data, "text/plain").contains("Minh đã duyệt bài của bạn"))

      try await house.tell(kind: "item.approved", "Bài khác")
      house.hand.advance(by: 3600)
      try await house.room.writeDigests()
      try await house.work()
      #expect(server.mails.count == 2, "one mail a day")
      house.hand.advance(by: 86_400)
      try await house.room.writeDigests()
      try await house.work()
      #expect(server.mails.count == 3)
    }
    await server.close()
  }

  @Test("a mail that was cut off between sending and writing it down is not sent again", arguments: Engine.all)
  func cutOff(engine: Engine) async throws {
    let server = try await MailServer()
    try await House.with(engine, mail: try settings(server)) { house in
      let words = MailWords(subject: "s", text: "t", html: "h")
      try await house.database.write { connection in
        try MailStore.put("m", for: House.lan.id, to: "lan@bao.example", words, at: house.hand.now, on: connection)
        _ = try MailStore.begin("m", at: house.hand.now, on: connection)
      }
      try await house.work()
      #expect(server.mails.isEmpty)
      let state = try await house.database.read {
        try $0.value("SELECT state FROM mail_out WHERE id = 'm'", as: String.self)
      }
      #expect(state == "unknown")
    }
    await server.close()
  }

  @Test("a server that is busy is asked again, one that refuses is not", arguments: Engine.all)
  func retries(engine: Engine) async throws {
    for (answer, state, tries) in [("451 busy", "waiting", 2), ("550 no", "refused", 1)] {
      var manners = MailServer.Manners()
      manners.answers = ["RCPT": answer]
      let server = try await MailServer(manners)
      try await House.with(engine, mail: try settings(server)) { house in
        let words = MailWords(subject: "s", text: "t", html: "h")
        try await house.database.write {
          try MailStore.put("m", for: House.lan.id, to: "lan@bao.example", words, at: house.hand.now, on: $0)
        }
        try await house.work()
        house.hand.advance(by: 60)
        try await house.work()
        let (now, attempts) = try await house.database.read { connection in
          (
            try connection.value("SELECT state FROM mail_out WHERE id = 'm'", as: String.self),
            try connection.value("SELECT attempts FROM job WHERE name = 'collaboration.mail'", as: Int.self)
          )
        }
        #expect(now == state)
        #expect(attempts == tries)
      }
      await server.close()
    }
  }

  @Test("a wrong code five times and the right one is too late; a second code waits a minute", arguments: Engine.all)
  func codes(engine: Engine) async throws {
    let server = try await MailServer()
    try await House.with(engine, mail: try settings(server)) { house in
      try await house.room.askForAddress("lan@lamgiang.example", house.reader)
      await #expect(throws: Failure.self) { try await house.room.askForAddress("b@lamgiang.example", house.reader) }
      try await house.work()
      let code = try self.code(in: server.mails[0])
      for _ in 0..<5 {
        await #expect(throws: Failure.self) { try await house.room.confirmAddress("000000", house.reader) }
      }
      await #expect(throws: Failure.self) { try await house.room.confirmAddress(code, house.reader) }
    }
    await server.close()
  }

  @Test("without a mail server nothing offers mail, and notices are in the page only", arguments: Engine.all)
  func without(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.tell(kind: "comment.mention", "Minh nhắc đến bạn")
      let page = try await house.site.get("/lam-viec/thong-bao/cai-dat", as: House.lan).text
      #expect(page.contains("Máy chủ thư chưa được cài đặt"))
      #expect(!page.contains("name=\"address\"") && !page.contains("value=\"mail\""))
      let waiting = try await house.database.read { try $0.value("SELECT COUNT(*) FROM job", as: Int.self) }
      #expect(waiting == 0)
      let sent = try await house.site.post(
        "/lam-viec/thong-bao/cai-dat/dia-chi", ["address": "a@b.example"], as: House.lan)
      #expect(sent.status == 404)
    }
  }

  private func code(in mail: MailServer.Mail) throws -> String {
    let text = MailServer.text(of: mail.data, "text/plain")
    return String(try #require(text.firstMatch(of: /\d{6}/)).output)
  }

  private func confirm(_ house: House, _ server: MailServer) async throws {
    try await house.room.askForAddress("lan@lamgiang.example", house.reader)
    try await house.work()
    try await house.room.confirmAddress(try code(in: try #require(server.mails.first)), house.reader)
  }
}

extension House {
  func tell(kind: String, _ text: Phrase, path: String = "/lam-viec") async throws {
    try await tell([Self.lan], kind: kind, text, path: path)
  }
}
