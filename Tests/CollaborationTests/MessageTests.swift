import Foundation
import Kernel
import Testing

@testable import Collaboration

/// Mail as bytes: nothing that somebody typed becomes a header, a command or the end of the mail.
struct MessageTests {
  private func message(subject: String, text: String = "Chào") throws -> MailMessage {
    MailMessage(
      id: "7", from: try #require(MailAddress("bao@lamgiang.example")), fromName: "Lam Giang điện tử",
      to: try #require(MailAddress("lan@lamgiang.example")), subject: subject, text: text, html: "<p>\(text)</p>",
      date: Timestamp.date("2026-11-21T03:42:07Z")!)
  }

  @Test("a subject in Vietnamese is written in encoded words of at most 75 letters, none cut within a letter")
  func subject() throws {
    let subject = String(repeating: "Lũ về trong đêm, nước sông Lam lên nhanh. ", count: 4)
    let lines = try message(subject: subject).bytes.components(separatedBy: "\r\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
    let more = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
    let words = ([String(lines[start].dropFirst(9))] + more).map { $0.trimmingCharacters(in: .whitespaces) }
    for word in words { #expect(word.count <= 75 && word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?=")) }
    let decoded = try words.map { word in
      let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
      return try #require(String(validating: data, as: UTF8.self))
    }
    #expect(decoded.joined() == subject)
  }

  @Test("a line end in a subject or a name begins no header")
  func injection() throws {
    let bytes = try message(subject: "Tin\r\nBcc: ke-gian@x.example\r\n\r\nThân").bytes
    #expect(!bytes.contains("\r\nBcc:"))
    #expect(!bytes.lowercased().contains("bcc: ke-gian"))
    #expect(!MailMessage.encoded("a\r\nBcc: b").contains("\n"))
  }

  @Test("every line is short, the whole is ASCII, and both forms say the same")
  func lines() throws {
    let text = String(repeating: "Một dòng dài không xuống hàng ", count: 200)
    let bytes = try message(subject: "x", text: text).bytes
    #expect(bytes.utf8.allSatisfy { $0 < 0x80 })
    #expect(bytes.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 + 20 })
    #expect(bytes.contains("Content-Type: multipart/alternative"))
    #expect(bytes.contains("Date: Sat, 21 Nov 2026 10:42:07 +0700"))
  }

  @Test(
    "lines that begin with a dot get another, every line ends with CRLF",
    arguments: [(".", ".."), ("a\n.b\r\n..c", "a\r\n..b\r\n...c"), ("a", "a"), ("\r\n.\r\n", "\r\n..\r\n")])
  func stuffing(text: String, stuffed: String) {
    #expect(SMTPClient.stuffed(text) == stuffed)
  }

  @Test(
    "what is no address is none",
    arguments: [
      "", "lan", "@x.example", "lan@", "lan@x", "lan@@x.example", "la n@x.example", "lan@x..example", "lan@-x.example",
      ".lan@x.example", "lan.@x.example", "la..n@x.example", "lan@x.example\r\nRCPT TO:<b@x.example>", "lan@x.example>",
      "lân@x.example", "<lan@x.example>", "\"lan\"@x.example", String(repeating: "a", count: 65) + "@x.example",
    ])
  func addresses(text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test("settings are read, and what is wrong with them is said")
  func settings() throws {
    let none = try MailConfiguration(environment: [:])
    #expect(none == nil)
    let plain = try #require(
      try MailConfiguration(environment: [
        "HOITU_SMTP_URL": "smtp://lan%40bao.example:m%C3%A2t%3Akh%E1%BA%A9u@mail.example",
        "HOITU_MAIL_FROM": "Lam Giang điện tử <bao@lamgiang.example>",
      ]))
    #expect(plain.host == "mail.example" && plain.port == 587 && !plain.isImplicitTLS)
    #expect(plain.user == "lan@bao.example" && plain.password == "mât:khẩu")
    #expect(plain.fromName == "Lam Giang điện tử" && plain.from.description == "bao@lamgiang.example")
    let secure = try MailConfiguration(environment: [
      "HOITU_SMTP_URL": "smtps://mail.example", "HOITU_MAIL_FROM": "bao@lamgiang.example",
    ])
    #expect(secure?.port == 465 && secure?.isImplicitTLS == true)
    for bad in ["mail.example", "http://mail.example", "smtp://", "smtp://lan@mail.example", "smtp://m.example/x"] {
      #expect(throws: MailConfiguration.Invalid.self) {
        try MailConfiguration(environment: ["HOITU_SMTP_URL": bad, "HOITU_MAIL_FROM": "a@b.example"])
      }
    }
    #expect(throws: MailConfiguration.Invalid.self) {
      try MailConfiguration(environment: ["HOITU_SMTP_URL": "smtp://mail.example"])
    }
  }
}
