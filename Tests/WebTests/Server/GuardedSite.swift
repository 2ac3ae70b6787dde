import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import Web

/// A small site on a real socket, behind the guarded server.
enum GuardedSite {
  static let host = "bao.test"

  /// Short deadlines, so that tests of them are short.
  static let quick = ServerLimits(
    idle: .milliseconds(400), head: .milliseconds(300), body: .milliseconds(300), bodyBytes: 64,
    write: .milliseconds(500),
    linger: .milliseconds(300), tick: .milliseconds(50))

  static func router(_ cache: PageCache, gate: Gate) -> Router<AppContext> {
    let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
    for (path, kilobytes) in [("/", 20), ("/nho", 0)] {
      router.get(RouterPath(path)) { request, context in
        try await cache.answer(request, context) {
          RenderedPage(text: text(path, kilobytes), type: "text/html; charset=utf-8", keys: ["lists:1"])
        }
      }
    }
    router.get("/danh-sach") { request, context in
      let page = request.uri.queryParameters["trang"].map(String.init) ?? "1"
      return try await cache.answer(request, context) {
        RenderedPage(text: text("trang \(page)", 2), type: "text/html; charset=utf-8", keys: ["lists:1"])
      }
    }
    router.get("/cu") { request, context in
      try await cache.answer(request, context) { .moved(to: "/", keys: []) }
    }
    router.get("/mat") { request, context in
      try await cache.answer(request, context) {
        RenderedPage(text: "không có", type: "text/plain; charset=utf-8", status: .notFound, keys: [])
      }
    }
    router.get("/cho") { _, _ in
      await gate.pass()
      return "xong"
    }
    router.get("/dong") { _, _ in "động" }
    router.get("/lon") { _, _ in
      Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 0x61, count: 8 << 20)))
    }
    router.post("/goi") { request, _ in
      let body = try await request.body.collect(upTo: 1 << 20)
      return "nhận \(body.readableBytes): \(String(buffer: body).prefix(20).filter { $0.isLetter })"
    }
    router.post("/khong-doc") { _, _ in "không đọc" }
    return router
  }

  static func text(_ name: String, _ kilobytes: Int) -> String {
    "<h1>\(name)</h1>" + String(repeating: "<p>Nước sông Lam lên chậm.</p>\n", count: kilobytes * 32)
  }

  /// Runs servers with the same router, one for each of `servers`, and gives their ports.
  static func run(
    _ servers: [HTTPServerBuilder], cache: PageCache, gate: Gate = Gate(), _ body: ([Int]) async throws -> Void
  ) async throws {
    let router = router(cache, gate: gate)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let ports = Mutex<[Int: Int]>([:])
    let group = ServiceGroup(
      configuration: .init(
        services: [cache]
          + servers.enumerated().map { index, server in
            Application(
              router: router, server: server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
              onServerRunning: { channel in ports.withLock { $0[index] = channel.localAddress?.port } }, logger: logger)
          }, logger: logger))
    let running = Task { try await group.run() }
    await until { ports.withLock { $0.count } == servers.count }
    let found = ports.withLock { ports in servers.indices.map { ports[$0] ?? 0 } }
    do { try await body(found) } catch {
      await group.triggerGracefulShutdown()
      throw error
    }
    await group.triggerGracefulShutdown()
    try await running.value
  }
}
