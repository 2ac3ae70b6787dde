import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Security

struct AuditTests {
  static func write(_ count: Int, _ gate: Gatehouse) async throws {
    for number in 0..<count {
      try await gate.database.write { connection in
        try gate.security.audit.record(
          AuditEntry(
            actor: AccountID("a"), action: "test.act", subject: "thing/\(number)", organisation: Agencies.paper,
            detail: ["tiêu đề": "Lũ về \"sớm\"\n\u{1}\u{1F600}", "n": "\(number)"]),
          on: connection)
      }
    }
  }

  /// Takes the guards away as somebody with the database in hand would.
  static func tamper(_ gate: Gatehouse, _ statements: SQL...) async throws {
    try await gate.database.write { connection in
      switch connection.dialect {
      case .sqlite:
        for name in ["no_update", "no_delete", "no_replace"] {
          try connection.execute("DROP TRIGGER audit_entry_\(raw: name)")
        }
      case .postgres:
        for name in ["no_change", "no_truncate"] {
          try connection.execute("DROP TRIGGER audit_entry_\(raw: name) ON audit_entry")
        }
      }
      for statement in statements { try connection.execute(statement) }
    }
  }

  @Test("an untouched log is whole, however long, and its lines carry their hashes", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      #expect(try await gate.security.audit.verify().isWhole)
      try await Self.write(30, gate)
      let verdict = try await gate.security.audit.verify()
      #expect(verdict.isWhole && verdict.entries == 30)
      let lines = Lines()
      try await gate.security.audit.export { await lines.append($0) }
      let all = await lines.all
      #expect(all.count == 30)
      let last = try #require(try JSONSerialization.jsonObject(with: Data(all[29].utf8)) as? [String: Any])
      #expect(last["hash"] as? String == verdict.head)
      #expect((last["detail"] as? [String: String])?["tiêu đề"] == "Lũ về \"sớm\"\n\u{1}\u{1F600}")
    }
  }

  actor Lines {
    var all: [String] = []
    func append(_ line: String) { all.append(line) }
  }

  @Test("the hash is SHA-256 of the canonical line, for ever")
  func stable() {
    let record = AuditRecord(
      seq: 1, time: Date(timeIntervalSince1970: 1_795_230_000.123), actor: AccountID("a"), action: "x.y",
      subject: "s/1",
      organisation: nil, detail: ["b": "2", "a": "\"1\"\\\u{7}é"], after: AuditChain.origin)
    #expect(
      AuditChain.body(
        seq: 1, time: record.time, actor: record.actor, action: "x.y", subject: "s/1", organisation: nil,
        detail: record.detail, after: AuditChain.origin)
        == #"{"action":"x.y","actor":"a","detail":{"a":"\"1\"\\\u0007é","b":"2"},"organisation":null,"previous":"\#(AuditChain.origin)","seq":1,"subject":"s/1","time":"2026-11-21T03:00:00.123Z"}"#
    )
    #expect(record.hash == "8377a59500fc4373a30a4c473665b416b121c72720426964e508df032df8e351")
  }

  @Test("a line that was changed is found, by its number", arguments: Engine.all)
  func changed(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(5, gate)
      try await Self.tamper(gate, "UPDATE audit_entry SET subject = 'thing/9' WHERE seq = 3")
      #expect(try await gate.security.audit.verify().fault == .changed(seq: 3))
    }
  }

  @Test(
    "whichever column is changed, it shows",
    arguments: [
      "made_at = '2026-11-21T03:00:01.000Z'", "actor = 'b'", "actor = NULL", "action = 'test.other'",
      "organisation = NULL", "detail = '{}'", "hash = '0'",
    ])
  func everyColumn(change: String) async throws {
    try await Gatehouse.open(.sqlite) { gate in
      try await Self.write(3, gate)
      try await Self.tamper(gate, "UPDATE audit_entry SET \(raw: change) WHERE seq = 2")
      #expect(try await gate.security.audit.verify().fault == .changed(seq: 2))
    }
  }

  @Test("a line that was taken out is found", arguments: Engine.all)
  func removed(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(5, gate)
      try await Self.tamper(gate, "DELETE FROM audit_entry WHERE seq = 3")
      #expect(try await gate.security.audit.verify().fault == .broken(after: 2, at: 4))
    }
  }

  @Test("lines cut off at the end are found", arguments: Engine.all)
  func cut(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(5, gate)
      try await Self.tamper(gate, "DELETE FROM audit_entry WHERE seq > 3")
      #expect(try await gate.security.audit.verify().fault == .cut(head: 5, last: 3))
    }
  }

  @Test("a chain written anew, hashes and head and all, lacks the seal, also after it goes on", arguments: Engine.all)
  func rewritten(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(3, gate)
      try await Self.tamper(gate)
      try await gate.database.write { connection in
        let entries = try AuditStore.entries(after: 0, limit: 10, on: connection)
        try connection.execute("DELETE FROM audit_entry")
        var previous = AuditChain.origin
        for entry in entries {
          let forged = AuditRecord(
            seq: entry.seq, time: entry.time, actor: AccountID("somebody-else"), action: entry.action,
            subject: entry.subject, organisation: entry.organisation, detail: entry.details, after: previous)
          try AuditStore.insert(forged, on: connection)
          previous = forged.hash
        }
        try connection.execute("UPDATE audit_head SET hash = \(previous)")
      }
      #expect(try await gate.security.audit.verify().fault == .unsealed(from: 3))
      try await Self.write(2, gate)
      #expect(try await gate.security.audit.verify().fault == .unsealed(from: 3))
      try await gate.security.audit.reseal(reason: "test", by: nil)
      #expect(try await gate.security.audit.verify().isWhole)
      #expect(try await gate.actions().last == "security.audit.reseal")
    }
  }

  @Test("a log emptied, its head set back to the beginning, is not whole, also after it goes on", arguments: Engine.all)
  func emptied(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "reporter")
      try await Self.write(3, gate)
      #expect(try await gate.security.audit.verify().isWhole)
      try await Self.tamper(
        gate, "DELETE FROM audit_entry", "UPDATE audit_head SET seq = 0, hash = \(AuditChain.origin), seal = ''")
      #expect(try await gate.security.audit.verify().fault == .forgotten(accounts: 1))
      _ = try await gate.person("minh", "reporter")
      #expect(try await gate.security.audit.verify().fault == .forgotten(accounts: 1))
      // Whoever answers for it may accept that, and the log says so.
      try await gate.security.audit.reseal(reason: "test", by: nil)
      #expect(try await gate.security.audit.verify().isWhole)
    }
  }

  @Test("the database itself refuses to change, take out or replace a line", arguments: Engine.all)
  func appendOnly(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(2, gate)
      let statements: [SQL] = [
        "UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry",
        """
        \(sqlite: "INSERT OR REPLACE INTO audit_entry SELECT 1, made_at, actor, action, 'x', organisation, detail, previous_hash, hash FROM audit_entry LIMIT 1",
          postgres: "TRUNCATE audit_entry")
        """,
      ]
      for statement in statements {
        await #expect(throws: (any Error).self) { try await gate.database.write { _ = try $0.execute(statement) } }
      }
      #expect(try await gate.security.audit.verify().isWhole)
      #expect(try await gate.actions().count == 2)
    }
  }

  @Test("many writers at once leave one unbroken chain", arguments: Engine.all)
  func concurrent(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let neighbour = try gate.neighbour()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<60 {
          let log = number.isMultiple(of: 2) ? gate.security.audit : neighbour.audit
          group.addTask {
            try await gate.database.write { connection in
              try log.record(AuditEntry(actor: nil, action: "test.act", subject: "t/\(number)"), on: connection)
            }
          }
        }
        try await group.waitForAll()
      }
      let verdict = try await gate.security.audit.verify()
      #expect(verdict.isWhole && verdict.entries == 60)
    }
  }

  @Test("what is rolled back leaves no line", arguments: Engine.all)
  func rolledBack(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      try await Self.write(1, gate)
      await #expect(throws: Failure.gone) {
        try await gate.database.write { connection in
          try gate.security.audit.record(AuditEntry(actor: nil, action: "a", subject: "s"), on: connection)
          throw Failure.gone
        }
      }
      let verdict = try await gate.security.audit.verify()
      #expect(verdict.isWhole && verdict.entries == 1)
    }
  }

  @Test("the screen narrows by person, act, thing and day, and goes on where it stopped", arguments: Engine.all)
  func screen(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("sep", "chief")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("sep")
      try await Self.write(60, gate)
      let first = try await browser.get("/lam-viec/nhat-ky")
      #expect(first.status == 200)
      #expect(first.text.contains("thing/59") && !first.text.contains("thing/5<"))
      let next = try #require(first.text.firstMatch(of: /href="([^"]+)" rel="next"/)).output.1
      let second = try await browser.get(String(next).replacing("&amp;", with: "&"))
      #expect(second.text.contains("thing/0<") && !second.text.contains("thing/59"))

      #expect(try await browser.get("/lam-viec/nhat-ky?vat=thing/7").text.contains("thing/7<"))
      #expect(try await !browser.get("/lam-viec/nhat-ky?vat=thing/7").text.contains("thing/8<"))
      let signIns = try await browser.get("/lam-viec/nhat-ky?viec=security.sign-in&ai=sep").text
      #expect(signIns.contains("<td") && !signIns.contains("thing/"))
      #expect(try await browser.get("/lam-viec/nhat-ky?ai=khong-co").text.contains("Không có dòng nào"))
      #expect(try await browser.get("/lam-viec/nhat-ky?tu=2026-11-22").text.contains("Không có dòng nào"))
      #expect(try await browser.get("/lam-viec/nhat-ky?tu=2026-11-21&den-ngay=2026-11-21").text.contains("thing/59"))
      #expect(try await browser.get("/lam-viec/nhat-ky?truoc=x&tu=32/13&viec=%25").status == 200)
    }
  }

  @Test("a chief reads what happened in his agency, a reporter nothing", arguments: Engine.all)
  func scope(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("sep", "chief", in: Agencies.review)
      _ = try await gate.person("lan", "reporter")
      try await Self.write(2, gate)
      let (chief, reporter) = (Browser(gate.security), Browser(gate.security))
      _ = try await chief.signIn("sep")
      _ = try await reporter.signIn("lan")
      let page = try await chief.get("/lam-viec/nhat-ky")
      #expect(page.status == 200 && !page.text.contains("thing/"))
      #expect(try await reporter.get("/lam-viec/nhat-ky").status == 403)
    }
  }
}
