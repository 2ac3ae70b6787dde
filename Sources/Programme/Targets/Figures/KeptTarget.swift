import Foundation
import Kernel
import Persistence

/// What a plan said of a target when its figures were frozen: what its figure is of and what it is measured by. Later
/// amendments of the plan change nothing of it.
struct KeptTarget: Codable, Sendable, Equatable {
  struct Value: Codable, Sendable, Equatable {
    let year: Int
    let value: Double?
    let low: Double?
    let high: Double?
    let growth: Double?
    let shown: String
  }

  let target: String
  let code: String
  let section: String
  let measure: String
  let unit: String
  let direction: String
  let goal: String
  let indicator: String
  let population: String
  let numerator: String
  let denominator: String
  let values: [Value]

  init(_ record: TargetRecord, _ planned: [TargetValue]) {
    target = record.id.rawValue
    code = record.code
    section = record.section
    measure = record.measure
    unit = record.unit.rawValue
    direction = record.direction.rawValue
    goal = record.goal
    indicator = record.indicator
    population = record.populationText
    numerator = record.numerator
    denominator = record.denominator
    values = planned.sorted { $0.year < $1.year }.map {
      Value(
        year: $0.year, value: $0.value, low: $0.low, high: $0.high, growth: $0.growth, shown: $0.shown)
    }
  }
}

extension TargetRecord {
  /// As it was when figures were frozen; as it is now, where a freeze of before kept nothing of it.
  func kept(_ kept: KeptTarget?) -> TargetRecord {
    guard let kept else { return self }
    var one = self
    one.section = kept.section
    one.measure = kept.measure
    one.unit = TargetUnit(rawValue: kept.unit) ?? unit
    one.direction = TargetDirection(rawValue: kept.direction) ?? direction
    one.populationText = kept.population
    one.numerator = kept.numerator
    one.denominator = kept.denominator
    return one
  }
}

extension KeptTarget {
  /// What the plan wanted by year.
  var planned: [TargetValue] {
    values.map { one in
      var value = TargetValue(target: TargetID(target), year: one.year, value: one.value, shown: one.shown)
      value.low = one.low
      value.high = one.high
      value.growth = one.growth
      return value
    }
  }

  /// Of what agencies earn, as it was then.
  var isOfRevenue: Bool { TargetRecord.isOfRevenue(goal: goal, indicator: indicator) }
}

/// What freezes kept of the targets of a plan, by reporting day and target.
struct KeptTargets: Sendable {
  private var byDay: [CivilDate: [TargetID: KeptTarget]] = [:]

  init() {}

  /// Of all its targets, or of one.
  init(of plan: PlanID, target: TargetID? = nil, on connection: any Connection) throws {
    let only: SQL = target.map { "AND k.target = \($0)" } ?? ""
    let rows = try connection.rows(
      """
      SELECT f.day, k.target, k.content FROM plan_freeze_target k JOIN plan_freeze f ON f.id = k.of_freeze
      WHERE f.plan = \(plan) \(only) LIMIT 50000
      """)
    for row in rows {
      let (day, target, text): (CivilDate, TargetID, String) = (try row["day"], try row["target"], try row["content"])
      byDay[day, default: [:]][target] = try JSONDecoder().decode(KeptTarget.self, from: Data(text.utf8))
    }
  }

  /// Nil where the day is not frozen, or was before freezes kept it.
  func of(_ target: TargetID, on day: CivilDate?) -> KeptTarget? { day.flatMap { byDay[$0]?[target] } }
}

extension FreezeStore {
  /// What a freeze fixes of the targets that have a figure on the day: as the plan says it now.
  static func current(
    of plan: PlanID, _ targets: Set<TargetID>, on connection: any Connection
  ) throws -> [KeptTarget] {
    let records = try PlanStore.targets(of: plan, on: connection).filter { targets.contains($0.id) }
    let values = try PlanStore.values(of: records.map(\.id), on: connection)
    return records.sorted { $0.id < $1.id }.map { KeptTarget($0, values[$0.id] ?? []) }
  }

  /// The words of what a freeze kept, by target.
  static func keptTexts(of freeze: FreezeID, on connection: any Connection) throws -> [String] {
    try connection.values(
      "SELECT content FROM plan_freeze_target WHERE of_freeze = \(freeze) ORDER BY target LIMIT 50000")
  }

  static func insert(_ kept: [KeptTarget], of freeze: Freeze, on connection: any Connection) throws {
    for one in kept {
      try connection.execute(
        """
        INSERT INTO plan_freeze_target (of_freeze, target, content)
        VALUES (\(freeze.id), \(one.target), \(try CanonicalJSON.text(one)))
        """)
    }
  }
}
