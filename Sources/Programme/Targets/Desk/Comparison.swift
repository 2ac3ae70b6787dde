import Contracts
import Foundation
import Kernel
import Persistence

/// Agencies of a plan beside one another on its last reporting day.
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

  let plan: PlanRecord
  let day: CivilDate?
  let agencies: [Agency]

  /// Only parts of one plan and day, by index.
  static func agencies(of plan: PlanID, on day: CivilDate) -> SQL {
    """
    SELECT organisation, name,
      SUM(CASE WHEN missing = '' AND denominator = 1 AND numerator >= 1 THEN 1 ELSE 0 END) AS fulfilled,
      SUM(CASE WHEN missing = '' AND denominator = 1 AND numerator < 1 THEN 1 ELSE 0 END) AS unfulfilled,
      SUM(CASE WHEN missing <> '' THEN 1 ELSE 0 END) AS missing
    FROM plan_figure_part WHERE plan = \(plan) AND day = \(day) AND \(PlaceTarget.ofOrganisations(in: plan))
    GROUP BY organisation, name ORDER BY 3 DESC, name LIMIT 5000
    """
  }
}

extension Programme {
  /// So sánh: for whoever keeps the plan.
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
      return Comparison(plan: plan, day: day, agencies: agencies)
    }
  }
}
