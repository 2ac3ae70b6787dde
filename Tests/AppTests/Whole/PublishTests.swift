import App
import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

/// A story from first word to its reader, through the pages people use.
struct PublishTests {
  @Test("what is published is on every page at once, and withdrawn it is gone from them", arguments: Engine.all)
  func everywhere(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await house.loadDemo(stories: 2) { _ in }
      let signIns = try await house.demoSignIns().map { $0.split(separator: "\t").map(String.init) }
      let passwords = Dictionary(uniqueKeysWithValues: signIns.map { ($0[0], $0[1]) })
      try await house.serveInTest { door in
        let reader = door.anonymous()
        let before = try await reader.get("/")
        #expect(before.status == 200)
        #expect(!before.body.contains("Cầu treo Nà Phai mở lại"))

        let secretary = try await door.signedIn("thuky", passwords["thuky"] ?? "")
        let token = try await secretary.token(on: "/lam-viec")
        let path = try await publishStory(secretary, token)

        let places = [
          "/", path, "/rss", "/atom", "/feed.json", "/sitemap-news.xml", "/muc/thoi-su", "/tim-kiem?q=cau+treo+na+phai",
        ]
        for place in places {
          let sought = place == path ? "Cầu treo Nà Phai mở lại" : path
          #expect(try await isSoon(reader, place) { $0.status == 200 && $0.body.contains(sought) }, "\(place)")
        }

        let id = try #require(path.split(separator: "-").last)
        let item = try await secretary.get("/api/v1/items?q=cau+treo+na+phai")
        let gone = try await secretary.json(
          .post, "/api/v1/items/\(try field("id", inFirstOf: item.body))/withdraw", #"{"reason": "Sai địa danh"}"#,
          token: token)
        #expect(gone.status == 200, "\(id) \(gone.body)")
        #expect(try await isSoon(reader, path) { $0.status == 410 })
        for place in places where place != path {
          #expect(try await isSoon(reader, place) { $0.status == 200 && !$0.body.contains(path) }, "\(place)")
        }
      }
    }
  }

  /// Pages are purged a moment after the answer to whoever published: a few readings may come between.
  private func isSoon(
    _ reader: Visitor, _ place: String, _ holds: (Visitor.Answer) -> Bool
  ) async throws -> Bool {
    // By time, not by count: a busy machine reads fifty times before PostgreSQL has told of the purge.
    let deadline = ContinuousClock.now + .seconds(5)
    repeat {
      if holds(try await reader.get(place)) { return true }
      await Task.yield()
    } while ContinuousClock.now < deadline
    return false
  }

  private func field(_ name: String, inFirstOf json: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let items = try #require(object?["items"] as? [[String: Any]])
    return try #require(items.first?[name] as? String, "\(json)")
  }

  private func publishStory(_ secretary: Visitor, _ token: String) async throws -> String {
    let made = try await secretary.json(.post, "/api/v1/items", "{}", token: token)
    #expect(made.status == 201, "\(made.body)")
    let id = try field("id", made.body)
    let sections = try await secretary.get("/lam-viec/bai/\(id)")
    let option = /<option value="([0-9a-f-]{36})"[^>]*>Thời sự/
    let section = try #require(sections.body.firstMatch(of: option)).1
    let text = """
      {"base": 1, "title": "Cầu treo Nà Phai mở lại", "summary": "Sau hai tháng sửa chữa.",
       "body": {"type": "doc", "content": [{"type": "paragraph", "attrs": {"id": "p1"},
         "content": [{"type": "text", "text": "Cầu treo Nà Phai mở lại từ sáng nay."}]}]},
       "metadata": {"section": "\(section)"}}
      """
    let saved = try await secretary.json(.put, "/api/v1/items/\(id)/text", text, token: token)
    #expect(saved.status == 200, "\(saved.body)")
    let published = try await secretary.json(.post, "/api/v1/items/\(id)/publish", "{}", token: token)
    #expect(published.status == 200, "\(published.body)")
    return try field("path", published.body)
  }

  private func field(_ name: String, _ json: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return try #require(object?[name] as? String, "\(json)")
  }
}
