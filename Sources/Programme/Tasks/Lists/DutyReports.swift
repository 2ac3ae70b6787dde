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
    let facts = try await registers.facts([id], on: today)[id]
    var found: [DutyBook.Report] = []
    for year in [today.year, today.year + 1] {
      let dues = try await dues(in: year, for: principal, on: today)
      let told = try await database.read { try ReportsTold(of: dues, on: $0) }
      for due in dues {
        let left = due.last.daysSince1970 - today.daysSince1970
        guard year == today.year || left <= 60, try await owes(due, id, facts, on: today) else { continue }
        let own = lines.first { $0.answers(due, of: id) && Self.sees($0, due.plan, principal) }
        found.append(
          DutyBook.Report(
            due: due, own: own, left: left, isBefore: own == nil && told.isBefore(due, of: id, on: today)))
      }
    }
    let open = found.filter { !$0.isLate && !$0.isSent && !$0.isBefore }
    return found.filter(\.isLate) + open + found.filter { $0.isSent || $0.isBefore }
  }
}
