import Foundation
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Security

struct AdministrationTests {
  /// An administrator in a browser, past the second factor.
  static func administrator(_ gate: Gatehouse) async throws -> Browser {
    _ = try await gate.person("chu", "administrator", in: nil)
    let browser = Browser(gate.security)
    _ = try await browser.signIn("chu")
    _ = try await SecondFactorTests.enrol(browser, gate)
    return browser
  }

  @Test("an administrator makes an account on the screen; its password is said once", arguments: Engine.all)
  func creates(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let chu = try await Self.administrator(gate)
      let fields = [
        "login": "lan", "name": "Nguyễn Thị <b>Lan</b>", "organisation": Agencies.paper.rawValue, "role": "reporter",
      ]
      let made = try await chu.post("/lam-viec/tai-khoan", fields, from: "/lam-viec/tai-khoan/moi")
      #expect(made.status == 200)
      let match = try #require(made.text.firstMatch(of: /<code class="figures">([^<]{19})<\/code>/))
      #expect(try await gate.signIn("lan", String(match.output.1)).isSignedIn)
      let list = try await chu.get("/lam-viec/tai-khoan?tim=nguyen%20thi")
      #expect(list.text.contains("Nguyễn Thị &lt;b&gt;Lan&lt;/b&gt;") && !list.text.contains("<b>Lan"))
      #expect(list.text.contains("Phóng viên"))
      #expect(!list.text.contains("detail\">chu<"))

      let twice = try await chu.post("/lam-viec/tai-khoan", fields, from: "/lam-viec/tai-khoan/moi")
      #expect(twice.status == 422 && twice.text.contains("đã có người dùng"))
      #expect(twice.text.contains("Nguyễn Thị &lt;b&gt;"))
      var bad = fields
      bad["login"] = "Lan Nguyễn"
      bad["organisation"] = "0198aaaa-0000-7000-8000-00000000ffff"
      #expect(try await chu.post("/lam-viec/tai-khoan", bad, from: "/lam-viec/tai-khoan/moi").status == 422)
    }
  }

  @Test("nobody else comes near accounts, and is told so in the log", arguments: Engine.all)
  func refuses(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "chief")
      let minh = try await gate.person("minh", "reporter")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      for path in ["", "/moi", "/\(minh)"] {
        #expect(try await browser.get("/lam-viec/tai-khoan\(path)").status == 403)
      }
      for act in ["khoa", "mo", "phien", "mat-khau", "hai-lop", "vai-tro", "vai-tro/ket-thuc"] {
        let reply = try await browser.post(
          "/lam-viec/tai-khoan/\(minh)/\(act)", ["role": "chief", "from": "2026-11-21"], from: "/tai-khoan")
        #expect(reply.status == 403 || reply.status == 404, "\(act): \(reply.status)")
      }
      let denied = try await gate.actions().filter { $0 == "security.denied" }.count
      #expect(denied >= 9)
      #expect(try await gate.account(minh).state == .active)
      let anonymous = Browser(gate.security)
      #expect(try await anonymous.get("/lam-viec/tai-khoan").location?.hasPrefix("/dang-nhap") == true)
      #expect(try await gate.signIn("lan").isSignedIn)
      _ = lan
    }
  }

  @Test("whoever manages one agency reaches neither another nor the whole", arguments: Engine.all)
  func scope(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      let minh = try await gate.person("minh", "reporter", in: Agencies.review)
      let local = Principal(
        id: AccountID.new(), name: "x", organisation: Agencies.paper,
        scoped: [Agencies.paper: [Security.manageAccounts, Security.readAudit]])
      let administration = gate.security.administration
      let today = CivilDate(gate.hand.now)
      try await administration.endSessions(of: lan, by: local)
      await #expect(throws: Failure.self) { try await administration.disable(minh, by: local) }
      await #expect(throws: Failure.self) { try await administration.dossier(minh, by: local) }
      await #expect(throws: Failure.self) {
        try await administration.assign("administrator", to: lan, in: nil, Validity(from: today), by: local)
      }
      await #expect(throws: Failure.self) {
        try await administration.assign("chief", to: lan, in: Agencies.review, Validity(from: today), by: local)
      }
      await #expect(throws: Failure.self) {
        try await administration.create(
          NewAccount(login: "xin", name: "X", organisation: Agencies.paper, role: "administrator"), by: local)
      }
    }
  }

  @Test("the last administrator cannot be shut or stripped, nor one oneself", arguments: Engine.all)
  func last(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let chu = try await gate.person("chu", "administrator", in: nil)
      let administration = gate.security.administration
      let assignment = try #require(try await gate.database.read { try RoleStore.assignments(of: chu, on: $0) }.first)
      await #expect(throws: Failure.self) { try await gate.security.disable(login: "chu") }
      await #expect(throws: Failure.self) {
        try await administration.endRole(assignment.id, of: chu, by: Security.commandLine)
      }
      let hai = try await gate.person("hai", "administrator", in: nil)
      let (_, standing) = try await gate.security.own.account(hai)
      await #expect(throws: Failure.self) { try await administration.disable(hai, by: standing.principal) }
      try await administration.endRole(assignment.id, of: chu, by: standing.principal)
      await #expect(throws: Failure.self) { try await gate.security.disable(login: "hai") }
    }
  }

  @Test("an administrator's password is changed every two months, never to one of the last ten", arguments: Engine.all)
  func rotation(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let chu = try await Self.administrator(gate)
      var current = Gatehouse.password
      let change = { @Sendable (from: String, to: String) in
        try await chu.post(
          "/tai-khoan/mat-khau", ["current": from, "password": to, "again": to], from: "/tai-khoan/mat-khau"
        ).status
      }
      for number in 1...9 {
        let next = "con đường số \(number)"
        #expect(try await change(current, next) == 303)
        current = next
      }
      #expect(try await change(current, Gatehouse.password) == 422)
      #expect(try await change(current, "con đường số 5") == 422)
      #expect(try await change(current, "con đường số 10") == 303)
      #expect(try await change("con đường số 10", Gatehouse.password) == 303)
      #expect(try await chu.get("/lam-viec/tai-khoan").status == 200)

      let account = try #require(try await gate.database.read { try AccountStore.account(login: "chu", on: $0) })
      let standing = try await gate.security.own.account(account.id).1
      let policy = gate.security.policies.on(CivilDate(gate.hand.now))
      let day = 86_400.0
      #expect(account.mustVisit(standing, policy: policy, at: gate.hand.now.addingTimeInterval(59 * day)) == nil)
      #expect(
        account.mustVisit(standing, policy: policy, at: gate.hand.now.addingTimeInterval(59 * day + 1))
          == "/tai-khoan/mat-khau")
    }
  }

  @Test(
    "accounts nobody used for 45 days are flagged, then shut, but not the last administrator", arguments: Engine.all)
  func dormant(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      let chu = try await gate.person("chu", "administrator", in: nil)
      let minh = try await gate.person("minh", "reporter")
      gate.hand.advance(by: 44 * 86_400)
      #expect(try await gate.signIn("minh").isSignedIn)
      gate.hand.advance(by: 2 * 86_400)
      #expect(try await gate.security.administration.disableDormant() == 1)
      #expect(try await gate.account(lan).state == .disabled)
      #expect(try await gate.account(chu).state == .active)
      #expect(try await gate.account(minh).state == .active)
      #expect(try await gate.signIn("lan").refusal == .disabled)
      #expect(try await gate.signIn("lan", "sai").refusal == .wrong)
      try await gate.security.unlock(login: "lan")
      #expect(try await gate.security.administration.disableDormant() == 0)
      #expect(try await gate.signIn("lan").isSignedIn)
    }
  }

  @Test("who sleeps is shut however many were shut before, in as many portions as it takes", arguments: Engine.all)
  func manyDormant(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      for login in ["anh", "binh", "chi", "dung"] { _ = try await gate.person(login, "reporter") }
      let (chu, huong) = (
        try await gate.person("chu", "administrator", in: nil), try await gate.person("huong", "reporter")
      )
      for login in ["anh", "binh"] { try await gate.security.disable(login: login) }
      gate.hand.advance(by: 46 * 86_400)
      #expect(try await gate.security.administration.disableDormant(portion: 1) == 3)
      #expect(try await gate.account(huong).state == .disabled)
      #expect(try await gate.account(chu).state == .active)
    }
  }

  @Test("demo accounts get new passwords at each start and need no change or second factor", arguments: Engine.all)
  func demo(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      #expect(try await gate.security.resetDemoPasswords().isEmpty)
      for (login, role) in [("phong-vien", "reporter"), ("quan-tri", "administrator")] {
        _ = try await gate.security.createAccount(
          NewAccount(
            login: login, name: "Người \(login)", organisation: role == "administrator" ? nil : Agencies.paper,
            role: RoleID(rawValue: role), kind: .demo))
      }
      let first = try await gate.security.resetDemoPasswords()
      #expect(first.map(\.login) == ["phong-vien", "quan-tri"])
      #expect(first.map(\.role) == ["Phóng viên", "Quản trị"])
      let browser = Browser(gate.security)
      #expect(try await browser.signIn("quan-tri", first[1].password).status == 303)
      #expect(try await browser.get("/lam-viec/tai-khoan").status == 200)
      let second = try await gate.security.resetDemoPasswords()
      #expect(Set(first.map(\.password)).isDisjoint(with: second.map(\.password)))
      #expect(try await browser.get("/lam-viec/tai-khoan").status == 303)
      #expect(try await gate.signIn("quan-tri", first[1].password).refusal == .wrong)
      #expect(try await gate.signIn("quan-tri", second[1].password).isSignedIn)
      _ = try await gate.person("lan", "reporter")
      #expect(try await gate.security.resetDemoPasswords().count == 2)
      #expect(try await gate.signIn("lan").isSignedIn)
    }
  }

  @Test("a long list goes on where it stopped, in the order of Vietnamese names", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let chu = try await Self.administrator(gate)
      let names = ["Nguyễn Văn Ân", "Trần Thị An", "Lê Đức", "Phạm Dũng", "Đỗ Ánh"]
      for (number, name) in names.enumerated() {
        _ = try await gate.security.createAccount(
          NewAccount(login: "nv-\(number)", name: name, organisation: Agencies.paper, role: "reporter"))
      }
      let page = try await chu.get("/lam-viec/tai-khoan").text
      let places = ["Trần Thị An", "Đỗ Ánh", "Nguyễn Văn Ân", "Phạm Dũng", "Lê Đức"].compactMap {
        page.range(of: $0)?.lowerBound
      }
      #expect(places.count == 5 && places == places.sorted())

      var seen: [String] = []
      var before: String?
      repeat {
        let part = try await gate.database.read { [before] connection in
          var query = AccountQuery(now: gate.hand.now, dormantBefore: .distantPast)
          query.before = before
          query.limit = 2
          return try AccountStore.page(query, on: connection)
        }
        seen += part.items.map(\.name)
        before = part.next
      } while before != nil
      #expect(seen.count == 6 && Set(seen).count == 6)
      for text in ["%", "_", "!", "' OR 1=1"] {
        let found = try await chu.get("/lam-viec/tai-khoan?tim=\(text.queryEncoded)")
        #expect(found.text.contains("Không có tài khoản nào như vậy."))
      }
    }
  }
}
