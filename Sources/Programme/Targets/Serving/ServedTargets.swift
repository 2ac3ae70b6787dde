import Foundation
import Kernel
import Persistence

/// A target that a piece of work serves, and who says so.
struct ServedTarget: Sendable {
  let target: TargetRecord
  /// The plan's own task names it; nobody takes that away here.
  let isOfPlan: Bool
}

/// Statements about which work serves which target; kept apart so that tests can ask the engines how they run them.
enum ServingQuery {
  static func named(by work: WorkID) -> SQL {
    "SELECT target FROM work_target WHERE work = \(work) ORDER BY target LIMIT 2000"
  }

  static func named(by rule: WorkRuleID) -> SQL {
    "SELECT target FROM work_rule_target WHERE rule = \(rule) ORDER BY target LIMIT 2000"
  }

  /// Work of a plan that names targets of its own, one row for each pair; `sight` is ``Programme/sight(_:)``.
  static func pairs(of plan: PlanID, sight: SQL?) -> SQL {
    let seen: SQL = sight.map { "AND \($0)" } ?? ""
    return """
      SELECT work_task.id AS work, work_task.title AS title, work_target.target AS target
      FROM work_task JOIN work_target ON work_target.work = work_task.id
      WHERE work_task.plan = \(plan) AND work_task.state <> 'cancelled' \(seen)
      ORDER BY work_task.id LIMIT 20000
      """
  }

  /// Work that serves a target: by its own word, or because it was made of a plan's task that does.
  static func works(for target: TargetID, madeOf tasks: [PlanTaskID], sight: SQL?) -> SQL {
    let seen: SQL = sight.map { "AND \($0)" } ?? ""
    let made: SQL = tasks.isEmpty ? "" : "UNION SELECT id FROM work_task WHERE plan_task IN \(list: tasks)"
    return """
      SELECT \(WorkRecord.columns) FROM work_task
      WHERE id IN (SELECT work FROM work_target WHERE target = \(target) \(made)) \(seen)
      ORDER BY COALESCE(due_on, '9999'), id LIMIT 500
      """
  }
}

/// All SQL about what work serves.
enum ServingStore {
  /// Named by the plan's task first, then by the work itself, in the order of the paper.
  static func targets(of record: WorkRecord, on connection: any Connection) throws -> [ServedTarget] {
    guard let plan = record.plan else { return [] }
    let named: Set<TargetID> = Set(try connection.values(ServingQuery.named(by: record.id)))
    let codes = try record.planTask.flatMap { try PlanStore.task($0, on: connection) }?.targetCodes ?? []
    guard !named.isEmpty || !codes.isEmpty else { return [] }
    return try PlanStore.targets(of: plan, on: connection).compactMap { target in
      let isOfPlan = codes.contains(target.code)
      return isOfPlan || named.contains(target.id) ? ServedTarget(target: target, isOfPlan: isOfPlan) : nil
    }
  }

  static func named(by rule: WorkRuleID, on connection: any Connection) throws -> [TargetID] {
    try connection.values(ServingQuery.named(by: rule))
  }

  static func set(_ targets: [TargetID], of work: WorkID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM work_target WHERE work = \(work)")
    for target in Set(targets).sorted() {
      try connection.execute("INSERT INTO work_target (work, target) VALUES (\(work), \(target))")
    }
  }

  static func set(_ targets: [TargetID], of rule: WorkRuleID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM work_rule_target WHERE rule = \(rule)")
    for target in Set(targets).sorted() {
      try connection.execute("INSERT INTO work_rule_target (rule, target) VALUES (\(rule), \(target))")
    }
  }
}
