import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// The job that counts.
struct CountFigures: Job {
  static let name = "programme.count-figures"
  static let attempts = 3
  let run: CountID

  static func key(_ id: CountID) -> String { "programme.count-figures:\(id)" }
}

/// Somebody stopped a count while it ran.
struct CountStopped: Error {}

extension Programme {
  /// Bấm Tính số liệu: queues a count. One of the same plan and day that runs already is the one; nothing starts twice.
  @discardableResult
  func startCount(of id: PlanID, on day: CivilDate, by principal: Principal) async throws -> CountID {
    try await database.write { connection in
      let plan = try Self.kept(try PlanStore.lock(id, on: connection), by: principal)
      try checkDay(day, plan)
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      // From now on the day is a person's, not the night's.
      try CountStore.dropRunningDay(day, of: id, on: connection)
      if let open: CountRun = try connection.first(CountQuery.open(id, day)) { return open.id }
      let run = CountRun(id, day, by: principal, at: clock.now)
      try queue(run, on: connection)
      try record("programme.figures.start-count", run, plan, by: principal, on: connection)
      return run.id
    }
  }

  /// Dừng tính: what was counted so far is thrown away, and the figures before it stay.
  func stopCount(_ run: CountID, of id: PlanID, by principal: Principal) async throws {
    try await database.write { connection in
      let plan = try Self.kept(try PlanStore.lock(id, on: connection), by: principal)
      guard let found = try CountStore.find(run, on: connection), found.plan == id else { throw Failure.notFound }
      guard try CountStore.end(run, as: .cancelled, at: clock.now, on: connection) else { return }
      try record("programme.figures.stop-count", found, plan, by: principal, on: connection)
    }
  }

  func queue(_ run: CountRun, on connection: any Connection) throws {
    try CountStore.insert(run, on: connection)
    try connection.enqueue(CountFigures(run: run.id), runAt: clock.now, key: CountFigures.key(run.id))
  }

  private func record(
    _ action: String, _ run: CountRun, _ plan: PlanRecord, by principal: Principal, on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "plan/\(plan.id)", organisation: plan.owner,
        detail: ["day": run.day.rawValue, "count": run.id.rawValue]), on: connection)
  }
}
