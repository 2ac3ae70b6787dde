import Contracts
import Foundation
import Kernel
import Persistence

extension Intake {
  /// The rules of an agency in their order, each with how many of the newest hundred pieces it would take.
  func rules(
    of organisation: OrganisationID, for principal: Principal
  ) async throws -> [(rule: InboxRule, hits: Int)] {
    try Self.requireReading(organisation, principal)
    return try await newsroom.database.read { connection in
      let rules = try InboxRuleStore.all(of: organisation, on: connection)
      let subjects = try InboxStore.newest(of: organisation, limit: 100, on: connection).map { InboxRule.Subject($0) }
      var hits: [InboxRuleID: Int] = [:]
      for subject in subjects {
        if let first = rules.first(where: { $0.isActive && $0.fits(subject) }) { hits[first.id, default: 0] += 1 }
      }
      return rules.map { ($0, hits[$0.id] ?? 0) }
    }
  }

  /// Adds a rule at the end. One that publishes of itself needs somebody who may publish.
  @discardableResult
  func addRule(
    _ new: NewInboxRule, to organisation: OrganisationID, by principal: Principal
  ) async throws -> InboxRuleID {
    try principal.require(Newsroom.manageInbox, in: organisation)
    if new.act == .publish { try principal.require(Newsroom.publish, in: organisation) }
    let rule = try await checked(new, organisation)
    let id = InboxRuleID.new()
    let now = newsroom.clock.now
    try await newsroom.database.write { connection in
      if let section = rule.section { try SectionStore.requireOwn(section, of: organisation, on: connection) }
      if let source = rule.source {
        guard try SourceStore.find(source, on: connection)?.organisation == organisation else {
          throw Failure.invalid(["source": "Không có nguồn này"])
        }
      }
      guard try InboxRuleStore.all(of: organisation, on: connection).count < InboxRuleStore.most else {
        throw Failure.invalid(["name": "Đã có \(InboxRuleStore.most) quy tắc, không thêm được nữa"])
      }
      try InboxRuleStore.insert(rule, id, of: organisation, by: principal.id, at: now, on: connection)
      try self.record(
        "newsroom.inbox.rule.add", id, organisation, principal, ["act": rule.act.rawValue], on: connection)
    }
    return id
  }

  /// Stops a rule, or lets it work again.
  func setRule(_ id: InboxRuleID, isActive: Bool, by principal: Principal) async throws {
    try await change(id, by: principal) { rule, connection in
      if isActive, rule.act == .publish { try principal.require(Newsroom.publish, in: rule.organisation) }
      try InboxRuleStore.setActive(id, isActive, on: connection)
      return isActive ? "newsroom.inbox.rule.resume" : "newsroom.inbox.rule.pause"
    }
  }

  func removeRule(_ id: InboxRuleID, by principal: Principal) async throws {
    try await change(id, by: principal) { _, connection in
      try InboxRuleStore.remove(id, on: connection)
      return "newsroom.inbox.rule.remove"
    }
  }

  /// Has it asked before the one above it.
  func raiseRule(_ id: InboxRuleID, by principal: Principal) async throws {
    try await change(id, by: principal) { rule, connection in
      let all = try InboxRuleStore.all(of: rule.organisation, on: connection)
      if let place = all.firstIndex(where: { $0.id == id }), place > 0 {
        try InboxRuleStore.swap(all[place], all[place - 1], on: connection)
      }
      return "newsroom.inbox.rule.raise"
    }
  }

  private func change(
    _ id: InboxRuleID, by principal: Principal,
    _ act: @Sendable @escaping (InboxRule, any Connection) throws -> String
  ) async throws {
    try await newsroom.database.write { connection in
      guard let rule = try InboxRuleStore.lock(id, on: connection),
        Self.mayRead(rule.organisation, principal)
      else { throw Failure.notFound }
      try principal.require(Newsroom.manageInbox, in: rule.organisation)
      let action = try act(rule, connection)
      try self.record(action, id, rule.organisation, principal, ["name": rule.name], on: connection)
    }
  }

  private func checked(_ new: NewInboxRule, _ organisation: OrganisationID) async throws -> NewInboxRule {
    var rule = new
    var errors: [String: Phrase] = [:]
    rule.name = ItemWords.tidy(new.name, limit: 100)
    rule.words = Self.words(new.words)
    rule.categories = Self.words(new.categories)
    if rule.source == nil, rule.words.isEmpty, rule.categories.isEmpty, rule.mostUrgency == nil {
      errors["words"] = "Cần ít nhất một điều kiện: nguồn, từ, mục hoặc độ gấp"
    }
    if rule.act == .publish, rule.section == nil { errors["section"] = "Tự đăng cần có chuyên mục" }
    if rule.act == .publish, rule.source == nil { errors["source"] = "Tự đăng chỉ theo từng nguồn" }
    if rule.act == .route, rule.section == nil, rule.assignee == nil {
      errors["section"] = "Cần chọn chuyên mục hoặc người nhận"
    }
    if let assignee = rule.assignee {
      let people = try await newsroom.people.people(in: organisation)
      if !people.contains(where: { $0.id == assignee }) { errors["assignee"] = "Không có người này trong cơ quan" }
    }
    if let urgency = rule.mostUrgency, !(1...9).contains(urgency) { rule.mostUrgency = nil }
    if rule.name.isEmpty { rule.name = (rule.words + rule.categories).prefix(3).joined(separator: ", ") }
    if rule.name.isEmpty { rule.name = rule.act.phrase.vietnamese }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    return rule
  }

  private static func words(_ list: [String]) -> [String] {
    Array(list.map { ItemWords.tidy($0, limit: 80) }.filter { !$0.isEmpty }.prefix(40))
  }

  func record(
    _ action: String, _ id: InboxRuleID, _ organisation: OrganisationID, _ principal: Principal,
    _ detail: [String: String], on connection: any Connection
  ) throws {
    try newsroom.audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "inbox-rule/\(id)", organisation: organisation, detail: detail),
      on: connection)
  }
}
