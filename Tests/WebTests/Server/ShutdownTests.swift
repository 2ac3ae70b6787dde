import Foundation
import NIOCore
import Testing

@testable import Web

@Suite("connections and shutdown", .serialized) struct ShutdownTests {
  @Test(
    "idle connections are closed at shutdown; one that waits for its answer gets it first", arguments: [true, false])
  func shutdown(isFast: Bool) async throws {
    let cache = PageCache(.init(sessionCookie: "s"))
    let gate = Gate()
    var heard: Task<(text: String, closed: Bool), any Error>?
    var idle: Task<Bool, any Error>?
    try await GuardedSite.run([.guarded(cache: isFast ? cache : nil)], cache: cache, gate: gate) { ports in
      let client = RawClient(port: ports[0])
      let head = " HTTP/1.1\r\nHost: \(GuardedSite.host)\r\n\r\n"
      _ = try await client.text("GET /nho\(head)")
      let asked = Gate()
      idle = Task {
        try await client.with { connection in
          connection.send("GET /nho\(head)")
          _ = connection.read(wait: 5)
          asked.open()
          return connection.readToEnd(wait: 10).closed
        }
      }
      await asked.pass()
      heard = Task { try await client.text("GET /cho\(head)", ends: false, wait: 10) }
      await until { gate.arrived == 1 }
      // From here on the group shuts down, while one answer is being made.
      Task { gate.open() }
    }
    let answer = try await #require(heard).value
    #expect(answer.closed && answer.text.hasPrefix("HTTP/1.1 200 ") && answer.text.hasSuffix("\r\n\r\nxong"))
    #expect(try await #require(idle).value)
  }

  @Test("connections that only ever asked for cached pages never get an HTTP pipeline, and all are counted out")
  func counted() async throws {
    let cache = PageCache(.init(sessionCookie: "s"))
    let counters = ServerCounters()
    var limits = ServerLimits()
    limits.connections = 5
    try await GuardedSite.run([.guarded(limits, cache: cache, counters: counters)], cache: cache) { ports in
      let client = RawClient(port: ports[0])
      let request = "GET /nho HTTP/1.1\r\nHost: \(GuardedSite.host)\r\nConnection: close\r\n\r\n"
      for _ in 0..<200 {
        // The last one may not be counted out yet when the next comes; five may be there at once.
        let (text, _) = try await client.text(request, ends: false)
        #expect(text.hasPrefix("HTTP/1.1 200 "))
      }
      #expect(counters.count(.requests) == 1)
      #expect(counters.count(.accepted) == 200)
      #expect(counters.prometheus.contains("\nhttp_server_connections_total 200\n"))
    }
  }
}
