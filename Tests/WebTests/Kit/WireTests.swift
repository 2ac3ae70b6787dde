import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

/// What clients do to a real connection.
struct WireTests {
  let site = Site { routes in
    routes.post("/gui") { request, context in
      let form = try await Form.read(request, context)
      return form["ten"]
    }
    routes.get("/") { _, _ in "here" }
  }

  /// Sends bytes as they are, closes where asked, and gives what came back until the server closed.
  static func exchange(port: Int, _ text: String) async throws -> String {
    let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    return try await connection.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      outbound.finish()
      var all = ByteBuffer()
      for try await var chunk in inbound { all.writeBuffer(&chunk) }
      return String(buffer: all)
    }
  }

  @Test(
    "a body that breaks off or breaks its framing is never our mistake, and the site goes on",
    arguments: [
      "POST /gui HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: none\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: 1000\r\n\r\nten=",
      "POST /gui HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: none\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n4\r\nten=\r\nxyz\r\n",
      "POST /gui HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: none\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n4\r\nten=",
      "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.vn\r\nConnection: close\r\n\r\n",
      "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n", "rubbish\r\n\r\n", "\u{0}\u{1}\u{2}",
    ])
  func broken(text: String) async throws {
    let errors = Mutex<[String]>([])
    let logger = Logger(label: "test") { label in
      JSONLogHandler(label: label, level: .error) { line in errors.withLock { $0.append(line) } }
    }
    try await site.live(logger: logger) { client in
      let answer = try await Self.exchange(port: try #require(client.port), text)
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer)")
      #expect(!answer.contains("here"))
      try await client.execute(uri: "/", method: .get) { #expect(String(buffer: $0.body) == "here") }
    }
    #expect(errors.withLock { $0 } == [])
  }
}
