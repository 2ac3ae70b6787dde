import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

/// Everything that people enter is text, wherever it comes out.
struct ScriptTests {
  private static let attack = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

  @Test("script in any field stays text", arguments: Engine.all)
  func everyField(engine: Engine) async throws {
    let attack = Self.attack
    try await withProvince(
      engine,
      imprint: { imprint in
        imprint.productName = attack
        imprint.licenceNumber = attack
        imprint.licenceIssuer = attack
        imprint.address = attack
        imprint.phone = attack
        imprint.headName = attack
        imprint.headTitle = attack
      }
    ) { province in
      let picture = province.pictures.add(caption: attack, credit: attack, alt: attack)
      var sample = SampleStory(
        title: attack, sapo: attack,
        section: SectionProfile(id: Shelf.society.id, name: attack, slug: Shelf.society.slug), author: attack,
        tags: [attack], place: attack, lead: picture, slug: "bai")
      sample.body = StoryBody(blocks: [
        .init(.paragraph([.text(attack, .none), .text(attack, .init(link: "javascript:alert(1)"))])),
        .init(.paragraph([.text("x", .init(link: "https://a.example/\"><script>alert(1)</script>"))])),
        .init(.figure(.init(picture: picture, caption: attack, credit: attack, alt: attack))),
      ])
      sample.related = [sample.made.summary]
      let story = sample.made
      try await province.publish(story)
      let author = try #require(story.summary.bylines.first).slug
      let query = "%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E%22'%3E"
      for path in [
        "/", "/muc/xa-hoi", story.summary.path, "/tac-gia/\(author)", "/tim-kiem?q=\(query)", "/tim-kiem?q=alert",
        "/gioi-thieu", "/bai/x%3Cscript%3Ealert(1)", "/muc/%22%3E%3Cscript%3E",
      ] {
        let page = try await province.get(path).text
        #expect(!page.contains("<script>alert") && !page.contains("<img src=x"), "\(path)")
        #expect(!page.lowercased().contains("href=\"javascript:"), "\(path)")
        #expect(page.firstMatch(of: /<(?!\/?[a-zA-Z!])/) == nil, "\(path)")
      }
    }
  }

  @Test("the structured data of an article is JSON that says what the story says", arguments: Engine.all)
  func structuredData(engine: Engine) async throws {
    try await withProvince(engine) { province in
      for title in [Self.attack, "Dòng\u{2028}mới \\ \"ngoặc\" <!-- ", "Cầu Hòa Bình"] {
        var sample = SampleStory(title: title, lead: province.pictures.add(), slug: "bai")
        sample.code = Int.random(in: 1...1_000_000)
        try await province.publish(sample.made)
        let page = try await province.get(sample.made.summary.path).text
        let text = try #require(page.firstMatch(of: /<script type="application\/ld\+json">(.*?)<\/script>/)).1
        #expect(!text.contains("<"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["@type"] as? String == "NewsArticle")
        #expect(json["headline"] as? String == title)
        #expect(json["datePublished"] as? String == "2026-11-18T11:06:40.000Z")
        #expect((json["author"] as? [[String: Any]])?.first?["name"] as? String == "Nguyễn Thị Lan")
        #expect((json["image"] as? [[String: Any]])?.first?["width"] as? Int == 1280)
        let publisher = json["publisher"] as? [String: Any]
        #expect(publisher?["name"] as? String == "Báo và phát thanh, truyền hình Lam Giang")
      }
    }
  }
}
