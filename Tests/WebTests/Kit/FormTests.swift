import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Testing

@testable import Web

struct FormTests {
  let site = Site(sessions: KnownSessions.lan) { routes in
    routes.post("/open") { request, context in
      let form = try await Form.read(request, context, limit: 200)
      return "\(form["ten"])|\(form.all("muc").joined(separator: ","))|\(form.isOn("chon"))"
    }
    routes.group(context: StaffContext.self).post("/staff") { request, context in
      _ = try await Form.read(request, context)
      return "done"
    }
    routes.group(context: StaffContext.self).post("/json") { _, _ in "done" }
    routes.group(context: StaffContext.self).get("/token") { _, context in context.csrfField.text }
  }

  @Test("a form gives its fields decoded, in order, without white space around them")
  func decodes() async throws {
    let reply = try await site.post("/open", "ten=+B%C3%A1o+Lam%20Giang%0A&muc=a&muc=b%26c&chon")
    #expect(reply.text == "Báo Lam Giang|a,b&c|true")
  }

  @Test(
    "a form that is not one is refused with a 4xx, never a 5xx",
    arguments: [
      ("ten=%", 400), ("ten=%G1", 400), ("ten=%C3", 400), ("ten=a%00b", 400),
      ("ten=" + String(repeating: "x", count: 300), 413),
    ])
  func refuses(body: String, status: Int) async throws {
    #expect(try await site.post("/open", body).status == status)
  }

  @Test("a million empty fields are refused before they cost anything")
  func manyFields() {
    let body = ByteBuffer(string: String(repeating: "a=&", count: URLEncodedFields.maximumCount + 1))
    #expect(throws: RequestProblem.malformed) { try URLEncodedFields.parse(body) }
  }

  @Test("JSON sent to a form's address is refused")
  func wrongType() async throws {
    #expect(try await site.post("/open", "{}", [.contentType: "application/json"]).status == 415)
  }

  @Test("a signed-in person's form needs this session's token, in the field or in the header")
  func token() async throws {
    #expect(try await site.post("/staff", "a=1", .lan).status == 403)
    #expect(try await site.post("/staff", "_csrf=secret-of-minh", .lan).status == 403)
    #expect(try await site.post("/staff", "_csrf=", .lan).status == 403)
    #expect(try await site.post("/staff", "_csrf=secret-of-lan", .lan).status == 200)
    let header: HTTPFields = [.csrfToken: "secret-of-lan"]
    #expect(try await site.post("/staff", "a=1", HTTPFields.lan.and(header)).status == 200)
  }

  @Test("the token in a page is masked anew each time, and every mask is accepted")
  func masked() async throws {
    let first = try await site.get("/token", .lan).text
    let second = try await site.get("/token", .lan).text
    #expect(first != second)
    #expect(!first.contains("secret-of-lan"))
    let value = try #require(first.firstMatch(of: #/ value="([^"]+)"/#)?.output.1)
    #expect(try await site.post("/staff", "_csrf=\(value)", .lan).status == 200)
    let broken = (value.first == "A" ? "B" : "A") + value.dropFirst()
    #expect(try await site.post("/staff", "_csrf=\(broken)", .lan).status == 403)
  }

  @Test("masks of one token never match another, whatever their length")
  func masksDiffer() {
    for _ in 0..<200 {
      let mask = CSRFToken.mask("abcdefgh")
      #expect(CSRFToken.matches(mask, "abcdefgh"))
      #expect(!CSRFToken.matches(mask, "abcdefgi"))
      #expect(!CSRFToken.matches(mask, "abcdefghi"))
    }
    #expect(!CSRFToken.matches("", ""))
    #expect(!CSRFToken.matches(nil, "a"))
    #expect(!CSRFToken.matches(String(repeating: "A", count: 5000), "a"))
  }

  @Test("what is not a form needs the token in the header, unless a bearer token came with it")
  func json() async throws {
    let json: HTTPFields = [.contentType: "application/json", .secFetchSite: "same-origin"]
    #expect(try await site.send(.post, "/json", json.and(.lan), body: "{}").status == 403)
    #expect(
      try await site.send(.post, "/json", json.and(.lan).and([.contentType: "text/plain"]), body: "a").status == 403)
    #expect(
      try await site.send(.post, "/json", json.and(.lan).and([.csrfToken: "secret-of-lan"]), body: "{}").status == 200)
    let bearer: HTTPFields = [.contentType: "application/json", .authorization: "Bearer lan"]
    #expect(try await site.send(.post, "/json", bearer, body: "{}").status == 200)
    #expect(try await site.send(.post, "/json", bearer.and([.authorization: "Basic lan"]), body: "{}").status == 403)
  }

  @Test(
    "nothing changes anything unless it comes from our own page",
    arguments: [
      ([.secFetchSite: "same-origin"], 200), ([.secFetchSite: "none"], 200), ([.origin: "http://localhost"], 200),
      ([.origin: "https://localhost"], 200), ([.secFetchSite: "cross-site"], 403), ([.secFetchSite: "same-site"], 403),
      ([.origin: "https://localhost.evil.vn"], 403), ([.origin: "https://evil.vn"], 403), ([.origin: "null"], 403),
      ([.origin: "http://localhost:81"], 403), ([:], 403),
      ([.secFetchSite: "cross-site", .origin: "http://localhost"], 403),
    ] as [(HTTPFields, Int)])
  func origin(headers: HTTPFields, status: Int) async throws {
    let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
      let reply = try await site.send(method, "/open", form.and(headers), body: "ten=a")
      // The other methods are not there, which is found out before it is asked where they come from.
      #expect(reply.status == (method == .post ? status : 405))
    }
  }
}
