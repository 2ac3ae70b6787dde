import Foundation
package import Kernel
import Persistence

/// How often a task comes again.
enum WorkRhythm: String, Codable, Sendable, CaseIterable, SQLCodable {
  case year
  case quarter
  case month

  var phrase: Phrase {
    switch self {
    case .year: "Hằng năm"
    case .quarter: "Hằng quý"
    case .month: "Hằng tháng"
    }
  }

  var months: Int {
    switch self {
    case .year: 12
    case .quarter: 3
    case .month: 1
    }
  }

  /// `2026`, `2026-Q1`, `2026-03`: the same for every day of the period.
  func turn(of day: CivilDate) -> String {
    switch self {
    case .year: "\(day.year)"
    case .quarter: "\(day.year)-Q\((day.month + 2) / 3)"
    case .month: String(day.rawValue.prefix(7))
    }
  }

  /// `năm 2026`, `quý I/2026`, `tháng 3/2026`.
  static func words(turn: String) -> Phrase? {
    let parts = turn.split(separator: "-")
    guard let year = parts.first else { return nil }
    guard parts.count == 2 else { return "năm \(year)" }
    if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
      return "quý \(["I", "II", "III", "IV"][quarter - 1])/\(year)"
    }
    return "tháng \(Int(parts[1]) ?? 0)/\(year)"
  }
}

extension CivilDate {
  /// So many months on: the same day, or the month's last; the last day of a month stays the last.
  func adding(months count: Int) -> CivilDate {
    let index = year * 12 + month - 1 + count
    let (year, month) = (index / 12, index % 12 + 1)
    let last = Self.lastDay(of: month, year)
    let isLast = day == Self.lastDay(of: self.month, self.year)
    return CivilDate(year, month, isLast ? last : min(day, last)) ?? self
  }

  static func lastDay(of month: Int, _ year: Int) -> Int {
    let next = month == 12 ? CivilDate(year + 1, 1, 1) : CivilDate(year, month + 1, 1)
    return next?.adding(days: -1).day ?? 28
  }
}

/// Marks the IDs of rules that make tasks anew.
package enum WorkRuleMark {}
/// Names a rule that makes tasks anew.
package typealias WorkRuleID = ID<WorkRuleMark>

/// A task that makes itself anew each year, quarter or month.
struct WorkRule: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, plan_task, title, detail, lead, assigned_on, keeper, responsible, funding, deliverables, every, first_on,
    due_on, last_on, made_by, made_by_name, made_at, ended_on
    """

  var id: WorkRuleID
  var plan: PlanID?
  var planTask: PlanTaskID?
  var title: String
  var detail: String
  var lead: OrganisationID
  var assignedOn: CivilDate
  var keeper: OrganisationID?
  var responsible: AccountID?
  var funding: String
  var deliverables: String
  var every: WorkRhythm
  /// When the first turn begins and is due; each later one so many months on.
  var firstOn: CivilDate
  var dueOn: CivilDate
  var lastOn: CivilDate?
  var madeBy: AccountID
  var madeByName: String
  var madeAt: Date
  var endedOn: CivilDate?

  init(
    _ draft: WorkDraft, every: WorkRhythm, from first: CivilDate, due: CivilDate, keeper: OrganisationID?,
    on day: CivilDate, by principal: Principal, at time: Date
  ) {
    id = .new()
    plan = draft.plan
    planTask = draft.planTask
    title = draft.title
    detail = draft.detail
    lead = draft.lead
    assignedOn = day
    self.keeper = keeper
    responsible = draft.responsible
    funding = draft.funding
    deliverables = draft.deliverables
    self.every = every
    firstOn = first
    dueOn = due
    lastOn = draft.until
    madeBy = principal.id
    madeByName = principal.name
    madeAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    planTask = try row["plan_task"]
    title = try row["title"]
    detail = try row["detail"]
    lead = try row["lead"]
    assignedOn = try row["assigned_on"]
    keeper = try row["keeper"]
    responsible = try row["responsible"]
    funding = try row["funding"]
    deliverables = try row["deliverables"]
    every = try row["every"]
    firstOn = try row["first_on"]
    dueOn = try row["due_on"]
    lastOn = try row["last_on"]
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
    endedOn = try row["ended_on"]
  }

  /// The turns that have begun by this day and were not over before the rule was made.
  func turns(by today: CivilDate) -> [(name: String, start: CivilDate, due: CivilDate)] {
    let made = CivilDate(madeAt)
    var turns: [(String, CivilDate, CivilDate)] = []
    for number in 0..<1200 {
      let start = firstOn.adding(months: number * every.months)
      if start > today || lastOn.map({ start > $0 }) ?? false || endedOn.map({ start > $0 }) ?? false { break }
      let due = dueOn.adding(months: number * every.months)
      if due >= made { turns.append((every.turn(of: start), start, due)) }
    }
    return turns
  }
}

/// All SQL about rules.
enum WorkRuleStore {
  static func find(_ id: WorkRuleID, on connection: any Connection) throws -> WorkRule? {
    try connection.first("SELECT \(WorkRule.columns) FROM work_rule WHERE id = \(id)")
  }

  static func insert(_ one: WorkRule, partners: [OrganisationID], on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO work_rule (\(WorkRule.columns))
      VALUES (\(one.id), \(one.plan), \(one.planTask), \(one.title), \(one.detail), \(one.lead), \(one.assignedOn),
        \(one.keeper), \(one.responsible), \(one.funding), \(one.deliverables), \(one.every), \(one.firstOn),
        \(one.dueOn), \(one.lastOn), \(one.madeBy), \(one.madeByName), \(one.madeAt), \(one.endedOn))
      """)
    for partner in Set(partners).sorted() {
      try connection.execute(
        "INSERT INTO work_rule_partner (rule, organisation) VALUES (\(one.id), \(partner))")
    }
  }

  static func live(on day: CivilDate, _ connection: any Connection) throws -> [WorkRule] {
    try connection.all(
      """
      SELECT \(WorkRule.columns) FROM work_rule
      WHERE ended_on IS NULL AND (last_on IS NULL OR last_on >= \(day))
      ORDER BY id LIMIT 20000
      """)
  }

  static func partners(of rule: WorkRuleID, on connection: any Connection) throws -> [OrganisationID] {
    try connection.values("SELECT organisation FROM work_rule_partner WHERE rule = \(rule) ORDER BY organisation")
  }

  static func move(_ id: WorkRuleID, to lead: OrganisationID, on day: CivilDate, _ connection: any Connection) throws {
    try connection.execute(
      "UPDATE work_rule SET lead = \(lead), assigned_on = \(day), responsible = NULL WHERE id = \(id)")
  }

  static func end(_ id: WorkRuleID, on day: CivilDate, _ connection: any Connection) throws {
    try connection.execute("UPDATE work_rule SET ended_on = \(day) WHERE id = \(id)")
  }
}
