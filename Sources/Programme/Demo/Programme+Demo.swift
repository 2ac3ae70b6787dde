import Contracts
package import Foundation
package import Kernel
import Persistence

extension Programme {
  /// Who is who in the demo province's plan.
  package struct DemoCast: Sendable {
    /// Keeps the plan.
    package let department: OrganisationID
    /// A press agency that the plan reaches.
    package let newspaper: OrganisationID
    /// A press agency that the plan reaches.
    package let magazine: OrganisationID
    /// At the department: who keeps the plan, and who freezes its figures.
    package let keeper: Principal
    /// Freezes the figures, and confirms what the keeper entered.
    package let head: Principal
    /// At the agencies: who reports progress.
    package let editor: Principal

    /// All of them must be there already.
    package init(
      department: OrganisationID, newspaper: OrganisationID, magazine: OrganisationID, keeper: Principal,
      head: Principal, editor: Principal
    ) {
      self.department = department
      self.newspaper = newspaper
      self.magazine = magazine
      self.keeper = keeper
      self.head = head
      self.editor = editor
    }
  }

  /// Writes the demo province's plan by the same use cases people have: national targets taken over, tasks begun, the
  /// figures of last year frozen and those of today counted. Days in the file count from today. Tells only those to whom a
  /// task is given: a task's page says that they were told.
  package func fillDemo(from file: URL, cast: DemoCast) async throws {
    let demo = try JSONDecoder().decode(DemoPlan.self, from: Data(contentsOf: file))
    let quiet = try Programme(
      database: database, clock: clock, audit: audit, organisations: organisations, registers: registers,
      people: people, notifier: NoNotifier(), indicators: Array(indicators.values), facts: facts, folder: folder)
    try await demo.write(quiet, telling: self, cast)
  }
}
