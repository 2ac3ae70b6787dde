import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing

@testable import Web

struct AnswerTests {
  let site = Site(sessions: KnownSessions.lan) { routes in
    routes.get("/") { _, context in Answer.page("<p>\(context.nonce)</p>") }
    routes.get("/bai/:id") { _, _ in "0123456789" }
    routes.post("/bai/:id") { _, _ in "posted" }
    routes.get("/luong") { _, _ in
      Response(status: .ok, body: ResponseBody(asyncSequence: AsyncStream<ByteBuffer> { $0.finish() }))
    }
    routes.get("/khung") { _, _ in
      Response(status: .ok, headers: [.contentSecurityPolicy: "sandbox", .cacheControl: "public"])
    }
    routes.head("/dau") { _, _ in Response(status: .noContent) }
    routes.get("/tep/**") { _, _ in "file" }
  }

  @Test(
    "every answer tells browsers what to refuse, errors and refusals too", arguments: ["/", "/khong-co", "/bai/%2e%2e"])
  func headers(path: String) async throws {
    let headers = try await site.get(path, .html).headers
    let policy = try #require(headers[.contentSecurityPolicy])
    #expect(policy.contains("default-src 'self'; script-src 'self' 'nonce-"))
    #expect(policy.contains("object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"))
    #expect(headers[.xContentTypeOptions] == "nosniff")
    for name in ["Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"]
    {
      #expect(headers[HTTPField.Name(name)!] != nil)
    }
    #expect(headers[.strictTransportSecurity] == nil)
    #expect(headers[.requestID] == "request-7")
  }

  @Test("the nonce is new for each answer and the one the page was made with")
  func nonce() async throws {
    let first = try await site.get("/")
    let second = try await site.get("/")
    #expect(first.text != second.text)
    let nonce = first.text.dropFirst(3).dropLast(4)
    #expect(nonce.utf8.count == 22)
    #expect(first.headers[.contentSecurityPolicy]?.contains("'nonce-\(nonce)'") == true)
  }

  @Test("an answer keeps the policy it sets itself")
  func own() async throws {
    #expect(try await site.get("/khung").headers[.contentSecurityPolicy] == "sandbox")
  }

  @Test("browsers are told to stay with TLS where the site is on it")
  func strictTransport() async throws {
    var settings = WebStack.Settings()
    settings.isAlwaysSecure = true
    let site = Site(settings: settings) { $0.get("/") { _, _ in "" } }
    #expect(try await site.get("/").headers[.strictTransportSecurity]?.hasPrefix("max-age=") == true)
  }

  @Test("answers to signed-in people are kept by nobody, unless they say otherwise")
  func caching() async throws {
    #expect(try await site.get("/", .lan).headers[.cacheControl] == "no-store")
    #expect(try await site.get("/").headers[.cacheControl] == nil)
    #expect(try await site.get("/khung", .lan).headers[.cacheControl] == "public")
  }

  @Test("HEAD answers as GET does, with its length and without its body")
  func head() async throws {
    let reply = try await site.send(.head, "/bai/7")
    #expect(reply.status == 200)
    #expect(reply.body.readableBytes == 0)
    #expect(reply.headers[.contentLength] == "10")
    #expect(try await site.send(.head, "/khong-co").status == 404)
    #expect(try await site.send(.head, "/dau").status == 204)
    #expect(try await site.send(.head, "/bai/7", [.range: "bytes=0-1"]).headers[.contentLength] == "10")
  }

  @Test(
    "after a HEAD the connection carries the next answer unharmed", arguments: ["/bai/7", "/luong", "/khong-co", "/"])
  func headOnTheWire(path: String) async throws {
    try await site.live { client in
      for _ in 0..<3 {
        let head = try await client.execute(uri: path, method: .head) { $0 }
        #expect(head.body.readableBytes == 0)
        try await client.execute(uri: "/bai/7", method: .get) { #expect(String(buffer: $0.body) == "0123456789") }
      }
    }
  }

  @Test(
    "a path that is there says which methods it has",
    arguments: [
      ("/bai/7", "DELETE", "GET, HEAD, OPTIONS, POST"), ("/", "POST", "GET, HEAD, OPTIONS"),
      ("/dau", "GET", "HEAD, OPTIONS"), ("/tep/a/b", "PUT", "GET, HEAD, OPTIONS"),
      ("/bai/7", "XYZZY", "GET, HEAD, OPTIONS, POST"),
    ])
  func wrongMethod(path: String, method: String, allow: String) async throws {
    let method = try #require(HTTPRequest.Method(method))
    let reply = try await site.send(method, path, [.secFetchSite: "same-origin"])
    #expect(reply.status == 405)
    #expect(reply.headers[.allow] == allow)
    let options = try await site.send(.options, path)
    #expect(options.status == 204)
    #expect(options.headers[.allow] == allow)
  }

  @Test("methods that open holes are refused, unknown paths are not found", arguments: ["TRACE", "CONNECT"])
  func refusedMethods(method: String) async throws {
    #expect(try await site.send(try #require(HTTPRequest.Method(method)), "/").status == 400)
    #expect(try await site.send(.options, "/khong-co").status == 404)
    #expect(try await site.send(.options, "*").status == 204)
    #expect(try await site.send(.delete, "/khong-co", [.secFetchSite: "same-origin"]).status == 404)
  }

  @Test("cookies are bound to this host over TLS and out of reach of scripts")
  func cookies() async throws {
    var settings = WebStack.Settings()
    settings.isAlwaysSecure = true
    func cookie(_ settings: WebStack.Settings) async throws -> String {
      let site = Site(settings: settings) { routes in
        routes.get("/") { _, context in
          var response = Response(status: .ok)
          response.setCookie(SiteCookie.make("session", "abc", seconds: 60, context))
          return response
        }
      }
      return try #require(try await site.get("/").headers[.setCookie])
    }
    let secure = try await cookie(settings)
    #expect(secure.hasPrefix("__Host-session=abc; "))
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=60"] { #expect(secure.contains(part)) }
    #expect(!secure.contains("Domain"))
    let plain = try await cookie(.init())
    #expect(plain.hasPrefix("session=abc; "))
    #expect(!plain.contains("Secure"))
  }

  @Test("over TLS a cookie planted without the prefix counts for nothing")
  func plantedCookie() async throws {
    var settings = WebStack.Settings()
    settings.isAlwaysSecure = true
    let site = Site(settings: settings, sessions: KnownSessions.lan) { routes in
      routes.group(context: StaffContext.self).get("/lam-viec") { _, _ in "inside" }
    }
    #expect(try await site.get("/lam-viec", [.cookie: "session=lan"]).status == 401)
    #expect(try await site.get("/lam-viec", [.cookie: "__Host-session=lan"]).status == 200)
  }
}
