import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

/// Corrections in memory, answering as the room's port does.
final class NoticeBoard: CorrectionNotices, Sendable {
  private let all = Mutex<[(organisation: OrganisationID, notice: CorrectionNotice, onHome: Bool)]>([])

  func put(
    _ number: String, _ kind: CorrectionNotice.Kind = .correction, title: String = "Thông tin cải chính, xin lỗi",
    item: ItemID? = nil, organisation: OrganisationID = Province.paper, onHome: Bool = true
  ) {
    let notice = CorrectionNotice(
      id: number, kind: kind, title: title, path: "/cai-chinh/\(number)", item: item,
      lines: [
        ("Tác phẩm", "Cầu <Lam>"), ("Nội dung cải chính", "Dòng một.\nDòng hai."), ("Xin lỗi", "Xin lỗi bạn đọc."),
      ],
      publishedAt: Province.start, homeUntil: nil)
    all.withLock { $0.insert((organisation, notice, onHome), at: 0) }
  }

  private func of(_ organisation: OrganisationID) -> [(notice: CorrectionNotice, onHome: Bool)] {
    all.withLock { $0.filter { $0.organisation == organisation }.map { ($0.notice, $0.onHome) } }
  }

  func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice] {
    of(organisation).filter(\.onHome).map(\.notice)
  }
  func about(_ item: ItemID) async throws -> [CorrectionNotice] {
    all.withLock { $0.map(\.notice).filter { $0.item == item } }
  }
  func all(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<CorrectionNotice> {
    let rest = of(organisation).map(\.notice).drop { before != nil && $0.id != before }.dropFirst(before == nil ? 0 : 1)
    return Page(fetched: Array(rest.prefix(limit + 1)), limit: limit) { $0.id }
  }
  func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice? {
    of(organisation).map(\.notice).first { $0.id == number }
  }
}

struct NoticePagesTests {
  @Test(
    "a correction stands in a section of the home page, on its own page and before the story's text",
    arguments: Engine.all)
  func everywhere(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let story = SampleStory().made
      try await province.publish(story)
      province.notices.put("1-2026", item: story.summary.id)

      let home = try await province.get("/")
      #expect(home.text.contains("id=\"cai-chinh\"") && home.text.contains("href=\"/cai-chinh/1-2026\""))
      #expect(home.text.contains("corrections.css") && home.text.contains("Cầu &lt;Lam&gt;"))
      let page = try await province.get("/cai-chinh/1-2026")
      #expect(page.status == 200)
      #expect(page.text.contains("<h1 class=\"story__title\">Thông tin cải chính, xin lỗi</h1>"))
      #expect(page.text.contains("<p>Dòng một.</p><p>Dòng hai.</p>"))
      #expect(page.text.contains("href=\"\(story.summary.path)\""))
      #expect(page.text.contains("<link rel=\"canonical\" href=\"https://baolamgiang.example/cai-chinh/1-2026\">"))
      let article = try await province.get(story.summary.path)
      let box = try #require(article.text.range(of: "<aside class=\"correction\""))
      let text = try #require(article.text.range(of: "story__body"))
      #expect(box.lowerBound < text.lowerBound)
      for feed in ["/rss", "/atom"] {
        #expect(try await province.get(feed).text.contains("https://baolamgiang.example/cai-chinh/1-2026"))
      }
      #expect(try await province.get("/sitemap-muc.xml").text.contains("/cai-chinh/1-2026</loc>"))
    }
  }

  @Test("what is no longer on the home page is still in the list; another agency's is not there", arguments: Engine.all)
  func list(engine: Engine) async throws {
    try await withProvince(engine) { province in
      #expect(try await province.get("/cai-chinh").text.contains("Chưa có tin cải chính"))
      try await province.database.write { try $0.purge([PageKey.lists(Province.paper)]) }
      for number in 1...21 { province.notices.put("\(number)-2026", onHome: false) }
      province.notices.put("1-2027", organisation: Province.magazine)
      let list = try await province.get("/cai-chinh?trang=2-2026")
      #expect(list.text.contains("href=\"/cai-chinh/1-2026\"") && !list.text.contains("href=\"/cai-chinh/3-2026\""))
      #expect(!(try await province.get("/").text.contains("id=\"cai-chinh\"")))
      #expect(try await province.get("/cai-chinh/1-2027").status == 404)
      #expect(try await province.get("/cai-chinh/99-2026").status == 404)
    }
  }

  @Test("as many as have their time on the home page stand there, the older ones folded", arguments: Engine.all)
  func manyOnHome(engine: Engine) async throws {
    try await withProvince(engine) { province in
      for number in 1...23 { province.notices.put("\(number)-2026") }
      let home = try await province.get("/").text
      for number in 1...23 { #expect(home.contains("href=\"/cai-chinh/\(number)-2026\""), "\(number)") }
      let fold = try #require(home.range(of: "<details class=\"correction-home__more\">"))
      #expect(home[fold.upperBound...].hasPrefix("<summary>Xem thêm 3 tin cải chính, phản hồi</summary>"))
      let oldest = try #require(home.range(of: "/cai-chinh/1-2026\""))
      let newest = try #require(home.range(of: "/cai-chinh/23-2026\""))
      #expect(newest.lowerBound < fold.lowerBound && fold.lowerBound < oldest.lowerBound)
    }
  }

  @Test("a response stands under its own title", arguments: Engine.all)
  func response(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let story = SampleStory().made
      try await province.publish(story)
      province.notices.put("1-2026", .response, title: "Ông A phản hồi", item: story.summary.id)
      let article = try await province.get(story.summary.path)
      #expect(article.text.contains("<aside class=\"correction\" aria-label=\"Ông A phản hồi\">"))
      #expect(!article.text.contains("Thông tin cải chính, xin lỗi"))
      #expect(try await province.get("/").text.contains("Cải chính, xin lỗi và phản hồi"))
    }
  }
}
