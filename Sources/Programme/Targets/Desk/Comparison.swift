import Contracts
import Foundation
import Kernel
import Persistence

/// Agencies of a plan beside one another on its last reporting day, and provinces by the goals of the national strategy.
struct Comparison: Sendable {
  struct Agency: Sendable, RowDecodable {
    let id: OrganisationID
    let name: String
    /// Targets that it fulfils, of those that ask each agency yes or no.
    let fulfilled: Int
    let unfulfilled: Int
    let missing: Int

    init(row: Row) throws {
      id = try row["organisation"]
      name = try row["name"]
      fulfilled = try row["fulfilled"]
      unfulfilled = try row["unfulfilled"]
      missing = try row["missing"]
    }

    var asked: Int { fulfilled + unfulfilled + missing }
  }

  /// A figure of one goal in one plan.
  struct GoalFigure: Sendable {
    let target: TargetRecord
    let count: FigureCount
    let day: CivilDate
  }

  let plan: PlanRecord
  let day: CivilDate?
  let agencies: [Agency]
  let goals: [String]
  let provinces: [(plan: PlanRecord, figures: [String: GoalFigure])]

  /// Only parts of one plan and day, by index.
  static func agencies(of plan: PlanID, on day: CivilDate) -> SQL {
    """
    SELECT organisation, name,
      SUM(CASE WHEN missing = '' AND denominator = 1 AND numerator >= 1 THEN 1 ELSE 0 END) AS fulfilled,
      SUM(CASE WHEN missing = '' AND denominator = 1 AND numerator < 1 THEN 1 ELSE 0 END) AS unfulfilled,
      SUM(CASE WHEN missing <> '' THEN 1 ELSE 0 END) AS missing
    FROM plan_figure_part WHERE plan = \(plan) AND day = \(day) AND \(PlaceTarget.ofOrganisations("target"))
    GROUP BY organisation, name ORDER BY 3 DESC, name LIMIT 5000
    """
  }
}

extension Programme {
  /// So sánh: for whoever keeps the plan. Provinces are compared over the plans this person keeps.
  func comparison(_ code: String?, for principal: Principal) async throws -> Comparison {
    try await database.read { connection in
      let kept = try PlanStore.all(on: connection).filter { plan in
        (try? Self.visible(plan, to: principal)) != nil && Self.mayManage(plan, principal)
      }
      guard let plan = code.map({ code in kept.first { $0.code == code } }) ?? kept.first else {
        throw Failure.notFound
      }
      let day: CivilDate? = try connection.value(FigureQuery.lastDay(of: plan.id))
      let agencies: [Comparison.Agency] =
        try day.map { try connection.all(Comparison.agencies(of: plan.id, on: $0)) } ?? []
      var provinces: [(plan: PlanRecord, figures: [String: Comparison.GoalFigure])] = []
      for one in kept where one.kind == .provincial {
        let figures = try Self.goalFigures(of: one, on: connection)
        if !figures.isEmpty { provinces.append((one, figures)) }
      }
      let goals = Set(provinces.flatMap(\.figures.keys)).sorted()
      return Comparison(plan: plan, day: day, agencies: agencies, goals: goals, provinces: provinces)
    }
  }

  /// Of each goal of QĐ 348 the plan's last known figure, restated where it was.
  private static func goalFigures(
    of plan: PlanRecord, on connection: any Connection
  ) throws -> [String: Comparison.GoalFigure] {
    let targets = try PlanStore.targets(of: plan.id, on: connection).filter { !$0.goal.isEmpty }
    guard !targets.isEmpty else { return [:] }
    let byID = Dictionary(targets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let restated = try FreezeStore.restatements(of: plan.id, on: connection)
    var figures: [String: Comparison.GoalFigure] = [:]
    // In the order of days: a later one takes the place of an earlier, if it is known.
    for figure in try FigureStore.wholes(of: plan.id, on: connection) {
      guard let target = byID[figure.target] else { continue }
      let count = restated.last { $0.target == figure.target && $0.day == figure.day }?.count ?? figure.count
      guard count.state == .counted || figures[target.goal] == nil else { continue }
      figures[target.goal] = Comparison.GoalFigure(target: target, count: count, day: figure.day)
    }
    return figures
  }
}
