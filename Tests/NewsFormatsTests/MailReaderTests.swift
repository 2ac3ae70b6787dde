import Foundation
import Kernel
import Testing

@testable import NewsFormats

struct MailReaderTests {
  private func read(_ text: String) throws -> NewsStory {
    try #require(try NewsReader.read(Data(text.replacing("\n", with: "\r\n").utf8)).items.first)
  }

  @Test("a message with both texts and an attachment is read: HTML first, the file listed")
  func alternative() throws {
    let story = try read(
      """
      Received: from mail.example
      From: =?UTF-8?Q?Nguy=E1=BB=85n_Th=E1=BB=8B_Lan?= <lan@ubnd.example>
      To: tin@bao.example
      Subject: =?UTF-8?B?TMWpIHbhu4EgdHLDqm4=?=
       =?UTF-8?B?IHPDtG5nIExhbQ==?=
      Date: Sat, 21 Nov 2026 08:00:00 +0700 (ICT)
      Message-ID: <abc.1@ubnd.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="ngoai"

      lời mở không thuộc phần nào
      --ngoai
      Content-Type: multipart/alternative; boundary="trong=="

      --trong==
      Content-Type: text/plain; charset=utf-8

      bản chữ
      --trong==
      Content-Type: text/html; charset="utf-8"
      Content-Transfer-Encoding: quoted-printable

      <p>N=C6=B0=E1=BB=9Bc s=C3=B4ng =
      l=C3=AAn nhanh.</p>
      --trong==--
      --ngoai
      Content-Type: application/pdf; name="=?UTF-8?Q?C=C3=B4ng_v=C4=83n.pdf?="
      Content-Disposition: attachment; filename*=UTF-8''C%C3%B4ng%20v%C4%83n.pdf
      Content-Transfer-Encoding: base64

      JVBERi0=
      --ngoai--
      """)
    #expect(story.title == "Lũ về trên sông Lam")
    #expect(story.author == "Nguyễn Thị Lan" && story.guid == "abc.1@ubnd.example")
    #expect(story.html.trimmingCharacters(in: .whitespacesAndNewlines) == "<p>Nước sông lên nhanh.</p>")
    #expect(story.published == Timestamp.date("2026-11-21T01:00:00Z"))
    #expect(story.enclosures == [.init(url: "", type: "application/pdf", title: "Công văn.pdf")])
  }

  @Test("plain text in an old charset becomes paragraphs")
  func plain() throws {
    var data = Data("From: a@b.example\nSubject: Tin\nContent-Type: text/plain; charset=windows-1258\n\nB".utf8)
    data.append(contentsOf: [0xE3, 0xEC])
    data.append(Data("o s\u{301}o 3\n\nHai".utf8.filter { $0 < 0x80 }))
    let story = try #require(try NewsReader.read(data).items.first)
    #expect(story.html.hasPrefix("<p>B") && story.html.hasSuffix("<p>Hai</p>") && story.author == "a@b.example")
  }

  @Test("a message without a name, an ID or an end is still read")
  func broken() throws {
    let story = try read(
      "From: <lan@bao.example>\nSubject: Tin ngắn\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nChữ dở dang")
    #expect(story.author == "lan@bao.example" && story.html == "<p>Chữ dở dang</p>" && !story.guid.isEmpty)
  }
}
