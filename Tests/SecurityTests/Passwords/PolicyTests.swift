import Foundation
import Kernel
import TestSupport
import Testing

@testable import Security

struct PolicyTests {
  @Test("the shipped rules are those of the standard, each with its source")
  func shipped() throws {
    let policies = try SecurityPolicies(file: Gatehouse.policies.appendingPathComponent("security.json"))
    let policy = policies.on(CivilDate(2026, 11, 21)!)
    #expect(policy[.lengthAlone] == 14)
    #expect(policy[.classesAlone] == 4)
    #expect(policy[.lengthWithSecondFactor] == 8)
    #expect(policy[.lockFailures] == 5)
    #expect(policy[.lockHours] == 12)
    #expect(policy.idleSeconds(.user) == 900)
    #expect(policy.idleSeconds(.administrator) == 300)
    #expect(policy.needsSecondFactor(.administrator))
    #expect(!policy.needsSecondFactor(.user))
    #expect(policy[.administratorHistory] == 10)
    #expect(policy[.dormantDays] == 45)
  }

  @Test("a rule changes on its day, for passwords that are set from then on", arguments: Engine.all)
  func dated(engine: Engine) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("policies-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["roles.json", "audit-actions.json"] {
      try FileManager.default.copyItem(
        at: Gatehouse.policies.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    let text = try String(
      contentsOf: Gatehouse.policies.appendingPathComponent("security.json"), encoding: .utf8)
    let later = """
      [{ "rule": "password.length.single-factor", "value": 20, "unit": "characters", "from": "2026-11-22", "to": null,
         "source": "test", "confidence": "test" },
      """
    try (later + text.dropFirst()).write(
      to: folder.appendingPathComponent("security.json"), atomically: true, encoding: .utf8)

    try await Gatehouse.open(engine, policies: folder) { gate in
      _ = try await gate.person("lan", "reporter")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      let change = ["current": Gatehouse.password, "password": "Mười lăm ký 1!x", "again": "Mười lăm ký 1!x"]
      gate.hand.advance(by: 600)
      #expect(try await browser.post("/tai-khoan/mat-khau", change, from: "/tai-khoan/mat-khau").status == 303)

      gate.hand.advance(by: 86_400)
      _ = try await browser.signIn("lan", "Mười lăm ký 1!x")
      let again = ["current": "Mười lăm ký 1!x", "password": "Mười sáu ký 2!xy", "again": "Mười sáu ký 2!xy"]
      let refused = try await browser.post("/tai-khoan/mat-khau", again, from: "/tai-khoan/mat-khau")
      #expect(refused.status == 422)
      #expect(refused.text.contains("Mật khẩu cần ít nhất 20 ký tự."))
    }
  }

  @Test(
    "a policy file that lacks a rule or a source does not start the program",
    arguments: [
      "[]",
      """
      [{ "rule": "lock.hours", "value": 1, "from": "2026-01-01", "to": null, "source": "", "confidence": "B" }]
      """,
      """
      [{ "rule": "no.such.rule", "value": 1, "from": "2026-01-01", "to": null, "source": "x", "confidence": "B" }]
      """,
    ])
  func incomplete(text: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("policy-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    #expect(throws: (any Error).self) { try SecurityPolicies(file: file) }
  }
}
