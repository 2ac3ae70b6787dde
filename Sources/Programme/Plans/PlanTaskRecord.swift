import Foundation
import Kernel
import Persistence

/// A task of a plan, a solution it names, or a duty it lays on an organisation.
struct PlanTaskRecord: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, CaseIterable, SQLCodable {
    case task
    case solution
    case duty
  }

  static let columns: SQL = """
    id, plan, parent, code, position, kind, section, lines, title, text, funding, from_year, to_year, every, period, targets
    """

  var id: PlanTaskID
  var plan: PlanID
  var parent: PlanTaskID?
  /// Unique within the plan.
  var code: String
  var position: Int
  var kind: Kind
  var section: String
  var lines: String
  var title: String
  var text: String
  var funding: String
  var fromYear: Int?
  var toYear: Int?
  /// `year` for "Hằng năm"; empty otherwise.
  var every: String
  /// The period as the paper writes it.
  var period: String
  /// Codes of targets of the same plan that it serves, separated by spaces.
  var targets: String

  /// The same, as they stand in ``targets``.
  var targetCodes: Set<String> { Set(targets.split(separator: " ").map(String.init)) }

  init(id: PlanTaskID = .new(), plan: PlanID, code: String, position: Int, kind: Kind, title: String) {
    self.id = id
    self.plan = plan
    self.code = code
    self.position = position
    self.kind = kind
    section = ""
    lines = ""
    self.title = title
    text = ""
    funding = ""
    every = ""
    period = ""
    targets = ""
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    parent = try row["parent"]
    code = try row["code"]
    position = try row["position"]
    kind = try row["kind"]
    section = try row["section"]
    lines = try row["lines"]
    title = try row["title"]
    text = try row["text"]
    funding = try row["funding"]
    fromYear = try row["from_year"]
    toYear = try row["to_year"]
    every = try row["every"]
    period = try row["period"]
    targets = try row["targets"]
  }
}

/// Who leads a task or takes part, by the name in the paper; the organisation where it is known here.
struct TaskParty: Sendable, RowDecodable {
  enum Role: String, Codable, Sendable, SQLCodable {
    case lead
    case partner
  }
  static let columns: SQL = "task, role, position, name, organisation"

  /// Whether a folded name is of many ("các cơ quan báo chí", "Ủy ban nhân dân các xã"): no organisation is called so, and
  /// duties find those meant by these words.
  static func namesMany(_ folded: String) -> Bool {
    folded.hasPrefix("cac ") || folded.hasPrefix("uy ban nhan dan cac ")
  }

  var task: PlanTaskID
  var role: Role
  var position: Int
  var name: String
  var organisation: OrganisationID?

  init(task: PlanTaskID, role: Role, position: Int, name: String, organisation: OrganisationID? = nil) {
    self.task = task
    self.role = role
    self.position = position
    self.name = name
    self.organisation = organisation
  }

  init(row: Row) throws {
    task = try row["task"]
    role = try row["role"]
    position = try row["position"]
    name = try row["name"]
    organisation = try row["organisation"]
  }
}
