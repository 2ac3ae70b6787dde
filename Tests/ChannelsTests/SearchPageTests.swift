import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

struct SearchPageTests {
  @Test("stories are found with and without marks, and the words are shown where they stand", arguments: Engine.all)
  func finding(engine: Engine) async throws {
    try await withProvince(engine) { province in
      try await province.publish(SampleStory().made)
      try await province.publish(
        SampleStory(
          title: "Chợ phiên", sapo: "Đông vui",
          body: StoryBody(blocks: [.init(.paragraph([.text("Người ta kể chuyện cầu Hòa Bình.", .none)]))]), minutes: 5,
          code: 8
        ).made)
      for query in ["c%E1%BA%A7u+ho%C3%A0+b%C3%ACnh", "cau+hoa+binh", "%22hoa+binh%22"] {
        let best = try await province.get("/tim-kiem?q=\(query)")
        #expect(best.status == 200)
        let paths = best.text.matches(of: /class="teaser__title"><a href="([^"]+)"/).map { String($0.1) }
        #expect(paths == ["/bai/cau-hoa-binh-thong-xe-som-ba-thang-7", "/bai/cho-phien-8"])
        #expect(best.text.contains("Hòa Bình</mark>"))
        let newest = try await province.get("/tim-kiem?q=\(query)&sap-xep=moi").text
        #expect(newest.matches(of: /class="teaser__title"><a href="([^"]+)"/).map { String($0.1) } == paths.reversed())
      }
      let page = try await province.get("/tim-kiem?q=cau+hoa+binh", [.acceptLanguage: "en"])
      #expect(page.text.contains("value=\"cau hoa binh\"") && page.text.contains("lang=\"vi\""))
      #expect(page.text.contains("name=\"robots\" content=\"noindex\""))
      #expect(page.headers[.cacheControl] == "no-cache")
      #expect(try await province.get("/tim-kiem?q=khongcogi").text.contains("Không tìm thấy bài nào."))
    }
  }

  @Test("results go on from page to page", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withProvince(engine) { province in
      for number in 0..<30 {
        try await province.publish(SampleStory(title: "Tin thứ \(number)", minutes: number, code: number).made)
      }
      for order in ["", "&sap-xep=moi"] {
        let first = try await province.get("/tim-kiem?q=tin+thu\(order)").text
        let next = try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).1.replacing("&amp;", with: "&")
        let second = try await province.get(String(next)).text
        let paths = (first + second).matches(of: /class="teaser__title"><a href="([^"]+)"/).map(\.1)
        #expect(Set(paths).count == 30 && paths.count == 30)
      }
    }
  }

  @Test(
    "no query breaks the page",
    arguments: [
      "%22", "%00", "%3Cscript%3Ealert(1)%3C/script%3E", "%F0%9F%98%80", "%", "%ff%fe", "a&trang=%22&sap-xep=x",
      "AND+OR+NEAR(", "'%3B+DROP+TABLE+x", String(repeating: "a+", count: 3_000),
    ])
  func hostile(query: String) async throws {
    try await withProvince(.sqlite) { province in
      try await province.publish(SampleStory().made)
      let page = try await province.get("/tim-kiem?q=\(query)")
      #expect(page.status == 200 || page.status == 400 || page.status == 414)
      #expect(!page.text.contains("<script>alert"))
    }
  }
}
