import Contracts
import Foundation
package import Kernel
import Persistence

/// What was loaded: for each plan whether it came, changed, stayed, or was left alone, and what it holds.
package struct PlanLoadReport: Sendable, Equatable {
  /// What became of one file.
  package enum Outcome: String, Sendable, Equatable {
    case added
    case changed
    case unchanged
    /// It was amended here; a file does not overwrite that.
    case leftAlone = "left-alone"
  }
  /// What became of one plan's file, and how much it holds.
  package struct Line: Sendable, Equatable {
    /// Of the plan: `thai-nguyen-2024`.
    package let code: String
    /// What became of the file.
    package let outcome: Outcome
    /// Targets in the file.
    package let targets: Int
    /// Values of its targets, by year.
    package let values: Int
    /// Tasks in the file.
    package let tasks: Int
    /// Duties of reporting in the file.
    package let duties: Int
    /// Dates in the file by which something must be done.
    package let deadlines: Int
    /// Annexes in the file.
    package let annexes: Int
  }
  /// In the order of the files.
  package internal(set) var plans: [Line] = []
  /// Laws that the files name.
  package internal(set) var laws = 0
  /// Dates that laws set, without those of plans.
  package internal(set) var lawDeadlines = 0
}

extension Programme {
  /// Brings the tables to what `data/programmes` says: all files or none. What has not changed since the last time is
  /// passed over. IDs stay with the codes of targets and tasks, so that figures stay with what they are of; what a newer
  /// file no longer has is ended, never deleted.
  @discardableResult
  package func loadPlans(by principal: Principal) async throws -> PlanLoadReport {
    try principal.require(Self.manage, in: nil)
    let files = try ProgrammeFiles(folder: facts.appendingPathComponent("programmes", isDirectory: true))
    var provinces: [String: UnitID] = [:]
    for plan in files.plans {
      guard let province = plan.file.province, let day = CivilDate(rawValue: province.on) else { continue }
      provinces[plan.file.id] = try await registers.province(named: province.name, on: day)?.id
    }
    let units = provinces
    return try await database.write { connection in
      var report = PlanLoadReport()
      let loader = PlanLoader(principal: principal, now: clock.now, today: clock.today, connection: connection)
      for plan in files.plans {
        let outcome = try loader.load(plan, province: units[plan.file.id])
        report.plans.append(.init(plan.file, outcome))
      }
      try loader.loadFacts(files)
      try loader.joinGoals()
      report.laws = files.laws.count
      report.lawDeadlines = files.deadlines.count { $0.programme == nil }
      let changed = report.plans.filter { $0.outcome == .added || $0.outcome == .changed }.map(\.code)
      if !changed.isEmpty {
        try audit.record(
          AuditEntry(
            actor: principal.id, action: "programme.plans.load", subject: "programme",
            detail: ["plans": changed.joined(separator: " ")]), on: connection)
      }
      return report
    }
  }
}

extension PlanLoadReport.Line {
  init(_ file: PlanFile, _ outcome: PlanLoadReport.Outcome) {
    self.init(
      code: file.id, outcome: outcome, targets: file.targets?.count ?? 0,
      values: (file.targets ?? []).reduce(0) { $0 + ($1.values?.count ?? 0) }, tasks: file.tasks?.count ?? 0,
      duties: file.duties?.count ?? 0, deadlines: file.deadlines?.count ?? 0, annexes: file.annexes?.count ?? 0)
  }
}
