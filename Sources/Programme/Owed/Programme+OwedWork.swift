package import Contracts
package import Kernel

/// What the programme lays on one person today, by the organisations where they hold the right to do it.
extension Programme: OwedWork {
  /// Tasks this many working days ahead are near.
  static let nearWorkingDays = 5
  /// A report takes longer to write: so many days ahead its last day is near.
  static let nearReportDays = 30

  /// Only a right held in an organisation counts; see ``OwedWork``.
  package func mayOwe(_ principal: Principal) -> Bool {
    [Self.work, Self.confirm, Self.manage, Self.report, Self.appraise, Self.writeOwn].contains {
      !principal.ownOrganisations(for: $0).isEmpty
    }
  }

  /// Tasks, figures, reports and steps of the maturity index, each by a read of its own.
  package func owed(by principal: Principal) async throws -> [OwedDuty] {
    guard mayOwe(principal) else { return [] }
    let tasks = try await owedTasks(by: principal)
    let figures = try await waitingFigures(for: principal)
    let reports = try await owedReports(by: principal)
    let steps = try await owedMaturity(by: principal)
    return tasks + figures + reports + steps
  }

  /// Tasks alone: nothing else is given to a person by name.
  package func inHand(of principal: Principal) async throws -> [OwedDuty] {
    try await tasksInHand(of: principal)
  }
}
