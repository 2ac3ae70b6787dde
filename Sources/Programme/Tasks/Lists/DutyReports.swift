import Contracts
import Kernel
import Persistence

extension Programme {
  /// What the calendar of reports says an organisation owes: of this year, and of the next within two months. What is late
  /// comes first, what was sent last.
  func reports(owedBy id: OrganisationID, for principal: Principal) async throws -> [DutyBook.Report] {
    let today = clock.today
    let lines = try await database.read {
      try ReportStore.lines(of: [today.year - 1, today.year, today.year + 1], on: $0)
    }.filter { $0.organisation == id }
    var found: [DutyBook.Report] = []
    for year in [today.year, today.year + 1] {
      for due in try await dues(in: year, for: principal, on: today) {
        let left = due.last.daysSince1970 - today.daysSince1970
        guard year == today.year || left <= 60, try await owing(due, on: today).contains(where: { $0.id == id }) else {
          continue
        }
        let own = lines.first { line in
          line.plan == due.plan?.id && line.type == due.type.id && line.year == due.year && line.period == due.period
            && Self.sees(line, due.plan, principal)
        }
        found.append(DutyBook.Report(due: due, own: own, left: left))
      }
    }
    return found.filter(\.isLate) + found.filter { !$0.isLate && !$0.isSent } + found.filter(\.isSent)
  }
}
