import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@testable import Web

struct ObservabilityTests {
  final class Lines: Sendable {
    let all = Mutex<[String]>([])
    func logger(_ level: Logger.Level = .info) -> Logger {
      Logger(label: "hoitu.web") { label in
        JSONLogHandler(label: label, level: level) { line in self.all.withLock { $0.append(line) } }
      }
    }
    func objects() throws -> [[String: Any]] {
      try all.withLock { $0 }.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }

  @Test("each record is one line of JSON whatever stands in it")
  func lines() throws {
    let lines = Lines()
    var logger = lines.logger()
    logger[metadataKey: "hb.request.id"] = "42"
    logger.warning("a \"b\"\n\u{1}\u{2028}ế", metadata: ["list": ["x", "y\\"], "map": ["k": "v"], "time": "mine"])
    logger.debug("not said")
    let line = try #require(lines.all.withLock { $0 }.first)
    #expect(line.filter(\.isNewline).count == 1)
    #expect(lines.all.withLock { $0 }.count == 1)
    let record = try #require(try lines.objects().first)
    #expect(record["message"] as? String == "a \"b\"\n\u{1}\u{2028}ế")
    #expect(record["level"] as? String == "warning")
    #expect(record["label"] as? String == "hoitu.web")
    #expect(record["request_id"] as? String == "42")
    #expect(record["list"] as? [String] == ["x", "y\\"])
    #expect(record["time_"] as? String == "mine")
    #expect((record["time"] as? String)?.hasSuffix("Z") == true)
  }

  @Test("a request leaves one line with its route's pattern and nothing about the person")
  func accessLog() async throws {
    let lines = Lines()
    let site = Site(logger: lines.logger(), sessions: KnownSessions.lan) { routes in
      routes.get("/bai/:id") { _, _ in "0123456789" }
    }
    let person: HTTPFields = [.cookie: "session=lan", .userAgent: "Phone", .referer: "https://a.vn/?q=thu"]
    _ = try await site.get("/bai/thu-mat?q=benh-an", person, peer: "203.0.113.77")
    _ = try await site.send(.head, "/bai/1")
    _ = try await site.get("/khong/co/dau")
    _ = try await site.send(.delete, "/bai/1")
    let records = try lines.objects()
    #expect(records.map { $0["route"] as? String } == ["/bai/{id}", "/bai/{id}", "NotFound", "wrong-method"])
    #expect(records.map { $0["method"] as? String } == ["GET", "HEAD", "GET", "DELETE"])
    #expect(records.map { $0["status"] as? String } == ["200", "200", "404", "405"])
    #expect(records[0]["bytes"] as? String == "10")
    #expect(records[1]["bytes"] as? String == "0")
    let text = lines.all.withLock { $0.joined() }
    for trace in ["thu-mat", "benh-an", "203.0.113.77", "Phone", "a.vn", "Lan", "lan"] {
      #expect(!text.contains(trace))
    }
  }

  @Test("counters, gauges and histograms are told in Prometheus' own words")
  func prometheus() throws {
    let registry = PrometheusRegistry()
    let counter = registry.makeCounter(label: "hb.requests", dimensions: [("route", "/a\"b\\c\nd")])
    counter.increment(by: 2)
    registry.makeCounter(label: "hb.requests", dimensions: [("route", "/a\"b\\c\nd")]).increment(by: 3)
    registry.makeMeter(label: "queue-depth", dimensions: []).set(2.5)
    let timer = registry.makeTimer(label: "request_seconds", dimensions: [("method", "GET")])
    timer.recordNanoseconds(3_000_000)
    timer.recordNanoseconds(60_000_000_000)
    let text = registry.text()
    #expect(text.contains("# TYPE hb_requests counter\nhb_requests{route=\"/a\\\"b\\\\c\\nd\"} 5\n"))
    #expect(text.contains("# TYPE queue_depth gauge\nqueue_depth 2.5\n"))
    #expect(text.contains("request_seconds_bucket{method=\"GET\",le=\"0.0025\"} 0\n"))
    #expect(text.contains("request_seconds_bucket{method=\"GET\",le=\"0.005\"} 1\n"))
    #expect(text.contains("request_seconds_bucket{method=\"GET\",le=\"30\"} 1\n"))
    #expect(text.contains("request_seconds_bucket{method=\"GET\",le=\"+Inf\"} 2\n"))
    #expect(text.contains("request_seconds_sum{method=\"GET\"} 60.003\nrequest_seconds_count{method=\"GET\"} 2\n"))
  }

  @Test("the process tells its memory, its time and when it began")
  func process() throws {
    let text = PrometheusRegistry().text()
    func value(_ name: String) throws -> Double {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
      return try #require(Double(line.split(separator: " ")[1]))
    }
    #expect(try value("process_resident_memory_bytes") > 1_000_000)
    #expect(try value("process_cpu_seconds_total") > 0)
    #expect(try value("process_open_fds") >= 3)
    #expect(abs(try value("process_start_time_seconds") - Date().timeIntervalSince1970) < 60)
  }

  @Test("every line is of the exposition format, whatever labels and names were used")
  func format() throws {
    let registry = PrometheusRegistry()
    for label in ["a.b", "9lives", "ế", "", "x y", "ok:sub_1"] {
      registry.makeCounter(label: label, dimensions: [("đường", "a"), ("2", "b")]).increment(by: 1)
      // The same name as another type becomes a name of its own, since a name has one type.
      registry.makeMeter(label: label, dimensions: []).set(Double.nan)
      registry.makeRecorder(label: label + ".size", dimensions: [], aggregate: true).record(7.5)
    }
    let line =
      #/(# TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram)|[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="[^"]*"(,[a-zA-Z_][a-zA-Z0-9_]*="[^"]*")*\})? (NaN|[+-]Inf|[-+0-9.e]+))/#
    for text in registry.text().split(separator: "\n") {
      #expect(text.wholeMatch(of: line) != nil, "\(text)")
    }
    let types = registry.text().split(separator: "\n").filter { $0.hasPrefix("# TYPE") }.map {
      $0.split(separator: " ")[2]
    }
    #expect(Set(types).count == types.count)
  }
}
