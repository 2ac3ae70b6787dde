import Channels
import Contracts
import Foundation
import HTTPTypes
import Kernel
import Logging
import Persistence
import ServiceLifecycle
import TestSupport
import Testing
import Web

struct PagesTests {
  @Test("home shows lead, sections and the newest, each leading to its story", arguments: Engine.all)
  func home(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let lead = province.pictures.add()
      for number in 0..<8 {
        var sample = SampleStory(title: "Tin số \(number)", section: number < 4 ? Shelf.society : Shelf.culture)
        sample.lead = number == 7 ? lead : nil
        sample.minutes = number
        sample.code = number
        try await province.publish(sample.made)
      }
      let page = try await province.get("/")
      #expect(page.status == 200)
      #expect(page.headers[.contentType] == "text/html; charset=utf-8")
      #expect(page.text.contains("<h1 class=\"masthead__name\">"))
      #expect(page.text.contains("teaser--lead"))
      #expect(page.text.contains("fetchpriority=\"high\""))
      #expect(page.text.contains("srcset=\"/media/\(lead)-320.webp 320w, /media/\(lead)-640.webp 640w"))
      #expect(page.text.contains("<a href=\"/muc/van-hoa\">Văn hóa</a>"))
      for number in 0..<8 { #expect(page.text.contains("href=\"/bai/tin-so-\(number)-\(number)\"")) }
      #expect(page.text.contains("<link rel=\"canonical\" href=\"https://baolamgiang.example/\">"))
    }
  }

  @Test("an empty site says so, and is a page", arguments: Engine.all)
  func empty(engine: Engine) async throws {
    try await withProvince(engine) { province in
      for path in ["/", "/muc/xa-hoi", "/gioi-thieu", "/tim-kiem"] {
        let page = try await province.get(path)
        #expect(page.status == 200)
        #expect(page.text.hasSuffix("</body></html>"))
      }
      #expect(try await province.get("/").text.contains("Chưa có bài nào được xuất bản."))
    }
  }

