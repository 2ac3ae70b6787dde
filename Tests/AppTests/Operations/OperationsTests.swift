import App
import Foundation
import HTTPTypes
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

/// The room of whoever looks after the installation.
@Suite("Operations")
struct OperationsTests {
  struct Sink: Job {
    static let name = "test.sink"
    static var attempts: Int { 1 }
    let depth: Int
  }

  struct Fallen: Event {
    static let topic = "test.fallen"
    let from: String
  }

  struct Hole: Error {}

  /// A job and a delivery that were given up.
  static func giveUp(in house: House) async throws {
    try await house.database.write { connection in
      try connection.enqueue(Sink(depth: 3), runAt: house.clock.now)
      try connection.emit(Fallen(from: "bridge"), at: house.clock.now)
    }
    let job = JobHandler(Sink.self) { _ in throw Hole() }
    try await JobWorker(database: house.database, clock: house.clock, handlers: [job], logger: quiet).drain()
    var policy = RelayPolicy()
    policy.attempts = 1
    let handler = EventHandler("media.uses-published", on: Fallen.self) { _, _ in throw Hole() }
    try await EventRelay(
      database: house.database, clock: house.clock, handlers: [handler], policy: policy, logger: quiet
    ).drain()
  }

  static func signIns(_ house: House) async throws -> [String: String] {
    let lines = try await house.demoSignIns().map { $0.split(separator: "\t").map(String.init) }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
  }

  /// A house in which work was given up, and its administrator at the door.
  static func withGivenUp(
    _ engine: Engine, _ body: @Sendable @escaping (House, Visitor) async throws -> Void
  ) async throws {
    try await withHouse(engine) { house in
      try await house.loadDemo(stories: 0) { _ in }
      let passwords = try await Self.signIns(house)
      try await Self.giveUp(in: house)
      try await house.serveInTest { door in
        let admin = try await door.signedIn("quantri", passwords["quantri"] ?? "")
        try await body(house, admin)
      }
    }
  }

  @Test("an administrator sees what was given up, runs it again, and it is in the log", arguments: Engine.all)
  func retried(engine: Engine) async throws {
    try await Self.withGivenUp(engine) { house, admin in
      let page = try await admin.get("/lam-viec/van-hanh")
      #expect(page.status == 200)
      for words in ["Hole()", "Chạy lại 1 việc", "1 việc đã bỏ cuộc: test.sink", "Ghi ảnh được dùng khi xuất bản"] {
        #expect(page.body.contains(words), "\(words)")
      }

      for fields in [["kind": "job", "name": "test.sink"], ["kind": "lane", "name": "media.uses-published"]] {
        let path = "/lam-viec/van-hanh/chay-lai"
        let done = try await admin.post(path, fields, from: "/lam-viec/van-hanh")
        #expect(done.status == 303)
        let again = try await admin.post(path, fields, from: "/lam-viec/van-hanh")
        #expect(again.status == 409)
        #expect(again.body.contains("Không còn gì để chạy lại"))
      }
      let state = MessagingState(database: house.database)
      #expect(try await state.jobs().first { $0.name == "test.sink" }?.waiting == 1)
      #expect(try await state.lanes().first { $0.name == "media.uses-published" }?.waiting == 1)
      let log = try await admin.get("/lam-viec/nhat-ky")
      #expect(log.body.contains("Chạy lại việc hỏng") && log.body.contains("Chuyển lại tin hỏng"))
      #expect(log.body.components(separatedBy: "job/test.sink").count == 3, "one line, with its title")
    }
  }

  @Test("programs get the same as JSON, and may run again with a token", arguments: Engine.all)
  func programs(engine: Engine) async throws {
    try await Self.withGivenUp(engine) { house, admin in
      let answer = try await admin.get("/api/v1/operations")
      #expect(answer.status == 200)
      let state = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
      let database = try #require(state["database"] as? [String: Any])
      #expect(database["engine"] as? String == engine.rawValue)
      #expect((database["bytes"] as? Int ?? 0) > 100_000)
      #expect(((state["disk"] as? [String: Any])?["freeBytes"] as? Int ?? 0) > 0)
      #expect((state["node"] as? [String: Any])?["version"] as? String == Program.version)
      let concerns = try #require(state["concerns"] as? [[String: Any]])
      #expect(concerns.contains { $0["kind"] as? String == "job-dead" && $0["subject"] as? String == "test.sink" })

      let path = "/api/v1/operations/jobs/test.sink/retry"
      let refused = try await admin.post(path, [:])
      #expect(refused.status == 403)
      let token = try await admin.token(on: "/lam-viec/van-hanh")
      let done = try await admin.json(.post, path, "{}", token: token)
      #expect(done.status == 200 && done.body == #"{"count":1}"#, "\(done.status) \(done.body)")
    }
  }

