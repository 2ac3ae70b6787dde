import Contracts
import Foundation
import Kernel
import Persistence

/// A report as somebody sees it, with everything its page shows.
struct ReportFile: Sendable {
  let record: ReportRecord
  let plan: PlanRecord?
  let type: ReportType?
  let events: [ReportEvent]
  let papers: [ReportPaperFile]
  /// The same report of the year before, where it was made.
  let lastYear: ReportRecord?
  /// Names in the plan that should be looked up.
  let doubts: [String]
  /// Figures of it that were changed after they were copied.
  let changedSince: [ReportRestatement]
  let mayWork: Bool
  /// Whether this person may approve: not whoever wrote in it.
  let mayApprove: Bool
  /// What it says that is no longer so.
  var stale = ReportStaleness()
  /// Nobody of its organisation may approve it: all who could wrote in it. Only its page shows that.
  var lacksApprover = false

  /// Why it was approved although figures in it are not frozen; nil where it was not.
  var unfrozenReason: String? {
    guard record.reviewedBy != nil else { return nil }
    let last = events.last { $0.kind == ReportMove.approve.rawValue || $0.kind == ReportEvent.approvedUnfrozen }
    return last.flatMap { $0.kind == ReportEvent.approvedUnfrozen ? $0.words : nil }
  }

  var sentences: ReportSentences { ReportSentences(facts: record.facts, year: record.year) }
}

extension Programme {
  /// - Parameter comparing: whether all it rests on is gathered anew, to see what is no longer so; only its page shows that.
  func reportFile(
    _ id: ReportID, comparing: Bool = false, for principal: Principal
  ) async throws -> ReportFile {
    let today = clock.today
    var file = try await database.read { connection in
      guard let record = try ReportStore.find(id, on: connection) else { throw Failure.notFound }
      let plan = try record.plan.flatMap { try PlanStore.find($0, on: connection) }
      guard Self.sees(record, plan, principal) else { throw Failure.notFound }
      let last = try ReportStore.find(
        plan: record.plan, type: record.type, year: record.year - 1, period: record.period, of: record.organisation,
        on: connection)
      let names = reportTypes.names
      let mayWork = principal.may(Self.report, in: record.organisation)
      let wrote = try ReportStore.wrote(principal.id, in: id, on: connection)
      let changed = try plan.map { try Self.changed(since: record, $0, on: connection) } ?? []
      // How it came about is its organisation's own business.
      let isOwn = principal.may(Self.read, in: record.organisation)
      return ReportFile(
        record: record, plan: plan, type: reportTypes.type(record.type),
        events: isOwn ? try ReportStore.events(of: id, on: connection) : [],
        papers: try ReportStore.papers(of: id, on: connection),
        lastYear: last.flatMap { Self.sees($0, plan, principal) ? $0 : nil },
        doubts: record.head.recipients.compactMap { line in names.doubts(today, line).map { "“\(line)”: \($0)" } },
        changedSince: changed, mayWork: mayWork, mayApprove: mayWork && principal.id != record.changedBy && !wrote)
    }
    if comparing, file.record.state == .review, file.mayWork, !file.mayApprove {
      let record = file.record
      let writers = try await database.read { try ReportStore.writers(of: record, on: $0) }
      let able = try await people.people(in: record.organisation, who: Self.report)
      file.lacksApprover = able.allSatisfy { writers.contains($0.id) }
    }
    if comparing { file.stale = try await staleness(of: file.record, file.plan) }
    return file
  }

  /// Restatements the report does not know of.
  private static func changed(
    since record: ReportRecord, _ plan: PlanRecord, on connection: any Connection
  ) throws -> [ReportRestatement] {
    guard record.facts.scope != .own, record.facts.day != nil else { return [] }
    let now = try FactGathering(
      plan: plan, year: record.year, scope: record.facts.scope, organisation: record.organisation, until: record.to,
      showsRevenue: record.facts.showsRevenue
    ).restatements(of: record.facts.day, on: connection)
    return now.filter { !record.facts.restatements.contains($0) }
  }
}
