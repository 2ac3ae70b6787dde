import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Nêu chỉ tiêu mà nhiệm vụ phục vụ: by those who keep the work. What the plan's own task names stays named; of work that
  /// comes again, later turns serve the same.
  func nameTargets(_ ids: [TargetID], of id: WorkID, by principal: Principal) async throws {
    try await database.write { connection in
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) else { throw Failure.forbidden(Self.manage) }
      try Self.check(targets: ids, of: work.record.plan, on: connection)
      let ofPlan = try ServingStore.targets(of: work.record, on: connection).filter(\.isOfPlan).map(\.target.id)
      let own = Set(ids).subtracting(ofPlan).sorted()
      try ServingStore.set(own, of: id, on: connection)
      if let rule = work.record.rule { try ServingStore.set(own, of: rule, on: connection) }
      let served = try ServingStore.targets(of: work.record, on: connection).map(\.target)
      try WorkEvent.add(
        .served, work.record, words: served.map(\.measure).joined(separator: "; "), by: principal, at: clock.now,
        on: connection)
      try record(
        "programme.work.serve", work.record, by: principal,
        detail: ["targets": served.map(\.code).joined(separator: " ")], on: connection)
    }
  }

  /// Targets of the work's own plan only.
  static func check(targets ids: [TargetID], of plan: PlanID?, on connection: any Connection) throws {
    guard !ids.isEmpty else { return }
    guard let plan else { throw Failure.invalid(["targets": "Nhiệm vụ không theo kế hoạch nào thì không có chỉ tiêu"]) }
    let known = Set(try PlanStore.targets(of: plan, on: connection).map(\.id))
    guard ids.allSatisfy(known.contains) else {
      throw Failure.invalid(["targets": "Chỉ tiêu không thuộc kế hoạch của nhiệm vụ"])
    }
  }

  /// The targets of a plan by their codes; a code that the plan does not have is an error.
  func targets(coded codes: [String], of plan: PlanID?, for principal: Principal) async throws -> [TargetID] {
    guard !codes.isEmpty else { return [] }
    let all = try await database.read { connection -> [TargetRecord] in
      guard let plan else { return [] }
      let seen = try Self.visible(try PlanStore.find(plan, on: connection), to: principal)
      return try PlanStore.targets(of: seen.id, on: connection)
    }
    return try codes.map { code in
      guard let found = all.first(where: { $0.code == code }) else {
        throw Failure.invalid(["targets": "Kế hoạch không có chỉ tiêu mang mã “\(code)”"])
      }
      return found.id
    }
  }
}
