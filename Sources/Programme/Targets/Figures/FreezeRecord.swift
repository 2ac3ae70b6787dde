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
    was_denominator, numerator, denominator, reason, made_by, made_by_name, made_at, proposal, confirmed_by_name,
    is_whole, digest
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
  /// Who proposed it.
  var madeBy: AccountID
  var madeByName: String
  /// When it was confirmed, and took effect.
  var madeAt: Date
  /// What it was proposed as, with its evidence; nil where it was restated before there were second people.
  var proposal: RestatementProposalID?
  /// The second person; empty where there was none yet.
  var confirmedByName: String
  /// Whether every part of the whole is known after it.
  var isWhole: Bool
  /// SHA-256 over ``RestatementDigest``, in hexadecimal; empty where it was restated before there were digests.
  var digest: String

  init(
    _ proposal: RestatementProposal, _ found: RestatedFigure, proofs: [Evidence], confirmedBy principal: Principal,
    at time: Date
  ) throws {
    id = .new()
    freeze = found.freeze.id
    target = proposal.target
    plan = proposal.plan
    day = proposal.day
    year = found.freeze.year
    organisation = found.part?.organisation
    name = found.part?.name ?? ""
    partNumerator = found.part == nil ? nil : proposal.numerator
    partDenominator = found.part == nil ? nil : proposal.denominator
    wasNumerator = found.was.numerator
    wasDenominator = found.was.denominator
    numerator = found.now.numerator ?? 0
    denominator = found.now.denominator
    reason = proposal.reason
    madeBy = proposal.proposedBy
    madeByName = proposal.proposedByName
    madeAt = time
    self.proposal = proposal.id
    confirmedByName = principal.name
    isWhole = found.now.isWhole
    digest = ""
    digest = try RestatementDigest.of(self, proofs)
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
    proposal = try row["proposal"]
    confirmedByName = try row["confirmed_by_name"]
    isWhole = try row["is_whole"]
    digest = try row["digest"]
  }

  var count: FigureCount { FigureCount(numerator, denominator, isWhole: isWhole) }
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
        \(one.numerator), \(one.denominator), \(one.reason), \(one.madeBy), \(one.madeByName), \(one.madeAt),
        \(one.proposal), \(one.confirmedByName), \(one.isWhole), \(one.digest))
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
