import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// A published item finishes the assignments that led to it. Told twice, it changes nothing the second time.
  func itemPublished(_ item: ItemID, in organisation: OrganisationID) async throws {
    let now = clock.now
    try await database.write { connection in
      let plans = try CoverageStore.of(item, on: connection).filter { $0.organisation == organisation }.map(\.plan)
      for id in Set(plans).sorted() {
        guard let plan = try PlanStore.lock(id, on: connection) else { continue }
        var finished: [AssignmentID] = []
        for coverage in try CoverageStore.of([id], on: connection) where coverage.item == item {
          for var assignment in try AssignmentStore.of([coverage.id], on: connection) {
            guard let state = assignment.state.after(.finish) else { continue }
            assignment.state = state
            assignment.updatedAt = now
            try AssignmentStore.update(assignment, on: connection)
            finished.append(assignment.id)
          }
        }
        guard !finished.isEmpty else { continue }
        try finishPlan(plan, by: nil, on: connection)
        try record(
          action: "planning.assignment.published", "planning-plan/\(id)", in: plan.organisation, by: nil,
          detail: ["item": item.rawValue], on: connection)
      }
    }
  }

  /// A plan is done once every coverage that was assigned is, and none is left unassigned.
  func finishPlan(_ plan: Plan, by account: AccountID?, on connection: any Connection) throws {
    guard let state = plan.state.after(.finish) else { return }
    let coverages = try CoverageStore.of([plan.id], on: connection)
    let assignments = Dictionary(
      grouping: try AssignmentStore.of(coverages.map(\.id), on: connection), by: \.coverage)
    let isDone = coverages.allSatisfy { coverage in
      let states = (assignments[coverage.id] ?? []).map(\.state)
      return states.contains(.done) && !states.contains(where: \.isOpen)
    }
    guard !coverages.isEmpty, isDone else { return }
    var plan = plan
    plan.state = state
    plan.version += 1
    plan.updatedAt = clock.now
    try PlanStore.update(plan, on: connection)
    try record(
      action: "planning.plan.finished", "planning-plan/\(plan.id)", in: plan.organisation, by: account,
      on: connection)
  }
}
