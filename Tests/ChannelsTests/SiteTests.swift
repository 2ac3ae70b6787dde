import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

struct SiteTests {
  @Test(
    "the Host header chooses the site",
    arguments: [
      ("baolamgiang.example", "Lam Giang điện tử"), ("www.baolamgiang.example", "Lam Giang điện tử"),
      ("BAOLAMGIANG.example:443", "Lam Giang điện tử"), ("van-nghe-lam-giang.localhost:8080", "Văn nghệ Lam Giang"),
      ("bao-lam-giang.localhost", "Lam Giang điện tử"), ("localhost:8080", "Lam Giang điện tử"),
      ("khac.example", "Lam Giang điện tử"),
    ])
  func hosts(host: String, product: String) async throws {
    try await withProvince(.sqlite) { province in
      let page = try await province.get("/", host: host)
      #expect(page.status == 200)
      #expect(page.text.contains("rel=\"home\">\(product)</a>"))
    }
  }

  @Test("each site shows its own stories only", arguments: Engine.all)
  func own(engine: Engine) async throws {
    try await withProvince(engine) { province in
      let paper = SampleStory(title: "Chuyện của báo").made
      let magazine = SampleStory(organisation: Province.magazine, title: "Chuyện của tạp chí", code: 8).made
      try await province.publish(paper)
      try await province.publish(magazine)
      let host = "van-nghe-lam-giang.localhost"
      for path in ["/", "/rss", "/tim-kiem?q=chuyen", "/sitemap-bai.xml"] {
        let page = try await province.get(path, host: host).text
        #expect(page.contains("chuyen-cua-tap-chi-8") && !page.contains("chuyen-cua-bao-7"), "\(path)")
      }
      #expect(try await province.get(paper.summary.path, host: host).status == 404)
    }
  }

  @Test("links that leave the site name the domain, and on this machine stay here")
  func base() async throws {
    try await withProvince(.sqlite) { province in
      for (host, base) in [
        ("khac.example", "https://baolamgiang.example"), ("localhost:9000", "http://localhost:9000"),
        ("van-nghe-lam-giang.localhost:9000", "http://van-nghe-lam-giang.localhost:9000"),
      ] {
        let robots = try await province.get("/robots.txt", host: host).text
        #expect(robots.contains("Sitemap: \(base)/sitemap.xml\n"))
      }
    }
  }

  @Test("the imprint page says what the law wants, and leaves out what was not entered")
  func imprint() async throws {
    try await withProvince(.sqlite, imprint: { $0.phone = "" }) { province in
      let page = try await province.get("/gioi-thieu").text
      for text in ["Lam Giang điện tử", "Tỉnh ủy Lam Giang", "12/GP-BVHTTDL", "Giám đốc", "baolamgiang.example"] {
        #expect(page.contains(text))
      }
      #expect(!page.contains("<dt>Điện thoại</dt>"))
    }
  }

  @Test("crawlers are told where to go, and whom to tell of a hole")
  func crawlers() async throws {
    try await withProvince(.sqlite) { province in
      let robots = try await province.get("/robots.txt")
      #expect(robots.headers[.contentType] == "text/plain; charset=utf-8")
      #expect(robots.text.contains("Disallow: /lam-viec/\n"))
      let contact = try await province.get("/.well-known/security.txt").text
      #expect(contact.contains("Contact: mailto:toasoan@baolamgiang.example\n"))
      let expires = try #require(contact.firstMatch(of: /Expires: (\S+)/)).1
      #expect(try #require(Timestamp.date(String(expires))) > Province.start.addingTimeInterval(100 * 86_400))
      #expect(try await province.get("/.well-known/security.txt", host: "van-nghe-lam-giang.localhost").status == 404)
    }
    try await withProvince(.sqlite, imprint: { $0.email = "a@b.example\nEvil: 1" }) { province in
      let contact = try await province.get("/.well-known/security.txt")
      #expect(contact.status == 404)
    }
  }
}
