import Foundation
import NIOCore
import Testing

@testable import Web

/// What strangers do to a server on the open internet. Never a 5xx, never a crash, and the connection ends in time.
@Suite("abuse over raw sockets", .serialized) struct AbuseTests {
  private let host = "Host: \(GuardedSite.host)\r\n"

  /// Both with the byte-level path and without it.
  private func site(
    _ limits: ServerLimits = GuardedSite.quick, _ body: (RawClient, PageCache) async throws -> Void
  ) async throws {
    for isFast in [true, false] {
      let cache = PageCache(.init(sessionCookie: "s"))
      try await GuardedSite.run([.guarded(limits, cache: isFast ? cache : nil)], cache: cache) { ports in
        let client = RawClient(port: ports[0])
        try await body(client, cache)
        // Whatever was done, it still serves.
        var text = ""
        for _ in 0..<100 where text.isEmpty {
          // Connections of the test may only just be closing.
          text = try await client.text("GET /nho HTTP/1.1\r\n\(host)\r\n").text
        }
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      }
    }
  }

  private func expect(_ status: Int, _ request: String, _ client: RawClient, ends: Bool = false) async throws {
    let (text, closed) = try await client.text(request, ends: ends)
    #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(120).debugDescription) → \(text.prefix(60))")
    #expect(closed, "\(request.prefix(120).debugDescription)")
  }

  @Test("messages that two readers could take for two things are refused and end the connection")
  func smuggling() async throws {
    try await site { client, _ in
      let bodies = [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /dong HTTP/1.1\r\n\(host)\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", "Content-Length: 5, 6\r\n\r\nabcdef",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "Content-Length : 5\r\n\r\nabcde",
        "Content-Length: +5\r\n\r\nabcde",
        "Content-Length: 0x5\r\n\r\nabcde", "Content-Length: -5\r\n\r\nabcde", "X: a\r\n b\r\n\r\n",
        "X: a\u{0}b\r\n\r\n",
        "X: a\r\r\n\r\n", "\u{0}: a\r\n\r\n", ": a\r\n\r\n", "X\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5;\n\r\nabcde\r\n0\r\n\r\n",
      ]
      for body in bodies { try await expect(400, "POST /goi HTTP/1.1\r\n\(host)\(body)", client) }
      for request in [
        "GET / HTTP/1.1\nHost: bao.test\n\n", "GET / HTTP/9.9\r\n\(host)\r\n", "GET / HTTP/2.0\r\n\(host)\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n", "xin chào\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\n\(host)\r\n", "CONNECT bao.test:443 HTTP/1.1\r\n\(host)\r\n",
        "GET x HTTP/1.1\r\n\(host)\r\n",
      ] { try await expect(400, request, client) }
    }
  }

  @Test("a request has one Host that is one")
  func hosts() async throws {
    try await site { client, _ in
      for fields in [
        "", "\(host)\(host)", "\(host)Host: khac.test\r\n", "Host:\r\n", "Host: a b\r\n", "Host: a/b\r\n",
        "Host: a@b\r\n",
        "Host: bao.test:x\r\n", "Host: ..\r\n", "Host: <script>\r\n",
      ] { try await expect(400, "GET /nho HTTP/1.1\r\n\(fields)\r\n", client) }
      // HTTP/1.0 had none.
      let (text, closed) = try await client.text("GET /dong HTTP/1.0\r\n\r\n", ends: false)
      #expect(closed && text.hasPrefix("HTTP/1.0 200 OK\r\n") && text.hasSuffix("\r\n\r\nđộng"))
    }
  }

  @Test("heads that are too large are refused by name")
  func sizes() async throws {
    try await site { client, _ in
      let long = String(repeating: "x", count: 100_000)
      try await expect(431, "GET / HTTP/1.1\r\n\(host)X: \(long)\r\n\r\n", client)
      let many = (0..<2000).map { "X\($0): 1\r\n" }.joined()
      try await expect(431, "GET / HTTP/1.1\r\n\(host)\(many)\r\n", client)
      try await expect(414, "GET /\(long.prefix(9000)) HTTP/1.1\r\n\(host)\r\n", client)
      try await expect(431, "GET /\(long) HTTP/1.1\r\n\(host)\r\n", client)
      try await expect(413, "POST /goi HTTP/1.1\r\n\(host)Content-Length: 99999999999\r\n\r\n", client)
      try await expect(400, "POST /goi HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n", client)
      try await expect(417, "POST /goi HTTP/1.1\r\n\(host)Expect: gold\r\nContent-Length: 1\r\n\r\n", client)
    }
  }

