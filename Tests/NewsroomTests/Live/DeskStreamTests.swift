import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import NIOCore
import Persistence
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Web

@testable import Newsroom

/// Sessions that can end, and are counted each time a stream asks whether they have.
private final class EndingSessions: SessionReader {
  private struct State {
    var hasEnded = false
    var looks = 0
  }
  private let person: Principal
  private let state = Mutex(State())

  init(_ person: Principal) {
    self.person = person
  }

  var looks: Int { state.withLock { $0.looks } }
  func end() { state.withLock { $0.hasEnded = true } }

  /// Waits until a stream has asked so many times more.
  func ask(_ times: Int = 1) async {
    let goal = looks + times
    while looks < goal { await Task.yield() }
  }

  func session(for request: Request, context: AppContext) async throws -> Session? {
    state.withLock { state in
      if context.isBackground { state.looks += 1 }
      return state.hasEnded ? nil : Session(principal: person, csrfToken: "token")
    }
  }
}

struct DeskStreamTests {
  private static let quick = DeskStream(pause: .milliseconds(2), looksPerSession: 2)
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func responder(
    _ sessions: EndingSessions, _ desk: Desk, _ intake: Intake? = nil
  ) -> SiteResponder {
    let stack = WebStack(house: WebHouse(), logger: Self.quiet, sessions: sessions)
    let router = stack.makeRouter()
    BoardController(newsroom: desk.newsroom, stream: Self.quick).addRoutes(to: router.group())
    if let intake { ImportController(intake: intake, stream: Self.quick).addRoutes(to: router.group()) }
    return stack.responder(for: router)
  }

