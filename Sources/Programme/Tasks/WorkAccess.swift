import Contracts
import Foundation
import Kernel
import Persistence

/// A piece of work with what decides who may see and do what with it.
struct SeenWork: Sendable {
  var record: WorkRecord
  let plan: PlanRecord?
  var partners: [OrganisationID]

  /// Those of its lead organisation who do it.
  func mayWork(_ principal: Principal) -> Bool { principal.may(Programme.work, in: record.lead) }

  /// Those who laid it on the organisation: they keep the plan, or wrote it down.
  func mayKeep(_ principal: Principal) -> Bool {
    Programme.steers(for: record.keeper, principal)
      || (plan.map { Programme.mayManage($0, principal) } ?? false)
  }

  func may(_ side: WorkMove.Side, _ principal: Principal) -> Bool {
    side == .worker ? mayWork(principal) : mayKeep(principal)
  }

  func isSeen(by principal: Principal) -> Bool {
    principal.may(Programme.read, in: record.lead) || mayKeep(principal)
      || partners.contains { principal.may(Programme.read, in: $0) }
  }

  /// What this person may do to it now.
  func moves(for principal: Principal) -> [WorkMove] {
    WorkMove.allCases.filter { $0.state(from: record.state) != nil && may($0.side, principal) }
  }
}

extension Programme {
  /// Another organisation's work is not there.
  static func seen(
    _ record: WorkRecord?, by principal: Principal, on connection: any Connection
  ) throws -> SeenWork {
    guard let record, principal.mayAnywhere(read) else { throw Failure.notFound }
    let work = SeenWork(
      record: record, plan: try record.plan.flatMap { try PlanStore.find($0, on: connection) },
      partners: try WorkStore.partners(of: [record.id], on: connection)[record.id] ?? [])
    guard work.isSeen(by: principal) else { throw Failure.notFound }
    return work
  }

  /// The same, kept from others until the transaction ends.
  static func lockedWork(
    _ id: WorkID, for principal: Principal, on connection: any Connection
  ) throws -> SeenWork {
    try seen(try WorkStore.lock(id, on: connection), by: principal, on: connection)
  }

  /// Of a list, what this person may see: as ``SeenWork/isSeen(by:)`` says it, in SQL. Nil: everything.
  static func sight(_ principal: Principal) -> SQL? {
    guard let readable = principal.organisations(for: read), let kept = principal.organisations(for: manage) else {
      return nil
    }
    let own = principal.organisations(for: writeOwn) ?? []
    return """
      (work_task.lead IN \(list: readable) OR work_task.keeper IN \(list: Set(kept).union(own).sorted())
        OR work_task.plan IN (
          SELECT id FROM plan WHERE owner IN \(list: kept) OR kind = 'agency' AND owner IN \(list: own))
        OR work_task.id IN (SELECT work FROM work_partner WHERE organisation IN \(list: readable)))
      """
  }

  func record(
    _ action: String, _ record: WorkRecord, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "work/\(record.id)", organisation: record.lead,
        detail: detail.merging(["state": record.state.rawValue]) { given, _ in given }), on: connection)
  }
}
