import Contracts
import Foundation
import Kernel
import Persistence
import Web

extension Programme {
  /// Đề nghị điều chỉnh số liệu đã chốt: a new figure with its reason and evidence, by whoever may freeze. Nothing shows it
  /// as a figure until somebody else has confirmed it.
  @discardableResult
  func proposeRestatement(
    _ id: TargetID, _ input: RestatementInput, file: UploadedFile? = nil, once: FormNumber? = nil,
    by principal: Principal
  ) async throws -> RestatementProposalID {
    let (current, plan) = try await proposable(id, by: principal)
    let kept = try await database.read { try KeptTargets(of: plan.id, target: id, on: $0) }
    let target = current.kept(kept.of(id, on: input.day))
    try Self.check(input, target, hasFile: file != nil)
    let deciders = try await deciders(of: target, in: plan).filter { $0.id != principal.id }
    let proposal = RestatementProposalID.new()
    let subject = EvidenceSubject.restatement(proposal)
    let owner = input.organisation ?? plan.owner ?? OrganisationID("")
    let typed = try evidence(
      typed: input.evidence, name: input.evidenceName, subject: subject, plan: plan.id, organisation: owner,
      by: principal)
    let file = try file.map { try keep($0, subject: subject, plan: plan.id, organisation: owner, by: principal) }
    let proofs = [file, typed].compactMap(\.self)
    // A refused proposal leaves no file behind, nor does a form that was sent twice.
    var written = proposal
    try await discarding(proofs) {
      written = try await write(
        proposal, input, proofs, of: target, in: plan, telling: deciders, once: once, by: principal)
    }
    if written != proposal { discard(proofs) }
    return written
  }

  private func write(
    _ id: RestatementProposalID, _ input: RestatementInput, _ proofs: [Evidence], of target: TargetRecord,
    in plan: PlanRecord, telling deciders: [PersonProfile], once: FormNumber?, by principal: Principal
  ) async throws -> RestatementProposalID {
    try await database.write(once: once, at: clock.now) { connection in
      _ = try PlanStore.lock(plan.id, on: connection)
      let found = try restated(input, of: target, in: plan, on: connection)
      guard try !ProposalStore.waits(target.id, input, on: connection) else {
        throw Failure.conflict(
          "Đã có một đề nghị điều chỉnh chờ xác nhận cho số liệu này, ngày \(input.day.vietnamese): hãy rút hoặc xử lý đề nghị đó trước."
        )
      }
      var proposal = RestatementProposal(
        input, freeze: found.freeze, target: target.id, name: found.part?.name ?? "", was: found.standing,
        by: principal, at: clock.now)
      proposal.id = id
      try ProposalStore.insert(proposal, on: connection)
      for proof in proofs { try EvidenceStore.insert(proof, on: connection) }
      try tell(proposal, of: target, in: plan, to: deciders, on: connection)
      try record("programme.restatement.propose", proposal, in: plan, by: principal, on: connection)
      return id
    }
  }

  /// A target and its plan, for whoever may propose to restate its frozen figures.
  func proposable(_ id: TargetID, by principal: Principal) async throws -> (TargetRecord, PlanRecord) {
    let (target, plan) = try await target(id, for: principal)
    guard Self.mayManage(plan, principal) else { throw Failure.notFound }
    try principal.require(Self.freeze, in: plan.owner)
    // Nobody restates what they may not see.
    if target.isOfRevenue { try principal.require(Self.readRevenue, in: plan.owner) }
    return (target, plan)
  }

  private static func check(_ input: RestatementInput, _ target: TargetRecord, hasFile: Bool) throws(Failure) {
    var errors: [String: Phrase] = [:]
    if input.reason.isEmpty || input.reason.count > 4000 { errors["reason"] = "Cần lý do, tối đa 4000 chữ" }
    var entered = FigureInput(
      organisation: input.organisation ?? OrganisationID(""), day: input.day, numerator: input.numerator,
      denominator: input.denominator)
    entered.evidence = input.evidence
    do {
      try check(entered, target, hasFile: hasFile)
    } catch .invalid(let found) {
      errors.merge(found) { $1 }
    }
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  func record(
    _ action: String, _ one: RestatementProposal, in plan: PlanRecord, by principal: Principal,
    _ detail: [String: String] = [:], on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "target/\(one.target)", organisation: plan.owner,
        detail: [
          "proposal": one.id.rawValue, "day": one.day.rawValue, "organisation": one.organisation?.rawValue ?? "",
          "numerator": FigureText.number(one.numerator), "denominator": one.denominator.map(FigureText.number) ?? "",
        ].merging(detail) { $1 }), on: connection)
  }
}
