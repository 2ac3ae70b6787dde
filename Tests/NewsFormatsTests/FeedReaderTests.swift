import Foundation
import Kernel
import TestSupport
import Testing

@testable import NewsFormats

struct FeedReaderTests {
  private func read(_ text: String, charset: String? = nil) throws -> Delivery {
    try FeedReader.read(Data(text.utf8), charset: charset, base: URL(string: "https://bao.example/rss/tin.rss"))
  }

  private func reason(_ data: Data) -> String? {
    do {
      _ = try FeedReader.read(data)
      return nil
    } catch {
      return error.reason.vietnamese
    }
  }

  @Test("RSS 2.0 with its usual extensions is read whole")
  func rss2() throws {
    let feed = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Báo Lam Giang</title><link>https://bao.example</link>
      <item><title>Lũ &amp; bão</title><link>/bai/lu-1</link><guid isPermaLink="false">lg-1</guid>
        <description><![CDATA[<a href="x"><img src="y.jpg"></a></br>Nước sông lên&nbsp;nhanh.]]></description>
        <content:encoded><![CDATA[<p>Nước <b>sông</b> lên nhanh.</p>]]></content:encoded>
        <dc:creator>Nguyễn Thị Lan</dc:creator><category>Thời sự</category><category>Thời sự</category>
        <pubDate>Sat, 21 Nov 2026 08:00:00 +0700</pubDate>
        <enclosure url="https://bao.example/a.mp3" type="audio/mpeg" length="1"/>
        <media:content url="https://bao.example/a.jpg" medium="image"/></item>
      </channel></rss>
      """)
    #expect(feed.title == "Báo Lam Giang")
    let item = try #require(feed.items.first)
    #expect(item.title == "Lũ & bão")
    #expect(item.link == "https://bao.example/bai/lu-1")
    #expect(item.guid == "lg-1")
    #expect(item.summary == "Nước sông lên nhanh.")
    #expect(item.html == "<p>Nước <b>sông</b> lên nhanh.</p>")
    #expect(item.author == "Nguyễn Thị Lan")
    #expect(item.categories == ["Thời sự"])
    #expect(item.published == Timestamp.date("2026-11-21T01:00:00Z"))
    #expect(item.enclosures.map(\.url) == ["https://bao.example/a.mp3", "https://bao.example/a.jpg"])
  }

  @Test("Atom 1.0 keeps its XHTML, its alternate link and both its times")
  func atom() throws {
    let feed = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://bao.example/tin/"><title>Tin</title>
      <entry><title type="html">A &amp;lt;b&amp;gt; c</title><id>tag:bao.example,2026:1</id>
        <link rel="self" href="self.atom"/><link href="mot.html"/><author><name>Trần Minh</name></author>
        <published>2026-11-20T08:00:00+07:00</published><updated>2026-11-21T08:00:00.5+07:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Một <em>hai</em></p></div></content></entry></feed>
      """)
    let item = try #require(feed.items.first)
    #expect(item.title == "A <b> c")
    #expect(item.link == "https://bao.example/tin/mot.html")
    #expect(item.guid == "tag:bao.example,2026:1")
    #expect(item.html.contains("<p>Một <em>hai</em></p>"))
    #expect(item.author == "Trần Minh")
    #expect(item.updated == Timestamp.date("2026-11-21T01:00:00.500Z"))
    #expect(item.published == Timestamp.date("2026-11-20T01:00:00Z"))
  }

  @Test("RSS 1.0 items beside their channel are found")
  func rdf() throws {
    let feed = try read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://x.example"><title>X</title></channel>
      <item rdf:about="https://x.example/1"><title>Một</title><link>https://x.example/1</link><dc:date>2026-11-21</dc:date></item>
      </rdf:RDF>
      """)
    #expect(feed.items.map(\.guid) == ["https://x.example/1"])
    #expect(feed.items.first?.published == Timestamp.date("2026-11-21T00:00:00Z"))
  }

  @Test("one bad item never stops the others")
  func badItem() throws {
    let feed = try read(
      "<rss><channel><item><title>Một</title></item><item></item><item><title>Ba</title></item></channel></rss>")
    #expect(feed.items.map(\.title) == ["Một", "Ba"])
    #expect(feed.failures.count == 1)
  }

  @Test(
    "a feed with the usual faults is read all the same, and says so",
    arguments: [
      "<rss><channel><item><title>Hà Nội & Huế</title></item></channel></rss>",
      "<rss><channel><item><title>Hà Nội &amp; Huế</title><dc:creator>Lan</dc:creator></item></channel></rss>",
      "<rss><channel><item><title>Hà Nội &amp;\u{1} Huế</title></item></channel></rss>",
      "<rss><channel><item><title>Hà Nội &amp; Huế</title></item><item><title>Cụt",
      "<rss><channel><item><title>Hà Nội &amp; Huế</title></item></channel></rss><p>rác",
    ])
  func mended(text: String) throws {
    let feed = try read(text)
    #expect(feed.items.first?.title == "Hà Nội & Huế")
    #expect(!feed.notes.isEmpty)
  }

  @Test("white space before the declaration and names of HTML characters do no harm")
  func habits() throws {
    let feed = try read(
      "\n\n <?xml version='1.0'?><rss><channel><item><title>C&agrave; ph&ecirc;&nbsp;s&#7919;a</title></item></channel></rss>"
    )
    #expect(feed.items.first?.title == "Cà phê sữa")
  }

  @Test(
    "the text is read whatever it says it is written in",
    arguments: [
      (String.Encoding.utf16, "utf-16", true), (.utf16LittleEndian, "utf-16", false), (.utf8, "iso-8859-1", false),
      (.utf8, "us-ascii", false),
    ])
  func encodings(encoding: String.Encoding, name: String, hasMark: Bool) throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"\(name)\"?><rss><channel><item><title>Đường về bản</title></item></channel></rss>"
    let data = try #require(text.data(using: encoding))
    #expect(try FeedReader.read(data).items.first?.title == "Đường về bản")
  }

  @Test("windows-1252 and windows-1258 are read by their tables")
  func legacy() throws {
    let latin =
      Data("<?xml version='1.0' encoding='windows-1252'?><rss><channel><item><title>Caf".utf8)
      + Data([0xE9, 0x20, 0x93, 0x94])
      + Data("</title></item></channel></rss>".utf8)
    #expect(try FeedReader.read(latin).items.first?.title == "Café “”")
    // "Việt" in windows-1258: V i ê + combining dot below t.
    let vietnamese =
      Data("<?xml version='1.0' encoding='windows-1258'?><rss><channel><item><title>Vi".utf8)
      + Data([0xEA, 0xF2]) + Data("t</title></item></channel></rss>".utf8)
    #expect(try FeedReader.read(vietnamese).items.first?.title == "Việt")
  }

  @Test("bombs and spies in the DOCTYPE are refused before any parser sees them")
  func hostile() {
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">
      <!ENTITY lol3 "&lol2;&lol2;&lol2;">]><rss><channel><item><title>&lol3;</title></item></channel></rss>
      """
    let hidden =
      "<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b \"&#38;a;&#38;a;\">]><rss><channel><title>&b;</title></channel></rss>"
    let file =
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&x;</title></item></channel></rss>"
    let parameter = "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://x.example/a.dtd\"> %p;]><rss/>"
    let many = "<!DOCTYPE r [\((0..<100).map { "<!ENTITY e\($0) \"x\">" }.joined())]><rss/>"
    for text in [laughs, hidden, file, parameter, many] {
      #expect(reason(Data(text.utf8))?.contains("DOCTYPE") == true)
    }
  }

  @Test("too deep, too large, empty, or another kind of file is refused in words")
  func refused() {
    let deep = "<rss>" + String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300) + "</rss>"
    #expect(reason(Data(deep.utf8))?.contains("200") == true)
    #expect(reason(Data(count: FormatLimits.bytes + 1))?.contains("20 MB") == true)
    #expect(reason(Data()) != nil)
    #expect(reason(Data("<html><body>x</body></html>".utf8))?.contains("trang web") == true)
    #expect(reason(Data("{\"a\":1}".utf8)) != nil)
    #expect(reason(Data([0, 1, 2, 3, 0xFF, 0xFE, 9])) != nil)
  }

  @Test("a plain DOCTYPE with a few letters of its own is read")
  func harmlessDoctype() throws {
    let feed = try read(
      "<!DOCTYPE rss [<!ENTITY bao \"Báo Lam Giang\">]><rss><channel><item><title>&bao;</title></item></channel></rss>")
    #expect(feed.items.first?.title == "Báo Lam Giang")
  }

  @Test(
    "dates are read as feeds write them",
    arguments: [
      ("Sat, 18 Feb 2017 15:21:50 +0700", "2017-02-18T08:21:50.000Z"),
      ("18 Feb 17 15:21 GMT", "2017-02-18T15:21:00.000Z"),
      ("Sat, 18 Feb 2017 15:21:50 EST", "2017-02-18T20:21:50.000Z"), ("2017-02-18", "2017-02-18T00:00:00.000Z"),
      ("2017-02-18T15:21+07:00", "2017-02-18T08:21:00.000Z"), ("2017-02", "2017-02-01T00:00:00.000Z"),
      ("18-Feb-2017 15:21:50 GMT+7", "2017-02-18T08:21:50.000Z"), ("Feb 18, 2017 15:21:50", "2017-02-18T15:21:50.000Z"),
    ])
  func dates(text: String, expected: String) {
    #expect(NewsDate.read(text).map(Timestamp.text) == expected)
  }

  @Test("what is no date is none", arguments: ["", "hôm nay", "99/99/9999", "31 Feb 2017 10:00:00 GMT", "2017-13-01"])
  func noDates(text: String) {
    #expect(NewsDate.read(text) == nil)
  }

  @Test("no bytes whatever bring the reader down")
  func garbage() {
    let seed = Array(
      "<?xml version='1.0' encoding='x'?><!DOCTYPE a [<!ENTITY b 'c'>]><rss xmlns:d='e'><channel><item><title>&b;&#x1;<![CDATA[x]]></title></item></channel></rss>"
        .utf8)
    var generator = Repeated(state: 99)
    for _ in 0..<3_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
        }
      }
      _ = try? FeedReader.read(Data(bytes))
    }
  }
}

/// The same numbers each time.
struct Repeated: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
