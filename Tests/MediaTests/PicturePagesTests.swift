import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Media
@testable import Messaging

struct PicturePagesTests {
  private func site(_ house: MediaHouse) -> AskedSite {
    AskedSite(people: [MediaHouse.lan, MediaHouse.stranger], rooms: house.media.deskRooms) {
      house.media.addRoutes(to: $0)
    }
  }

  @Test(
    "a picture goes from a form to readers with headers that keep it harmless", .enabled(if: Samples.hasVips),
    arguments: Engine.all)
  func formToReader(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let site = site(house)
      let bytes = try Data(contentsOf: try await Samples.picture(800, 600, as: "jpg", in: house.folder))
      let sent = try await site.upload(
        "/lam-viec/anh", [("picture", "cầu.jpg", bytes)], as: MediaHouse.lan)
      let path = try #require(sent.location)
      #expect(sent.status == 303 && path.hasPrefix("/lam-viec/anh/"))
      let id = PictureID(String(path.split(separator: "/").last ?? ""))
      try await house.media.makeRenditions(of: id)

      let page = try await site.get(path, as: MediaHouse.lan)
      #expect(page.status == 200 && page.text.contains("Điểm chính") && page.text.contains("srcset="))
      let large = try #require(try await house.media.pictures([id])[id]?.renditions.last)
      let picture = try await site.get(large.path, as: nil)
      #expect(picture.status == 200)
      #expect(picture.headers[.contentType] == "image/webp")
      #expect(picture.headers[.cacheControl] == "public, max-age=31536000, immutable")
      #expect(picture.headers[.xContentTypeOptions] == "nosniff")
      #expect(picture.headers[.contentSecurityPolicy] == "default-src 'none'; sandbox")
      let part = try await site.get(large.path, as: nil, headers: [.range: "bytes=0-3"])
      #expect(part.status == 206 && part.text == "RIFF")

      let original = try await site.get(path + "/goc", as: MediaHouse.lan)
      #expect(original.body == bytes && original.headers[.contentDisposition]?.hasPrefix("attachment") == true)
      #expect(try await site.get(path + "/goc", as: MediaHouse.stranger).status == 404)
      #expect(try await site.get(path, as: MediaHouse.stranger).status == 404)
      #expect(try await site.get(path + "/goc", as: nil).status == 303)
    }
  }

  @Test("an upload without the session's token is not taken", arguments: Engine.all)
  func withoutToken(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let reply = try await site(house).upload(
        "/lam-viec/anh", [("picture", "a.gif", Samples.gif(width: 4, height: 3))], as: MediaHouse.lan, token: nil)
      #expect(reply.status == 403)
    }
  }

  @Test("what is refused is named with its reason, and the rest is kept", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let reply = try await site(house).upload(
        "/lam-viec/anh",
        [
          ("picture", "tốt.gif", Samples.gif(width: 40, height: 30)),
          ("picture", "<img onerror=1>.svg", Data("<svg onload=\"alert(1)\"/>".utf8)),
        ], as: MediaHouse.lan)
      #expect(reply.status == 422)
      #expect(reply.text.contains("Đã nhận 1 ảnh.") && reply.text.contains("SVG có thể chứa mã lệnh"))
      #expect(!reply.text.contains("<img onerror"))
      #expect(try await site(house).upload("/lam-viec/anh", [], as: MediaHouse.lan).status == 422)
    }
  }

  @Test("words are changed by form and by program; what does not hold is said beside its field", arguments: Engine.all)
  func describe(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let site = site(house)
      let made = try await site.upload(
        "/api/v1/pictures", [("picture", "a.gif", Samples.gif(width: 40, height: 30))], as: MediaHouse.lan)
      #expect(made.status == 201)
      let list = try await site.get("/api/v1/pictures?q=", as: MediaHouse.lan)
      #expect(list.status == 200 && list.text.contains("\"fileName\":\"a.gif\""))
      let id = try #require(
        try await house.database.read { try $0.value("SELECT id FROM picture", as: String.self) })
      let patched = try await site.json(
        .patch, "/api/v1/pictures/\(id)", #"{"caption":"Cầu mới","focal":{"x":0.2,"y":0.8}}"#, as: MediaHouse.lan)
      #expect(patched.status == 200 && patched.text.contains("\"x\":0.2"))
      let wrong = try await site.post(
        "/lam-viec/anh/\(id)", ["caption": "Còn đây", "focalX": "400", "focalY": "x"], as: MediaHouse.lan)
      #expect(wrong.status == 422 && wrong.text.contains("Còn đây") && wrong.text.contains("focalX-error"))
      let right = try await site.post(
        "/lam-viec/anh/\(id)", ["caption": "Cầu", "credit": "Lan", "alt": "Cầu", "focalX": "25", "focalY": "50"],
        as: MediaHouse.lan)
      #expect(right.status == 303)
      #expect(try await site.json(.patch, "/api/v1/pictures/\(id)", "{}", as: MediaHouse.stranger).status == 404)
      #expect(
        try await site.get("/api/v1/pictures?organisation=\(MediaHouse.agency)", as: MediaHouse.stranger).status == 403)
      #expect(try await site.get("/api/v1/pictures", as: nil).status == 401)
    }
  }

  @Test(
    "addresses that name nothing of ours answer 404",
    arguments: [
      "/media/ab/x.webp", "/media/..%2f..%2fetc/passwd.webp", "/media/ab/%2e%2e%2f%2e%2e%2fhoitu.db",
      "/media/aa/\(String(repeating: "a", count: 64)).webp", "/media/aa/\(String(repeating: "a", count: 64)).jpg",
    ])
  func foreign(path: String) async throws {
    try await MediaHouse.with(.sqlite) { house in
      let status = try await site(house).get(path, as: MediaHouse.lan).status
      #expect(status == 404 || status == 400)
    }
  }

  @Test("a picture's page lists the published stories it stands in", arguments: Engine.all)
  func uses(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let id = try await house.media.addPicture(
        try house.file(Samples.gif(width: 40, height: 30), "a"), named: "a.gif", to: MediaHouse.agency,
        by: MediaHouse.lan)
      let item = ItemID.new()
      let handlers = house.media.eventHandlers(reading: OneStory(item: item, lead: id))
      let event = ItemPublished(item: item, organisation: MediaHouse.agency, revision: 1, time: WallClock.system.now)
      let delivery = Delivery(
        eventID: "1", topic: ItemPublished.topic, time: event.time, attempt: 1,
        payload: try JSONEncoder.house.encode(event))
      for _ in 0..<2 { try await handlers.first { $0.topic == ItemPublished.topic }?.handle(delivery) }
      let page = try await site(house).get("/lam-viec/anh/\(id)", as: MediaHouse.lan).text
      #expect(page.contains("Cầu thông xe") && page.contains("/lam-viec/bai/\(item)"))

      let gone = house.media.eventHandlers(reading: OneStory(item: item, lead: nil))
      try await gone.first { $0.topic == ItemPublished.topic }?.handle(delivery)
      #expect(
        try await site(house).get("/lam-viec/anh/\(id)", as: MediaHouse.lan).text.contains("Chưa bài đã đăng nào"))
    }
  }
}

