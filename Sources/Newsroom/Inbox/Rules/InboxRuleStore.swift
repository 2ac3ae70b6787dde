import Contracts
import Foundation
import Kernel
import Persistence

/// What a new rule begins with.
struct NewInboxRule: Sendable {
  var name = ""
  var source: InboxSourceID?
  var words: [String] = []
  var categories: [String] = []
  var mostUrgency: Int?
  var act = InboxRule.Act.route
  var section: SectionID?
  var assignee: AccountID?
}

/// All SQL of rules.
enum InboxRuleStore {
  /// More rules than anybody can keep in mind.
  static let most = 200

  /// In the order in which they are asked.
  static func all(
    of organisation: OrganisationID, onlyActive: Bool = false, on connection: any Connection
  ) throws -> [InboxRule] {
    let active: SQL = onlyActive ? "AND is_active = \(true)" : ""
    return try connection.all(
      """
      SELECT \(InboxRule.columns) FROM inbox_rule WHERE organisation_id = \(organisation) \(active)
      ORDER BY position, id LIMIT \(most)
      """)
  }

  static func lock(_ id: InboxRuleID, on connection: any Connection) throws -> InboxRule? {
    try connection.first("SELECT \(InboxRule.columns) FROM inbox_rule WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func insert(
    _ rule: NewInboxRule, _ id: InboxRuleID, of organisation: OrganisationID, by account: AccountID, at now: Date,
    on connection: any Connection
  ) throws {
    let last: Int? = try connection.value(
      "SELECT MAX(position) FROM inbox_rule WHERE organisation_id = \(organisation)")
    try connection.execute(
      """
      INSERT INTO inbox_rule (
        id, organisation_id, position, name, source_id, words, categories, most_urgency, act, section_id, assignee_id,
        is_active, created_by, created_at)
      VALUES (
        \(id), \(organisation), \((last ?? 0) + 1), \(rule.name), \(rule.source), \(StoredList.json(rule.words)),
        \(StoredList.json(rule.categories)), \(rule.mostUrgency), \(rule.act), \(rule.section), \(rule.assignee),
        \(true), \(account), \(now))
      """)
  }

  static func setActive(_ id: InboxRuleID, _ isActive: Bool, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_rule SET is_active = \(isActive) WHERE id = \(id)")
  }

  static func remove(_ id: InboxRuleID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM inbox_rule WHERE id = \(id)")
  }

  /// Lets two rules change places.
  static func swap(_ first: InboxRule, _ second: InboxRule, on connection: any Connection) throws {
    try connection.execute("UPDATE inbox_rule SET position = \(second.position) WHERE id = \(first.id)")
    try connection.execute("UPDATE inbox_rule SET position = \(first.position) WHERE id = \(second.id)")
  }
}
