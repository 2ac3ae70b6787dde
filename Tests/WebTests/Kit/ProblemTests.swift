import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Synchronization
import Testing

@testable import Web

struct ProblemTests {
  struct Secret: Error, CustomStringConvertible { var description: String { "password=hunter2" } }

  let site = Site(
    house: WebHouse(
      catalogue: Catalogue(tables: [
        .english: ["Không tìm thấy": "Not found", "Có lỗi ở phía chúng tôi": "Our mistake"]
      ])),
    sessions: KnownSessions.lan
  ) { routes in
    routes.get("/no") { _, _ -> String in throw Failure.notFound }
    routes.get("/500") { _, _ -> String in throw Secret() }
    routes.get("/http") { _, _ -> String in throw HTTPError(.badRequest, message: "Type mismatch for `x` <b>") }
    routes.get("/busy") { _, _ -> String in throw Failure.tooMany(retryAfter: 7) }
    routes.get("/fields") { _, _ -> String in throw Failure.invalid(["title": "Cần có tiêu đề", "": "<i>Sai</i>"]) }
    routes.get("/denied") { _, context -> String in throw Failure.forbidden("newsroom.item.publish") }
    routes.group(context: StaffContext.self).get("/lam-viec") { _, context in context.principal.name }
    routes.get("/nhay") { request, _ in
      Answer.seeOther(SafeURL.local(request.uri.queryParameters["den"].map(String.init)) ?? "/")
    }
  }

  @Test("programs get application/problem+json that names the request and nothing else")
  func document() async throws {
    let reply = try await site.get("/no")
    #expect(reply.status == 404)
    #expect(reply.headers[.contentType] == "application/problem+json")
    #expect(reply.headers[.cacheControl] == "no-store")
    let body = try #require(try JSONSerialization.jsonObject(with: Data(reply.text.utf8)) as? [String: Any])
    #expect(body["status"] as? Int == 404)
    #expect(body["title"] as? String == "Không tìm thấy")
    #expect(body["instance"] as? String == "request-7")
    #expect(Set(body.keys) == ["type", "title", "status", "detail", "instance"])
  }

  @Test("people get a page in their language, with what programs get left out")
  func page() async throws {
    let reply = try await site.get("/no", .html.and([.acceptLanguage: "en"]))
    #expect(reply.status == 404)
    #expect(reply.headers[.contentType] == "text/html; charset=utf-8")
    #expect(reply.text.contains("Not found"))
    #expect(reply.text.contains("request-7"))
    #expect(reply.headers[.vary]?.contains("Accept") == true)
  }

  @Test("an error nobody foresaw is told without a word of it", arguments: [HTTPFields.html, [:]])
  func unforeseen(headers: HTTPFields) async throws {
    let reply = try await site.get("/500", headers)
    #expect(reply.status == 500)
    #expect(!reply.text.contains("hunter2"))
    #expect(!reply.text.contains("Secret"))
  }

  @Test("what went wrong in a form is told field by field, escaped")
  func fields() async throws {
    let reply = try await site.get("/fields")
    #expect(reply.status == 422)
    #expect(reply.text.contains(#""errors":{"title":"Cần có tiêu đề"}"#))
    let page = try await site.get("/fields", .html).text
    #expect(page.contains("&lt;i&gt;Sai&lt;/i&gt;"))
    #expect(!page.contains("<i>Sai"))
  }

  @Test("the framework's own errors are told in our words")
  func framework() async throws {
    let reply = try await site.get("/http")
    #expect(reply.status == 400)
    #expect(!reply.text.contains("mismatch"))
  }

  @Test("who must wait is told for how long")
  func retryAfter() async throws {
    #expect(try await site.get("/busy").headers[.retryAfter] == "7")
  }

  @Test(
    "nothing of an unknown address comes back in its error page",
    arguments: [
      "/%3Cscript%3Ealert(1)%3C/script%3E", "/x?q=%3Cscript%3Ealert(1)%3C/script%3E", "/x?\"><script>alert(1)</script>",
    ])
  func reflected(path: String) async throws {
    let reply = try await site.get(path, .html)
    #expect(reply.status == 404)
    #expect(!reply.text.contains("<script>alert"))
  }

  @Test("who is not signed in is sent to sign in and back; programs get 401")
  func signIn() async throws {
    let reply = try await site.get("/lam-viec?loc=Đã%20đăng&x=\"", .html)
    #expect(reply.status == 303)
    let place = try #require(reply.headers[.location])
    #expect(place.hasPrefix("/dang-nhap?den=/lam-viec%3Floc%3D"))
    #expect(place.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 })
    #expect(try await site.get("/lam-viec").status == 401)
    #expect(try await site.get("/lam-viec", .lan).text == "Lan")
  }

  @Test("pages for staff say so when the sessions cannot be read; pages for everybody are served")
  func sessionsAway() async throws {
    let site = Site(sessions: KnownSessions(failure: Failure.unavailable("Chưa trả lời"))) { routes in
      routes.get("/") { _, _ in "here" }
      routes.group(context: StaffContext.self).get("/lam-viec") { _, _ in "inside" }
    }
    #expect(try await site.get("/", .lan).text == "here")
    #expect(try await site.get("/lam-viec", .lan).status == 503)
  }

  @Test("a denial is told to whoever audits, with who, what and where, and never looks like anything else")
  func denial() async throws {
    let seen = Mutex<[String]>([])
    let site = Site(
      sessions: KnownSessions.lan,
      onDenied: { who, what, path in seen.withLock { $0.append("\(who?.name ?? "-") \(what) \(path)") } }
    ) { routes in
      routes.get("/denied") { _, _ -> String in throw Failure.forbidden("newsroom.item.publish") }
    }
    #expect(try await site.get("/denied?x=1", .lan).status == 403)
    #expect(try await site.get("/denied").status == 403)
    #expect(seen.withLock { $0 } == ["Lan newsroom.item.publish /denied", "- newsroom.item.publish /denied"])
  }

  @Test("who must first change the password gets nowhere else")
  func mustVisit() async throws {
    let session = Session(
      principal: Principal(id: AccountID("2"), name: "Minh", organisation: nil), csrfToken: "x",
      mustVisit: "/lam-viec/mat-khau")
    let site = Site(sessions: KnownSessions(sessions: ["minh": session])) { routes in
      let staff = routes.group(context: StaffContext.self)
      staff.get("/lam-viec") { _, _ in "inside" }
      staff.get("/lam-viec/mat-khau") { _, _ in "password" }
    }
    let minh: HTTPFields = [.cookie: "session=minh"]
    let reply = try await site.get("/lam-viec", minh.and(.html))
    #expect(reply.status == 303)
    #expect(reply.headers[.location] == "/lam-viec/mat-khau")
    #expect(try await site.get("/lam-viec", minh).status == 403)
    #expect(try await site.get("/lam-viec/mat-khau", minh.and(.html)).text == "password")
  }

  @Test(
    "a redirect leads nowhere but here, and cannot carry header lines",
    arguments: [
      "//evil.vn", "https://evil.vn", "/\\evil.vn", "javascript:alert(1)", "%2F%2Fevil.vn", "/%0d%0aSet-Cookie:%20a=b",
      "/%09/evil.vn", "\\\\evil.vn", "", "evil.vn",
    ])
  func openRedirect(place: String) async throws {
    let reply = try await site.get("/nhay?den=" + place.replacingOccurrences(of: "\\", with: "%5C"))
    #expect(reply.status == 303)
    #expect(reply.headers[.location] == "/")
    #expect(reply.headers[.setCookie] == nil)
  }
}
