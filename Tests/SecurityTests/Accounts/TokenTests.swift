import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Security

struct TokenTests {
  static func bearer(_ text: String) -> HTTPFields { [.authorization: "Bearer \(text)"] }

  @Test("a token does what it was made for and no more, until its last day", arguments: Engine.all)
  func scoped(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let publish = try await gate.security.makeToken(
        login: "lan", name: "a", scopes: ["newsroom.item.publish"], days: 10)
      let read = try await gate.security.makeToken(login: "lan", name: "b", scopes: ["newsroom.inbox.read"], days: 10)
      let program = Browser(gate.security)
      #expect(publish.hasPrefix("hoitu_"))
      #expect(try await program.get("/lam-viec/thu", Self.bearer(publish)).status == 200)
      #expect(try await program.get("/lam-viec/thu", Self.bearer(read)).status == 403)
      #expect(try await program.get("/tai-khoan", Self.bearer(publish)).status == 303)
      let stored: [String] = try await gate.database.read { try $0.values("SELECT token_hash FROM api_token") }
      #expect(stored.allSatisfy { !publish.contains($0) && !read.contains($0) })
      gate.hand.advance(by: 10 * 86_400)
      #expect(try await program.get("/lam-viec/thu", Self.bearer(publish)).status == 303)
    }
  }

  @Test("nobody makes a token that may do more than its owner", arguments: Engine.all)
  func noMore(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      for (scopes, days) in [
        (Set<Permission>(["newsroom.item.publish"]), 10), ([], 10), (["newsroom.item.write"], 366),
        (["newsroom.item.write"], 0),
      ] {
        await #expect(throws: Failure.self) {
          try await gate.security.makeToken(login: "lan", name: "a", scopes: scopes, days: days)
        }
      }
    }
  }

  @Test("no token manages accounts, whoever owns it", arguments: Engine.all)
  func noAccounts(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("chu", "administrator", in: nil)
      await #expect(throws: Failure.self) {
        try await gate.security.makeToken(login: "chu", name: "a", scopes: [Security.manageAccounts], days: 10)
      }
      let log = try await gate.security.makeToken(login: "chu", name: "a", scopes: [Security.readAudit], days: 10)
      #expect(try await Browser(gate.security).get("/lam-viec/nhat-ky", Self.bearer(log)).status == 200)
    }
  }

  @Test("a token dies with its account, its role, or by its owner's hand", arguments: Engine.all)
  func dies(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let text = try await gate.security.makeToken(
        login: "lan", name: "a", scopes: ["newsroom.item.publish"], days: 10)
      let program = Browser(gate.security)
      let assignment = try #require(try await gate.database.read { try RoleStore.assignments(of: lan, on: $0) }.first)
      try await gate.security.administration.endRole(assignment.id, of: lan, by: Security.commandLine)
      #expect(try await program.get("/lam-viec/thu", Self.bearer(text)).status == 403)

      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let token = try #require(try await gate.security.own.tokens(of: lan).first)
      let path = "/tai-khoan/ma-truy-cap/\(token.id)/thu-hoi"
      #expect(try await browser.post(path, [:], from: "/tai-khoan").status == 303)
      #expect(try await program.get("/lam-viec/thu", Self.bearer(text)).status == 303)
      #expect(try await browser.post(path, [:], from: "/tai-khoan").status == 404)
    }
  }

  @Test("a request with a false token is nobody, whatever cookie it brings", arguments: Engine.all)
  func noFallback(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 200)
      for text in ["x", "hoitu_x", "hoitu_" + Token.random().text, "hoitu_" + String(repeating: "=", count: 43)] {
        #expect(try await browser.get("/lam-viec/thu", Self.bearer(text)).status == 303)
      }
    }
  }

  @Test("a person makes a token on the screen and sees it once", arguments: Engine.all)
  func screen(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let page = "/tai-khoan/ma-truy-cap"
      let made = try await browser.post(
        page, ["name": "Đồng bộ <i>", "scopes": "newsroom.item.publish", "days": "30"], from: page)
      let text = try #require(made.text.firstMatch(of: /hoitu_[A-Za-z0-9_-]{43}/)).output
      #expect(try await Browser(gate.security).get("/lam-viec/thu", Self.bearer(String(text))).status == 200)
      let again = try await browser.get(page).text
      #expect(!again.contains(text) && again.contains("Đồng bộ &lt;i&gt;"))
      #expect(try await browser.post(page, ["name": "", "days": "x"], from: page).status == 422)
    }
  }
}
