import Contracts
import Foundation
import Kernel
import Testing

/// The document beyond paragraphs and pictures: what it takes, what it refuses, what it can be asked.
struct StoryPartsTests {
  static let sample = #"""
    {"type":"doc","content":[
      {"type":"table","attrs":{"id":"t1","caption":"Mưa","header":true},"content":[
        {"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"text","text":"Xã"}]},{"type":"tableCell"}]},
        {"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"text","text":"Bảo Lâm","marks":[{"type":"link","attrs":{"href":"https://a.example/x"}}]}]}]}]},
      {"type":"gallery","attrs":{"id":"g1","caption":"Lũ về"},"content":[
        {"type":"figure","attrs":{"id":"f1","picture":"p-1","caption":"Cầu","credit":"Lan","alt":"Cầu"}},
        {"type":"figure","attrs":{"id":"f2","picture":"p-2","caption":"","credit":"","alt":""}}]},
      {"type":"video","attrs":{"id":"v1","clip":"c-1","caption":"Nước lên","credit":"Hải"}},
      {"type":"audio","attrs":{"id":"a1","clip":"c-2"}},
      {"type":"embed","attrs":{"id":"e1","provider":"youtube","url":"https://www.youtube.com/watch?v=abcdefghijk","caption":""}},
      {"type":"factBox","attrs":{"id":"b1","title":"Bão số 3"},"content":[{"type":"paragraph","attrs":{"id":"p1"},"content":[{"type":"text","text":"Cấp 12"}]}]},
      {"type":"related","attrs":{"id":"r1","item":"i-1","title":"Bài cũ"}},
      {"type":"paragraph","attrs":{"id":"p2"},"content":[
        {"type":"text","text":"H"},{"type":"text","text":"2","marks":[{"type":"subscript"}]},{"type":"text","text":"O"},
        {"type":"footnote","attrs":{"text":"Nước."}},
        {"type":"text","text":" mới","marks":[{"type":"suggestion","attrs":{"id":"s1","kind":"insert","account":"u-1","name":"Lan","at":"2026-11-21T01:02:03.004Z"}}]},
        {"type":"text","text":" cũ","marks":[{"type":"suggestion","attrs":{"id":"s2","kind":"delete","account":"u-2","name":"Hải","at":"2026-11-21T01:02:03Z"}}]}]},
      {"type":"alternatives","attrs":{"id":"x1"},"content":[
        {"type":"variant","attrs":{"account":"u-1","name":"Lan","at":"2026-11-21T01:02:03.004Z"},"content":[{"type":"paragraph","attrs":{"id":"p3"},"content":[{"type":"text","text":"Bản một"}]}]},
        {"type":"variant","attrs":{"account":"u-2","name":"Hải","at":"2026-11-21T01:02:04.000Z"}}]}]}
    """#

  @Test("every part comes back from its JSON as it was, in one way of writing, and short rows are filled up")
  func roundTrip() throws {
    let body = try StoryBody(json: Self.sample)
    let again = try StoryBody(json: body.json)
    #expect(again == body)
    #expect(again.json == body.json)
    #expect(body.blocks.map(\.id) == ["t1", "g1", "v1", "a1", "e1", "b1", "r1", "p2", "x1"])
    guard case .table(let table) = body.blocks[0].kind else { return #expect(Bool(false)) }
    #expect(table.rows.map(\.count) == [2, 2])
    #expect(body.json.contains(#"{"attrs":{"caption":"Mưa","header":true,"id":"t1"},"content":[{"content":"#))
    #expect(body.json.contains(#""at":"2026-11-21T01:02:03.000Z","id":"s2","kind":"delete","name":"Hải"}"#))
  }

  @Test("it tells what it holds, with the blocks that hold it")
  func finding() throws {
    let body = try StoryBody(json: Self.sample)
    #expect(body.figures.map(\.block) == ["f1", "f2"])
    #expect(body.pictures.map(\.rawValue) == ["p-1", "p-2"])
    #expect(body.clips.map(\.rawValue) == ["c-1", "c-2"])
    #expect(body.placedClips.map(\.block) == ["v1", "a1"])
    #expect(body.relatedItems.map(\.related.item.rawValue) == ["i-1"])
    #expect(body.links.map(\.block) == ["t1", "e1"])
    #expect(body.links.map(\.address) == ["https://a.example/x", "https://www.youtube.com/watch?v=abcdefghijk"])
    #expect(body.footnotes.map(\.block) == ["p2"])
    #expect(body.footnotes.map(\.text) == ["Nước."])
    #expect(body.hasAlternatives)
    #expect(body.openSuggestions.map(\.id) == ["s1", "s2"])
    #expect(!body.isEmpty)
    #expect(
      body.plainText == """
        Mưa
        Xã |\u{20}
        Bảo Lâm |\u{20}
        Lũ về
        Cầu
        Nước lên
        Bão số 3
        Cấp 12
        Bài cũ
        H2O mới cũ
        Nước.
        Bản một
        """)
  }

  @Test("suggestions are accepted or refused; what only they had filled goes with them")
  func suggestions() throws {
    let insert = StoryBody.Suggestion(
      id: "s1", kind: .insert, account: .new(), name: "Lan", at: Date(timeIntervalSince1970: 0))
    let delete = StoryBody.Suggestion(
      id: "s2", kind: .delete, account: .new(), name: "Hải", at: Date(timeIntervalSince1970: 0))
    func text(_ words: String, _ suggestions: StoryBody.Suggestion...) -> StoryBody.Inline {
      .text(words, .init(suggestions: suggestions))
    }
    let body = StoryBody(blocks: [
      .init(.paragraph([text("Giữ "), text("thêm ", insert), text("bỏ", delete)])),
      .init(.paragraph([text("đoạn mới", insert)])),
      .init(.bulletList([.init([.init(.paragraph([text("bỏ", delete)]))]), .init([.init(.paragraph([text("ở")]))])])),
      .init(.paragraph([text("thêm rồi bỏ", insert, delete)])),
      .init(.paragraph([])),
    ])
    #expect(body.hasOpenSuggestions)
    let accepted = body.withoutSuggestions(accepting: true)
    #expect(accepted.plainText == "Giữ thêm \nđoạn mới\nở")
    #expect(accepted.blocks.count == 4)
    let refused = body.withoutSuggestions(accepting: false)
    #expect(refused.plainText == "Giữ bỏ\nbỏ\nở")
    #expect(!accepted.hasOpenSuggestions && !refused.hasOpenSuggestions)
    let one = body.resolving(accepting: true) { $0.id == "s1" }
    #expect(one.openSuggestions.map(\.id) == ["s2"])
    #expect(body.forReaders == refused)
    #expect(try StoryBody(json: body.json) == body)
  }

  @Test("readers see nothing of a place where nobody has chosen")
  func forReaders() throws {
    let body = try StoryBody(json: Self.sample)
    #expect(!body.forReaders.hasAlternatives)
    #expect(!body.forReaders.plainText.contains("Bản một"))
    #expect(body.forReaders.plainText.contains("H2O cũ"))
  }

  @Test(
    "what does not belong is refused with its place",
    arguments: [
      (#"{"type":"table"}"#, "doc.content[0]", StoryBody.Invalid.Reason.wrongPlace),
      (#"{"type":"table","content":[{"type":"tableRow"}]}"#, "doc.content[0].content[0]", .wrongPlace),
      (
        #"{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph"}]}]}]}"#,
        "doc.content[0].content[0].content[0].content[0]", .wrongPlace
      ),
      (
        #"{"type":"table","attrs":{"header":"yes"},"content":[{"type":"tableRow","content":[{"type":"tableCell"}]}]}"#,
        "doc.content[0].attrs.header", .badValue
      ),
      (#"{"type":"gallery","content":[{"type":"paragraph"}]}"#, "doc.content[0].content[0]", .wrongPlace),
      (#"{"type":"video","attrs":{"clip":"a b"}}"#, "doc.content[0].attrs.clip", .badValue),
      (#"{"type":"video","attrs":{"clip":"c","src":"x"}}"#, "doc.content[0].attrs.src", .unknownMember),
      (#"{"type":"embed","attrs":{"provider":"x","url":"http://a.example"}}"#, "doc.content[0].attrs.url", .badValue),
      (#"{"type":"embed","attrs":{"provider":"x","url":"javascript:1"}}"#, "doc.content[0].attrs.url", .badValue),
      (
        #"{"type":"factBox","content":[{"type":"heading","attrs":{"level":2}}]}"#, "doc.content[0].content[0]",
        .wrongPlace
      ),
      (#"{"type":"blockquote","content":[{"type":"table"}]}"#, "doc.content[0].content[0]", .wrongPlace),
      (#"{"type":"tableRow"}"#, "doc.content[0]", .wrongPlace),
      (#"{"type":"related","attrs":{"title":"x"}}"#, "doc.content[0].attrs.item", .badValue),
      (
        #"{"type":"alternatives","content":[{"type":"variant","attrs":{"account":"u","name":"L","at":"2026-11-21T01:02:03Z"}}]}"#,
        "doc.content[0]", .wrongPlace
      ),
      (
        #"{"type":"alternatives","content":[{"type":"variant","attrs":{"account":"u","name":"L","at":"hôm qua"}}]}"#,
        "doc.content[0].content[0].attrs.at", .badValue
      ),
      (
        #"{"type":"alternatives","content":[{"type":"variant","attrs":{"account":"u","name":"L","at":"2026-11-21T01:02:03Z"},"content":[{"type":"alternatives"}]}]}"#,
        "doc.content[0].content[0].content[0]", .wrongPlace
      ),
      (
        #"{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"suggestion","attrs":{"id":"s","kind":"move","account":"u","name":"L","at":"2026-11-21T01:02:03Z"}}]}]}"#,
        "doc.content[0].content[0].marks[0].attrs.kind", .badValue
      ),
      (
        #"{"type":"paragraph","content":[{"type":"footnote","text":"x"}]}"#, "doc.content[0].content[0].text",
        .unknownMember
      ),
    ])
  func refused(block: String, path: String, reason: StoryBody.Invalid.Reason) throws {
    #expect(throws: StoryBody.Invalid(path: path, reason: reason)) {
      try StoryBody(json: #"{"type":"doc","content":[\#(block)]}"#)
    }
  }

  @Test("a table that would grow beyond all bounds when filled up is refused; a wide one of ours loses no word")
  func bounds() throws {
    let wide =
      #"{"type":"tableRow","content":[\#(Array(repeating: #"{"type":"tableCell"}"#, count: 50).joined(separator: ","))]}"#
    let narrow = Array(repeating: #"{"type":"tableRow","content":[{"type":"tableCell"}]}"#, count: 1_000).joined(
      separator: ",")
    #expect(throws: StoryBody.Invalid(path: "doc.content[0]", reason: .tooManyNodes)) {
      try StoryBody(json: #"{"type":"doc","content":[{"type":"table","content":[\#(wide),\#(narrow)]}]}"#)
    }
    let table = StoryBody.Table(rows: [(0..<60).map { [.text("\($0)", .none)] }])
    let body = StoryBody(blocks: [.init(.table(table))])
    #expect(table.rows[0].count == 50)
    #expect(body.plainText.hasSuffix("| 49 50 51 52 53 54 55 56 57 58 59"))
    #expect(try StoryBody(json: body.json) == body)
  }
}

struct StoryEmbedsTests {
  static var embeds: StoryEmbeds { get throws { try StoryEmbeds(file: Province.embeds) } }

  @Test(
    "addresses as people copy them become one",
    arguments: [
      ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s", "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
      (
        "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "youtube",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
      ),
      ("https://youtu.be/dQw4w9WgXcQ?si=x", "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
      ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
      (
        "https://www.facebook.com/baolamgiang/videos/123456/?x=1", "facebook-video",
        "https://www.facebook.com/baolamgiang/videos/123456/"
      ),
      (
        "https://m.facebook.com/baolamgiang/posts/pfbid02abc", "facebook",
        "https://www.facebook.com/baolamgiang/posts/pfbid02abc"
      ),
      (
        "https://www.tiktok.com/@lamgiang/video/7301234567890123456?lang=vi", "tiktok",
        "https://www.tiktok.com/@lamgiang/video/7301234567890123456"
      ),
      ("https://twitter.com/lamgiang/status/1234567890", "x", "https://x.com/lamgiang/status/1234567890"),
      ("https://www.instagram.com/p/Cabc_123/?img_index=1", "instagram", "https://www.instagram.com/p/Cabc_123/"),
      (
        "https://www.google.com/maps/place/C%E1%BA%A7u/@21.0278,105.8342,15.5z/data=!3m1", "google-maps",
        "https://www.google.com/maps/place/C%E1%BA%A7u/@21.0278,105.8342,15z"
      ),
      (
        "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1", "spotify",
        "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk"
      ),
      ("https://soundcloud.com/lamgiang/ban-tin", "soundcloud", "https://soundcloud.com/lamgiang/ban-tin"),
      ("https://video.zalo.me/abc/123", "zalo-video", "https://video.zalo.me/abc/123"),
    ])
  func recognised(address: String, provider: String, canonical: String) throws {
    let embed = try #require(try Self.embeds.recognise(address))
    #expect(embed.provider == provider)
    #expect(embed.address == canonical)
    // What it writes, it knows again, and writes the same.
    #expect(try Self.embeds.recognise(canonical)?.address == canonical)
    #expect(try Self.embeds.provider(of: embed) != nil)
  }

  @Test(
    "what is not on the list is not shown, however it dresses up",
    arguments: [
      "https://evil.example/watch?v=dQw4w9WgXcQ", "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
      "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
      "https://youtu.be/short", "https://www.youtube.com/@kenh", "https://x.com/lamgiang", "",
      "https://www.youtube.com/watch?v=dQw4w9WgXcQ\"onload=x",
    ])
  func unknown(address: String) throws {
    #expect(try Self.embeds.recognise(address) == nil)
    #expect(try Self.embeds.frame(for: .init(provider: "youtube", address: address)) == nil)
  }

  @Test("a frame leads to the provider's own host, which the page must allow")
  func frames() throws {
    let post = try #require(try Self.embeds.recognise("https://www.facebook.com/a.b/posts/123"))
    let frame = try #require(try Self.embeds.frame(for: post))
    #expect(
      frame.address.hasPrefix(
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww%2Efacebook%2Ecom%2Fa%2Eb%2Fposts%2F123&"))
    let video = try #require(try Self.embeds.recognise("https://youtu.be/dQw4w9WgXcQ"))
    let zalo = try #require(try Self.embeds.recognise("https://video.zalo.me/abc/123"))
    let body = StoryBody(blocks: [post, video, zalo, video].map { .init(.embed($0)) })
    #expect(try Self.embeds.hosts(of: body) == ["www.facebook.com", "www.youtube-nocookie.com"])
    #expect(try Self.embeds.frame(for: .init(provider: "x", address: video.address)) == nil)
  }
}
