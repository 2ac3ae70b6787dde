import Contracts
import Foundation
import Kernel
import Persistence

/// A piece of work with everything its page shows.
struct WorkFile: Sendable {
  let work: SeenWork
  let deadline: WorkDeadline
  let stages: [ReminderStage]
  let told: [WorkTold]
  let events: [WorkEvent]
  let evidence: [Evidence]
  let parent: WorkRecord?
  let children: [WorkRecord]
  /// What it waits for, and what waits for it; only what this person may see.
  let needs: [WorkRecord]
  let waiting: [WorkRecord]
  let planTask: PlanTaskRecord?
  /// Targets that it serves, and those of its plan from which whoever keeps it may choose.
  let serves: [ServedTarget]
  let targets: [TargetRecord]
  let rule: WorkRule?
  let names: [OrganisationID: String]
  let people: [AccountID: PersonProfile]
  /// Those of the lead organisation who may be responsible.
  let colleagues: [PersonProfile]
  let honours: [Honour]
  let campaigns: [Campaign]

  var record: WorkRecord { work.record }

  /// What this person may do to it now.
  func moves(for principal: Principal) -> [WorkMove] {
    work.moves(for: principal).filter { $0 != .confirm || Self.mayConfirm(principal, record, evidence) }
  }

  /// Whether somebody else proved it and reported it: who added any of the evidence that stands is not its second person.
  static func mayConfirm(_ principal: Principal, _ record: WorkRecord, _ evidence: [Evidence]) -> Bool {
    record.submittedBy != principal.id && !evidence.contains { $0.addedBy == principal.id }
  }

  /// It is owed, and nobody of the lead organisation was told.
  var isUnheard: Bool {
    record.state.isOwed && !told.contains { WorkTold.isHeard($0, by: record.lead) }
  }
}

extension Programme {
  func file(_ id: WorkID, for principal: Principal) async throws -> WorkFile {
    let part = try await database.read { connection -> Part in
      let work = try Self.seen(try WorkStore.find(id, on: connection), by: principal, on: connection)
      func visible(_ ids: [WorkID]) throws -> [WorkRecord] {
        try WorkStore.find(ids, on: connection).filter {
          (try? Self.seen($0, by: principal, on: connection)) != nil
        }
      }
      let events = try WorkEvent.of(id, on: connection).map { event -> WorkEvent in
        guard event.kind == .joined || event.kind == .parted, UUID(uuidString: event.words) != nil else { return event }
        var named = event
        named.words = try visible([WorkID(event.words)]).first?.title ?? ""
        return named
      }
      return Part(
        work: work, told: try WorkTold.of([id], on: connection)[id] ?? [], events: events,
        evidence: try EvidenceStore.of("task", [id.rawValue], on: connection)[id.rawValue] ?? [],
        parent: try work.record.parent.flatMap { try visible([$0]).first },
        children: try WorkStore.children(of: id, on: connection),
        needs: try visible(try WorkStore.needs(of: [id], on: connection)[id] ?? []),
        waiting: try visible(try WorkStore.waiting(for: id, on: connection)),
        planTask: try work.record.planTask.flatMap { try PlanStore.task($0, on: connection) },
        serves: try ServingStore.targets(of: work.record, on: connection),
        targets: try work.record.plan.map { plan in
          try work.mayKeep(principal)
            ? PlanStore.targets(of: plan, on: connection).filter { $0.endedOn == nil } : []
        } ?? [],
        rule: try work.record.rule.flatMap { try WorkRuleStore.find($0, on: connection) },
        honours: try HonourStore.of(work: id, on: connection),
        campaigns: try CampaignStore.of(work: id, on: connection))
    }
    let record = part.work.record
    let people = try await people.people(
      Array(Set([record.responsible, record.submittedBy, record.madeBy].compactMap(\.self))))
    let known =
      [record.lead] + part.work.partners + part.told.map(\.lead)
      + (part.children + part.needs + part.waiting).map(\.lead)
    let today = clock.today
    return WorkFile(
      work: part.work, deadline: WorkDeadline(record, calendar, today: today),
      stages: record.state.isOpen ? reminders.stages(record, calendar, on: today) : [], told: part.told,
      events: part.events, evidence: part.evidence, parent: part.parent, children: part.children, needs: part.needs,
      waiting: part.waiting, planTask: part.planTask, serves: part.serves, targets: part.targets, rule: part.rule,
      names: try await names(of: known + [record.keeper].compactMap(\.self)), people: people,
      colleagues: try await self.people.people(in: record.lead, who: Self.work), honours: part.honours,
      campaigns: part.campaigns)
  }

  private struct Part: Sendable {
    let work: SeenWork
    let told: [WorkTold]
    let events: [WorkEvent]
    let evidence: [Evidence]
    let parent: WorkRecord?
    let children: [WorkRecord]
    let needs: [WorkRecord]
    let waiting: [WorkRecord]
    let planTask: PlanTaskRecord?
    let serves: [ServedTarget]
    let targets: [TargetRecord]
    let rule: WorkRule?
    let honours: [Honour]
    let campaigns: [Campaign]
  }
}
