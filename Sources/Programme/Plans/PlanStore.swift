import Foundation
import Kernel
import Persistence

/// The reads of plans that every slice shares.
enum PlanStore {
  /// Targets of one plan, and tasks of one plan, that are kept; more than any paper has.
  static let most = 5000

  static func find(_ id: PlanID, on connection: any Connection) throws -> PlanRecord? {
    try connection.first("SELECT \(PlanRecord.columns) FROM plan WHERE id = \(id)")
  }

  static func find(code: String, on connection: any Connection) throws -> PlanRecord? {
    try connection.first("SELECT \(PlanRecord.columns) FROM plan WHERE code = \(code)")
  }

  /// The same, kept from others until the transaction ends.
  static func lock(_ id: PlanID, on connection: any Connection) throws -> PlanRecord? {
    try connection.first("SELECT \(PlanRecord.columns) FROM plan WHERE id = \(id)\(SQL.forUpdate)")
  }

  /// National plans first, then by title.
  static func all(on connection: any Connection) throws -> [PlanRecord] {
    try connection.all(
      """
      SELECT \(PlanRecord.columns) FROM plan
      ORDER BY CASE kind WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 ELSE 2 END, code
      LIMIT 2000
      """)
  }

  static func target(_ id: TargetID, on connection: any Connection) throws -> TargetRecord? {
    try connection.first("SELECT \(TargetRecord.columns) FROM plan_target WHERE id = \(id)")
  }

  static func targets(of plan: PlanID, on connection: any Connection) throws -> [TargetRecord] {
    try connection.all(
      "SELECT \(TargetRecord.columns) FROM plan_target WHERE plan = \(plan) ORDER BY position, id LIMIT \(most)")
  }

  static func values(of targets: [TargetID], on connection: any Connection) throws -> [TargetID: [TargetValue]] {
    guard !targets.isEmpty else { return [:] }
    let all: [TargetValue] = try connection.all(
      """
      SELECT \(TargetValue.columns) FROM plan_target_value WHERE target IN \(list: targets) ORDER BY target, year
      LIMIT 200000
      """)
    return Dictionary(grouping: all, by: \.target)
  }

  static func tasks(of plan: PlanID, on connection: any Connection) throws -> [PlanTaskRecord] {
    try connection.all(
      """
      SELECT \(PlanTaskRecord.columns) FROM plan_task WHERE plan = \(plan) AND ended_on IS NULL
      ORDER BY position, id LIMIT 5000
      """)
  }

  static func task(_ id: PlanTaskID, on connection: any Connection) throws -> PlanTaskRecord? {
    try connection.first("SELECT \(PlanTaskRecord.columns) FROM plan_task WHERE id = \(id)")
  }

  static func parties(of tasks: [PlanTaskID], on connection: any Connection) throws -> [PlanTaskID: [TaskParty]] {
    guard !tasks.isEmpty else { return [:] }
    let all: [TaskParty] = try connection.all(
      """
      SELECT \(TaskParty.columns) FROM plan_task_party WHERE task IN \(list: tasks) ORDER BY task, role, position
      LIMIT 50000
      """)
    return Dictionary(grouping: all, by: \.task)
  }

  static func deadlines(of plan: PlanID?, on connection: any Connection) throws -> [PlanDeadline] {
    let which: SQL = plan.map { "plan = \($0)" } ?? "plan IS NULL"
    return try connection.all(
      "SELECT \(PlanDeadline.columns) FROM plan_deadline WHERE \(which) ORDER BY month, day, id LIMIT 500")
  }
}
