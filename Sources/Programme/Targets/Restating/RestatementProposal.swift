import Foundation
import Kernel
import Persistence

/// Marks the IDs of proposals.
enum RestatementProposalMark {}
typealias RestatementProposalID = ID<RestatementProposalMark>

/// A restatement that somebody proposed with evidence, and that takes effect once somebody else has confirmed it.
struct RestatementProposal: Sendable, RowDecodable {
  enum State: String, Codable, Sendable, SQLCodable {
    case waiting
    case confirmed
    case refused
    case withdrawn

    var phrase: Phrase {
      switch self {
      case .waiting: "Chờ xác nhận"
      case .confirmed: "Đã xác nhận"
      case .refused: "Từ chối"
      case .withdrawn: "Đã rút"
      }
    }
  }

  static let columns: SQL = """
    id, of_freeze, target, plan, day, organisation, name, was_numerator, was_denominator, numerator, denominator, reason,
    state, proposed_by, proposed_by_name, proposed_at, decided_by, decided_by_name, decided_at, words, restatement
    """

  var id: RestatementProposalID
  var freeze: FreezeID
  var target: TargetID
  var plan: PlanID
  var day: CivilDate
  /// Whose part; nil: the whole.
  var organisation: OrganisationID?
  var name: String
  /// What stood when it was proposed: of the part, or of the whole where it has none.
  var wasNumerator: Double?
  var wasDenominator: Double?
  var numerator: Double
  var denominator: Double?
  var reason: String
  var state: State
  var proposedBy: AccountID
  var proposedByName: String
  var proposedAt: Date
  /// Nil while it waits, and where its proposer took it back.
  var decidedBy: AccountID?
  var decidedByName: String
  var decidedAt: Date?
  /// Why it was refused.
  var words: String
  /// What it became.
  var restatement: RestatementID?

  init(
    _ input: RestatementInput, freeze: Freeze, target: TargetID, name: String, was: FigureCount,
    by principal: Principal, at time: Date
  ) {
    id = .new()
    self.freeze = freeze.id
    self.target = target
    plan = freeze.plan
    day = freeze.day
    organisation = input.organisation
    self.name = name
    wasNumerator = was.numerator
    wasDenominator = was.denominator
    numerator = input.numerator
    denominator = input.denominator
    reason = input.reason
    state = .waiting
    proposedBy = principal.id
    proposedByName = principal.name
    proposedAt = time
    decidedByName = ""
    words = ""
  }

  init(row: Row) throws {
    id = try row["id"]
    freeze = try row["of_freeze"]
    target = try row["target"]
    plan = try row["plan"]
    day = try row["day"]
    organisation = try row["organisation"]
    name = try row["name"]
    wasNumerator = try row["was_numerator"]
    wasDenominator = try row["was_denominator"]
    numerator = try row["numerator"]
    denominator = try row["denominator"]
    reason = try row["reason"]
    state = try row["state"]
    proposedBy = try row["proposed_by"]
    proposedByName = try row["proposed_by_name"]
    proposedAt = try row["proposed_at"]
    decidedBy = try row["decided_by"]
    decidedByName = try row["decided_by_name"]
    decidedAt = try row["decided_at"]
    words = try row["words"]
    restatement = try row["restatement"]
  }

  var count: FigureCount { FigureCount(numerator, denominator) }
  var was: FigureCount { FigureCount(wasNumerator, wasDenominator) }

  /// What it says, to be checked anew.
  var input: RestatementInput {
    RestatementInput(
      day: day, organisation: organisation, numerator: numerator, denominator: denominator, reason: reason)
  }
}

/// All SQL about proposals.
enum ProposalStore {
  static func insert(_ one: RestatementProposal, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO plan_restatement_proposal (\(RestatementProposal.columns))
      VALUES (\(one.id), \(one.freeze), \(one.target), \(one.plan), \(one.day), \(one.organisation), \(one.name),
        \(one.wasNumerator), \(one.wasDenominator), \(one.numerator), \(one.denominator), \(one.reason), \(one.state),
        \(one.proposedBy), \(one.proposedByName), \(one.proposedAt), \(one.decidedBy), \(one.decidedByName),
        \(one.decidedAt), \(one.words), \(one.restatement))
      """)
  }

  static func decide(_ one: RestatementProposal, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE plan_restatement_proposal SET state = \(one.state), decided_by = \(one.decidedBy),
        decided_by_name = \(one.decidedByName), decided_at = \(one.decidedAt), words = \(one.words),
        restatement = \(one.restatement)
      WHERE id = \(one.id) AND state = 'waiting'
      """)
  }

  static func find(_ id: RestatementProposalID, on connection: any Connection) throws -> RestatementProposal? {
    try connection.first("SELECT \(RestatementProposal.columns) FROM plan_restatement_proposal WHERE id = \(id)")
  }

  /// Of a target, oldest first.
  static func of(_ target: TargetID, on connection: any Connection) throws -> [RestatementProposal] {
    try connection.all(
      """
      SELECT \(RestatementProposal.columns) FROM plan_restatement_proposal WHERE target = \(target)
      ORDER BY day, id LIMIT 2000
      """)
  }

  /// Those of some plans that nobody decided on, oldest first; few, by the plan's index.
  static func waiting(of plans: [PlanID], on connection: any Connection) throws -> [RestatementProposal] {
    guard !plans.isEmpty else { return [] }
    return try connection.all(
      """
      SELECT \(RestatementProposal.columns) FROM plan_restatement_proposal
      WHERE plan IN \(list: plans) AND state = 'waiting' ORDER BY id LIMIT 2000
      """)
  }

  /// Whether one of this part of a figure waits.
  static func waits(
    _ target: TargetID, _ input: RestatementInput, on connection: any Connection
  ) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM plan_restatement_proposal
      WHERE target = \(target) AND day = \(input.day) AND COALESCE(organisation, '') = \(input.organisation?.rawValue ?? "")
        AND state = 'waiting' LIMIT 1
      """)
  }

  /// Those of which nobody was told: nobody could be, when they were proposed.
  static func untold(limit: Int) -> SQL {
    """
    SELECT \(RestatementProposal.columns) FROM plan_restatement_proposal
    WHERE state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM figure_told t WHERE t.subject = 'proposal:' || plan_restatement_proposal.id)
    ORDER BY id LIMIT \(limit)
    """
  }
}
