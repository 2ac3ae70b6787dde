import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// Sends the files of evidence to those who may see what they prove.
struct EvidenceController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("minh-chung/:evidence", use: send)
  }

  private func send(_ request: Request, context: StaffContext) async throws -> Response {
    let id = EvidenceID(context.parameters.get("evidence") ?? "")
    let principal = context.principal
    let found = try await programme.database.read { connection -> Evidence? in
      guard let one = try EvidenceStore.find(id, on: connection) else { return nil }
      let plan = try one.plan.flatMap { try PlanStore.find($0, on: connection) }
      return try Programme.sees(one, plan, principal, on: connection) ? one : nil
    }
    guard let one = found, one.kind == .file else {
      throw Failure.notFound
    }
    // Always as a file to keep: what others sent in is never shown as a page of ours.
    return try await FileAnswer(
      path: programme.folder.appendingPathComponent("evidence/\(one.value)").path, type: "application/octet-stream",
      tag: one.sha256, caching: "private, no-cache", download: one.name
    ).answer(request, context)
  }
}

extension Programme {
  /// One's own organisation's, or that of a plan one keeps, or of a score that was sent to one's own appraisal. Of a figure
  /// it is whose figure one may see; of a restatement also who decides on it, and nobody else before it took effect; of a
  /// report, whatever one may read.
  static func sees(
    _ one: Evidence, _ plan: PlanRecord?, _ principal: Principal, on connection: any Connection
  ) throws -> Bool {
    if one.subjectKind == "report" { return try seesReport(ReportID(one.subject), principal, on: connection) }
    if one.subjectKind == "figure", let plan {
      return try seesFigureEvidence(one, plan, principal, on: connection)
    }
    if principal.may(read, in: one.organisation) { return true }
    if let plan { return mayManage(plan, principal) }
    return try one.subjectKind == "score" && seesScore(MaturityScoreID(one.subject), principal, on: connection)
  }

  private static func seesFigureEvidence(
    _ one: Evidence, _ plan: PlanRecord, _ principal: Principal, on connection: any Connection
  ) throws -> Bool {
    let proposal = try ProposalStore.find(RestatementProposalID(one.subject), on: connection)
    let entered: TargetID? = try connection.value("SELECT target FROM plan_figure_entry WHERE id = \(one.subject)")
    guard let id = proposal?.target ?? entered, let target = try PlanStore.target(id, on: connection),
      (try? visible(plan, to: principal)) != nil
    else { return false }
    if seesAll(of: target, in: plan, principal) { return true }
    guard let proposal else { return sees(target, of: one.organisation, in: plan, principal) }
    if mayDecide(on: target, in: plan, principal) { return true }
    guard proposal.state == .confirmed, let organisation = proposal.organisation else { return false }
    return sees(target, of: organisation, in: plan, principal)
  }
}
