import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Who may decide on a restatement: whoever may freeze or confirm where the plan is kept and, for revenue, may see it
  /// there. The proposer is among them and is left out by the caller.
  func deciders(of target: TargetRecord, in plan: PlanRecord) async throws -> [PersonProfile] {
    guard let owner = plan.owner else { return [] }
    var all = try await people.people(in: owner, who: Self.freeze)
    all += try await people.people(in: owner, who: Self.confirm)
    if target.isOfRevenue {
      let seeing = Set(try await people.people(in: owner, who: Self.readRevenue).map(\.id))
      all = all.filter { seeing.contains($0.id) }
    }
    var seen: Set<AccountID> = []
    return all.filter { seen.insert($0.id).inserted }
  }

  /// Tells whoever may decide that a restatement waits; once, whatever calls it how often.
  func tell(
    _ one: RestatementProposal, of target: TargetRecord, in plan: PlanRecord, to people: [PersonProfile],
    on connection: any Connection
  ) throws {
    let (measure, reason) = (String(target.measure.prefix(160)), String(one.reason.prefix(160)))
    try tellOnce(
      FigureTold.proposal(one.id), to: people, kind: "programme.restatement-waiting",
      text:
        "\(one.proposedByName) đề nghị điều chỉnh số liệu đã chốt ngày \(one.day.vietnamese) của “\(measure)”, cần người thứ hai xác nhận: \(reason)",
      path: ProgrammePath.restatements(target.id), organisation: plan.owner ?? OrganisationID(""), by: one.proposedBy,
      on: connection)
  }

  /// Tells the proposer what became of it.
  func tellProposer(
    of one: RestatementProposal, in plan: PlanRecord, by principal: Principal, on connection: any Connection
  ) throws {
    let isConfirmed = one.state == .confirmed
    try notifier.notify(
      NoticeDraft(
        people: [one.proposedBy],
        kind: isConfirmed ? "programme.restatement-confirmed" : "programme.restatement-refused",
        text: isConfirmed
          ? "\(principal.name) xác nhận điều chỉnh số liệu ngày \(one.day.vietnamese) mà bạn đề nghị"
          : "\(principal.name) từ chối điều chỉnh số liệu ngày \(one.day.vietnamese): \(String(one.words.prefix(120)))",
        path: ProgrammePath.target(one.target), organisation: plan.owner ?? OrganisationID(""), by: principal.id),
      on: connection)
  }

  /// Those who could not be told when a restatement was proposed, since nobody else might decide, are told once somebody may.
  func tellWaitingRestatements() async throws {
    let proposals: [RestatementProposal] = try await database.read { try $0.all(ProposalStore.untold(limit: 1000)) }
    for one in proposals {
      let (target, plan) = try await database.read { connection in
        (try PlanStore.target(one.target, on: connection), try PlanStore.find(one.plan, on: connection))
      }
      guard let target, let plan else { continue }
      let people = try await deciders(of: target, in: plan).filter { $0.id != one.proposedBy }
      guard !people.isEmpty else { continue }
      try await database.write { connection in
        _ = try PlanStore.lock(plan.id, on: connection)
        guard let now = try ProposalStore.find(one.id, on: connection), now.state == .waiting else { return }
        try tell(now, of: target, in: plan, to: people, on: connection)
      }
    }
  }
}