  @Test("an article has all its parts, in order and within its weight", arguments: Engine.all)
  func article(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let picture = province.pictures.add()
      let paragraph = String(repeating: "Người dân hai bờ sông không còn phải chờ đò nữa. ", count: 12)
      var blocks = (0..<40).map { _ in StoryBody.Block(.paragraph([.text(paragraph, .none)])) }
      blocks.insert(.init(.heading(level: 2, [.text("Từ đò đến cầu", .none)])), at: 2)
      blocks.insert(.init(.figure(.init(picture: picture, caption: "Cầu lúc hoàng hôn"))), at: 3)
      blocks.insert(
        .init(.paragraph([.text("Xem ", .none), .text("bản đồ", .init(bold: true, link: "/muc/xa-hoi"))])), at: 4)
      var sample = SampleStory(lead: province.pictures.add(), body: StoryBody(blocks: blocks))
      sample.related = [SampleStory(title: "Bài cũ").made.summary]
      sample.updatedMinutes = 90
      let story = sample.made
      try await province.publish(story)

      let page = try await province.get(story.summary.path)
      #expect(page.status == 200)
      #expect(page.text.utf8.count < 60 * 1024)
      var at = page.text.startIndex
      for part in [
        "aria-current=\"page\">Xã hội", "story__section", "<h1 class=\"story__title\">Cầu Hòa Bình", "story__sapo",
        "href=\"/tac-gia/nguyen-thi-lan\"", "Xã Bảo Lâm, tỉnh Lam Giang", "story__updated", "story__lead",
        "story__body",
        "<h2>Từ đò đến cầu</h2>", "Cầu lúc hoàng hôn", "<a href=\"/muc/xa-hoi\"><strong>bản đồ</strong></a>",
        "rel=\"tag\">giao thông", "Tin liên quan", "Bài cũ", "Tỉnh ủy Lam Giang",
        "Giấy phép số 12/GP-BVHTTDL do Bộ Văn hóa, Thể thao và Du lịch cấp ngày 05/07/2026", "Trần Văn Hải",
        "Số 1 đường Hòa Bình", "0299 3812 345", "toasoan@baolamgiang.example",
      ] {
        let found = page.text.range(of: part, range: at..<page.text.endIndex)
        #expect(found != nil, "missing or out of order: \(part)")
        at = found?.upperBound ?? at
      }
      #expect(page.text.contains("<meta property=\"og:type\" content=\"article\">"))
      #expect(page.text.contains("og:image\" content=\"https://baolamgiang.example/media/"))
      #expect(page.text.firstMatch(of: /<img(?![^>]*\bwidth=)[^>]*>/) == nil)
      #expect(page.text.firstMatch(of: /<[^>]*\s(style|on\w+)=/) == nil)
      #expect(page.text.matches(of: /<h1[ >]/).count == 1)
    }
  }

  @Test("a changed address leads on, a withdrawn story is gone, others are not found", arguments: Engine.all)
  func addresses(engine: Engine) async throws {
    try await withProvince(engine) { province in
      var sample = SampleStory(slug: "cau-moi")
      try await province.publish(sample.made)
      sample.slug = "cau-hoa-binh"
      try await province.publish(sample.made)
      let moved = try await province.get("/bai/cau-moi-7")
      #expect(moved.status == 301)
      #expect(moved.headers[.location] == "/bai/cau-hoa-binh-7")
      try await province.withdraw(sample.made)
      let gone = try await province.get("/bai/cau-hoa-binh-7")
      #expect(gone.status == 410)
      #expect(gone.text.contains("Bài này đã được gỡ") && gone.text.contains("<footer"))
      for path in ["/bai/khong-co-9", "/bai/%3Cscript%3E", "/muc/khong-co", "/tac-gia/khong-ai", "/rss/khong-co"] {
        let missing = try await province.get(path)
        #expect(missing.status == 404)
        #expect(missing.text.contains("Không tìm thấy trang này"))
        #expect(!missing.text.contains("<script>"))
      }
    }
  }

  @Test("what is published is seen at once, what is withdrawn no more", arguments: Engine.all)
  func purge(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let group = ServiceGroup(services: [province.channels.purges, province.cache], logger: .init(label: "quiet"))
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let story = SampleStory().made
        let places = ["/", "/muc/xa-hoi", "/rss", "/atom", "/feed.json", "/sitemap-bai.xml", "/sitemap-news.xml"]
        for path in places { #expect(try await !province.get(path).text.contains("cau-hoa-binh-thong-xe")) }
        #expect(try await province.get(story.summary.path).status == 404)
        try await province.publish(story)
        for path in places + [story.summary.path] {
          #expect(
            try await eventually { try await province.get(path).text.contains("cau-hoa-binh-thong-xe") }, "\(path)")
        }
        try await province.withdraw(story)
        #expect(try await eventually { try await province.get(story.summary.path).status == 410 })
        for path in places {
          #expect(
            try await eventually { try await !province.get(path).text.contains("cau-hoa-binh-thong-xe") }, "\(path)")
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
    }
  }

  /// A purge comes by another task, on PostgreSQL by another connection.
  private func eventually(_ check: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(5)
    while ContinuousClock.now < end {
      if try await check() { return true }
      await Task.yield()
    }
    return false
  }

  @Test("lists lead from page to page to their end", arguments: Engine.all)
  func pagination(engine: Engine) async throws {
    try await withProvince(engine) { province in
      for number in 0..<45 {
        try await province.publish(SampleStory(title: "Tin thứ \(number)", minutes: number, code: number).made)
      }
      for start in ["/muc/xa-hoi", "/tac-gia/nguyen-thi-lan"] {
        var path: String? = start
        var seen: [Substring] = []
        var pages = 0
        while let here = path, pages < 5 {
          let page = try await province.get(here).text
          seen += page.matches(of: /class="teaser__title"><a href="([^"]+)"/).map(\.1)
          path = page.firstMatch(of: /href="([^"]+)" rel="next"/).map { String($0.1) }
          pages += 1
        }
        #expect(pages == 3)
        #expect(Set(seen).count == 45 && seen.count == 45)
      }
      #expect(try await province.get("/muc/xa-hoi?trang=khong%22co").status == 200)
    }
  }

  @Test("the same page is told as unchanged", arguments: Engine.all)
  func notModified(engine: Engine) async throws {
    try await withProvince(engine) { province in
      try await province.publish(SampleStory().made)
      let tag = try #require(try await province.get("/").headers[.eTag])
      #expect(try await province.get("/", [.ifNoneMatch: tag]).status == 304)
    }
  }
}
