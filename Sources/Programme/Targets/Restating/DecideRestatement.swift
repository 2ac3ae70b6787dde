import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Xác nhận điều chỉnh: by another person who may freeze or confirm where the plan is kept. What was checked when it was
  /// proposed is checked again; only now the restated figure counts.
  func confirmRestatement(_ id: RestatementProposalID, by principal: Principal) async throws {
    let seen = try await proposed(id, for: principal)
    let witnesses = try await witnesses(of: seen.proposal.organisation, in: seen.plan, by: principal).filter {
      $0.id != seen.proposal.proposedBy
    }
    try await database.write { connection in
      _ = try PlanStore.lock(seen.plan.id, on: connection)
      var proposal = try Self.decidable(id, by: principal, on: connection)
      let kept = try KeptTargets(of: seen.plan.id, target: proposal.target, on: connection)
      let target = seen.target.kept(kept.of(proposal.target, on: proposal.day))
      let found = try restated(proposal.input, of: target, in: seen.plan, on: connection)
      let proofs = try FrozenText.proofs(of: [id.rawValue], on: connection)[id.rawValue] ?? []
      let restatement = try Restatement(
        proposal, found, proofs: proofs, confirmedBy: principal, at: clock.now)
      try FreezeStore.insert(restatement, on: connection)
      proposal.state = .confirmed
      proposal.restatement = restatement.id
      try decide(&proposal, by: principal, on: connection)
      try tell(restatement, of: target, in: seen.plan, to: witnesses, on: connection)
      try tellProposer(of: proposal, in: seen.plan, by: principal, on: connection)
      try record(
        "programme.figure.restate", proposal, in: seen.plan, by: principal,
        [
          "was": FigureText.audited(found.was), "now": FigureText.audited(found.now), "digest": restatement.digest,
          "proposedBy": proposal.proposedBy.rawValue,
        ], on: connection)
    }
  }

  /// Từ chối điều chỉnh, with the reason: the frozen figure stays what it is.
  func refuseRestatement(_ id: RestatementProposalID, words: String, by principal: Principal) async throws {
    let seen = try await proposed(id, for: principal)
    guard !words.isEmpty, words.count <= 2000 else { throw Failure.invalid(["words": "Cần lý do, tối đa 2000 chữ"]) }
    try await database.write { connection in
      _ = try PlanStore.lock(seen.plan.id, on: connection)
      var proposal = try Self.decidable(id, by: principal, on: connection)
      proposal.state = .refused
      proposal.words = words
      try decide(&proposal, by: principal, on: connection)
      try tellProposer(of: proposal, in: seen.plan, by: principal, on: connection)
      try record("programme.restatement.refuse", proposal, in: seen.plan, by: principal, on: connection)
    }
  }

  /// Rút đề nghị điều chỉnh: by its proposer, while nobody has decided on it.
  func withdrawRestatement(_ id: RestatementProposalID, by principal: Principal) async throws {
    let (seen, plan) = try await database.read { connection in
      guard let proposal = try ProposalStore.find(id, on: connection), proposal.proposedBy == principal.id else {
        throw Failure.notFound
      }
      return (proposal, try Self.visible(try PlanStore.find(proposal.plan, on: connection), to: principal))
    }
    try principal.require(Self.freeze, in: plan.owner)
    try await database.write { connection in
      _ = try PlanStore.lock(plan.id, on: connection)
      guard var proposal = try ProposalStore.find(seen.id, on: connection) else { throw Failure.notFound }
      guard proposal.state == .waiting else { throw Self.isDecided }
      proposal.state = .withdrawn
      proposal.decidedByName = principal.name
      proposal.decidedAt = clock.now
      try ProposalStore.decide(proposal, on: connection)
      try record("programme.restatement.withdraw", proposal, in: plan, by: principal, on: connection)
    }
  }

  /// Whether somebody decides on what others propose to restate of a target: who may freeze or confirm where its plan is
  /// kept and, for revenue, may see it there.
  static func mayDecide(on target: TargetRecord, in plan: PlanRecord, _ principal: Principal) -> Bool {
    (principal.may(freeze, in: plan.owner) || principal.may(confirm, in: plan.owner))
      && (!target.isOfRevenue || principal.may(readRevenue, in: plan.owner))
  }

  static var isDecided: Failure { .conflict("Đề nghị điều chỉnh này đã được xử lý.") }

  /// A proposal for whoever may decide on it, or made it; for all others it is not there.
  private func proposed(
    _ id: RestatementProposalID, for principal: Principal
  ) async throws -> (proposal: RestatementProposal, target: TargetRecord, plan: PlanRecord) {
    let (proposal, target, plan) = try await database.read { connection in
      guard let proposal = try ProposalStore.find(id, on: connection),
        let target = try PlanStore.target(proposal.target, on: connection)
      else { throw Failure.notFound }
      return (proposal, target, try Self.visible(try PlanStore.find(proposal.plan, on: connection), to: principal))
    }
    guard Self.mayDecide(on: target, in: plan, principal) else {
      guard proposal.proposedBy == principal.id || Self.seesAll(of: target, in: plan, principal) else {
        throw Failure.notFound
      }
      throw Failure.forbidden(Self.confirm)
    }
    return (proposal, target, plan)
  }

  /// One that waits, for somebody else than its proposer; the plan is locked by now.
  private static func decidable(
    _ id: RestatementProposalID, by principal: Principal, on connection: any Connection
  ) throws -> RestatementProposal {
    guard let proposal = try ProposalStore.find(id, on: connection) else { throw Failure.notFound }
    guard proposal.proposedBy != principal.id else {
      throw Failure.conflict("Người đề nghị không tự quyết định được: cần một người khác của cơ quan giữ kế hoạch.")
    }
    guard proposal.state == .waiting else { throw isDecided }
    return proposal
  }

  private func decide(
    _ proposal: inout RestatementProposal, by principal: Principal, on connection: any Connection
  ) throws {
    proposal.decidedBy = principal.id
    proposal.decidedByName = principal.name
    proposal.decidedAt = clock.now
    try ProposalStore.decide(proposal, on: connection)
  }
}

extension FigureText {
  /// `1/2`, `18`, or nothing, for the audit trail.
  static func audited(_ count: FigureCount) -> String { share(count) ?? count.numerator.map(number) ?? "" }
}
