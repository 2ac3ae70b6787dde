import Contracts
import Foundation
import Kernel
import Persistence

/// How a plan goes, on one page: every target by year, what is late and whose it is, where agencies stand on the index of
/// maturity, and what is to be reported.
struct PlanStanding: Sendable {
  /// As far as this person may see it.
  let board: Dashboard
  /// Late tasks, the longest late first.
  let late: [WorkLine]
  /// The press agencies of the plan's province; those with most points first.
  let agencies: [AgencyMaturity]
  /// What is to be reported on it and was not sent yet: this year's, and next year's that comes soon.
  let reports: [ReportCalendarLine]
}

/// Where an agency stands on the index of maturity.
struct AgencyMaturity: Sendable {
  let organisation: OrganisationID
  let name: String
  /// The newest result that was published; nil: none was.
  let newest: MaturityHistory.Line?
}

extension Programme {
  /// How a plan that is not a draft goes, for somebody who may see it.
  func standing(of plan: PlanRecord, for principal: Principal) async throws -> PlanStanding {
    PlanStanding(
      board: try await dashboard(DashboardFilter(plan: plan.code), for: principal),
      late: try await list(WorkFilter(plan: plan.id, when: .late), for: principal),
      agencies: try await maturity(in: plan), reports: try await reports(on: plan, for: principal))
  }

  private func reports(on plan: PlanRecord, for principal: Principal) async throws -> [ReportCalendarLine] {
    let year = clock.today.year
    let now = try await reportCalendar(year, of: plan.id, for: principal).lines
    let next = try await reportCalendar(year + 1, of: plan.id, for: principal).lines
    return (now + next.filter { $0.left <= Self.nearReportDays }).filter { line in
      line.own?.state != .sent && (line.isOwed || line.mayMake || !line.unsent.isEmpty)
    }
  }

  private func maturity(in plan: PlanRecord) async throws -> [AgencyMaturity] {
    let today = clock.today
    guard let unit = plan.province, let now = try await registers.successor(ofProvince: unit, on: today) else {
      return []
    }
    let agencies = try await registers.facts(kind: .pressAgency, province: now, on: today)
    let newest = try await newestResults(of: agencies.map(\.id))
    return agencies.map { AgencyMaturity(organisation: $0.id, name: $0.name, newest: newest[$0.id]) }
      .sorted { left, right in
        let points = (left.newest?.total, right.newest?.total)
        return switch points {
        case (let one?, let other?) where one != other: one > other
        case (_?, nil): true
        case (nil, _?): false
        default: left.name < right.name
        }
      }
  }

  /// Of each organisation what was published last, here or before the platform.
  private func newestResults(of organisations: [OrganisationID]) async throws -> [OrganisationID: MaturityHistory.Line]
  {
    guard !organisations.isEmpty else { return [:] }
    return try await database.read { connection in
      let lines = try Self.publishedLines(of: organisations, on: connection)
      return Dictionary(lines.map { ($0.organisation, $0) }) { $0.year >= $1.year ? $0 : $1 }
    }
  }
}
