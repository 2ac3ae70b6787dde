import Foundation
import Kernel
import Testing

@testable import NewsFormats

struct AgencyFormatsTests {
  private func read(_ text: String) throws -> Delivery { try NewsReader.read(Data(text.utf8)) }

  private func newsItem(_ guid: String, version: Int = 1, status: String = "usable", meta: String = "") -> String {
    """
    <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="\(guid)" version="\(version)" standard="NewsML-G2"
      standardversion="2.28" xml:lang="vi"><catalogRef href="http://a.example/c.xml"/>
      <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:TTXVN"/>
        <versionCreated>2026-11-21T08:00:00+07:00</versionCreated>\(meta)<pubStatus qcode="stat:\(status)"/>
        <edNote>Chờ ảnh</edNote></itemMeta>
      <contentMeta><urgency>2</urgency><subject qcode="medtop:17000000"><name>thời tiết</name></subject>
        <headline>Lũ &amp; bão</headline><by>Lan</by><creditline>TTXVN</creditline></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
        <title>x</title></head><body><p>Nước <b>lên</b>.</p></body></html></inlineXML>
        <remoteContent href="https://ttx.example/a.jpg" contenttype="image/jpeg"/></contentSet></newsItem>
    """
  }

  @Test("a NewsML-G2 message: each item by itself, the bad ones named")
  func message() throws {
    let delivery = try read(
      """
      <?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-21T08:00:00Z</sent>
      <sender>TTXVN</sender></header><itemSet>
      \(newsItem("urn:1", version: 3, meta: "<embargoed>2026-11-22T08:00:00+07:00</embargoed>"))
      \(newsItem("", version: 1))\(newsItem("urn:3", status: "lạ"))\(newsItem("urn:4", status: "canceled"))
      <packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:5" standard="NewsML-G2" standardversion="2.30">
        <itemMeta><itemClass qcode="ninat:composite"/><provider qcode="nprov:TTXVN"/>
        <versionCreated>2026-11-21T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Điểm tin</headline></contentMeta>
        <groupSet root="G1"><group id="G1" role="g:main"><itemRef residref="urn:1"><title>Lũ</title></itemRef></group></groupSet>
      </packageItem></itemSet></newsMessage>
      """)
    #expect(delivery.format == .newsMLG2 && delivery.title == "TTXVN")
    #expect(delivery.items.map(\.guid) == ["urn:1", "urn:4", "urn:5"] && delivery.failures.count == 2)
    let first = delivery.items[0]
    #expect(first.version == "3" && first.title == "Lũ & bão" && first.author == "Lan" && first.creditLine == "TTXVN")
    #expect(
      first.embargo == Timestamp.date("2026-11-22T01:00:00Z") && first.urgency == 2 && first.editorNote == "Chờ ảnh")
    #expect(first.html == "<p>Nước <b>lên</b>.</p>" && first.categories == ["thời tiết"] && first.language == "vi")
    #expect(first.enclosures == [.init(url: "https://ttx.example/a.jpg", type: "image/jpeg")])
    #expect(delivery.items[1].status == .cancelled && delivery.items[2].html.contains("<h3>Lũ</h3>"))
  }

  @Test("NITF with its rights, dates, status and pictures")
  func nitf() throws {
    let delivery = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
      <nitf><head><title>Tựa</title><docdata management-status="withheld"><doc-id id-string="ap-1"/><urgency ed-urg="4"/>
        <date.issue norm="20261121T080000+0700"/><date.release norm="20261122T010000Z"/><du-key version="2" key="lu"/>
        <doc.copyright year="2026" holder="AP"/><key-list><keyword key="mưa lũ"/></key-list></docdata></head>
      <body><body.head><hedline><hl1>Lũ lớn</hl1></hedline><byline><person>Lan</person><byttl>Phóng viên</byttl></byline>
        <dateline><location>Hà Nội</location></dateline><abstract><p>Tóm tắt.</p></abstract></body.head>
      <body.content><block><p>Một <em>hai</em>.</p><hl2>Tít</hl2><media media-type="image">
        <media-reference source="https://ap.example/1.jpg" mime-type="image/jpeg"/><media-caption>Chú thích</media-caption>
        </media></block></body.content></body></nitf>
      """)
    let story = try #require(delivery.items.first)
    #expect(story.guid == "ap-1" && story.version == "2" && story.status == .withheld && story.urgency == 4)
    #expect(
      story.title == "Lũ lớn" && story.author == "Lan" && story.located == "Hà Nội" && story.summary == "Tóm tắt.")
    #expect(story.published == Timestamp.date("2026-11-21T01:00:00Z"))
    #expect(story.embargo == Timestamp.date("2026-11-22T01:00:00Z") && story.copyrightHolder == "AP")
    #expect(story.html.contains("<p>Một <em>hai</em>.</p><h3>Tít</h3>") && !story.html.contains("Chú thích"))
    #expect(story.enclosures.map(\.url) == ["https://ap.example/1.jpg"] && story.categories == ["mưa lũ"])
    for broken in ["<nitf><head/></nitf>", "<nitf><body><p>a</p></body></nitf>", "<nitf><body/><head/></nitf>"] {
      #expect(throws: FormatRefusal.self) { try read(broken) }
    }
  }

  @Test("JSON Feed 1 and 1.1, with its bad items named")
  func jsonFeed() throws {
    let delivery = try read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "Báo bạn", "home_page_url": "https://bao.example/",
       "language": "vi", "items": [
        {"id": 7, "url": "/bai/7", "title": "Một", "content_text": "A\\n\\nB", "authors": [{"name": "Lan"}, {"name": "Minh"}],
         "date_published": "2026-11-21T08:00:00+07:00", "tags": ["x"], "image": "/a.jpg",
         "attachments": [{"url": "https://bao.example/a.mp3", "mime_type": "audio/mpeg"}]},
        {"nothing": true}, {"id": "8", "content_html": "<p>C</p>", "author": {"name": "Hoa"}}]}
      """)
    #expect(delivery.format == .jsonFeed && delivery.items.map(\.guid) == ["7", "8"] && delivery.failures.count == 1)
    let first = delivery.items[0]
    #expect(
      first.link == "https://bao.example/bai/7" && first.html == "<p>A</p><p>B</p>" && first.author == "Lan, Minh")
    #expect(first.enclosures.map(\.url) == ["https://bao.example/a.jpg", "https://bao.example/a.mp3"])
    #expect(delivery.items[1].author == "Hoa" && first.language == "vi")
  }

  @Test("ninjs 1.x as agencies wrote it, and a list in which one item is bad")
  func oldNinjs() throws {
    let delivery = try read(
      """
      [{"uri": "tag:a.example,2016:1", "headline": "Một", "body_html": "<p>Chữ</p>", "byline": "Lan", "pubstatus": "withhold",
        "versioncreated": "2016-08-09T09:46:53Z", "subject": [{"code": "medtop:01000000", "name": "văn hóa"}], "urgency": 3,
        "associations": {"main": {"uri": "tag:a.example,2016:2", "type": "picture",
          "renditions": {"small": {"href": "https://a.example/s.jpg", "width": 100},
                         "large": {"href": "https://a.example/l.jpg", "width": 900, "mimetype": "image/jpeg"}}}}},
       {"uri": "urn:2", "urgency": 0.1}, {"uri": "urn:3", "headlines": [{"value": "Ba"}]}]
      """)
    #expect(delivery.items.map(\.title) == ["Một", "Ba"] && delivery.failures.count == 1)
    let first = delivery.items[0]
    #expect(first.status == .withheld && first.author == "Lan" && first.categories == ["văn hóa"])
    #expect(first.enclosures.map(\.url) == ["https://a.example/l.jpg"])
  }

  @Test("the fingerprint: case, marks and punctuation make no difference, other words do")
  func fingerprint() throws {
    let text = (1...60).map { "chữ\($0) thứ\($0 * 7 % 13)" }.joined(separator: " ")
    let print = try #require(TextFingerprint(text))
    #expect(try #require(TextFingerprint("“\(text.uppercased())”!")) == print)
    #expect(try #require(TextFingerprint(stored: print.stored)) == print)
    let near = try #require(TextFingerprint(text.replacing("chữ30", with: "khác")))
    #expect(print.similarity(to: near) > 0.8 && !Set(print.bands).isDisjoint(with: near.bands))
    let other = try #require(TextFingerprint((1...60).map { "từ\($0) lạ\($0)" }.joined(separator: " ")))
    #expect(print.similarity(to: other) < 0.1)
    #expect(TextFingerprint("quá ngắn để so") == nil && TextFingerprint(stored: "zz") == nil)
  }
}
