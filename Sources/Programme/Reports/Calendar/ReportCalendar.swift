import Contracts
import Foundation
import Kernel
import Persistence

/// One line of the calendar: what is owed, and what was made of it.
struct ReportCalendarLine: Sendable {
  let due: ReportDue
  /// Of one's own organisation.
  let own: ReportLine?
  /// Of others, as far as one may see them.
  let others: [ReportLine]
  /// Whether one's own organisation owes it, as far as the program can tell.
  let isOwed: Bool
  /// For whoever keeps the plan: who owes it and has not sent it.
  let unsent: [String]
  let isLate: Bool
  /// Passed before one's own organisation was told of anything here, and not begun.
  let isBefore: Bool
  /// Whether one may begin it for one's own organisation: it has a part in the plan, and makes reports of this type.
  let mayMake: Bool
  /// Days until the last day; negative after it.
  let left: Int
}

/// The calendar of a year.
struct ReportCalendar: Sendable {
  let lines: [ReportCalendarLine]
  /// Reports of the year that no deadline asks for.
  let others: [ReportLine]
  /// Plans on which one's own organisation may report.
  let plans: Set<PlanID>
}

extension Programme {
  /// Every deadline of a year that concerns plans this person sees, with reports.
  /// - Parameter plan: only of this plan.
  func reportCalendar(
    _ year: Int, of plan: PlanID? = nil, for principal: Principal
  ) async throws -> ReportCalendar {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let today = clock.today
    let dues = try await dues(in: year, of: plan, for: principal, on: today)
    let (lines, plans, told) = try await database.read { connection in
      (
        try ReportStore.lines(of: [year - 1, year], on: connection),
        Dictionary(try PlanStore.all(on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
        try ReportsTold(of: dues, on: connection)
      )
    }
    var owing: [String: [(id: OrganisationID, name: String)]] = [:]
    for due in dues { owing[due.key] = try await self.owing(due, on: today) }
    let reporting = principal.organisation.flatMap { principal.may(Self.report, in: $0) ? $0 : nil }
    let parts = if let reporting { try await plansWithPart(of: reporting, on: today) } else { Set<PlanID>() }
    let kind =
      if let reporting { try await organisations.organisation(reporting, on: today)?.kind } else {
        nil as OrganisationKind?
      }
    let seen = lines.filter { Self.sees($0, $0.plan.flatMap { plans[$0] }, principal) }
    let all = dues.map { due in
      let here = seen.filter {
        $0.plan == due.plan?.id && $0.type == due.type.id && $0.year == due.year && $0.period == due.period
      }
      let own = here.first { $0.organisation == principal.organisation }
      let left = due.last.daysSince1970 - today.daysSince1970
      let whose = owing[due.key] ?? []
      let isOwed = own != nil || whose.contains { $0.id == principal.organisation }
      let isKept = due.plan.map { Self.mayManage($0, principal) } ?? false
      // What others owe is made by them.
      let isOurs = isOwed || due.isForSome || due.type.maker == "department"
      let mayMake =
        reporting != nil && own == nil && isOurs && due.type.about != .elsewhere && Self.makes(due.type, kind)
        && (due.plan.map { parts.contains($0.id) } ?? true)
      let isBefore = own == nil && told.isBefore(due, of: principal.organisation, on: today)
      let sent = Set(here.filter { $0.state == .sent }.map(\.organisation))
      return ReportCalendarLine(
        due: due, own: own, others: here.filter { $0.id != own?.id }, isOwed: isOwed,
        unsent: isKept
          ? whose.filter { !sent.contains($0.id) && !told.isBefore(due, of: $0.id, on: today) }.map(\.name) : [],
        isLate: isOwed && own?.state != .sent && left < 0 && !isBefore, isBefore: isBefore, mayMake: mayMake, left: left
      )
    }
    let shown = Set(all.flatMap { ($0.own.map { [$0.id] } ?? []) + $0.others.map(\.id) })
    return ReportCalendar(
      lines: all, others: seen.filter { $0.year == year && !shown.contains($0.id) }, plans: parts)
  }

  /// What is owed in a year, of the plans somebody sees and of the law; of one plan alone where it is named.
  func dues(
    in year: Int, of plan: PlanID? = nil, for principal: Principal, on day: CivilDate
  ) async throws -> [ReportDue] {
    try await database.read { connection in
      let plans = try PlanStore.all(on: connection).filter {
        (plan == nil || $0.id == plan) && (try? Self.visible($0, to: principal)) != nil
      }
      return try self.dues(in: year, plans, on: connection).filter { plan == nil || $0.plan != nil }
    }
  }

  func dues(in year: Int, _ plans: [PlanRecord], on connection: any Connection) throws -> [ReportDue] {
    let laws = try PlanStore.deadlines(of: nil, on: connection)
    return reportTypes.dues(
      in: year, plans: try plans.map { ($0, try PlanStore.deadlines(of: $0.id, on: connection)) },
      laws: Dictionary(laws.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first }))
  }
}
