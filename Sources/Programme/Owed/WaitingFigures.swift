import Contracts
import Kernel
import Persistence

extension Programme {
  /// What counts only once this person, or another, has confirmed it, oldest first: figures that somebody else of one's
  /// organisation entered, or of one that has nobody else, and restatements that somebody else proposed.
  func waitingFigures(for principal: Principal) async throws -> [OwedDuty] {
    try await waitingEntries(for: principal) + waitingRestatements(for: principal)
  }

  private func waitingEntries(for principal: Principal) async throws -> [OwedDuty] {
    let organisations = principal.ownOrganisations(for: Self.confirm)
    guard !organisations.isEmpty else { return [] }
    let own: [FigureEntry] = try await database.read { connection in
      try connection.all(
        """
        SELECT \(FigureEntry.columns) FROM plan_figure_entry
        WHERE organisation IN \(list: organisations) AND state = 'waiting' AND entered_by <> \(principal.id)
        ORDER BY id LIMIT \(OwedDuty.most)
        """)
    }
    let entries = own + (try await entriesInPlace(of: organisations, for: principal))
    guard !entries.isEmpty else { return [] }
    let targets: [TargetRecord] = try await database.read { connection in
      try connection.all(
        """
        SELECT \(TargetRecord.columns) FROM plan_target WHERE id IN \(list: Set(entries.map(\.target)).sorted())
        LIMIT \(2 * OwedDuty.most)
        """)
    }
    let texts = Dictionary(targets.map { ($0.id, $0.measure) }, uniquingKeysWith: { first, _ in first })
    return entries.prefix(OwedDuty.most).map { entry in
      OwedDuty(
        .waiting, kind: "Số liệu", title: texts[entry.target] ?? "",
        detail: entry.organisation == principal.organisation ? "" : entry.name,
        words: "\(entry.enteredByName) nhập cho ngày \(entry.day.vietnamese), chờ xác nhận",
        path: ProgrammePath.target(entry.target))
    }
  }

  /// What waits at organisations that have nobody else for it, in plans that this person keeps.
  private func entriesInPlace(
    of owners: [OrganisationID], for principal: Principal
  ) async throws -> [FigureEntry] {
    let (plans, waiting): ([PlanRecord], [FigureEntry]) = try await database.read { connection in
      let plans: [PlanRecord] = try connection.all(
        """
        SELECT \(PlanRecord.columns) FROM plan
        WHERE owner IN \(list: owners) AND id IN (SELECT plan FROM plan_figure_entry WHERE state = 'waiting')
        LIMIT \(OwedDuty.most)
        """
      ).filter { Self.mayManage($0, principal) }
      guard !plans.isEmpty else { return ([], []) }
      return (
        plans,
        try connection.all(
          """
          SELECT \(FigureEntry.columns) FROM plan_figure_entry
          WHERE plan IN \(list: plans.map(\.id)) AND state = 'waiting' AND organisation NOT IN \(list: owners)
          ORDER BY id LIMIT \(OwedDuty.most)
          """)
      )
    }
    var found: [FigureEntry] = []
    for plan in plans {
      let own = waiting.filter { $0.plan == plan.id }
      let inPlace = try await standsIn(for: own, in: plan, principal)
      found += own.filter { inPlace.contains($0.id) }
    }
    return found
  }

  private func waitingRestatements(for principal: Principal) async throws -> [OwedDuty] {
    let owners = Set([Self.freeze, Self.confirm].flatMap { principal.ownOrganisations(for: $0) }).sorted()
    guard !owners.isEmpty else { return [] }
    let waiting = try await database.read { connection in
      let plans: [PlanRecord] = try connection.all(
        """
        SELECT \(PlanRecord.columns) FROM plan
        WHERE owner IN \(list: owners) AND id IN (SELECT plan FROM plan_restatement_proposal WHERE state = 'waiting')
        LIMIT \(OwedDuty.most)
        """)
      let byID = Dictionary(plans.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return try Self.waitingRestatements(of: plans, for: principal, on: connection).filter { one, target in
        guard one.proposedBy != principal.id, let plan = byID[one.plan] else { return false }
        return Self.mayDecide(on: target, in: plan, principal)
      }
    }
    return waiting.prefix(OwedDuty.most).map { one, target in
      OwedDuty(
        .waiting, kind: "Điều chỉnh số liệu", title: target.measure, detail: one.name,
        words: "\(one.proposedByName) đề nghị điều chỉnh số liệu ngày \(one.day.vietnamese), chờ xác nhận",
        path: ProgrammePath.restatements(target.id))
    }
  }

  /// Restatements of some plans that wait, with their targets as the freeze kept them, for whoever may decide on them or
  /// sees all figures of the target; oldest first.
  static func waitingRestatements(
    of plans: [PlanRecord], for principal: Principal, on connection: any Connection
  ) throws -> [(proposal: RestatementProposal, target: TargetRecord)] {
    let byID = Dictionary(plans.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return try ProposalStore.waiting(of: byID.keys.sorted(), on: connection).compactMap { one in
      guard let plan = byID[one.plan], (try? visible(plan, to: principal)) != nil,
        let target = try PlanStore.target(one.target, on: connection),
        mayDecide(on: target, in: plan, principal) || seesAll(of: target, in: plan, principal)
      else { return nil }
      let kept = try KeptTargets(of: plan.id, target: target.id, on: connection)
      return (one, target.kept(kept.of(target.id, on: one.day)))
    }
  }
}
