import Foundation
import Kernel
import Persistence

/// A paper that changed a plan: from when, and how the plan was before.
struct PlanAmendment: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, version, number, issued, effective_on, summary, before, made_by, made_by_name, made_at, closed_at
    """

  var id: String
  var plan: PlanID
  /// The version it leads to.
  var version: Int
  var number: String
  var issued: String
  var effectiveOn: CivilDate
  var summary: String
  /// ``PlanSnapshot`` of the version before, as JSON.
  var before: String
  var madeBy: AccountID?
  var madeByName: String?
  var madeAt: Date
  /// Nil: the plan is being changed under it.
  var closedAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    version = try row["version"]
    number = try row["number"]
    issued = try row["issued"]
    effectiveOn = try row["effective_on"]
    summary = try row["summary"]
    before = try row["before"]
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
    closedAt = try row["closed_at"]
  }

  init(
    plan: PlanID, version: Int, number: String, issued: String, effectiveOn: CivilDate, summary: String,
    before: String, by principal: Principal, at time: Date
  ) {
    id = UUIDv7.shared.next()
    self.plan = plan
    self.version = version
    self.number = number
    self.issued = issued
    self.effectiveOn = effectiveOn
    self.summary = summary
    self.before = before
    madeBy = principal.id
    madeByName = principal.name
    madeAt = time
  }

  func snapshot() throws -> PlanSnapshot {
    try JSONDecoder().decode(PlanSnapshot.self, from: Data(before.utf8))
  }
}
