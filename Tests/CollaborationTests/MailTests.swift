import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Collaboration

/// Mail through a real server, and never twice.
struct MailTests {
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
}