/// A newsroom with one story.
private struct OneStory: PublishedStories {
  let item: ItemID
  let lead: PictureID?

  private var summary: StorySummary {
    let section = SectionProfile(id: SectionID("s"), name: "Xã hội", slug: "xa-hoi")
    let time = Date(timeIntervalSince1970: 0)
    return StorySummary(
      id: item, organisation: MediaHouse.agency, path: "/bai/cau-thong-xe-1", title: "Cầu thông xe", summary: "",
      section: section, bylines: [], lead: lead, firstPublishedAt: time, updatedAt: time)
  }

  func home(of organisation: OrganisationID) async throws -> HomeArrangement {
    HomeArrangement(lead: nil, second: [], sections: [], latest: [])
  }
  func sections(of organisation: OrganisationID) async throws -> [SectionProfile] { [] }
  func latest(
    of organisation: OrganisationID, section: String?, author: String?, before: String?, limit: Int
  ) async throws -> Page<StorySummary> { Page(items: [], next: nil) }
  func story(of organisation: OrganisationID, slugAndCode: String) async throws -> StoryLookup {
    slugAndCode == "cau-thong-xe-1"
      ? .found(Story(summary: summary, body: StoryBody(), tags: [], place: nil, related: [])) : .missing
  }
  func summaries(_ ids: [ItemID]) async throws -> [StorySummary] { ids == [item] ? [summary] : [] }
  func stories(_ ids: [ItemID]) async throws -> [Story] { [] }
  func authorName(of organisation: OrganisationID, slug: String) async throws -> String? { nil }
  func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)> {
    Page(items: [], next: nil)
  }
}