  @Test("nobody else sees it", arguments: Engine.all)
  func closed(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await house.loadDemo(stories: 0) { _ in }
      let passwords = try await Self.signIns(house)
      try await house.serveInTest { door in
        #expect(try await door.anonymous().get("/lam-viec/van-hanh").status == 303)
        #expect(try await door.anonymous().get("/api/v1/operations").status != 200)
        let chief = try await door.signedIn("tongbientap", passwords["tongbientap"] ?? "")
        #expect(try await chief.get("/lam-viec/van-hanh").status == 403)
        #expect(try await !chief.get("/lam-viec").body.contains("/lam-viec/van-hanh"))
      }
    }
  }

  @Test("who may only look cannot run again, and nothing changes", arguments: Engine.all)
  func looking(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await Self.giveUp(in: house)
      let looker = Principal(
        id: AccountID("looker"), name: "Lý Văn Tài", organisation: nil, everywhere: [Operations.read])
      _ = try await house.operations.state(for: looker)
      await #expect(throws: Failure.forbidden(Operations.manage)) {
        try await house.operations.retry(.job("test.sink"), by: looker)
      }
      #expect(try await MessagingState(database: house.database).jobs().first?.dead == 1)
    }
  }

  @Test("a database that is away is told, and the machine's own figures stay", arguments: Engine.all)
  func away(engine: Engine) async throws {
    try await withHouse(engine) { house in
      await house.close()
      let state = try await house.operations.state(for: .system([Operations.read]))
      #expect(state.database == nil && state.work == nil)
      #expect(state.concerns.first == .databaseAway)
      #expect(state.disk != nil)
    }
  }

  @Test("late schedules mean that nobody works; turns that were just missed do not", arguments: Engine.all)
  func silent(engine: Engine) async throws {
    let hand = ClockHand(Date(timeIntervalSince1970: 1_790_000_000))
    try await withHouse(engine, clock: .set(by: hand)) { house in
      try await Scheduler(
        database: house.database, clock: house.clock, schedules: house.schedules, logger: quiet
      ).plan()
      let watcher = Principal.system([Operations.read])
      hand.advance(by: 60)
      #expect(try await !house.operations.state(for: watcher).concerns.contains(.workerSilent))
      hand.advance(by: 120)
      #expect(try await house.operations.state(for: watcher).concerns.contains(.workerSilent))

      // One node is at it again: what is late is only late.
      try await house.database.write {
        _ = try $0.execute(
          "UPDATE job_schedule SET last_run_at = \(hand.now) WHERE name = \("newsroom.publish-due")")
      }
      #expect(try await !house.operations.state(for: watcher).concerns.contains(.workerSilent))
    }
  }

  @Test("every lane, job and schedule of the house has a name people can read, and no name is left over")
  func names() async throws {
    try await withHouse(.sqlite) { house in
      let known = Set(house.eventHandlers.map(\.name) + house.jobHandlers.map(\.name) + house.schedules.map(\.name))
      #expect(known.subtracting(WorkNames.all.keys).isEmpty)
      #expect(Set(WorkNames.all.keys).subtracting(known).isEmpty)
    }
  }

  @Test("the disk that is asked is that of the folder")
  func disk() throws {
    let space = try #require(DiskSpace(of: checkout))
    #expect(space.freeBytes > 0 && space.freeBytes <= space.totalBytes)
    #expect(DiskSpace(freeBytes: 1 << 20, totalBytes: 1 << 40).isLow)
    #expect(!DiskSpace(freeBytes: 2 << 30, totalBytes: 1 << 40).isLow)
    #expect(DiskSpace(of: URL(fileURLWithPath: "/nowhere-at-all")) == nil)
  }
}
