import Contracts
import Foundation
import Kernel
import Persistence

/// How a plan goes, for everybody: what is promised, frozen figures, what is late, the next report. Drafts, figures that are
/// not frozen, parts of single organisations and anything on revenue are never in it.
struct PublicProgress: Sendable {
  struct Year: Sendable {
    let year: Int
    let facts: ReportFacts
  }

  let plan: PlanRecord
  /// Years with frozen figures, newest first; the current one where there is none.
  let years: [Year]
  /// Who leads tasks, by how many, at most ten.
  let leads: [String]
  let nextReport: ReportDue?

  var newest: Year? { years.first }
  var hasFigures: Bool { years.contains { $0.facts.day != nil } }
  var late: [ReportTask] { newest?.facts.tasks.filter { $0.daysLate > 0 } ?? [] }

  func count(_ standing: FigureStanding) -> Int {
    newest?.facts.targets.count { $0.note != nil && $0.state == standing } ?? 0
  }
}

extension Programme {
  /// Plans in force, as everybody may see them; those with figures come first.
  func publicPlans() async throws -> [PublicProgress] {
    try await database.read { connection in
      let all = try PlanStore.all(on: connection).filter { $0.state == .active }
        .map { try self.progress(of: $0, on: connection) }
      return all.filter(\.hasFigures) + all.filter { !$0.hasFigures }
    }
  }

  /// One of them by its code.
  func publicPlan(_ code: String) async throws -> PublicProgress {
    try await database.read { connection in
      guard let plan = try PlanStore.find(code: code, on: connection), plan.state == .active else {
        throw Failure.notFound
      }
      return try self.progress(of: plan, on: connection)
    }
  }

  private func progress(of plan: PlanRecord, on connection: any Connection) throws -> PublicProgress {
    let today = clock.today
    let frozen = Set(try FreezeStore.of(plan.id, on: connection).map(\.year)).sorted(by: >)
    let years = (frozen.isEmpty ? [today.year] : frozen).prefix(12)
    let leads: [String] = try connection.values(
      """
      SELECT p.name FROM plan_task_party p JOIN plan_task t ON t.id = p.task
      WHERE t.plan = \(plan.id) AND p.role = 'lead' GROUP BY p.name ORDER BY count(*) DESC, p.name LIMIT 10
      """)
    let next = try [today.year, today.year + 1].flatMap { try self.dues(in: $0, [plan], on: connection) }
      .first { $0.plan?.id == plan.id && $0.last >= today }
    return PublicProgress(
      plan: plan,
      years: try years.map { year in
        let gathering = FactGathering(plan: plan, year: year, scope: .published, organisation: nil, until: today)
        return .init(year: year, facts: try gathering.facts(on: connection))
      }, leads: leads, nextReport: next)
  }
}