  /// The lines of a stream after its first, without ids and beats.
  private func lines(_ body: ByteBuffer) -> [String] {
    String(buffer: body).split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix("id: ") && !$0.hasPrefix(":") && !$0.hasPrefix("retry: ")
    }
  }

  /// Asks on a connection of its own: the one of a stream is closed when the stream ends.
  private func ask(_ path: String, _ client: any TestClientProtocol) async throws -> TestClient.Response {
    try await TestClient.withClient(host: "127.0.0.1", port: try #require(client.port)) {
      try await $0.get(path, headers: [.hostField: "localhost"])
    }
  }

  @Test(
    "an open board is told of what changes its look, and of nothing else; signed out, of nothing", arguments: Engine.all
  )
  func board(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      let before = BoardMark(try await desk.newsroom.board(of: Desk.agency, for: desk.lan))
      let sessions = EndingSessions(desk.lan)
      let application = Application(responder: responder(sessions, desk), logger: Self.quiet)
      try await application.test(.live) { client in
        async let reply = client.execute(uri: "/lam-viec/su-kien?dau=\(before.text)", method: .get) { $0 }
        await sessions.ask(3)
        // Another text under the same headline looks the same on the board.
        desk.hand.advance(by: 1)
        _ = try await desk.save("Khác.", to: item.id, base: 1, by: desk.lan)
        await sessions.ask(12)
        desk.hand.advance(by: 1)
        try await desk.newsroom.submit(item.id, by: desk.lan)
        await sessions.ask(12)
        sessions.end()
        let after = BoardMark(try await desk.newsroom.board(of: Desk.agency, for: desk.lan))
        #expect(after != before)
        #expect(lines(try await reply.body) == ["event: board", "data: \(after.text)"])
        #expect(try await reply.headers[.contentType] == "text/event-stream")
        #expect(try await ask("/lam-viec/su-kien", client).status == .unauthorized)
      }
    }
  }

  @Test("a board changes its mark with state, holder, headline, deadline and what is gone, and with nothing else")
  func mark() async throws {
    try await withDesk(.sqlite) { desk in
      let item = try await desk.draft(section: try await desk.section())
      var marks: [String] = []
      func look() async throws {
        marks.append(BoardMark(try await desk.newsroom.board(of: Desk.agency, for: desk.hoa)).text)
      }
      try await look()
      try await look()
      #expect(Set(marks).count == 1)
      _ = try await desk.save("Một.", to: item.id, base: 1, title: "Tên khác", by: desk.lan)
      try await look()
      try await desk.newsroom.setDeadline(Desk.start, of: item.id, by: desk.lan)
      try await look()
      try await desk.newsroom.submit(item.id, by: desk.lan)
      try await look()
      try await desk.newsroom.handOver(item.id, to: desk.hoa.id, by: desk.hoa)
      try await look()
      try await desk.newsroom.delete(item.id, by: desk.hoa)
      try await look()
      #expect(Set(marks).count == 6)
    }
  }

  @Test("an open import is told how far it is, and when there is no more to tell", arguments: Engine.all)
  func imports(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).ndjson")
      try Data("{\"title\":\"Một\",\"text\":\"Bài một.\"}\n".utf8).write(to: file)
      let id = try await intake.startImport(
        file, named: "kho.ndjson", ImportOptions(organisation: Desk.agency), by: desk.thu)
      let sessions = EndingSessions(desk.thu)
      let application = Application(responder: responder(sessions, desk, intake), logger: Self.quiet)
      try await application.test(.live) { client in
        async let reply = client.execute(uri: "/lam-viec/nhap-lieu/\(id)/su-kien?tu=waiting", method: .get) { $0 }
        await sessions.ask(2)
        try await intake.runImport(id)
        let told = lines(try await reply.body)
        #expect(told.first?.contains("\"read-text\":\"0 / 1 · 0%\"") == true, "\(told)")
        #expect(told.suffix(2) == ["event: end", "data: {}"])
        // A page that was loaded before the end hears of it at once.
        let late = try await ask("/lam-viec/nhap-lieu/\(id)/su-kien?tu=running", client)
        #expect(lines(late.body ?? ByteBuffer()) == ["event: end", "data: {}"])
      }
      let stranger = Application(
        responder: responder(EndingSessions(desk.stranger), desk, intake), logger: Self.quiet)
      try await stranger.test(.live) { client in
        let status = try await client.execute(uri: "/lam-viec/nhap-lieu/\(id)/su-kien", method: .get) { $0.status }
        #expect(status == .notFound)
      }
    }
  }

  @Test("a stream ends when the program is told to stop")
  func shutdown() async throws {
    try await withDesk(.sqlite) { desk in
      let sessions = EndingSessions(desk.lan)
      let (ports, tell) = AsyncStream<Int>.makeStream()
      let application = Application(
        responder: responder(sessions, desk), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { tell.yield($0.localAddress?.port ?? 0) }, logger: Self.quiet)
      let group = ServiceGroup(configuration: .init(services: [application], logger: Self.quiet))
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let port = try #require(await ports.first { _ in true })
        tasks.addTask {
          let status = try await TestClient.withClient(host: "127.0.0.1", port: port) {
            try await $0.get("/lam-viec/su-kien", headers: [.hostField: "localhost"]).status
          }
          #expect(status == .ok)
        }
        await sessions.ask(2)
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
    }
  }

  @Test("how far an import is: nothing read is 0 %, read to its end is 100 %, in between neither")
  func percent() {
    func percent(_ position: Int, of bytes: Int, isDone: Bool) -> Int {
      let (read, size) = ImportFigures.kilobytes(position, of: bytes, isDone: isDone)
      return read * 100 / size
    }
    #expect(percent(0, of: 40, isDone: false) == 0)
    #expect(percent(40, of: 40, isDone: true) == 100)
    #expect(percent(40, of: 40, isDone: false) == 0)
    #expect(percent(1_048_575, of: 1_048_576, isDone: false) == 99)
    #expect(percent(39, of: 40, isDone: true) == 100)
    #expect(percent(0, of: 0, isDone: true) == 100)
  }
}
