import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

/// A desk with its inbox, in a folder of its own.
func withIntake(
  _ engine: Engine, allowsPrivate: Bool = true, _ body: (Desk, Intake) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-inbox-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try await withDesk(engine) { desk in
    try await body(desk, Intake(newsroom: desk.newsroom, folder: folder, allowsPrivateAddresses: allowsPrivate))
  }
}

extension Desk {
  func incoming(_ intake: Intake, _ state: InboxItem.State = .new) async throws -> [InboxItem] {
    try await intake.inbox(.init(organisation: Desk.agency, state: state), for: lan).page.items
  }

  func feed(_ intake: Intake, _ address: String) async throws -> InboxSourceID {
    try await intake.addSource(
      .feed, NewSource(name: "Báo bạn", address: address, interval: 600), to: Desk.agency, by: thu)
  }
}

struct FetchSourceTests {
  @Test("a feed is fetched, and a second time only what is new or changed comes in", arguments: Engine.all)
  func fetching(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await FeedServer.run { server, address in
        server.set(
          "/rss",
          .init(
            body: sampleFeed(["Hai", "Một"]),
            headers: ["ETag": "\"a\"", "Last-Modified": "Sat, 21 Nov 2026 00:00:00 GMT"]))
        let id = try await desk.feed(intake, "\(address)/rss")
        try await intake.fetch(id)
        #expect(try await desk.incoming(intake).map(\.title) == ["Hai", "Một"])

        try await intake.fetch(id)
        #expect(server.requests.last?.headerFields[.ifNoneMatch] == "\"a\"")
        #expect(server.requests.last?.headerFields[.ifModifiedSince] == "Sat, 21 Nov 2026 00:00:00 GMT")

        server.set("/rss", .init(body: sampleFeed(["Hai, đã sửa", "Một", "Ba"]), headers: ["ETag": "\"b\""]))
        try await intake.fetch(id)
        let items = try await desk.incoming(intake)
        #expect(items.map(\.title).sorted() == ["Ba", "Hai, đã sửa", "Một"])
        #expect(items.first { $0.title.hasPrefix("Hai") }?.version == 2)

        let (source, fetches) = try await intake.source(id, for: desk.lan)
        #expect(source.failures == 0 && source.lastError == nil)
        #expect(fetches.map(\.outcome) == [.read, .unchanged, .read])
        #expect(fetches.first?.counts == .init(new: 1, updated: 1, unchanged: 1, failed: 0))
        #expect(fetches.last?.bytes ?? 0 > 100)
      }
    }
  }

  @Test("every received byte is kept, once", arguments: Engine.all)
  func keeping(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await FeedServer.run { server, address in
        server.set("/rss", .init(body: "<html>không phải RSS</html>"))
        let id = try await desk.feed(intake, "\(address)/rss")
        try await intake.fetch(id)
        try await intake.fetch(id)
        let paths = try await desk.database.read { try $0.values("SELECT path FROM inbox_file", as: String.self) }
        #expect(paths.count == 1)
        let kept = try Data(contentsOf: intake.files.folder.appendingPathComponent(paths[0]))
        #expect(kept == Data("<html>không phải RSS</html>".utf8))
        #expect(paths[0].hasPrefix("2026/11/"))
        let fetches = try await intake.source(id, for: desk.lan).fetches
        #expect(fetches.last?.outcome == .refused)
        #expect(fetches.last?.message?.contains("trang web") == true)
      }
    }
  }

  @Test("a source in trouble is asked less and less often, and says why", arguments: Engine.all)
  func trouble(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await FeedServer.run { server, address in
        server.set("/rss", .init(status: 503, headers: ["Retry-After": "7200"]))
        let id = try await desk.feed(intake, "\(address)/rss")
        try await intake.fetch(id)
        var source = try await intake.source(id, for: desk.lan).source
        #expect(source.failures == 1)
        #expect(source.lastError?.contains("503") == true)
        #expect(source.nextFetchAt.map { $0 >= Desk.start.addingTimeInterval(7_200) } == true)

        server.set("/rss", .init(status: 410))
        try await intake.fetch(id)
        source = try await intake.source(id, for: desk.lan).source
        #expect(source.state == .paused && source.nextFetchAt == nil)
      }
      let lost = try await desk.feed(intake, "http://127.0.0.1:9/rss")
      try await intake.fetch(lost)
      #expect(try await intake.source(lost, for: desk.lan).source.lastError != nil)
    }
  }

  @Test("redirects are followed a few times, and a permanent one is told", arguments: [Engine.sqlite])
  func redirects(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await FeedServer.run { server, address in
        server.set("/cu", .init(status: 301, headers: ["Location": "/moi"]))
        server.set("/moi", .init(body: sampleFeed(["Một"])))
        server.set("/vong", .init(status: 302, headers: ["Location": "/vong"]))
        let id = try await desk.feed(intake, "\(address)/cu")
        try await intake.fetch(id)
        #expect(try await desk.incoming(intake).count == 1)
        #expect(try await intake.source(id, for: desk.lan).fetches.first?.message?.contains("/moi") == true)
        let loop = try await desk.feed(intake, "\(address)/vong")
        try await intake.fetch(loop)
        #expect(try await intake.source(loop, for: desk.lan).source.lastError?.contains("5 lần") == true)
      }
    }
  }

  @Test("more bytes than are taken are cut off", arguments: [Engine.sqlite])
  func tooLarge(engine: Engine) async throws {
    try await FeedServer.run { server, address in
      server.set("/to", .init(body: String(repeating: "x", count: 300_000)))
      var fetcher = FeedFetcher(allowsPrivateAddresses: true)
      fetcher.bytes = 100_000
      await #expect(throws: FeedFetcher.Trouble.self) { _ = try await fetcher.fetch("\(address)/to") }
    }
  }

  @Test(
    "an address inside the server's own network is not asked",
    arguments: [
      "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/",
      "http://[::ffff:127.0.0.1]/", "http://0x7f000001/", "http://2130706433/", "http://0/", "http://[fe80::1]/",
      "file:///etc/passwd", "ftp://x.example/", "http://lan:secret@x.example/", "http://8.8.8.8:25/",
    ])
  func inside(address: String) async throws {
    let fetcher = FeedFetcher(allowsPrivateAddresses: false)
    await #expect(throws: FeedFetcher.Trouble.self) { _ = try await fetcher.fetch(address) }
  }

  @Test("a redirect does not lead inside either", arguments: [Engine.sqlite])
  func redirectInside(engine: Engine) async throws {
    await #expect(throws: FeedFetcher.Trouble.self) {
      _ = try await Destination.check(try #require(URL(string: "http://192.168.1.1/a")), allowsPrivate: false)
    }
    let open = NetworkAddress(bytes: [93, 184, 216, 34])
    #expect(open.isPublic)
    #expect(NetworkAddress(bytes: [0x26, 0x06, 0x28, 0] + Array(repeating: 0, count: 12)).isPublic)
    #expect(!NetworkAddress(bytes: [0x20, 0x02, 10, 0, 0, 1] + Array(repeating: 0, count: 10)).isPublic)
    #expect(!NetworkAddress(bytes: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 1]).isPublic)
    #expect(
      !NetworkAddress(bytes: [100, 64, 0, 1]).isPublic
        && !NetworkAddress(bytes: [0xFC] + Array(repeating: 0, count: 15)).isPublic)
  }

  @Test("waiting doubles with each failure, up to six hours, a fifth more or less")
  func rhythm() {
    #expect(FetchRhythm.wait(interval: 600, failures: 0, jitter: 0) == 600)
    #expect(FetchRhythm.wait(interval: 600, failures: 2, jitter: 0) == 2_400)
    #expect(FetchRhythm.wait(interval: 600, failures: 50, jitter: 0) == 21_600)
    #expect(FetchRhythm.wait(interval: 600, failures: 0, jitter: 1) == 720)
    #expect(FetchRhythm.wait(interval: 600, failures: 0, jitter: -1) == 480)
  }

  @Test("only sources whose turn has come are queued, each once", arguments: Engine.all)
  func due(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      _ = try await desk.feed(intake, "http://127.0.0.1:9/a")
      try await desk.database.write { _ = try $0.execute("DELETE FROM job") }
      func queued() async throws -> Int? {
        try await intake.queueDueSources()
        return try await desk.database.read { try $0.value("SELECT COUNT(*) FROM job", as: Int.self) }
      }
      #expect(try await queued() == 0)
      desk.hand.advance(by: 700)
      #expect(try await queued() == 1)
      #expect(try await queued() == 1)
    }
  }

  @Test("files put into a source's folder are read once; links and other files are not", arguments: Engine.all)
  func folders(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let id = try await intake.addSource(
        .folder, NewSource(name: "TTXVN", address: "../../ttxvn", interval: 600), to: Desk.agency, by: desk.thu)
      let folder = intake.files.dropFolder("../../ttxvn", of: Desk.agency)
      #expect(folder.path.hasPrefix(intake.files.folder.path))
      try Data(sampleFeed(["Một"]).utf8).write(to: folder.appendingPathComponent("a.xml"))
      try Data("x".utf8).write(to: folder.appendingPathComponent("b.txt"))
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("c.xml"), withDestinationURL: URL(fileURLWithPath: "/etc/passwd"))
      try await intake.fetch(id)
      try await intake.fetch(id)
      #expect(try await desk.incoming(intake).map(\.title) == ["Một"])
      #expect(try await intake.source(id, for: desk.lan).fetches.map(\.fileName) == ["a.xml"])
    }
  }

  @Test("only those who manage the inbox add sources, and only for their own agency", arguments: Engine.all)
  func permissions(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let new = NewSource(name: "x", address: "http://127.0.0.1:9/x", interval: 600)
      await #expect(throws: Failure.forbidden(Newsroom.manageInbox)) {
        _ = try await intake.addSource(.feed, new, to: Desk.agency, by: desk.lan)
      }
      let id = try await intake.addSource(.feed, new, to: Desk.agency, by: desk.thu)
      await #expect(throws: Failure.notFound) { _ = try await intake.source(id, for: desk.stranger) }
      await #expect(throws: Failure.notFound) { try await intake.setSource(id, .paused, by: desk.stranger) }
      await #expect(throws: Failure.self) {
        _ = try await intake.addSource(.feed, new, to: Desk.agency, by: desk.thu)
      }
      #expect(desk.trail.actions.contains("newsroom.inbox.source.add"))
    }
  }
}
