import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Security

struct SecondFactorTests {
  /// Sets the second factor up through the pages; returns the secret as the app has it, and the recovery codes.
  static func enrol(
    _ browser: Browser, _ gate: Gatehouse, password: String = Gatehouse.password
  ) async throws -> (totp: TOTP, codes: [String]) {
    let page = try await browser.get("/tai-khoan/hai-lop")
    let key = try #require(page.text.firstMatch(of: /<code class="figures">([A-Z2-7 ]+)<\/code>/)).output.1
    let totp = TOTP(secret: try #require(decode(String(key))))
    let code = totp.code(step: TOTP.step(at: gate.hand.now))
    let done = try await browser.post(
      "/tai-khoan/hai-lop", ["current": password, "code": code], from: "/tai-khoan/hai-lop")
    #expect(done.status == 200)
    let codes = done.text.matches(of: /<code>([a-z2-7]{5}-[a-z2-7]{5})<\/code>/).map { String($0.output.1) }
    #expect(codes.count == 10)
    return (totp, codes)
  }

  static func decode(_ text: String) -> Data? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = text.filter { $0 != " " }.compactMap { alphabet.firstIndex(of: $0) }
      .flatMap { value in (0..<5).map { value >> (4 - $0) & 1 } }
    return Data(
      stride(from: 0, to: bits.count - bits.count % 8, by: 8).map { start in
        bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
      })
  }

