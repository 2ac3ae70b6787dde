import Kernel
import Persistence

/// Who may do what with a report: its organisation's people; whoever keeps the plan reads what was sent to it.
extension Programme {
  static func sees(_ record: ReportRecord, _ plan: PlanRecord?, _ principal: Principal) -> Bool {
    // Figures of everybody in a draft are for those who make it and see those figures anyway; the rest of the house reads it
    // once it was sent. A plan of one's own has no figures of others.
    let holdsOthers = record.facts.scope == .whole && plan?.kind != .agency
    if principal.may(report, in: record.organisation), !holdsOthers || (plan.map { mayManage($0, principal) } ?? false)
    {
      return true
    }
    if principal.may(read, in: record.organisation) { return record.state == .sent || !holdsOthers }
    guard let plan, record.state == .sent else { return false }
    return mayManage(plan, principal)
  }

  static func sees(_ line: ReportLine, _ plan: PlanRecord?, _ principal: Principal) -> Bool {
    if principal.may(read, in: line.organisation) { return true }
    guard let plan, line.state == .sent else { return false }
    return mayManage(plan, principal)
  }

  /// Whether somebody sees a signed paper: whoever sees its report.
  static func seesReport(_ id: ReportID, _ principal: Principal, on connection: any Connection) throws -> Bool {
    guard let record = try ReportStore.find(id, on: connection) else { return false }
    return sees(record, try record.plan.flatMap { try PlanStore.find($0, on: connection) }, principal)
  }

  /// The report with its plan, for somebody who works on it; what they may not see is not there.
  ///
  /// - Parameter isKept: keeps it from others until the transaction ends; not where one only reads.
  static func worked(
    _ id: ReportID, by principal: Principal, isKept: Bool = true, on connection: any Connection
  ) throws -> (ReportRecord, PlanRecord?) {
    let found = try isKept ? ReportStore.lock(id, on: connection) : ReportStore.find(id, on: connection)
    guard let record = found, principal.may(read, in: record.organisation) else {
      throw Failure.notFound
    }
    try principal.require(report, in: record.organisation)
    let plan = try record.plan.flatMap { try PlanStore.find($0, on: connection) }
    guard sees(record, plan, principal) else { throw Failure.notFound }
    return (record, plan)
  }
}
