import Foundation
import Kernel
import Persistence

/// Everything a plan says, as far as it is shown on its page.
struct PlanWhole: Sendable {
  var record: PlanRecord
  var texts: [PlanText]
  var targets: [TargetRecord]
  var values: [TargetID: [TargetValue]]
  var tasks: [PlanTaskRecord]
  var parties: [PlanTaskID: [TaskParty]]
  var deadlines: [PlanDeadline]
  var annexes: [PlanAnnex]
  /// Oldest first.
  var amendments: [PlanAmendment]
  var laws: [String: PlanLaw]
  var changes: [String: [PlanLawChange]]

  func texts(_ kind: PlanText.Kind) -> [PlanText] { texts.filter { $0.kind == kind } }

  /// The amendment under which the plan is being changed now.
  var open: PlanAmendment? { amendments.last { $0.closedAt == nil } }

  /// Years in which any target has a value, in order.
  var years: [Int] { Set(values.values.flatMap { $0.map(\.year) }).sorted() }
}

extension PlanStore {
  static func whole(_ plan: PlanRecord, on connection: any Connection) throws -> PlanWhole {
    let texts: [PlanText] = try connection.all(
      "SELECT \(PlanText.columns) FROM plan_text WHERE plan = \(plan.id) ORDER BY kind, position LIMIT 5000")
    let targets = try targets(of: plan.id, on: connection)
    let tasks = try tasks(of: plan.id, on: connection)
    let annexes: [PlanAnnex] = try connection.all(
      "SELECT \(PlanAnnex.columns) FROM plan_annex WHERE plan = \(plan.id) ORDER BY position LIMIT 100")
    let refs = Set(texts.filter { $0.kind == .basis && !$0.ref.isEmpty }.map(\.ref))
    let laws: [PlanLaw] = try connection.all(
      "SELECT \(PlanLaw.columns) FROM plan_law WHERE ref IN \(list: refs.sorted()) LIMIT 1000")
    let changes: [PlanLawChange] = try connection.all(
      """
      SELECT \(PlanLawChange.columns) FROM plan_law_change WHERE law IN \(list: refs.sorted())
      ORDER BY law, position LIMIT 5000
      """)
    return PlanWhole(
      record: plan, texts: texts, targets: targets, values: try values(of: targets.map(\.id), on: connection),
      tasks: tasks, parties: try parties(of: tasks.map(\.id), on: connection),
      deadlines: try deadlines(of: plan.id, on: connection), annexes: annexes,
      amendments: try amendments(of: plan.id, on: connection),
      laws: Dictionary(laws.map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first }),
      changes: Dictionary(grouping: changes, by: \.law))
  }

  static func amendments(of plan: PlanID, on connection: any Connection) throws -> [PlanAmendment] {
    try connection.all(
      "SELECT \(PlanAmendment.columns) FROM plan_amendment WHERE plan = \(plan) ORDER BY version LIMIT 200")
  }
}
