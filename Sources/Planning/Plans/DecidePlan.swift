import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// Accepts, declines, finishes or reopens a plan. Declining wants a reason and takes back what was assigned.
  @discardableResult
  func decide(
    _ act: PlanState.Act, _ id: PlanID, reason: String = "", by principal: Principal
  ) async throws -> Plan {
    let now = clock.now
    let reason = Words.line(reason, 500)
    return try await database.write { connection in
      var plan = try Self.seen(try PlanStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: plan.organisation)
      guard let state = plan.state.after(act) else {
        throw Failure.conflict("Đề tài đang ở trạng thái khác. Hãy tải lại trang.")
      }
      if act == .decline, reason.isEmpty { throw Failure.invalid(["reason": "Cần nói vì sao không làm"]) }
      plan.state = state
      plan.decider = principal.id
      plan.reason = act == .decline ? reason : nil
      plan.version += 1
      plan.updatedAt = now
      try PlanStore.update(plan, on: connection)
      if act == .decline { try cancelAll(of: plan, by: principal, at: now, on: connection) }
      try tellDecision(act, plan, by: principal, on: connection)
      try record(
        action: "planning.plan.decide", "planning-plan/\(id)", in: plan.organisation, by: principal.id,
        detail: ["act": act.rawValue, "reason": reason], on: connection)
      return plan
    }
  }

  /// Moves a plan to another day, or to no day.
  @discardableResult
  func movePlan(_ id: PlanID, to day: CivilDate?, by principal: Principal) async throws -> Plan {
    if let day { try Self.checkDay(day) }
    let now = clock.now
    return try await database.write { connection in
      var plan = try Self.seen(try PlanStore.lock(id, on: connection), \.organisation, by: principal)
      guard Self.mayWrite(plan, principal) else { throw Failure.forbidden(Self.manage) }
      plan.day = day
      plan.version += 1
      plan.updatedAt = now
      try PlanStore.update(plan, on: connection)
      try record(
        action: "planning.plan.move", "planning-plan/\(id)", in: plan.organisation, by: principal.id,
        detail: ["day": day?.rawValue ?? ""], on: connection)
      return plan
    }
  }

  /// Gives a plan to an edition of a day, to its backlog, or to none.
  @discardableResult
  func putPlan(
    _ id: PlanID, into edition: EditionID?, on day: CivilDate?, by principal: Principal
  ) async throws -> Plan {
    let now = clock.now
    return try await database.write { connection in
      var plan = try Self.seen(try PlanStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: plan.organisation)
      try put(&plan, into: edition, on: day, connection)
      plan.version += 1
      plan.updatedAt = now
      try PlanStore.update(plan, on: connection)
      try record(
        action: "planning.plan.edition", "planning-plan/\(id)", in: plan.organisation, by: principal.id,
        detail: ["edition": edition?.rawValue ?? "", "day": day?.rawValue ?? ""], on: connection)
      return plan
    }
  }

  private func cancelAll(
    of plan: Plan, by principal: Principal, at now: Date, on connection: any Connection
  ) throws {
    for coverage in try CoverageStore.of([plan.id], on: connection) {
      for var assignment in try AssignmentStore.of([coverage.id], on: connection) {
        guard let state = assignment.state.after(.cancel) else { continue }
        assignment.state = state
        assignment.updatedAt = now
        try AssignmentStore.update(assignment, on: connection)
        try tell(.cancel, assignment, coverage, plan, by: principal, on: connection)
      }
    }
  }

  private func tellDecision(
    _ act: PlanState.Act, _ plan: Plan, by principal: Principal, on connection: any Connection
  ) throws {
    let text: Phrase
    switch act {
    case .accept: text = "\(principal.name) đã duyệt đề tài “\(plan.title)”"
    case .decline: text = "\(principal.name) không nhận đề tài “\(plan.title)”: \(plan.reason ?? "")"
    case .finish, .reopen: return
    }
    guard plan.proposer != principal.id else { return }
    try notifier.notify(
      NoticeDraft(
        people: [plan.proposer], kind: "planning.decided", text: text, path: PlanningPath.plan(plan.id),
        organisation: plan.organisation, by: principal.id, key: "planning-plan/\(plan.id)"), on: connection)
  }
}
