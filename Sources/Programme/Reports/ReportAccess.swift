import Kernel
import Persistence

/// Who may do what with a report: its organisation's people; whoever keeps the plan reads what was sent to it.
extension Programme {
  static func sees(_ record: ReportRecord, _ plan: PlanRecord?, _ principal: Principal) -> Bool {
    if principal.may(report, in: record.organisation) { return true }
    // Figures of everybody in a draft are for those who make it; the rest of the house reads it once it was sent.
    let isOpen = record.state == .sent || record.facts.scope != .whole
    if principal.may(read, in: record.organisation) { return isOpen }
    guard let plan, record.state == .sent else { return false }
    return mayManage(plan, principal)
  }

  static func sees(_ line: ReportLine, _ plan: PlanRecord?, _ principal: Principal) -> Bool {
    if principal.may(read, in: line.organisation) { return true }
    guard let plan, line.state == .sent else { return false }
    return mayManage(plan, principal)
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
    return (record, try record.plan.flatMap { try PlanStore.find($0, on: connection) })
  }
}
