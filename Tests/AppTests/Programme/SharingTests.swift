import App
import Foundation
import Hummingbird
import Kernel
import Messaging
import NIOCore
import Persistence
import TestSupport
import Testing

/// Two installations: one publishes over a real socket, the other reads it, shows it and compares.
struct SharingTests {
  @Test("a province reads another one's figures over the network and stands beside it", arguments: Engine.all)
  func twoProvinces(engine: Engine) async throws {
    try await withHouse(engine) { neighbour in
      try await neighbour.loadDemo(stories: 1) { _ in }
      try await Self.rename(neighbour)
      try await withHouse(engine) { own in
        try await own.loadDemo(stories: 1) { _ in }
        try await Self.serving(neighbour) { address in try await Self.compare(own, address) }
      }
    }
  }

  /// The same plan, of a province of another name.
  private static func rename(_ house: House) async throws {
    try await house.database.write { connection in
      _ = try connection.execute(
        """
        UPDATE plan SET code = 'sao-mai-2025', province = NULL, province_name = 'tỉnh Sao Mai' WHERE owner IS NOT NULL
        """)
    }
  }

  /// Runs the installation on a port of its own while `body` does.
  private static func serving(
    _ house: House, _ body: @Sendable @escaping (String) async throws -> Void
  ) async throws {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: try house.buildResponder(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await number in ports {
        try await body("http://127.0.0.1:\(number)")
        break
      }
      group.cancelAll()
    }
  }

  private static func compare(_ house: House, _ address: String) async throws {
    let signIns = try await house.demoSignIns().map { $0.split(separator: "\t").map(String.init) }
    let passwords = Dictionary(uniqueKeysWithValues: signIns.map { ($0[0], $0[1]) })
    let worker = JobWorker(database: house.database, clock: house.clock, handlers: house.jobHandlers, logger: quiet)
    try await house.serveInTest { door in
      let keeper = try await door.signedIn("sovhttdl", passwords["sovhttdl"] ?? "")
      let peers = "/lam-viec/ke-hoach-tinh/tinh-khac"
      let form = try await keeper.get(peers).body
      let organisation = form.firstMatch(of: /name="organisation" value="([^"]+)"/).map { String($0.1) } ?? ""
      let added = try await keeper.post(peers, ["address": address, "organisation": organisation], from: peers)
      let path = try #require(added.headers[.location], "\(added.status) \(added.body.prefix(300))")
      #expect(try await keeper.get(path).body.contains("Đang đọc lần đầu"))
      try await worker.drain()
      let preview = try await keeper.get(path).body
      #expect(preview.contains("Chờ xem trước") && preview.contains("Tỉnh Sao Mai"), "\(preview.suffix(3_000))")
      let digest = preview.firstMatch(of: /name="xem" value="([0-9a-f]+)"/).map { String($0.1) } ?? ""
      #expect(try await keeper.post("\(path)/dung", ["xem": digest], from: path).status == 303)
      let page = try await keeper.get("/lam-viec/ke-hoach-tinh/so-sanh-tinh").body
      #expect(page.contains("Tỉnh Sao Mai") && page.contains("Tỉnh Lam Giang") && page.contains("lying-bars"))
      // Nothing new since: told by its tag alone.
      #expect(try await keeper.post("\(path)/doc-ngay", [:], from: path).status == 303)
      try await worker.drain()
      let again = try await keeper.get(path).body
      #expect(again.contains("Đang dùng") && !again.contains("Lần đọc gần nhất không được"))
    }
  }
}
