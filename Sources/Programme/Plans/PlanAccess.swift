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
    mayKeep(plan.kind, of: plan.owner, principal)
  }

  /// Whether somebody keeps plans of this kind for an organisation. Of an agency's own plan that is also whoever writes for
  /// the agency: there are no figures of others in it.
  static func mayKeep(_ kind: PlanKind, of owner: OrganisationID?, _ principal: Principal) -> Bool {
    if principal.may(manage, in: owner) { return true }
    guard kind == .agency, let owner else { return false }
    return principal.may(writeOwn, in: owner)
  }

  static func require(keeping plan: PlanRecord, _ principal: Principal) throws(Failure) {
    guard mayManage(plan, principal) else { throw .forbidden(manage) }
  }

  /// Whether somebody writes plans for any organisation at all; for showing a door.
  static func mayWritePlans(_ principal: Principal) -> Bool {
    principal.mayAnywhere(manage) || principal.mayAnywhere(writeOwn)
  }

  /// Whether what an organisation laid down is steered by somebody: what nobody keeps, by those who keep everything.
  static func steers(for organisation: OrganisationID?, _ principal: Principal) -> Bool {
    principal.may(manage, in: organisation) || organisation.map { principal.may(writeOwn, in: $0) } ?? false
  }

  /// Whether somebody may lay work on an organisation: whoever keeps a plan that reaches beyond one organisation on
  /// anybody, everybody else on their own.
  static func mayLay(on lead: OrganisationID, in plan: PlanRecord?, _ principal: Principal) -> Bool {
    if let plan, principal.may(manage, in: plan.owner) { return true }
    return steers(for: lead, principal)
  }

  /// Whether somebody sees the drafts and figures of this organisation within this plan.
  static func seesFigures(of organisation: OrganisationID, in plan: PlanRecord, _ principal: Principal) -> Bool {
    mayManage(plan, principal) || principal.may(read, in: organisation)
  }

  /// Whether somebody may see what this target says of any organisation: of revenue only with the right to that, in the body
  /// that keeps the plan.
  static func seesAll(of target: TargetRecord, in plan: PlanRecord, _ principal: Principal) -> Bool {
    mayManage(plan, principal) && (!target.isOfRevenue || principal.may(readRevenue, in: plan.owner))
  }

  /// The same of one organisation: whoever works there and, for revenue, may see its revenue.
  static func sees(
    _ target: TargetRecord, of organisation: OrganisationID, in plan: PlanRecord, _ principal: Principal
  ) -> Bool {
    seesAll(of: target, in: plan, principal)
      || principal.may(read, in: organisation)
        && (!target.isOfRevenue || principal.may(readRevenue, in: organisation))
  }
}