  @Test("a head that comes slowly, or never ends, is cut off with 408")
  func slowHeads() async throws {
    try await site { client, _ in
      for start in ["G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\n\(host)X-A: b", "GET / HTTP/1.1\r\n\(host)"] {
        let clock = ContinuousClock()
        let begin = clock.now
        let (text, closed) = try await client.text(start, ends: false)
        #expect(closed && text.hasPrefix("HTTP/1.1 408 "), "\(start.debugDescription)")
        #expect(clock.now - begin < .seconds(3))
      }
      // A byte now and then does not buy more time.
      let (answer, isClosed) = try await client.with { connection in
        connection.send("GET / HTTP/1.1\r\n")
        for _ in 0..<100 where connection.send(Array("X: a\r\n".utf8)) { Thread.sleep(forTimeInterval: 0.01) }
        return connection.readToEnd(wait: 5)
      }
      #expect(isClosed)
      #expect(answer.isEmpty || String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test("a body that comes slowly is cut off with 408, one that has no end is not read for ever")
  func slowBodies() async throws {
    try await site { client, _ in
      try await expect(408, "POST /goi HTTP/1.1\r\n\(host)Content-Length: 1000\r\n\r\nabc", client)
      try await expect(408, "POST /goi HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n5\r\nab", client)
      let isClosed = try await client.with { connection in
        connection.send("POST /khong-doc HTTP/1.1\r\n\(self.host)Transfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("1000\r\n".utf8) + [UInt8](repeating: 0x61, count: 4096) + Array("\r\n".utf8)
        for _ in 0..<100_000 where !connection.send(chunk) { return true }
        return false
      }
      #expect(isClosed)
    }
  }

  @Test("a body of fair pace is read to its end, and Expect is answered")
  func fairBodies() async throws {
    try await site { client, _ in
      let text = try await client.with { connection in
        connection.send(
          "POST /goi HTTP/1.1\r\n\(self.host)Expect: 100-continue\r\nConnection: close\r\nContent-Length: 800\r\n\r\n")
        let first = connection.read(wait: 5) ?? []
        for _ in 0..<8 {
          connection.send([UInt8](repeating: 0x61, count: 100))
          Thread.sleep(forTimeInterval: 0.08)
        }
        return String(decoding: first + connection.readToEnd(wait: 5).bytes, as: UTF8.self)
      }
      #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
      #expect(text.hasSuffix("nhận 800: aaaaaaaaaaaaaaaaaaaa"))
    }
  }

  @Test("connections that ask nothing are closed, one after answers too")
  func idle() async throws {
    try await site { client, _ in
      let (nothing, closed) = try await client.text("", ends: false)
      #expect(nothing.isEmpty && closed)
      let (text, after) = try await client.text("GET /nho HTTP/1.1\r\n\(host)\r\n", ends: false)
      #expect(text.hasPrefix("HTTP/1.1 200 ") && after)
    }
  }

  @Test("a client that takes nothing of a large answer is let go, one that takes it slowly is not")
  func slowReaders() async throws {
    try await site { client, _ in
      let (stalled, patient) = try await client.with { connection in
        connection.send("GET /lon HTTP/1.1\r\n\(self.host)Connection: close\r\n\r\n")
        Thread.sleep(forTimeInterval: 2.5)
        let stalled = connection.readToEnd(wait: 5).bytes.count
        let other = try RawClient.Connection(client.port)
        other.send("GET /lon HTTP/1.1\r\n\(self.host)Connection: close\r\n\r\n")
        var count = 0
        var reads = 0
        while let bytes = other.read(wait: 5, atMost: 400_000), !bytes.isEmpty {
          count += bytes.count
          reads += 1
          if reads < 40 { Thread.sleep(forTimeInterval: 0.05) }
        }
        return (stalled, count)
      }
      #expect(stalled < 8 << 20)
      #expect(patient > 8 << 20)
    }
  }

  @Test("a thousand idle connections leave room for readers, and go")
  func crowd() async throws {
    var limits = GuardedSite.quick
    limits.idle = .seconds(1)
    limits.connections = 1050
    limits.connectionsPerAddress = 2000
    try await site(limits) { client, _ in
      let text = try await client.with { _ in
        let crowd = (0..<1000).compactMap { _ in try? RawClient.Connection(client.port) }
        let reader = try RawClient.Connection(client.port)
        reader.send("GET /nho HTTP/1.1\r\n\(self.host)Connection: close\r\n\r\n")
        let text = String(decoding: reader.readToEnd(wait: 5).bytes, as: UTF8.self)
        let gone = crowd.filter { $0.readToEnd(wait: 5).closed }.count
        return "\(gone) \(text)"
      }
      #expect(text.hasPrefix("1000 HTTP/1.1 200 "))
    }
  }

  @Test("one address has so many connections and no more")
  func perAddress() async throws {
    var limits = GuardedSite.quick
    limits.idle = .seconds(20)
    limits.connectionsPerAddress = 10
    try await site(limits) { client, _ in
      let refused = try await client.with { connection in
        // Two event loops take them in, in no order between them.
        let crowd = [connection] + (0..<20).compactMap { _ in try? RawClient.Connection(client.port) }
        for one in crowd { one.send("GET /nho HTTP/1.1\r\n\(self.host)\r\n") }
        return crowd.filter { $0.read(wait: 5)?.isEmpty == true }.count
      }
      #expect(refused == 11)
    }
  }

  @Test("a connection ends after so many requests")
  func requestsPerConnection() async throws {
    var limits = GuardedSite.quick
    limits.requestsPerConnection = 3
    try await site(limits) { client, _ in
      let request = "GET /nho HTTP/1.1\r\n\(host)\r\n"
      let (bytes, closed) = try await client.exchange([Array(String(repeating: request, count: 9).utf8)], ends: false)
      let answers = RawAnswer.read(bytes)
      #expect(closed && answers.count == 3)
      #expect(answers.last?.fields.contains("connection: close") == true)
    }
  }
}
