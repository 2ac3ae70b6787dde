import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Security

struct SessionTests {
  @Test("the cookie is out of reach of scripts and other sites, and bound to the host over TLS", arguments: Engine.all)
  func cookie(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let plain = try #require(try await Browser(gate.security).signIn("lan").headers[.setCookie])
      #expect(plain.contains("HttpOnly") && plain.contains("SameSite=Lax") && plain.contains("Path=/"))
      #expect(!plain.contains("Secure") && !plain.contains("Domain"))
      let secure = try #require(try await Browser(gate.security, isSecure: true).signIn("lan").headers[.setCookie])
      #expect(secure.hasPrefix("__Host-session-") && secure.contains("Secure") && secure.contains("HttpOnly"))
      #expect(!secure.contains("Domain"))
    }
  }

  @Test("a token planted before signing in opens nothing, and the old session ends", arguments: Engine.all)
  func fixation(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      _ = try await gate.person("xau", "reporter")
      let name = gate.security.sessionCookieName(isSecure: false)
      let planted = try await gate.token("xau").text
      let victim = Browser(gate.security)
      victim.setCookie(name, planted)
      let csrf = try await victim.get("/tai-khoan").csrf
      #expect(
        try await victim.post("/dang-nhap", ["login": "lan", "password": Gatehouse.password, "_csrf": csrf ?? ""])
          .status == 303)
      #expect(victim.cookies[name] != planted)
      let thief = Browser(gate.security)
      thief.setCookie(name, planted)
      #expect(try await thief.get("/tai-khoan").location?.hasPrefix("/dang-nhap") == true)

      let invented = Token.random().text
      let other = Browser(gate.security)
      other.setCookie(name, invented)
      #expect(try await other.signIn("lan").status == 303)
      #expect(other.cookies[name] != invented)
    }
  }

  @Test("the database holds no token", arguments: Engine.all)
  func hashed(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let token = try await gate.token("lan")
      let hashes: [String] = try await gate.database.read { try $0.values("SELECT token_hash FROM session") }
      #expect(hashes == [token.hash])
      #expect(!hashes[0].contains(token.text))
      let thief = Browser(gate.security)
      thief.setCookie(gate.security.sessionCookieName(isSecure: false), hashes[0])
      #expect(try await thief.get("/tai-khoan").status == 303)
    }
  }

  @Test("a session ends after fifteen idle minutes, five for administrators", arguments: Engine.all)
  func idle(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      _ = try await gate.person("chu", "administrator", in: nil)
      let (lan, chu) = (Browser(gate.security), Browser(gate.security))
      _ = try await lan.signIn("lan")
      _ = try await chu.signIn("chu")
      gate.hand.advance(by: 299)
      #expect(try await lan.get("/lam-viec/thu").status == 200)
      #expect(try await chu.get("/tai-khoan/hai-lop").status == 200)
      gate.hand.advance(by: 301)
      #expect(try await chu.get("/tai-khoan/hai-lop").location?.hasPrefix("/dang-nhap") == true)
      #expect(try await lan.get("/lam-viec/thu").status == 200)
      gate.hand.advance(by: 900)
      #expect(try await lan.get("/lam-viec/thu").location?.hasPrefix("/dang-nhap") == true)
    }
  }

  @Test("a session ends after twelve hours, however busy it was", arguments: Engine.all)
  func absolute(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let lan = Browser(gate.security)
      _ = try await lan.signIn("lan")
      for _ in 0..<71 {
        gate.hand.advance(by: 600)
        #expect(try await lan.get("/lam-viec/thu").status == 200)
      }
      gate.hand.advance(by: 600)
      #expect(try await lan.get("/lam-viec/thu").status == 303)
    }
  }

  @Test("a clock that is set back keeps no session alive and wakes none", arguments: Engine.all)
  func clock(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let lan = Browser(gate.security)
      _ = try await lan.signIn("lan")
      gate.hand.advance(by: -5)
      #expect(try await lan.get("/lam-viec/thu").status == 200)
      gate.hand.advance(by: -3600)
      #expect(try await lan.get("/lam-viec/thu").status == 303)

      gate.hand.move(to: Gatehouse.start.addingTimeInterval(10 * 365 * 86_400))
      let far = Browser(gate.security)
      _ = try await far.signIn("lan")
      gate.hand.move(to: Gatehouse.start.addingTimeInterval(60))
      #expect(try await far.get("/lam-viec/thu").status == 303)
    }
  }

  @Test("the time of last use is written at most twice a minute", arguments: Engine.all)
  func touches(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let lan = Browser(gate.security)
      _ = try await lan.signIn("lan")
      let seen = { @Sendable in
        try await gate.database.read { try $0.value("SELECT last_seen_at FROM session", as: Date.self) }
      }
      gate.hand.advance(by: 29)
      _ = try await lan.get("/lam-viec/thu")
      #expect(try await seen() == Gatehouse.start)
      gate.hand.advance(by: 4)
      _ = try await lan.get("/lam-viec/thu")
      #expect(try await seen() == Gatehouse.start.addingTimeInterval(33))
    }
  }

  @Test("signing out ends the session at once, also for who copied the cookie", arguments: Engine.all)
  func signOut(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let (lan, thief) = (Browser(gate.security), Browser(gate.security))
      _ = try await lan.signIn("lan")
      for (name, value) in lan.cookies { thief.setCookie(name, value) }
      #expect(try await thief.get("/lam-viec/thu").status == 200)
      let reply = try await lan.post("/dang-xuat", [:], from: "/tai-khoan")
      #expect(reply.location == "/dang-nhap")
      #expect(lan.cookies.isEmpty)
      #expect(try await thief.get("/lam-viec/thu").status == 303)
      #expect(try await gate.actions().last == "security.sign-out")
    }
  }

  @Test("one ends one's other sessions, not those of others", arguments: Engine.all)
  func endsOthers(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      _ = try await gate.person("minh", "editor")
      let (desk, phone, minh) = (Browser(gate.security), Browser(gate.security), Browser(gate.security))
      for browser in [desk, phone] { _ = try await browser.signIn("lan") }
      _ = try await minh.signIn("minh")
      let page = try await desk.get("/tai-khoan")
      #expect(page.text.contains("Phiên này"))

      let sessions = try await gate.security.own.liveSessions(of: lan)
      #expect(sessions.count == 2)
      let path = "/tai-khoan/phien/\(sessions[0].id)/ket-thuc"
      #expect(try await minh.post(path, [:], from: "/tai-khoan").status == 404)
      #expect(try await phone.get("/lam-viec/thu").status == 200)
      #expect(try await desk.post("/tai-khoan/phien/ket-thuc-khac", [:], from: "/tai-khoan").status == 303)
      #expect(try await phone.get("/lam-viec/thu").status == 303)
      #expect(try await desk.get("/lam-viec/thu").status == 200)
      #expect(try await minh.get("/lam-viec/thu").status == 200)
    }
  }

  @Test("a changed password ends every other session and renews this one", arguments: Engine.all)
  func rotates(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let (desk, phone) = (Browser(gate.security), Browser(gate.security))
      for browser in [desk, phone] { _ = try await browser.signIn("lan") }
      let before = desk.cookies
      let fields = ["current": Gatehouse.password, "password": "Cầu vồng sau mưa 7", "again": "Cầu vồng sau mưa 7"]
      #expect(try await desk.post("/tai-khoan/mat-khau", fields, from: "/tai-khoan/mat-khau").status == 303)
      #expect(desk.cookies != before)
      #expect(try await desk.get("/lam-viec/thu").status == 200)
      #expect(try await phone.get("/lam-viec/thu").status == 303)
      let old = Browser(gate.security)
      for (name, value) in before { old.setCookie(name, value) }
      #expect(try await old.get("/lam-viec/thu").status == 303)
    }
  }

  @Test("another node's cache outlives a revocation by no more than its three seconds", arguments: Engine.all)
  func neighbours(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let here = Browser(gate.security)
      _ = try await here.signIn("lan")
      let there = Browser(try gate.neighbour())
      for (name, value) in here.cookies { there.setCookie(name, value) }
      #expect(try await there.get("/lam-viec/thu").status == 200)
      try await gate.security.disable(login: "lan")
      #expect(try await here.get("/lam-viec/thu").status == 303)
      gate.hand.advance(by: 3)
      #expect(try await there.get("/lam-viec/thu").status == 303)
      #expect(try await gate.account(lan).state == .disabled)
    }
  }

  @Test("what is read before a change is not kept after it")
  func generation() {
    let cache = SessionCache()
    let entry = SessionCache.Entry(
      session: .init(principal: .system([]), csrfToken: "x"), account: AccountID("a"), foundAt: Gatehouse.start,
      expiresAt: .distantFuture)
    let before = cache.generation
    cache.forget(AccountID("a"))
    cache.put("hash", entry, readAt: before)
    #expect(cache.entry("hash", at: Gatehouse.start) == nil)
    cache.put("hash", entry, readAt: cache.generation)
    #expect(cache.entry("hash", at: Gatehouse.start) != nil)
    #expect(cache.entry("hash", at: Gatehouse.start.addingTimeInterval(3)) == nil)
    #expect(cache.entry("hash", at: Gatehouse.start.addingTimeInterval(-1)) == nil)
  }

  @Test("devices are named as coarsely as people do")
  func agents() {
    #expect(
      Agent.coarse("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140")
        == "Edge · Windows")
    #expect(
      Agent.coarse("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 Version/19 Safari/604")
        == "Safari · iPhone")
    #expect(Agent.coarse("<script>alert(1)</script>") == "")
    #expect(Agent.coarse(nil) == "")
  }
}
