import Contracts
import Kernel

extension Programme {
  /// A part whose evidence leads only to pages that this person may open; the rest is words without a link.
  static func opened(_ part: FigurePart, of plan: PlanRecord, for principal: Principal) -> FigurePart {
    var part = part
    part.evidence = part.evidence.map { opens($0, part.organisation, plan, principal) ? $0 : $0.closed }
    return part
  }

  private static func opens(
    _ piece: IndicatorPart.Evidence, _ organisation: OrganisationID, _ plan: PlanRecord, _ principal: Principal
  ) -> Bool {
    guard let path = piece.path else { return true }
    guard let opens = piece.opens else {
      // Kept before rights were: only what everybody in the registers may see.
      let isOpen = path.hasPrefix("/lam-viec/to-chuc/") || path.hasPrefix("/lam-viec/so-bo/")
      return isOpen && principal.mayAnywhere(readOrganisations)
    }
    return principal.may(opens.own, in: organisation) || opens.keeper.map { principal.may($0, in: plan.owner) } ?? false
  }
}
