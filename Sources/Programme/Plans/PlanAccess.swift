import Kernel

/// Who may see what of a plan. Drafts of others are not there; figures of another organisation only for whoever keeps the plan.
extension Programme {
  static func visible(_ plan: PlanRecord?, to principal: Principal) throws(Failure) -> PlanRecord {
    guard let plan, principal.mayAnywhere(read) else { throw .notFound }
    if plan.state == .draft, !mayManage(plan, principal) { throw .notFound }
    return plan
  }

  /// Whoever keeps the plan: writes it and sees every organisation's figures in it.
  static func mayManage(_ plan: PlanRecord, _ principal: Principal) -> Bool {
    principal.may(manage, in: plan.owner)
  }

  /// Whether somebody sees the drafts and figures of this organisation within this plan.
  static func seesFigures(of organisation: OrganisationID, in plan: PlanRecord, _ principal: Principal) -> Bool {
    mayManage(plan, principal) || principal.may(read, in: organisation)
  }
}
