import Contracts
import Kernel
import Persistence

/// What serves targets and can be chosen on the dashboard: a task of the plan, or a piece of work that names targets itself.
struct ServingTask: Sendable {
  /// Of the plan's task, or of the work.
  let id: String
  let title: String
  let isOfPlan: Bool
  let targets: Set<TargetID>
}

extension Programme {
  /// In the order of the paper, then work by when it was written down.
  static func servingTasks(
    of plan: PlanID, _ targets: [TargetRecord], for principal: Principal, on connection: any Connection
  ) throws -> [ServingTask] {
    let byCode = Dictionary(targets.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
    let ofPlan = try PlanStore.tasks(of: plan, on: connection).compactMap { task -> ServingTask? in
      let served = Set(task.targetCodes.compactMap { byCode[$0] })
      guard !served.isEmpty else { return nil }
      let title = task.section.isEmpty ? task.title : "\(task.section) \(task.title)"
      return ServingTask(id: task.id.rawValue, title: title, isOfPlan: true, targets: served)
    }
    var works: [(id: String, title: String, targets: Set<TargetID>)] = []
    for row in try connection.rows(ServingQuery.pairs(of: plan, sight: sight(principal))) {
      let (id, target): (String, TargetID) = (try row["work"], try row["target"])
      if works.last?.id != id { works.append((id, try row["title"], [])) }
      works[works.count - 1].targets.insert(target)
    }
    return ofPlan + works.map { ServingTask(id: $0.id, title: $0.title, isOfPlan: false, targets: $0.targets) }
  }

  /// The one asked for. Work that was made of a plan's task serves what that does, and what it names itself; nil where it is
  /// not of this plan, or not to be seen.
  static func servingTask(
    _ id: String, among all: [ServingTask], of plan: PlanID, for principal: Principal, on connection: any Connection
  ) throws -> ServingTask? {
    if let known = all.first(where: { $0.id == id && $0.isOfPlan }) { return known }
    guard let record = try WorkStore.find(WorkID(id), on: connection), record.plan == plan,
      let seen = try? seen(record, by: principal, on: connection)
    else { return nil }
    let served = try ServingStore.targets(of: seen.record, on: connection).map(\.target.id)
    return ServingTask(id: id, title: record.title, isOfPlan: false, targets: Set(served))
  }
}
