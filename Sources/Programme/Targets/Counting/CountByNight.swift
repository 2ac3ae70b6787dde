import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// How long counts that are over stay in the list, in days.
  private static let keptCounts = 90

  /// Tính hằng đêm: every reporting day of this year and the last that is not frozen is counted again, so that registers and
  /// confirmations that came since are in it. A plan in which nobody enters or freezes figures this year also gets the eve,
  /// in place of the night before: entered figures belong to their day, and a later day without them would hide them.
  func countByNight() async throws {
    let (today, now) = (clock.today, clock.now)
    let plans = try await database.write { connection -> [PlanRecord] in
      try CountStore.purge(before: now.addingTimeInterval(-Double(Self.keptCounts) * 86_400), on: connection)
      return try PlanStore.all(on: connection).filter { $0.state == .active }
    }
    for plan in plans {
      try await database.write { connection in
        guard let plan = try PlanStore.lock(plan.id, on: connection), plan.state == .active else { return }
        try queueNight(plan, today, on: connection)
      }
    }
  }

  private func queueNight(_ plan: PlanRecord, _ today: CivilDate, on connection: any Connection) throws {
    let eve = today.adding(days: -1)
    let running = try CountStore.runningDay(of: plan.id, on: connection)
    var days: [CivilDate] = try connection.values(CountQuery.openDays(of: plan.id, since: today.year - 1))
    let moves = try takesEve(plan, eve, running, days, on: connection)
    if moves { days.removeAll { $0 == eve || ($0 == running && $0.year == eve.year) } }
    for day in days { try queueOnce(CountRun(plan.id, day, by: .system([]), at: clock.now), on: connection) }
    guard moves else { return }
    try queueOnce(CountRun(plan.id, eve, isRunningDay: true, by: .system([]), at: clock.now), on: connection)
  }

  private func queueOnce(_ run: CountRun, on connection: any Connection) throws {
    guard !(try connection.exists(CountQuery.open(run.plan, run.day))) else { return }
    try queue(run, on: connection)
  }

  /// Whether this year of the plan is the night's: nobody has chosen a reporting day in it.
  private func takesEve(
    _ plan: PlanRecord, _ eve: CivilDate, _ running: CivilDate?, _ open: [CivilDate], on connection: any Connection
  ) throws -> Bool {
    guard (try? checkDay(eve, plan)) != nil, eve.year <= max(plan.toYear, plan.visionYear ?? plan.toYear) else {
      return false
    }
    guard open.allSatisfy({ $0.year != eve.year || $0 == running }) else { return false }
    let (first, last) = (CivilDate(eve.year, 1, 1) ?? eve, CivilDate(eve.year, 12, 31) ?? eve)
    return try !connection.exists(
      """
      SELECT 1 FROM plan_figure_entry WHERE plan = \(plan.id) AND day BETWEEN \(first) AND \(last) LIMIT 1
      """)
      && !connection.exists(
        "SELECT 1 FROM plan_freeze WHERE plan = \(plan.id) AND day BETWEEN \(first) AND \(last) LIMIT 1")
  }

  /// In the transaction of the count: the night's new day takes the place of its last one. The last night of a year stays.
  /// Who entered a figure meanwhile, or counted that day by hand, keeps it.
  func keepUp(_ run: CountRun, on connection: any Connection) throws {
    let old = try CountStore.runningDay(of: run.plan, on: connection)
    if let old, old != run.day, old.year == run.day.year,
      try FreezeStore.find(run.plan, old, on: connection) == nil,
      !(try connection.exists(
        "SELECT 1 FROM plan_figure_entry WHERE plan = \(run.plan) AND day = \(old) LIMIT 1"))
    {
      try FigureStore.clear(run.plan, old, on: connection)
    }
    try CountStore.setRunningDay(run.day, of: run.plan, on: connection)
  }
}
