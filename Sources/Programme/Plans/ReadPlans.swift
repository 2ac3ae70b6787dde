import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// A plan in the list, with how much is in it.
  struct PlanLine: Sendable {
    let record: PlanRecord
    let targets: Int
    let tasks: Int
    let duties: Int
    let deadlines: Int
  }

  /// A plan as somebody sees it.
  struct PlanView: Sendable {
    var whole: PlanWhole
    var lineage: PlanLineage
    let mayManage: Bool

    var record: PlanRecord { whole.record }
  }

  /// The plans somebody may see, national ones first, their drafts among them.
  func plans(for principal: Principal) async throws -> [PlanLine] {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    return try await database.read { connection in
      let counts = try Self.counts(on: connection)
      return try PlanStore.all(on: connection).filter { (try? Self.visible($0, to: principal)) != nil }.map { record in
        let count = counts[record.id] ?? [:]
        return PlanLine(
          record: record, targets: count["target"] ?? 0, tasks: (count["task"] ?? 0) + (count["solution"] ?? 0),
          duties: count["duty"] ?? 0, deadlines: count["deadline"] ?? 0)
      }
    }
  }

  private static func counts(on connection: any Connection) throws -> [PlanID: [String: Int]] {
    var counts: [PlanID: [String: Int]] = [:]
    let rows = try connection.rows(
      """
      SELECT plan, 'target' AS what, count(*) AS n FROM plan_target WHERE ended_on IS NULL GROUP BY plan
      UNION ALL
      SELECT plan, kind AS what, count(*) AS n FROM plan_task WHERE ended_on IS NULL GROUP BY plan, kind
      UNION ALL
      SELECT plan, 'deadline' AS what, count(*) AS n FROM plan_deadline
      WHERE plan IS NOT NULL AND valid_to IS NULL GROUP BY plan
      """)
    for row in rows {
      let plan: PlanID = try row["plan"]
      counts[plan, default: [:]][try row["what"]] = try row["n"]
    }
    return counts
  }

  /// By its ID or its code.
  func plan(named name: String, for principal: Principal) async throws -> PlanView {
    try await database.read { connection in
      let record = try Self.seen(name, by: principal, on: connection)
      return try Self.view(record, for: principal, on: connection)
    }
  }

  static func seen(_ name: String, by principal: Principal, on connection: any Connection) throws -> PlanRecord {
    let found = try PlanStore.find(PlanID(name), on: connection) ?? PlanStore.find(code: name, on: connection)
    return try visible(found, to: principal)
  }

  static func view(
    _ record: PlanRecord, for principal: Principal, on connection: any Connection
  ) throws -> PlanView {
    let whole = try PlanStore.whole(record, on: connection)
    return PlanView(
      whole: whole, lineage: try PlanLineage(whole, for: principal, on: connection),
      mayManage: mayManage(record, principal))
  }

  /// A plan that somebody keeps, held from others until the transaction ends.
  static func kept(
    _ name: String, by principal: Principal, on connection: any Connection
  ) throws -> PlanRecord {
    let seen = try seen(name, by: principal, on: connection)
    guard let record = try PlanStore.lock(seen.id, on: connection) else { throw Failure.notFound }
    try require(keeping: record, principal)
    return record
  }
}

/// From which targets those of a plan were taken over, and who took over from it.
struct PlanLineage: Sendable {
  struct Relative: Sendable {
    let plan: PlanRecord
    let target: TargetRecord
    let values: [TargetValue]
  }
  /// By the target of this plan.
  var above: [TargetID: Relative] = [:]
  var below: [TargetID: [Relative]] = [:]

  init(_ whole: PlanWhole, for principal: Principal, on connection: any Connection) throws {
    let own = whole.targets.map(\.id)
    guard !own.isEmpty else { return }
    let sources = whole.targets.compactMap(\.adoptedFrom)
    let others: [TargetRecord] = try connection.all(
      """
      SELECT \(TargetRecord.columns) FROM plan_target
      WHERE id IN \(list: sources) OR adopted_from IN \(list: own) ORDER BY plan, position LIMIT 20000
      """)
    guard !others.isEmpty else { return }
    let values = try PlanStore.values(of: others.map(\.id), on: connection)
    var plans: [PlanID: PlanRecord] = [:]
    for id in Set(others.map(\.plan)) {
      plans[id] = try? Programme.visible(try PlanStore.find(id, on: connection), to: principal)
    }
    var byID: [TargetID: Relative] = [:]
    for other in others {
      guard let plan = plans[other.plan] else { continue }
      let relative = Relative(plan: plan, target: other, values: values[other.id] ?? [])
      byID[other.id] = relative
      if let source = other.adoptedFrom, own.contains(source) { below[source, default: []].append(relative) }
    }
    for target in whole.targets {
      if let source = target.adoptedFrom { above[target.id] = byID[source] }
    }
  }
}

/// How far two plans' values of one target lie apart, in a year that both give.
struct ValueDifference: Sendable, Equatable {
  let year: Int
  let above: String
  let below: String
  /// Below minus above; nil where one of them is no number.
  let by: Double?

  static func between(_ above: [TargetValue], _ below: [TargetValue]) -> [ValueDifference] {
    let mine = Dictionary(below.map { ($0.year, $0) }, uniquingKeysWith: { first, _ in first })
    return above.sorted { $0.year < $1.year }.compactMap { one in
      guard let own = mine[one.year] else { return nil }
      let by = one.value.flatMap { value in own.value.map { $0 - value } }
      return ValueDifference(year: one.year, above: one.shown, below: own.shown, by: by)
    }
  }
}
