import Foundation
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Security

struct SignInTests {
  @Test("name and password open a session, whatever the case of the name", arguments: Engine.all)
  func signsIn(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      #expect(try await gate.signIn(" LAN ").isSignedIn)
      #expect(try await gate.account(lan).lastSeenAt == gate.hand.now)
      #expect(try await gate.actions().last == "security.sign-in")
    }
  }

  @Test("a wrong password and an unknown name are told the same, in word and status", arguments: Engine.all)
  func sameAnswer(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      let browser = Browser(gate.security)
      let wrong = try await browser.signIn("lan", "sai")
      let unknown = try await browser.signIn("lam", "sai")
      #expect(wrong.status == 422)
      #expect(unknown.status == 422)
      let text = { (reply: Browser.Reply) in
        reply.text.replacing("lan", with: "").replacing("lam", with: "").replacing(/nonce-[^"']+/, with: "")
      }
      #expect(text(wrong) == text(unknown))
    }
  }

  @Test("five wrong passwords lock the name for twelve hours, even for the right one", arguments: Engine.all)
  func locks(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      for _ in 0..<4 { #expect(try await gate.signIn("lan", "sai").refusal == .wrong) }
      #expect(try await gate.signIn("lan", "sai").refusal == .locked)
      #expect(try await gate.signIn("lan").refusal == .locked)
      gate.hand.advance(by: 12 * 3600 - 1)
      #expect(try await gate.signIn("lan").refusal == .locked)
      gate.hand.advance(by: 1)
      #expect(try await gate.signIn("lan").isSignedIn)
      #expect(try await gate.actions().filter { $0 == "security.sign-in.locked" }.count == 1)
    }
  }

  @Test("a name nobody has locks in the same way, so that it cannot be told apart", arguments: Engine.all)
  func locksUnknown(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      for _ in 0..<4 { #expect(try await gate.signIn("ai-do", "sai").refusal == .wrong) }
      #expect(try await gate.signIn("ai-do", "sai").refusal == .locked)
      #expect(try await gate.signIn("ai-do", "sai").refusal == .locked)
      gate.hand.advance(by: 12 * 3600)
      #expect(try await gate.signIn("ai-do", "sai").refusal == .wrong)
      let kept: [String] = try await gate.database.read { try $0.values("SELECT login_key FROM unknown_login") }
      #expect(kept.count == 1)
      #expect(!kept[0].contains("ai-do"))
    }
  }

  @Test("wrong tries at once are all counted, and none gets in after the lock", arguments: Engine.all)
  func atOnce(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      let refusals = try await withThrowingTaskGroup(of: Refusal?.self) { group in
        for _ in 0..<12 { group.addTask { try await gate.signIn("lan", "sai").refusal } }
        return try await group.reduce(into: [Refusal?]()) { $0.append($1) }
      }
      #expect(refusals.filter { $0 == .wrong }.count == 4)
      #expect(refusals.filter { $0 == .locked }.count == 8)
      #expect(try await gate.signIn("lan").refusal == .locked)
    }
  }

  @Test("a good sign-in clears the count", arguments: Engine.all)
  func clears(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      for _ in 0..<3 {
        for _ in 0..<4 { _ = try await gate.signIn("lan", "sai") }
        #expect(try await gate.signIn("lan").isSignedIn)
      }
    }
  }

  @Test("the break-glass command opens a locked account, and the log says so", arguments: Engine.all)
  func breakGlass(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      for _ in 0..<5 { _ = try await gate.signIn("lan", "sai") }
      #expect(try await gate.signIn("lan").refusal == .locked)
      try await gate.security.unlock(login: "lan")
      #expect(try await gate.signIn("lan").isSignedIn)
      let detail: String? = try await gate.database.read {
        try $0.value("SELECT detail FROM audit_entry WHERE action = 'security.account.enable'")
      }
      #expect(detail?.contains("break-glass") == true)
      await #expect(throws: Failure.notFound) { try await gate.security.unlock(login: "khong-co") }
    }
  }

  @Test("an address that is wrong too often waits, whatever names it tries", arguments: Engine.all)
  func throttles(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      for number in 0..<30 { _ = try await gate.signIn("ten-\(number)", "sai", address: "2001:db8::\(number)") }
      #expect(try await gate.signIn("lan", address: "2001:db8::ffff").refusal == .tooMany(900))
      #expect(try await gate.signIn("lan", address: "2001:db8:0:1::1").isSignedIn)
      gate.hand.advance(by: 901)
      #expect(try await gate.signIn("lan", address: "2001:db8::1").isSignedIn)
    }
  }

  @Test("no address is kept, and yesterday's salt is thrown away", arguments: Engine.all)
  func forgets(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.signIn("ai-do", "sai", address: "203.0.113.99")
      let keys: [String] = try await gate.database.read { try $0.values("SELECT address_key FROM sign_in_attempt") }
      #expect(keys.count == 1 && !keys[0].contains("203"))
      gate.hand.advance(by: 3 * 86_400)
      let schedule = try #require(gate.security.schedules.first { $0.name == "security.forget-attempts" })
      try await schedule.run(gate.hand.now)
      let left: [Int] = try await gate.database.read {
        try $0.values("SELECT (SELECT COUNT(*) FROM sign_in_attempt) + (SELECT COUNT(*) FROM address_salt)")
      }
      #expect(left == [0])
    }
  }

  @Test("a password made for the first sign-in must be changed, and dies after three days", arguments: Engine.all)
  func firstPassword(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let created = try await gate.security.createAccount(
        NewAccount(login: "lan", name: "Nguyễn Thị Lan", organisation: Agencies.paper, role: "editor"))
      let browser = Browser(gate.security)
      #expect(try await browser.signIn("lan", created.password).status == 303)
      let work = try await browser.get("/lam-viec/thu")
      #expect(work.status == 303 && work.location == "/tai-khoan/mat-khau")
      #expect(try await browser.get("/tai-khoan").location == "/tai-khoan/mat-khau")
      let fields = ["current": created.password, "password": "Cầu vồng sau mưa 7", "again": "Cầu vồng sau mưa 7"]
      #expect(try await browser.post("/tai-khoan/mat-khau", fields, from: "/tai-khoan/mat-khau").status == 303)
      #expect(try await browser.get("/lam-viec/thu").text == "ok Nguyễn Thị Lan")

      let other = try await gate.security.createAccount(
        NewAccount(login: "minh", name: "Minh", organisation: Agencies.paper, role: "editor"))
      gate.hand.advance(by: 72 * 3600 + 1)
      #expect(try await gate.signIn("minh", other.password).refusal == .expired)
    }
  }

  @Test("a stored hash is made anew when it was cheaper than today's", arguments: Engine.all)
  func upgrades(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      let old = try PasswordHash.make(Gatehouse.password, cost: PasswordHash.Cost(logN: 2, r: 8, p: 1)).text
      try await gate.database.write { _ = try $0.execute("UPDATE account SET password = \(old) WHERE id = \(lan)") }
      #expect(try await gate.signIn("lan").isSignedIn)
      let hash = try #require(PasswordHash(try await gate.account(lan).password))
      #expect(hash.cost.logN == 4)
      #expect(try await gate.signIn("lan").isSignedIn)
    }
  }

  @Test("signing in leads back to where one wanted to go, and nowhere else", arguments: Engine.all)
  func goal(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      #expect(try await browser.get("/lam-viec/thu").location == "/dang-nhap?den=/lam-viec/thu")
      let fields = { (goal: String) in ["login": "lan", "password": Gatehouse.password, "den": goal] }
      for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "evil"] {
        let reply = try await Browser(gate.security).post("/dang-nhap", fields(evil))
        #expect(reply.location == "/lam-viec")
      }
      #expect(try await browser.post("/dang-nhap", fields("/lam-viec/thu?a=1")).location == "/lam-viec/thu?a=1")
      #expect(try await browser.get("/dang-nhap?den=//evil.example").location == "/lam-viec")
    }
  }

  @Test("a form from another site signs nobody in", arguments: Engine.all)
  func crossSite(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let lan = try await gate.token("lan")
      let browser = Browser(gate.security)
      browser.setCookie(gate.security.sessionCookieName(isSecure: false), lan.text)
      // Signed in, but without the token of the form.
      #expect(try await browser.post("/dang-xuat", [:]).status == 403)
      #expect(try await browser.get("/lam-viec/thu").status == 200)
    }
  }
}
