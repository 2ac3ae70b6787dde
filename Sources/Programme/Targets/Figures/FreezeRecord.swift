import Foundation
import Kernel
import Persistence

/// Marks the IDs of freezes and restatements.
enum FreezeMark {}
typealias FreezeID = ID<FreezeMark>
enum RestatementMark {}
typealias RestatementID = ID<RestatementMark>

/// The figures of a plan on a reporting day, fixed, with a digest over them and their evidence.
struct Freeze: Sendable, RowDecodable {
  static let columns: SQL =
    "id, plan, day, year, digest, figures, parts, proofs, frozen_by, frozen_by_name, frozen_at, form"

  var id: FreezeID
  var plan: PlanID
  var day: CivilDate
  var year: Int
  /// SHA-256 over ``FrozenText``, in hexadecimal.
  var digest: String
  var figures: Int
  var parts: Int
  /// Pieces of evidence in it.
  var proofs: Int
  var frozenBy: AccountID
  var frozenByName: String
  var frozenAt: Date
  /// Which form of ``FrozenText`` the digest is over: 1 figures and evidence only, 2 also what the plan said of each target.
  var form: Int

  init(
    plan: PlanID, day: CivilDate, digest: String, figures: Int, parts: Int, proofs: Int, by principal: Principal,
    at time: Date
  ) {
    id = .new()
    self.plan = plan
    self.day = day
    year = day.year
    self.digest = digest
    self.figures = figures
    self.parts = parts
    self.proofs = proofs
    frozenBy = principal.id
    frozenByName = principal.name
    frozenAt = time
    form = 2
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    day = try row["day"]
    year = try row["year"]
    digest = try row["digest"]
    figures = try row["figures"]
    parts = try row["parts"]
    proofs = try row["proofs"]
    frozenBy = try row["frozen_by"]
    frozenByName = try row["frozen_by_name"]
    frozenAt = try row["frozen_at"]
    form = try row["form"]
  }
}

/// A figure that stands beside a frozen one, with its reason. The frozen one stays.
struct Restatement: Sendable, RowDecodable {
  static let columns: SQL = """
    id, of_freeze, target, plan, day, year, organisation, name, part_numerator, part_denominator, was_numerator,
    was_denominator, numerator, denominator, reason, made_by, made_by_name, made_at
    """

  var id: RestatementID
  var freeze: FreezeID
  var target: TargetID
  var plan: PlanID
  var day: CivilDate
  var year: Int
  /// Whose part was restated; nil: the whole.
  var organisation: OrganisationID?
  var name: String
  var partNumerator: Double?
  var partDenominator: Double?
  /// The whole before it and after it.
  var wasNumerator: Double?
  var wasDenominator: Double?
  var numerator: Double
  var denominator: Double?
  var reason: String
  var madeBy: AccountID
  var madeByName: String
  var madeAt: Date

  init(
    freeze: Freeze, target: TargetID, organisation: OrganisationID?, name: String, part: FigureCount?,
    was: FigureCount, now: FigureCount, reason: String, by principal: Principal, at time: Date
  ) {
    id = .new()
    self.freeze = freeze.id
    self.target = target
    plan = freeze.plan
    day = freeze.day
    year = freeze.year
    self.organisation = organisation
    self.name = name
    partNumerator = part?.numerator
    partDenominator = part?.denominator
    wasNumerator = was.numerator
    wasDenominator = was.denominator
    numerator = now.numerator ?? 0
    denominator = now.denominator
    self.reason = reason
    madeBy = principal.id
    madeByName = principal.name
    madeAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    freeze = try row["of_freeze"]
    target = try row["target"]
    plan = try row["plan"]
    day = try row["day"]
    year = try row["year"]
    organisation = try row["organisation"]
    name = try row["name"]
    partNumerator = try row["part_numerator"]
    partDenominator = try row["part_denominator"]
    wasNumerator = try row["was_numerator"]
    wasDenominator = try row["was_denominator"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    reason = try row["reason"]
    madeBy = try row["made_by"]
    madeByName = try row["made_by_name"]
    madeAt = try row["made_at"]
  }

  var count: FigureCount { FigureCount(numerator, denominator) }
  var was: FigureCount { FigureCount(wasNumerator, wasDenominator) }
}

/// All SQL about freezes and restatements. Nothing here changes one.
enum FreezeStore {
  static func of(_ plan: PlanID, on connection: any Connection) throws -> [Freeze] {
    try connection.all(FigureQuery.freezes(of: plan))
  }

  static func find(_ plan: PlanID, _ day: CivilDate, on connection: any Connection) throws -> Freeze? {
    try connection.first("SELECT \(Freeze.columns) FROM plan_freeze WHERE plan = \(plan) AND day = \(day)")
  }

  static func find(_ id: FreezeID, on connection: any Connection) throws -> Freeze? {
    try connection.first("SELECT \(Freeze.columns) FROM plan_freeze WHERE id = \(id)")
  }

  static func insert(_ one: Freeze, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_freeze (\(Freeze.columns))
      VALUES (\(one.id), \(one.plan), \(one.day), \(one.year), \(one.digest), \(one.figures), \(one.parts),
        \(one.proofs), \(one.frozenBy), \(one.frozenByName), \(one.frozenAt), \(one.form))
      """)
  }

  static func insert(_ one: Restatement, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_restatement (\(Restatement.columns))
      VALUES (\(one.id), \(one.freeze), \(one.target), \(one.plan), \(one.day), \(one.year), \(one.organisation),
        \(one.name), \(one.partNumerator), \(one.partDenominator), \(one.wasNumerator), \(one.wasDenominator),
        \(one.numerator), \(one.denominator), \(one.reason), \(one.madeBy), \(one.madeByName), \(one.madeAt))
      """)
  }

  static func restatements(of plan: PlanID, on connection: any Connection) throws -> [Restatement] {
    try connection.all(FigureQuery.restatements(of: plan))
  }

  static func restatements(of target: TargetID, on connection: any Connection) throws -> [Restatement] {
    try connection.all(
      "SELECT \(Restatement.columns) FROM plan_restatement WHERE target = \(target) ORDER BY day, id LIMIT 1000")
  }
}
