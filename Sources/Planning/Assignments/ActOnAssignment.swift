import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// Accepts, declines, starts, finishes, reopens or cancels an assignment. What lies with a desk is taken by accepting
  /// or starting it; only who manages cancels; declining wants a reason.
  @discardableResult
  func act(
    _ act: AssignmentState.Act, on id: AssignmentID, reason: String = "", by principal: Principal
  ) async throws -> Assignment {
    let reason = Words.line(reason, 500)
    return try await database.write { connection in
      var line = try lockedLine(id, for: principal, on: connection)
      if act == .decline, reason.isEmpty { throw Failure.invalid(["reason": "Cần nói vì sao từ chối"]) }
      try advance(act, &line, reason: reason, by: principal, on: connection)
      return line.assignment
    }
  }

  /// Bắt đầu viết: begins the item this assignment leads to and starts the assignment; where the coverage has an item
  /// already, that one is worked on.
  func beginItem(for id: AssignmentID, by principal: Principal) async throws -> ItemBrief {
    try await database.write { connection in
      var line = try lockedLine(id, for: principal, on: connection)
      if line.assignment.state == .offered || line.assignment.state == .accepted {
        try advance(.start, &line, by: principal, on: connection)
      } else if line.assignment.state != .inProgress {
        throw Failure.conflict("Việc này đã xong hoặc đã hủy.")
      }
      guard line.assignment.person == principal.id || principal.may(Self.manage, in: line.plan.organisation) else {
        throw Failure.forbidden(Self.manage)
      }
      if let item = line.coverage.item { return try items.brief(item, for: principal, on: connection) }
      let brief = try items.begin(
        ItemStart(
          organisation: line.plan.organisation, kind: line.coverage.kind.item, title: line.plan.title,
          section: line.plan.section, holder: line.assignment.person ?? principal.id,
          deadline: line.coverage.deadline), by: principal, on: connection)
      var coverage = line.coverage
      coverage.item = brief.id
      try CoverageStore.update(coverage, on: connection)
      try record(
        action: "planning.assignment.begin", "planning-plan/\(line.plan.id)", in: line.plan.organisation,
        by: principal.id, detail: ["item": brief.id.rawValue], on: connection)
      return brief
    }
  }

  /// The assignment with what it is of, plan first, all kept from others until the transaction ends.
  private func lockedLine(
    _ id: AssignmentID, for principal: Principal, on connection: any Connection
  ) throws -> AssignmentLine {
    let first = try Self.seen(try AssignmentStore.find(id, on: connection), \.organisation, by: principal)
    guard let known = try CoverageStore.find([first.coverage], on: connection).first,
      let plan = try PlanStore.lock(known.plan, on: connection),
      let coverage = try CoverageStore.lock(known.id, on: connection),
      let assignment = try AssignmentStore.lock(id, on: connection)
    else { throw Failure.notFound }
    return AssignmentLine(assignment: assignment, coverage: coverage, plan: plan)
  }

  private func advance(
    _ act: AssignmentState.Act, _ line: inout AssignmentLine, reason: String = "", by principal: Principal,
    on connection: any Connection
  ) throws {
    var assignment = line.assignment
    guard let state = assignment.state.after(act) else {
      throw Failure.conflict("Việc này đang ở trạng thái khác. Hãy tải lại trang.")
    }
    try Self.requireHand(on: assignment, act, principal)
    if assignment.person == nil, act == .accept || act == .start {
      assignment.person = principal.id
      assignment.personName = principal.name
    }
    assignment.state = state
    assignment.reason = act == .decline ? reason : nil
    assignment.updatedAt = clock.now
    try AssignmentStore.update(assignment, on: connection)
    try tell(act, assignment, line.coverage, line.plan, by: principal, on: connection)
    try finishPlan(line.plan, by: principal.id, on: connection)
    try record(
      action: "planning.assignment.step", "planning-plan/\(line.plan.id)", in: line.plan.organisation,
      by: principal.id, detail: ["assignment": assignment.id.rawValue, "act": act.rawValue, "reason": reason],
      on: connection)
    line = AssignmentLine(assignment: assignment, coverage: line.coverage, plan: line.plan)
  }

  /// One's own, or anybody's for who manages; what lies with a desk is for whoever may propose.
  private static func requireHand(
    on assignment: Assignment, _ act: AssignmentState.Act, _ principal: Principal
  ) throws(Failure) {
    let manages = principal.may(manage, in: assignment.organisation)
    let takes = assignment.person == nil && (act == .accept || act == .start)
    let isOwn = assignment.person == principal.id || (takes && principal.may(pitch, in: assignment.organisation))
    guard manages || (isOwn && act != .cancel) else { throw .forbidden(manage) }
  }

  /// Tells the other side: who gave it hears of a refusal, who has it hears that it is off.
  func tell(
    _ act: AssignmentState.Act, _ assignment: Assignment, _ coverage: Coverage, _ plan: Plan,
    by principal: Principal, on connection: any Connection
  ) throws {
    let (people, kind, text): ([AccountID], String, Phrase)
    switch act {
    case .decline:
      (people, kind) = ([assignment.madeBy], "planning.declined")
      text = "\(principal.name) từ chối việc ở “\(plan.title)”: \(assignment.reason ?? "")"
    case .cancel:
      (people, kind) = ([assignment.person].compactMap(\.self), "planning.cancelled")
      text = "\(principal.name) đã hủy việc của bạn ở “\(plan.title)”"
    case .accept, .start, .finish, .reopen: return
    }
    let others = people.filter { $0 != principal.id }
    guard !others.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: others, kind: kind, text: text, path: PlanningPath.plan(plan.id), organisation: plan.organisation,
        by: principal.id, key: "planning-assignment/\(assignment.id)"), on: connection)
  }
}
