import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A newspaper on loopback that answers as it is told and remembers what it was asked.
final class FeedServer: Sendable {
  struct Page: Sendable {
    var status = 200
    var body = ""
    var headers: [String: String] = [:]
  }

  private let pages = Mutex<[String: Page]>([:])
  private let asked = Mutex<[HTTPRequest]>([])

  func set(_ path: String, _ page: Page) { pages.withLock { $0[path] = page } }
  var requests: [HTTPRequest] { asked.withLock { $0 } }

  /// Runs while `body` does; `body` is given the address, without a slash at its end.
  static func run(_ body: @Sendable @escaping (FeedServer, String) async throws -> Void) async throws {
    let server = FeedServer()
    let router = Router()
    router.get("**") { request, _ in server.answer(request) }
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await number in ports {
        try await body(server, "http://127.0.0.1:\(number)")
        break
      }
      group.cancelAll()
    }
  }

  private func answer(_ request: Request) -> Response {
    asked.withLock { $0.append(request.head) }
    guard let page = pages.withLock({ $0[request.uri.path] }) else { return Response(status: .notFound) }
    if let tag = page.headers["ETag"], request.headers[.ifNoneMatch] == tag { return Response(status: .notModified) }
    var headers = HTTPFields()
    for (name, value) in page.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(
      status: .init(code: page.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: page.body)))
  }
}

/// A feed of so many items.
func sampleFeed(_ titles: [String], text: String = "Nội dung") -> String {
  let items = titles.enumerated().map { index, title in
    """
    <item><title>\(title)</title><guid isPermaLink="false">g-\(index)</guid><link>https://bao.example/\(index)</link>
    <description><![CDATA[<p>\(text) \(index)</p><script>x()</script>]]></description></item>
    """
  }
  return "<rss version=\"2.0\"><channel><title>Báo bạn</title>\(items.joined())</channel></rss>"
}
