import Contracts
import Foundation
import HTTPTypes
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Security

struct RoleTests {
  static let table = try? RoleTable(file: Gatehouse.policies.appendingPathComponent("roles.json"))

  @Test(
    "every permission has a Vietnamese name and a role, every role only permissions that exist",
    arguments: [Engine.sqlite])
  func complete(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      #expect(gate.security.permissionsWithoutRole.isEmpty)
      #expect(gate.security.permissionsWithoutRoom.isEmpty)
      #expect(Security.permissions.values.allSatisfy { !$0.key.isEmpty && $0.key != $0.key.lowercased() })
      #expect(
        gate.security.roles.roles.map(\.id.rawValue) == [
          "reporter", "editor", "secretary", "chief", "plan-writer", "department", "department-head", "administrator",
        ])
    }
  }

  @Test("names that are data are translated too", arguments: [Language.english, .chinese])
  func translated(language: Language) throws {
    let locale = Gatehouse.policies.deletingLastPathComponent().appendingPathComponent("locale")
    let actions = try ActionNames(file: Gatehouse.policies.appendingPathComponent("audit-actions.json"))
    let titles = try #require(Self.table).roles.map(\.title)
    let missing = try Catalogue(folder: locale).missing(titles + actions.all.values.map(\.key), in: language)
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test("who writes does not publish, who administers does not write (separation of duties)")
  func separation() throws {
    let table = try #require(Self.table)
    let reporter = try #require(table["reporter"])
    let administrator = try #require(table["administrator"])
    #expect(!reporter.permissions.contains("newsroom.item.publish"))
    #expect(!reporter.permissions.contains("newsroom.item.approve"))
    #expect(
      administrator.permissions.isDisjoint(with: [
        "newsroom.item.write", "newsroom.item.edit", "newsroom.item.approve", "newsroom.item.publish",
      ]))
    for role in table.roles where role.kind != .administrator {
      #expect(!role.permissions.contains(Security.manageAccounts))
    }
  }

  @Test("a role gives its permissions in its agency and from its first to its last day", arguments: Engine.all)
  func dated(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", nil)
      let today = CivilDate(gate.hand.now)
      try await gate.security.administration.assign(
        "editor", to: lan, in: Agencies.paper, Validity(from: today.adding(days: 2), to: today.adding(days: 4)),
        by: Security.commandLine)
      for (day, isAllowed) in [(0, false), (1, false), (2, true), (4, true), (5, false)] {
        gate.hand.move(to: today.adding(days: day).start.addingTimeInterval(3600))
        let browser = Browser(gate.security)
        _ = try await browser.signIn("lan")
        #expect(try await browser.get("/lam-viec/thu").status == (isAllowed ? 200 : 403), "day \(day)")
      }
    }
  }

  @Test("a role ends at midnight in Vietnam, in the middle of a session", arguments: Engine.all)
  func midnight(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", nil)
      let today = CivilDate(gate.hand.now)
      try await gate.security.administration.assign(
        "editor", to: lan, in: Agencies.paper, Validity(from: today, to: today), by: Security.commandLine)
      gate.hand.move(to: today.adding(days: 1).start.addingTimeInterval(-60))
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 200)
      gate.hand.advance(by: 60)
      #expect(try await browser.get("/lam-viec/thu").status == 403)
    }
  }

  @Test("an editor of one agency is nobody in another", arguments: Engine.all)
  func scope(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor", in: Agencies.review)
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 403)
      let (account, standing) = try await gate.security.own.account(
        try #require(try await gate.database.read { try AccountStore.account(login: "lan", on: $0) }).id)
      #expect(account.organisation == Agencies.review)
      #expect(standing.principal.may("newsroom.item.publish", in: Agencies.review))
      #expect(!standing.principal.may("newsroom.item.publish", in: Agencies.paper))
      #expect(!standing.principal.may("newsroom.item.publish", in: nil))
    }
  }

  @Test("taking a role away counts at once and ends the sessions that had it", arguments: Engine.all)
  func ends(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 200)
      let assignment = try #require(try await gate.database.read { try RoleStore.assignments(of: lan, on: $0) }.first)
      try await gate.security.administration.endRole(assignment.id, of: lan, by: Security.commandLine)
      #expect(try await browser.get("/lam-viec/thu").status == 303)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 403)
    }
  }

  @Test("a role that is over keeps its last day, whoever ends it again", arguments: Engine.all)
  func endsOnce(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let held = { @Sendable () in
        try #require(try await gate.database.read { try RoleStore.assignments(of: lan, on: $0) }.first)
      }
      let role = try await held()
      gate.hand.advance(by: 10 * 86_400)
      try await gate.security.administration.endRole(role.id, of: lan, by: Security.commandLine)
      let last = try await held().validity.to
      #expect(last == CivilDate(gate.hand.now).adding(days: -1))
      gate.hand.advance(by: 30 * 86_400)
      await #expect(throws: Failure.self) {
        try await gate.security.administration.endRole(role.id, of: lan, by: Security.commandLine)
      }
      #expect(try await held().validity.to == last)
      #expect(try await gate.actions().count { $0 == "security.role.end" } == 1)
    }
  }

  @Test("a role held for long counts, however many short ones came after it", arguments: Engine.all)
  func manyRoles(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let today = CivilDate(gate.hand.now)
      try await gate.database.write { connection in
        for number in 1...25 {
          let day = today.adding(days: number)
          try RoleStore.insert(
            RoleAssignment(
              account: lan, role: "reporter", organisation: Agencies.review, validity: Validity(from: day, to: day)),
            at: gate.hand.now, on: connection)
        }
      }
      gate.hand.advance(by: 30 * 86_400)
      let principal = try #require(try await gate.security.people.principal(lan))
      #expect(principal.may("newsroom.item.edit", in: Agencies.paper))
      #expect(!principal.may("newsroom.item.write", in: Agencies.review))
    }
  }

  @Test("a role meant for one agency gives nothing without one; one for all asks for none", arguments: Engine.all)
  func places(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", nil, in: nil)
      let today = Validity(from: CivilDate(gate.hand.now))
      await #expect(throws: Failure.self) {
        try await gate.security.administration.assign("editor", to: lan, in: nil, today, by: Security.commandLine)
      }
      // Even where such a row came in by another way.
      try await gate.database.write { connection in
        let everywhere = RoleAssignment(account: lan, role: "editor", organisation: nil, validity: today)
        try RoleStore.insert(everywhere, at: gate.hand.now, on: connection)
      }
      let editor = try await gate.security.own.account(lan).1.principal
      #expect(!editor.mayAnywhere("newsroom.item.publish"))

      try await gate.security.administration.assign(
        "administrator", to: lan, in: Agencies.paper, today, by: Security.commandLine)
      let administrator = try await gate.security.own.account(lan).1.principal
      #expect(administrator.may(Security.manageAccounts, in: nil))
    }
  }

  @Test("the same role twice at the same time is refused", arguments: Engine.all)
  func twice(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "editor")
      let today = CivilDate(gate.hand.now)
      let assign = { @Sendable (organisation: OrganisationID, validity: Validity) in
        try await gate.security.administration.assign(
          "editor", to: lan, in: organisation, validity, by: Security.commandLine)
      }
      await #expect(throws: Failure.self) { try await assign(Agencies.paper, Validity(from: today.adding(days: 9))) }
      await #expect(throws: Failure.self) {
        try await assign(Agencies.review, Validity(from: today, to: today.adding(days: -1)))
      }
      try await assign(Agencies.review, Validity(from: today))
      try await assign(Agencies.paper, Validity(from: today.adding(days: -9), to: today.adding(days: -1)))
    }
  }

  @Test("every denial is in the log; a flood is counted and does not fill the disk", arguments: Engine.all)
  func denials(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      #expect(try await browser.get("/lam-viec/thu").status == 403)
      let entry = try #require(
        try await gate.database.read {
          try $0.first("SELECT * FROM audit_entry WHERE action = 'security.denied'", as: AuditRecord.self)
        })
      #expect(entry.actor == lan && entry.subject == "/lam-viec/thu" && entry.organisation == Agencies.paper)
      #expect(entry.details == ["permission": "newsroom.item.publish"])

      let (_, standing) = try await gate.security.own.account(lan)
      for _ in 0..<500 { await gate.security.denied(standing.principal, "newsroom.item.publish", "/x") }
      #expect(try await gate.actions().filter { $0 == "security.denied" }.count == SampledAudit.written)
      gate.hand.advance(by: 600)
      let schedule = try #require(gate.security.schedules.first)
      try await schedule.run(gate.hand.now)
      let more = try #require(
        try await gate.database.read {
          try $0.first("SELECT * FROM audit_entry WHERE action = 'security.denied.more'", as: AuditRecord.self)
        })
      #expect(more.details["count"] == "481")
      #expect(try await gate.security.audit.verify().isWhole)
    }
  }

  @Test("people are listed where they work today, with their role", arguments: Engine.all)
  func people(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      let lan = try await gate.person("lan", "reporter")
      let an = try await gate.person("anh", "chief")
      let minh = try await gate.person("minh", "editor", in: Agencies.review)
      let people = try await gate.security.people.people(in: Agencies.paper)
      #expect(people.map(\.name) == ["Người anh", "Người lan"])
      #expect(people.map(\.roleTitle) == ["Tổng biên tập, giám đốc", "Phóng viên"])
      let named = try await gate.security.people.people([lan, minh, AccountID("none")])
      #expect(Set(named.keys) == [lan, minh])
      #expect(named[minh]?.organisation == Agencies.review)
      try await gate.security.disable(login: "anh")
      #expect(try await gate.security.people.people(in: Agencies.paper).map(\.id) == [lan])
      #expect(try await gate.security.people.people([an])[an]?.name == "Người anh")
    }
  }
}
