import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Makes the turns of recurring tasks that have begun. The turn is the key: twice at once makes nothing twice.
  func makeTurns() async throws {
    let today = clock.today
    let rules = try await database.read { try WorkRuleStore.live(on: today, $0) }
    for rule in rules {
      let made = try await database.write { connection -> [WorkRecord] in
        guard let rule = try WorkRuleStore.find(rule.id, on: connection), rule.endedOn == nil else { return [] }
        if let plan = try rule.plan.flatMap({ try PlanStore.find($0, on: connection) }), plan.state == .ended {
          return []
        }
        return try makeTurns(of: rule, by: .system([]), on: connection)
      }
      if !made.isEmpty { try await remind(only: made.map(\.id)) }
    }
  }

  func makeTurns(
    of rule: WorkRule, by principal: Principal, on connection: any Connection
  ) throws -> [WorkRecord] {
    let partners = try WorkRuleStore.partners(of: rule.id, on: connection)
    let targets = try ServingStore.named(by: rule.id, on: connection)
    return try rule.turns(by: clock.today).compactMap { turn in
      var draft = WorkDraft(plan: rule.plan, planTask: rule.planTask, title: rule.title, lead: rule.lead)
      draft.detail = rule.detail
      draft.responsible = rule.responsible
      draft.funding = rule.funding
      draft.deliverables = rule.deliverables
      (draft.startsOn, draft.dueOn) = (turn.start, turn.due)
      let record = WorkRecord(
        draft, rule: rule.id, turn: turn.name, keeper: rule.keeper, on: rule.assignedOn, by: rule.madeBy, at: clock.now)
      let isNew =
        try connection.execute(
          """
          INSERT INTO work_turn (rule, turn, work) VALUES (\(rule.id), \(turn.name), \(record.id))
          ON CONFLICT (rule, turn) DO NOTHING
          """) > 0
      guard isNew else { return nil }
      try begin(record, partners: partners, targets: targets, by: principal, on: connection)
      try self.record("programme.work.make", record, by: principal, detail: ["turn": turn.name], on: connection)
      return record
    }
  }

  /// No more turns are made; those there are stay.
  func endRule(of id: WorkID, by principal: Principal) async throws {
    try await database.write { connection in
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) else { throw Failure.forbidden(Self.manage) }
      guard let rule = work.record.rule else { throw Failure.conflict("Nhiệm vụ này không lặp lại.") }
      try WorkRuleStore.end(rule, on: clock.today, connection)
      try WorkEvent.add(.changed, work.record, words: "Thôi lặp lại", by: principal, at: clock.now, on: connection)
      try record("programme.work.end-rule", work.record, by: principal, on: connection)
    }
  }
}
