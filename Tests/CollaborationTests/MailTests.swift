import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Collaboration

/// Mail through a real server, and never twice.
struct MailTests {
  private func settings(_ server: MailServer, user: String? = nil, authority: String? = nil, scheme: String = "smtp")
    throws -> MailConfiguration
  {
    let who = user.map { "\($0)@" } ?? ""
    var settings = try #require(
      try MailConfiguration(environment: [
        "HOITU_SMTP_URL": "\(scheme)://\(who)localhost:\(server.port)",
        "HOITU_MAIL_FROM": "Lam Giang điện tử <bao@lamgiang.example>",
      ]))
    settings.authority = authority
    return settings
  }

  private func message() throws -> MailMessage {
    MailMessage(
      id: "7", from: try #require(MailAddress("bao@lamgiang.example")), fromName: "Báo",
      to: try #require(MailAddress("lan@lamgiang.example")), subject: "Lũ về", text: "Dòng một\n.\nDòng ba",
      html: "<p>x</p>",
      date: Date(timeIntervalSince1970: 0))
  }

  /// A certificate for `localhost` of its own making, by openssl.
  private static func certificate() throws -> (chain: String, key: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-mail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (chain, key) = (folder.appendingPathComponent("c.pem").path, folder.appendingPathComponent("k.pem").path)
    let tool = Process()
    tool.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    tool.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost", "-keyout", key, "-out", chain,
    ]
    tool.standardError = FileHandle.nullDevice
    try tool.run()
    tool.waitUntilExit()
    return (chain, key)
  }

  private static let hasOpenSSL = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  @Test("a mail arrives as it was written")
  func arrives() async throws {
    let server = try await MailServer()
    try await SMTPClient(configuration: try settings(server)).send(try message())
    await server.close()

    let mail = try #require(server.mails.first)
    #expect(mail.from == "MAIL FROM:<bao@lamgiang.example>")
    #expect(mail.to == ["RCPT TO:<lan@lamgiang.example>"])
    #expect(MailServer.text(of: mail.data, "text/plain") == "Dòng một\n.\nDòng ba")
    #expect(mail.data.contains("Subject: =?UTF-8?B?"))
  }

  @Test(
    "STARTTLS and TLS from the first byte, and the password only then", .enabled(if: hasOpenSSL),
    arguments: [true, false])
  func secure(isImplicit: Bool) async throws {
    let certificate = try Self.certificate()
    var manners = MailServer.Manners()
    manners.offersTLS = !isImplicit
    manners.isImplicitTLS = isImplicit
    manners.auth = isImplicit ? "LOGIN" : "LOGIN PLAIN"
    let server = try await MailServer(manners, certificate: certificate)
    let settings = try settings(
      server, user: "lan:m%E1%BA%ADt", authority: certificate.chain, scheme: isImplicit ? "smtps" : "smtp")
    try await SMTPClient(configuration: settings).send(try message())
    await server.close()

    #expect(server.mails.first?.isSecure == true)
    #expect(server.mails.first?.signedIn == "lan:mật")
  }

  @Test("a server whose certificate nobody vouches for gets nothing", .enabled(if: hasOpenSSL))
  func stranger() async throws {
    var manners = MailServer.Manners()
    manners.offersTLS = true
    let server = try await MailServer(manners, certificate: try Self.certificate())
    await #expect(throws: SMTPFailure.self) {
      try await SMTPClient(configuration: try settings(server)).send(try message())
    }
    await server.close()
    #expect(server.mails.isEmpty)
  }

  @Test("what is said before the handshake is not believed", .enabled(if: hasOpenSSL))
  func injected() async throws {
    let certificate = try Self.certificate()
    var manners = MailServer.Manners()
    manners.offersTLS = true
    manners.injects = true
    let server = try await MailServer(manners, certificate: certificate)
    await #expect(throws: SMTPFailure.self) {
      try await SMTPClient(configuration: try settings(server, authority: certificate.chain)).send(try message())
    }
    await server.close()
    #expect(server.mails.isEmpty)
  }

  @Test("a server elsewhere without TLS gets nothing")
  func plainElsewhere() async throws {
    let server = try await MailServer()
    var settings = try settings(server)
    settings.host = "127.0.0.2"
    await #expect(throws: SMTPFailure.self) { try await SMTPClient(configuration: settings).send(try message()) }
    await server.close()
    #expect(server.mails.isEmpty)
  }

  @Test(
    "what a server says is told apart: never, not now, nobody knows",
    arguments: [
      (["RCPT": "550 no such person"], false, SMTPFailure.refused("550 no such person")),
      (["MAIL": "451 busy"], false, SMTPFailure.notNow("451 busy")),
      ([".": "452 full"], false, SMTPFailure.notNow("452 full")),
      ([".": "554 spam"], false, SMTPFailure.refused("554 spam")),
      (["EHLO": "nonsense"], false, SMTPFailure.notNow("not SMTP: nonsense")),
      ([:], true, SMTPFailure.uncertain),
    ])
  func failures(answers: [String: String], hangsUp: Bool, failure: SMTPFailure) async throws {
    var manners = MailServer.Manners()
    manners.answers = answers
    manners.hangsUpAtEnd = hangsUp
    let server = try await MailServer(manners)
    await #expect(throws: failure) { try await SMTPClient(configuration: try settings(server)).send(try message()) }
    await server.close()
    #expect(server.mails.isEmpty)
  }

  @Test("a server that says nothing is left in time")
  func silent() async throws {
    var manners = MailServer.Manners()
    manners.staysSilent = true
    let server = try await MailServer(manners)
    var client = SMTPClient(configuration: try settings(server))
    client.limit = 0.3
    await #expect(throws: SMTPFailure.notNow("no answer in time")) { try await client.send(try message()) }
    await server.close()
  }

  @Test("a server that is away is tried again later")
  func away() async throws {
    let server = try await MailServer()
    let settings = try settings(server)
    await server.close()
    do {
      try await SMTPClient(configuration: settings).send(try message())
      Issue.record("must throw")
    } catch let failure as SMTPFailure {
      if case .notNow = failure { return }
      Issue.record("\(failure)")
    }
  }

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
