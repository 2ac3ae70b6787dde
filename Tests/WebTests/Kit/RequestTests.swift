import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Testing

@testable import Web

struct RequestTests {
  let site = Site { routes in
    routes.get("/") { _, context in "\(context.host)|\(context.language.rawValue)" }
    routes.get("/bai/:id") { _, context in context.parameters.get("id") ?? "" }
    routes.get("/ai") { _, context in "\(context.clientAddress)|\(context.isSecure)" }
    routes.post("/gui") { request, context in
      var request = request
      return "\(try await request.collectBody(upTo: 1 << 30).readableBytes)"
    }
  }

  @Test(
    "a request without a host, with two, or with nonsense for one is refused",
    arguments: [
      "", " ", "a b", "a/b", "a@b", "a\"b", "exa<mple", "..", "a..b", "-a", "[::1", "a:b", "a:123456",
      String(repeating: "a", count: 256), "lamgiang.vn:8080:1", "[zz]",
    ])
  func badHost(host: String) async throws {
    #expect(try await site.get("/", host: host).status == 400)
  }

  @Test(
    "a host is read in lower case with its port",
    arguments: ["LamGiang.vn", "lamgiang.vn:8080", "[::1]:8080", "127.0.0.1"])
  func goodHost(host: String) async throws {
    #expect(try await site.get("/", host: host).text == host.lowercased() + "|vi")
  }

  @Test("two different Host fields are refused, and so is none")
  func hostFields() async throws {
    #expect(try await site.get("/", host: nil).status == 400)
    #expect(try await site.get("/", [.hostField: "evil.vn"], host: "localhost").status == 400)
    #expect(try await site.get("/", [.hostField: "lamgiang.vn"], host: nil).text == "lamgiang.vn|vi")
  }

  @Test("a site that knows its names answers to no other")
  func misdirected() async throws {
    var settings = WebStack.Settings()
    settings.hosts = .only(["lamgiang.vn"])
    let site = Site(settings: settings) { routes in
      routes.get("/") { _, _ in "here" }
      routes.get("/health") { _, _ in "well" }
    }
    #expect(try await site.get("/health", host: "10.0.0.5").status == 200)
    #expect(try await site.get("/", host: "lamgiang.vn:8080").status == 200)
    #expect(try await site.get("/", host: "evil.vn").status == 421)
  }

  @Test(
    "addresses with tricks in them are refused before any handler sees them",
    arguments: [
      "/bai/../../etc/passwd", "/bai/..", "/./bai/1", "/bai/%2e%2e/%2e%2e/etc/passwd", "/bai/%2E%2E",
      "/bai/..%2f..%2fetc",
      "/bai/..%5cetc", "/bai/a\\b", "/bai/a%00b", "/bai/a%0d%0aSet-Cookie:x", "/bai/a b", "/bai/\u{7f}", "/bai/%zz",
      "/bai/%e1%ba", "http://evil.vn/", "//%2e%2e/x", "bai/1", "", "*", "/" + String(repeating: "a", count: 9000),
    ])
  func traversal(path: String) async throws {
    let reply = try await site.get(path)
    #expect((400..<500).contains(reply.status))
    #expect(reply.headers[.contentSecurityPolicy] != nil)
  }

  @Test("names with dots and Vietnamese letters are names")
  func goodPaths() async throws {
    #expect(try await site.get("/bai/a..b").status == 200)
    #expect(try await site.get("/bai/b%E1%BA%A3n-tin").status == 200)
  }

  @Test("a body longer than is taken is refused at its head, or as it comes when nobody said how long it is")
  func bodies() async throws {
    var settings = WebStack.Settings()
    settings.bodies = BodyLimits(files: 100, others: 10)
    let site = Site(settings: settings) { routes in
      routes.post("/gui") { request, _ in
        var request = request
        return "\(try await request.collectBody(upTo: 1 << 30).readableBytes)"
      }
    }
    let json: HTTPFields = [.contentType: "application/json", .secFetchSite: "none"]
    #expect(try await site.send(.post, "/gui", json, body: "0123456789").text == "10")
    let long = try await site.send(.post, "/gui", json, body: "0123456789a")
    #expect(long.status == 413)
    #expect(long.headers[.connection] == "close")
    let chunked = json.and([.transferEncoding: "chunked"])
    #expect(try await site.send(.post, "/gui", chunked, body: "0123456789").text == "10")
    #expect(try await site.send(.post, "/gui", chunked, body: "0123456789a").status == 413)
    let file = json.and([.contentType: "multipart/form-data; boundary=x"])
    #expect(try await site.send(.post, "/gui", file, body: "0123456789a").text == "11")
    #expect(try await site.send(.post, "/gui", json.and([.contentLength: "-1"]), body: "0").status == 413)
  }

  @Test(
    "the interface speaks the language that was chosen, else the one the browser asks for, else Vietnamese",
    arguments: [
      ([:], "vi"), ([.acceptLanguage: "en-GB,en;q=0.9,vi;q=0.8"], "en"), ([.acceptLanguage: "fr,zh-Hans;q=0.3"], "zh"),
      ([.acceptLanguage: "en;q=0"], "vi"), ([.acceptLanguage: "<script>"], "vi"), ([.cookie: "lang=zh"], "zh"),
      ([.cookie: "lang=zh", .acceptLanguage: "en"], "zh"), ([.cookie: "lang=tlh", .acceptLanguage: "en"], "en"),
    ] as [(HTTPFields, String)])
  func language(headers: HTTPFields, language: String) async throws {
    #expect(try await site.get("/", headers).text == "localhost|" + language)
  }

  @Test(
    "only a trusted proxy is believed about the client, and only about the address it saw itself",
    arguments: [
      ("203.0.113.9", "1.2.3.4", "203.0.113.9"), ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
      ("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"), ("10.0.0.1", "1.2.3.4, 10.0.0.2", "1.2.3.4"),
      ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"), ("10.0.0.1", "rubbish", "10.0.0.1"),
      ("10.0.0.1", "1.2.3.4, <script>", "10.0.0.1"), ("10.0.0.1", "1.2.3.4:5555", "1.2.3.4"),
      ("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1"), ("::1", "2001:db8::1", "2001:db8::1"),
      ("10.0.0.1", "", "10.0.0.1"),
      ("::ffff:10.0.0.1", "1.2.3.4", "1.2.3.4"),
    ])
  func client(peer: String, forwarded: String, expected: String) async throws {
    var settings = WebStack.Settings()
    settings.proxies = try TrustedProxies("10.0.0.0/8, ::1")
    let site = Site(settings: settings) { routes in
      routes.get("/ai") { _, context in "\(context.clientAddress)|\(context.isSecure)" }
    }
    let headers: HTTPFields = [.forwardedFor: forwarded, .forwardedProto: "https"]
    let isTrusted = peer != "203.0.113.9"
    #expect(try await site.get("/ai", headers, peer: peer).text == "\(expected)|\(isTrusted)")
  }

  @Test("what is no address range is said at start", arguments: ["10.0.0.0/33", "a", "::/129", "10.0.0.0/-1", "1.2.3"])
  func badProxies(text: String) {
    #expect(throws: TrustedProxies.Unreadable.self) { try TrustedProxies(text) }
  }
}