  @Test("an administrator does nothing before the second factor is set up", arguments: Engine.all)
  func forced(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("chu", "administrator", in: nil)
      let browser = Browser(gate.security)
      _ = try await browser.signIn("chu")
      #expect(try await browser.get("/lam-viec/tai-khoan").location == "/tai-khoan/hai-lop")
      let before = browser.cookies
      _ = try await Self.enrol(browser, gate)
      #expect(browser.cookies != before)
      #expect(try await browser.get("/lam-viec/tai-khoan").status == 200)
      #expect(try await gate.actions().contains("security.second-factor.on"))
    }
  }

  @Test("the password alone opens nothing; the code does, once", arguments: Engine.all)
  func twoSteps(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, _) = try await Self.enrol(browser, gate)

      gate.hand.advance(by: 60)
      let second = Browser(gate.security)
      let first = try await second.post(
        "/dang-nhap", ["login": "lan", "password": Gatehouse.password, "den": "/lam-viec/thu"])
      #expect(first.location == "/dang-nhap/ma?den=/lam-viec/thu")
      #expect(try await second.get("/lam-viec/thu").status == 303)
      #expect(try await second.get("/tai-khoan").status == 303)
      #expect(try await second.get("/dang-nhap/ma").status == 200)
      let challenge = second.cookies
      #expect(try await second.post("/dang-nhap/ma", ["code": "000000"]).status == 422)
      let code = totp.code(step: TOTP.step(at: gate.hand.now))
      let done = try await second.post("/dang-nhap/ma", ["code": code, "den": "/lam-viec/thu"])
      #expect(done.location == "/lam-viec/thu")
      #expect(second.cookies != challenge)
      #expect(try await second.get("/lam-viec/thu").status == 200)

      let third = Browser(gate.security)
      _ = try await third.signIn("lan")
      #expect(try await third.post("/dang-nhap/ma", ["code": code]).status == 422)
    }
  }

  @Test("wrong codes lock as wrong passwords do; the right password does not clear them", arguments: Engine.all)
  func locks(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, _) = try await Self.enrol(browser, gate)
      gate.hand.advance(by: 60)
      for _ in 0..<4 {
        let challenge = try #require(try await gate.signIn("lan").challenge)
        let outcome = try await gate.security.enterCode("000000", challenge: challenge, address: "a", agent: "")
        #expect(outcome.refusal == .wrongCode)
      }
      let last = try #require(try await gate.signIn("lan").challenge)
      #expect(
        try await gate.security.enterCode("000000", challenge: last, address: "a", agent: "").refusal == .locked)
      let code = totp.code(step: TOTP.step(at: gate.hand.now))
      let after = try await gate.security.enterCode(code, challenge: last, address: "a", agent: "")
      #expect(after.refusal == .challengeEnded)
      #expect(try await gate.signIn("lan").refusal == .locked)
    }
  }

  @Test("the code must come within five minutes of the password", arguments: Engine.all)
  func expires(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, _) = try await Self.enrol(browser, gate)
      gate.hand.advance(by: 60)
      let challenge = try #require(try await gate.signIn("lan").challenge)
      gate.hand.advance(by: 301)
      let code = totp.code(step: TOTP.step(at: gate.hand.now))
      let late = try await gate.security.enterCode(code, challenge: challenge, address: "a", agent: "")
      #expect(late.refusal == .challengeEnded)
    }
  }

  @Test("a recovery code opens once, in any spelling; new ones end the old", arguments: Engine.all)
  func recovery(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, codes) = try await Self.enrol(browser, gate)
      let use = { @Sendable (code: String) in
        let challenge = try #require(try await gate.signIn("lan").challenge)
        return try await gate.security.enterCode(code, challenge: challenge, address: "a", agent: "").isSignedIn
      }
      #expect(try await use(" " + codes[3].uppercased().replacing("-", with: " ")))
      #expect(try await !use(codes[3]))
      #expect(try await use(codes[0]))
      #expect(try await gate.security.own.recoveryCodesLeft(of: lan) == 8)

      gate.hand.advance(by: 60)
      let page = try await browser.post(
        "/tai-khoan/hai-lop/ma-khoi-phuc", ["code": totp.code(step: TOTP.step(at: gate.hand.now))],
        from: "/tai-khoan/hai-lop")
      #expect(page.text.matches(of: /<code>[a-z2-7]{5}-[a-z2-7]{5}<\/code>/).count == 10)
      #expect(try await !use(codes[1]))
      #expect(try await gate.security.own.recoveryCodesLeft(of: lan) == 10)
    }
  }

  @Test("the same recovery code sent many times at once opens one session", arguments: Engine.all)
  func recoveryRace(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (_, codes) = try await Self.enrol(browser, gate)
      var challenges: [Token] = []
      for _ in 0..<3 { challenges.append(try #require(try await gate.signIn("lan").challenge)) }
      let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
        for challenge in challenges {
          group.addTask {
            try await gate.security.enterCode(codes[0], challenge: challenge, address: "a", agent: "").isSignedIn
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(opened == 1)
    }
  }

  @Test("neither secret nor codes are readable in the database", arguments: Engine.all)
  func atRest(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, codes) = try await Self.enrol(browser, gate)
      let stored = try #require(try await gate.account(lan).totpSecret)
      #expect(stored.range(of: totp.secret) == nil)
      #expect(try gate.security.own.box.open(stored, for: lan.rawValue) == totp.secret)
      #expect(throws: (any Error).self) { try gate.security.own.box.open(stored, for: "somebody else") }
      let hashes: [String] = try await gate.database.read { try $0.values("SELECT code_hash FROM recovery_code") }
      #expect(hashes.allSatisfy { hash in hash.hasPrefix("$scrypt$") && !codes.contains { hash.contains($0) } })
    }
  }

  @Test(
    "it is turned off only with password and code, and only beside a password that stands alone", arguments: Engine.all)
  func removal(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, _) = try await Self.enrol(browser, gate)
      let code = { @Sendable in totp.code(step: TOTP.step(at: gate.hand.now)) }
      gate.hand.advance(by: 60)
      let short = ["current": Gatehouse.password, "password": "chim sâu", "again": "chim sâu"]
      #expect(try await browser.post("/tai-khoan/mat-khau", short, from: "/tai-khoan/mat-khau").status == 303)
      let weak = try await browser.post(
        "/tai-khoan/hai-lop/tat", ["current": "chim sâu", "off-code": code()], from: "/tai-khoan/hai-lop")
      #expect(weak.status == 422 && weak.text.contains("chưa đủ mạnh để dùng một mình"))

      let long = ["current": "chim sâu", "password": Gatehouse.password, "again": Gatehouse.password]
      #expect(try await browser.post("/tai-khoan/mat-khau", long, from: "/tai-khoan/mat-khau").status == 303)
      for fields in [["current": "sai", "off-code": code()], ["current": Gatehouse.password, "off-code": "000000"]] {
        #expect(try await browser.post("/tai-khoan/hai-lop/tat", fields, from: "/tai-khoan/hai-lop").status == 422)
      }
      #expect(try await gate.account(lan).hasSecondFactor)
      let good = ["current": Gatehouse.password, "off-code": code()]
      #expect(try await browser.post("/tai-khoan/hai-lop/tat", good, from: "/tai-khoan/hai-lop").status == 303)
      #expect(try await !gate.account(lan).hasSecondFactor)
    }
  }

  @Test("who guesses the password at an open screen is signed out everywhere", arguments: Engine.all)
  func openScreen(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let fields = ["current": "đoán", "password": "Cầu vồng sau mưa 7", "again": "Cầu vồng sau mưa 7"]
      for _ in 0..<4 {
        #expect(try await browser.post("/tai-khoan/mat-khau", fields, from: "/tai-khoan/mat-khau").status == 422)
      }
      _ = try await browser.post("/tai-khoan/mat-khau", fields, from: "/tai-khoan/mat-khau")
      #expect(try await browser.get("/lam-viec/thu").location?.hasPrefix("/dang-nhap") == true)
    }
  }

  @Test("an administrator who lost the phone is helped, and starts over", arguments: Engine.all)
  func lost(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      _ = try await Self.enrol(browser, gate)
      let fresh = try await gate.security.resetSecondFactor(login: "lan")
      #expect(try await browser.get("/lam-viec/thu").status == 303)
      #expect(try await gate.signIn("lan", fresh.password).isSignedIn)
      let account = try await gate.account(lan)
      #expect(account.mustChange && !account.hasSecondFactor)
    }
  }

  @Test("a database that was moved without its key says so, rather than that the code is wrong", arguments: Engine.all)
  func movedWithoutKey(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let (totp, _) = try await Self.enrol(browser, gate)
      #expect(try await gate.security.keyFits())
      gate.hand.advance(by: 60)

      let elsewhere = gate.folder.appendingPathComponent("elsewhere")
      let moved = try Gatehouse.make(gate.database, gate.hand, elsewhere)
      #expect(try await !moved.keyFits())
      let other = Browser(moved)
      _ = try await other.signIn("lan")
      let reply = try await other.post("/dang-nhap/ma", ["code": totp.code(step: TOTP.step(at: gate.hand.now))])
      #expect(reply.status == 503 && reply.text.contains("thiếu khóa"))
      let fresh = try await moved.resetSecondFactor(login: "lan")
      #expect(try await other.signIn("lan", fresh.password).location == "/lam-viec")
    }
  }
}
