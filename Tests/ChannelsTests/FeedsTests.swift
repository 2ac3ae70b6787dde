import Contracts
import Foundation
import FoundationXML
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

struct FeedsTests {
  /// A story with everything that breaks feeds.
  private static func nasty(_ province: Province) -> SampleStory {
    var sample = SampleStory(
      title: "Giá \"lúa\" <tăng> & 'giảm' ]]> \u{1}\u{8}\u{FFFE}😀", sapo: "A & B < C > D ]]>", author: "O'Neil & <Con>",
      tags: ["<b>", "a&b", "\"c\""], lead: province.pictures.add(caption: "<i>&", credit: "\"x\" ]]>", alt: "'"),
      slug: "gia-lua")
    sample.body = StoryBody(blocks: [
      .init(.paragraph([.text("1 < 2 & 3 > 2 ]]> \u{0}\u{B}", .init(bold: true, italic: true))])),
      .init(.paragraph([.text("liên kết", .init(link: "/muc/xa-hoi?a=1&b=2")), .hardBreak])),
      .init(.figure(.init(picture: province.pictures.add(), caption: "</figure>&"))),
      .init(.bulletList([.init([.init(.paragraph([.text("một", .none)]))])])), .init(.horizontalRule),
      .init(.orderedList(start: 3, [.init([.init(.paragraph([.text("ba", .none)]))])])),
      .init(.blockquote([.init(.paragraph([.text("trích", .none)]))])),
      .init(.heading(level: 3, [.text("Nhỏ", .none)])),
    ])
    return sample
  }

  private func parsed(_ text: String) -> XMLElements? {
    let elements = XMLElements()
    let parser = XMLParser(data: Data(text.utf8))
    parser.shouldProcessNamespaces = false
    parser.delegate = elements
    return parser.parse() ? elements : nil
  }

  @Test("RSS is whole XML with whole texts, absolute addresses and its own address", arguments: Engine.all)
  func rss(engine: Engine) async throws {
    try await withProvince(engine) { province in
      try await province.publish(Self.nasty(province).made)
      try await province.publish(SampleStory(section: Shelf.culture, minutes: 3, code: 9).made)
      for path in ["/rss", "/rss/xa-hoi"] {
        let feed = try await province.get(path)
        #expect(feed.headers[.contentType] == "application/rss+xml; charset=utf-8")
        let xml = try #require(parsed(feed.text))
        #expect(xml.counts["item"] == (path == "/rss" ? 2 : 1))
        #expect(xml.attributes["atom:link"]?["href"] == "https://baolamgiang.example\(path)")
        #expect(xml.texts["title"]?.contains("Giá \"lúa\" <tăng> & 'giảm' ]]> 😀") == true)
        #expect(xml.texts["pubDate"]?.contains("Wed, 18 Nov 2026 18:06:40 +0700") == true)
        let content = try #require(xml.texts["content:encoded"]?.last)
        #expect(content.contains("<a href=\"https://baolamgiang.example/muc/xa-hoi?a=1&amp;b=2\">liên kết</a>"))
        #expect(content.contains("<img src=\"https://baolamgiang.example/media/"))
        #expect(content.contains("<ol start=\"3\"><li><p>ba</p></li></ol>"))
        #expect(content.contains("<strong><em>1 &lt; 2 &amp; 3 &gt; 2 ]]&gt; </em></strong>"))
      }
    }
  }

  @Test("Atom is whole XML with what RFC 4287 requires", arguments: Engine.all)
  func atom(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let empty = try await province.get("/atom", host: "van-nghe-lam-giang.localhost")
      #expect(parsed(empty.text) != nil)
      let story = Self.nasty(province).made
      try await province.publish(story)
      let feed = try await province.get("/atom")
      #expect(feed.headers[.contentType] == "application/atom+xml; charset=utf-8")
      let xml = try #require(parsed(feed.text))
      for name in ["id", "updated", "title"] { #expect(xml.texts[name]?.count == 2) }
      #expect(xml.texts["id"]?.contains("urn:uuid:\(story.summary.id)") == true)
      #expect(xml.texts["updated"]?.allSatisfy { Timestamp.date($0) != nil } == true)
    }
  }

  @Test("JSON Feed is JSON with what version 1.1 requires", arguments: Engine.all)
  func jsonFeed(engine: Engine) async throws {
    try await withProvince(engine) { province in
      try await province.publish(Self.nasty(province).made)
      let feed = try await province.get("/feed.json")
      #expect(feed.headers[.contentType] == "application/feed+json; charset=utf-8")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(feed.text.utf8)) as? [String: Any])
      #expect(json["version"] as? String == "https://jsonfeed.org/version/1.1")
      let item = try #require((json["items"] as? [[String: Any]])?.first)
      #expect(item["url"] as? String == "https://baolamgiang.example/bai/gia-lua-7")
      #expect((item["content_html"] as? String)?.contains("<blockquote>") == true)
    }
  }

  @Test("sitemaps are whole XML; the news sitemap holds two days", arguments: Engine.all)
  func sitemaps(engine: Engine) async throws {
    try await withProvince(engine) { province in
      try await province.publish(Self.nasty(province).made)
      try await province.publish(SampleStory(title: "Cũ", minutes: -60 * 49, code: 1).made)
      let index = try #require(parsed(try await province.get("/sitemap.xml").text))
      let parts = try #require(index.texts["loc"])
      #expect(parts.count == 3)
      for part in parts {
        let path = try #require(part.split(separator: "baolamgiang.example").last)
        let sitemap = try await province.get(String(path))
        #expect(sitemap.headers[.contentType] == "application/xml; charset=utf-8")
        #expect(parsed(sitemap.text) != nil)
      }
      let stories = try #require(parsed(try await province.get("/sitemap-bai.xml").text))
      #expect(stories.counts["url"] == 2)
      let news = try #require(parsed(try await province.get("/sitemap-news.xml").text))
      #expect(news.counts["news:news"] == 1)
      #expect(news.texts["news:title"]?.first?.hasPrefix("Giá \"lúa\"") == true)
    }
  }
}

/// What an XML document holds, by the names of its elements.
private final class XMLElements: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var texts: [String: [String]] = [:]
  var attributes: [String: [String: String]] = [:]
  private var open: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes values: [String: String] = [:]
  ) {
    counts[name, default: 0] += 1
    attributes[name] = values
    open.append("")
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !open.isEmpty { open[open.count - 1] += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    texts[name, default: []].append(open.removeLast())
  }
}
