import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import NewsFormats

/// What is written is valid by the standards' own schemas, and is read again as what it was.
struct WritingTests {
  private var body: StoryBody {
    StoryBody(blocks: [
      .init(.paragraph([.text("Nước sông ", .none), .text("lên <nhanh> & cao", .init(bold: true, italic: true))])),
      .init(.heading(level: 2, [.text("Tít phụ", .none)])),
      .init(.bulletList([.init([.init(.paragraph([.text("một", .init(link: "/bai/mot-1"))]))])])),
      .init(
        .orderedList(start: 3, [.init([.init(.paragraph([.text("hai", .none), .hardBreak, .text("ba", .none)]))])])),
      .init(.blockquote([.init(.paragraph([.text("\u{201C}Chưa từng thấy\u{201D}", .none)]))])),
      .init(.table(.init(caption: "Mực nước", rows: [[[.text("Trạm", .none)], [.text("m", .none)]], [[], []]]))),
      .init(
        .factBox(title: "Lưu ý", [.init(.paragraph([.text("m", .none), .text("2", .init(script: .superscript))]))])),
      .init(.horizontalRule),
      .init(.paragraph([.text("Cuối", .none), .footnote("Theo TTXVN", .none)])),
    ])
  }

  private var whole: NewsDocument {
    var story = NewsStory()
    story.guid = "urn:newsml:baolamgiang.example:20261121:1024"
    story.version = "3"
    story.title = "Lũ \"lớn\" trên sông Lam & vùng hạ lưu"
    story.summary = "Nước lên nhanh trong đêm."
    story.slugline = "lu-song-lam"
    story.author = "Nguyễn Thị Lan, Trần Minh"
    story.categories = ["Xã hội", "mưa lũ"]
    story.subjects = [.init(code: "medtop:20000150", name: "lũ lụt"), .init(code: "medtop:03000000", name: "")]
    story.published = Timestamp.date("2026-11-21T01:00:00Z")
    story.updated = Timestamp.date("2026-11-21T02:30:00Z")
    story.language = "vi"
    story.urgency = 3
    story.located = "Xã Bến Sỏi, tỉnh Lam Giang"
    story.copyrightHolder = "Báo Lam Giang"
    story.usageTerms = "Ghi rõ nguồn khi dùng lại"
    story.link = "https://baolamgiang.example/bai/lu-1024"
    story.digitalSource = "compositeWithTrainedAlgorithmicMedia"
    var document = NewsDocument(story, body: body, provider: "Báo Lam Giang", site: "https://baolamgiang.example")
    document.pictures = [
      .init(
        address: "https://baolamgiang.example/media/x/1600.webp", type: "image/webp", width: 1600, height: 900,
        caption: "Nước ngập <cầu>", credit: "Minh Trần")
    ]
    return document
  }

  private var bare: NewsDocument {
    var story = NewsStory()
    story.guid = "urn:newsml:a.example:20261121:1"
    story.title = "Tin"
    return NewsDocument(story, body: StoryBody(plainForm: "Chữ"), provider: "Báo", site: "")
  }

  @Test(
    "NewsML-G2 2.35 is valid by its schema",
    .enabled(if: XSDSchema.isHere && SharedData.has("conformance/newsml-g2")))
  func newsMLG2() throws {
    let schema = try #require(
      XSDSchema(SharedData.url("conformance/newsml-g2/NewsML-G2_2.35-spec-All-Power.xsd")))
    for document in [whole, bare] { #expect(schema.accepts(document.text(as: .newsMLG2))) }
    #expect(!schema.accepts(whole.text(as: .newsMLG2).replacing("<itemClass", with: "<itemKlass")))
  }

  @Test("NITF 3.6 is valid by its schema", .enabled(if: XSDSchema.isHere && SharedData.has("conformance/nitf")))
  func nitf() throws {
    // It imports `xml.xsd` beside it, which lies with the other standard.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nitf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in ["nitf/nitf-3-6.xsd", "nitf/nitf-3-6-ruby-include.xsd", "newsml-g2/xml.xsd"] {
      let source = SharedData.url("conformance/\(path)")
      try Data(contentsOf: source).write(to: folder.appendingPathComponent(source.lastPathComponent))
    }
    let schema = try #require(XSDSchema(folder.appendingPathComponent("nitf-3-6.xsd")))
    for document in [whole, bare] { #expect(schema.accepts(document.text(as: .nitf))) }
    #expect(!schema.accepts(whole.text(as: .nitf).replacing("body.head", with: "body.hed")))
  }

  @Test("ninjs 3.1 is valid by its schema: ours, and the published one read from the file")
  func ninjs() throws {
    for document in [whole, bare] {
      let tree = try JSONTree(document.text(as: .ninjs).utf8)
      #expect(NinjsCheck.version(of: tree) == 3 && NinjsCheck.fault(of: tree) == nil)
      guard SharedData.has("conformance/ninjs") else { continue }
      let url = SharedData.url("conformance/ninjs/schema/ninjs-schema_3.1.json")
      try JSONSchema(try JSONTree(try Data(contentsOf: url))).check(tree)
    }
  }

  @Test("what is written is read again as it was", arguments: NewsDocument.Format.allCases)
  func roundTrip(format: NewsDocument.Format) throws {
    let delivery = try NewsReader.read(Data(whole.text(as: format).utf8))
    let story = try #require(delivery.items.first)
    #expect(delivery.failures.isEmpty)
    #expect(story.guid == whole.story.guid && story.version == "3" && story.title == whole.story.title)
    #expect(story.summary == whole.story.summary && story.author == whole.story.author && story.urgency == 3)
    #expect(story.located == whole.story.located && story.copyrightHolder == "Báo Lam Giang")
    #expect(story.usageTerms == whole.story.usageTerms && story.slugline == "lu-song-lam")
    #expect(story.published == whole.story.published && story.status == .usable && story.creditLine == "Báo Lam Giang")
    #expect(Set(story.categories).isSuperset(of: ["mưa lũ", "lũ lụt"]))
    let read = StoryBuilder.story(html: story.html, base: nil).plainText
    for words in ["Nước sông lên <nhanh> & cao", "Tít phụ", "một", "Chưa từng thấy", "Theo TTXVN"] {
      #expect(read.contains(words), "\(format) \(words)")
    }
    #expect(story.enclosures.map(\.url).contains("https://baolamgiang.example/media/x/1600.webp"))
  }

  @Test(
    "every ninjs of the suite survives being read, written and read again",
    .enabled(if: SharedData.has("conformance/ninjs")))
  func suite() throws {
    let folder = SharedData.url("conformance/ninjs")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let url as URL in files
    where url.pathExtension == "json" && (url.path.contains("should_pass") || url.path.contains("examples-3.0/")) {
      for story in try NewsReader.read(try Data(contentsOf: url)).items {
        let body = StoryBuilder.story(html: story.html, base: nil)
        let again = NewsDocument(story, body: body, provider: story.creditLine, site: "")
        let read = try #require(try NewsReader.read(Data(again.text(as: .ninjs).utf8)).items.first)
        #expect(read.guid == story.guid && read.title == story.title && read.status == story.status)
        #expect(read.summary == story.summary, "\(url.lastPathComponent)")
        #expect(read.author == story.author && read.embargo == story.embargo)
        #expect(StoryBuilder.story(html: read.html, base: nil).plainText == body.plainText, "\(url.lastPathComponent)")
        count += 1
      }
    }
    print("ninjs: \(count) stories written and read again")
    #expect(count >= 25)
  }
}
