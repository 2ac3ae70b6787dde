import Foundation
import NIOCore
import Testing

@testable import Web

/// The byte-level path may only ever be faster. The same bytes go to a server with it and to one without it, whole and in
/// pieces, and what comes back must be the same but for the date.
@Suite("byte-level path beside the decoder", .serialized) struct DifferentialTests {
  @Test("thousands of requests, sound and unsound, get the same answers with and without it")
  func fuzz() async throws {
    let cache = PageCache(.init(sessionCookie: "s"))
    try await GuardedSite.run([.guarded(cache: cache), .guarded(cache: nil)], cache: cache) { ports in
      let fast = RawClient(port: ports[0])
      let slow = RawClient(port: ports[1])
      for path in ["/", "/nho", "/danh-sach", "/danh-sach?trang=2", "/cu", "/mat"] {
        _ = try await slow.text("GET \(path) HTTP/1.1\r\nHost: \(GuardedSite.host)\r\n\r\n")
      }
      var tags: [String] = []
      for coding in ["identity", "gzip", "br"] {
        let (text, _) = try await slow.text(
          "HEAD / HTTP/1.1\r\nHost: \(GuardedSite.host)\r\nAccept-Encoding: \(coding)\r\n\r\n")
        let line = try #require(text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("etag: ") })
        tags.append(String(line.dropFirst(6)))
      }
      var maker = RequestMaker(seed: 20_261_121, tags: tags)
      let cases = (0..<4000).map { _ in maker.next() }
      let clock = ContinuousClock()
      let start = clock.now
      var compared = 0
      // As many as ten seconds allow; on a busy machine enough of them, however long that takes.
      for batch in stride(from: 0, to: cases.count, by: 16) where compared < 800 || clock.now - start < .seconds(10) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for pieces in cases[batch..<min(batch + 16, cases.count)] {
            group.addTask {
              async let first = fast.exchange(pieces)
              async let second = slow.exchange(pieces)
              let (a, b) = try await (first, second)
              let sent = String(decoding: pieces.joined(), as: UTF8.self)
              #expect(a.closed && b.closed, "not closed: \(sent.debugDescription)")
              #expect(RawAnswer.read(a.bytes) == RawAnswer.read(b.bytes), "\(sent.debugDescription)")
            }
          }
          try await group.waitForAll()
        }
        compared += 16
      }
      let figures = cache.figures
      print("differential: \(compared) exchanges, \(figures.fastHits) hits, \(figures.fastNotModified) 304s")
      #expect(compared >= 500)
      #expect(figures.fastHits > 300)
      #expect(figures.fastNotModified > 10)
    }
  }

  @Test("on one connection, answers come in the order of the requests, from both ways")
  func order() async throws {
    let cache = PageCache(.init(sessionCookie: "s"))
    try await GuardedSite.run([.guarded(cache: cache)], cache: cache) { ports in
      let client = RawClient(port: ports[0])
      func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: \(GuardedSite.host)\r\n\r\n" }
      _ = try await client.text(get("/nho"))
      let post = "POST /goi HTTP/1.1\r\nHost: \(GuardedSite.host)\r\nContent-Length: 3\r\n\r\nabc"
      let sequence = [get("/nho"), get("/dong"), get("/nho"), post, get("/nho"), get("/nho"), post, get("/dong")]
      let many = (0..<50).flatMap { _ in sequence }
      let (bytes, closed) = try await client.exchange([Array(many.joined().utf8)])
      #expect(closed)
      let answers = RawAnswer.read(bytes)
      #expect(answers.count == many.count)
      let page = GuardedSite.text("/nho", 0)
      let expected = sequence.map { $0 == post ? "nhận 3: abc" : $0 == get("/nho") ? page : "động" }
      #expect(answers.map(\.body) == (0..<50).flatMap { _ in expected })
      #expect(cache.figures.fastHits >= 200)
    }
  }

  @Test("a client that reads nothing does not make the server pile up answers")
  func backPressure() async throws {
    let cache = PageCache(.init(sessionCookie: "s"))
    try await GuardedSite.run([.guarded(cache: cache)], cache: cache) { ports in
      let client = RawClient(port: ports[0])
      let request = "GET / HTTP/1.1\r\nHost: \(GuardedSite.host)\r\n\r\n"
      _ = try await client.text(request)
      let size = try await client.text(request).text.utf8.count
      let requests = Array(String(repeating: request, count: 5000).utf8)
      let answered = try await client.with { connection in
        let sender = Thread { connection.send(requests) }
        sender.start()
        // 5,000 answers of 20 KB would be 100 MB: it must have stopped long before.
        var last = -1
        while cache.figures.fastHits != last {
          last = cache.figures.fastHits
          Thread.sleep(forTimeInterval: 0.2)
        }
        var count = 0
        while count < 5000 * size, let bytes = connection.read(wait: 5), !bytes.isEmpty { count += bytes.count }
        return (last, count)
      }
      #expect(answered.0 < 2500)
      #expect(answered.1 == 5000 * size)
      #expect(cache.figures.fastHits == 5001)
    }
  }
}
