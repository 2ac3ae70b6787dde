import Contracts
import Kernel
import Persistence

/// Revenue as one person may see it.
struct RevenueSheet: Sendable {
  let records: [RevenueRecord]
  let mayWrite: RegisterReach
  let mayConfirm: RegisterReach
}

extension Organisations {
  /// Revenue of one organisation in all years, or of all that this person may see in one. That it was looked at is audited,
  /// without the amounts. Where the person may see nothing there is nothing.
  func revenue(
    of organisation: OrganisationID?, year: Int?, for principal: Principal
  ) async throws -> RevenueSheet {
    let today = clock.today
    return try await database.write { connection in
      let reach = try RegisterReach.revenue(Self.readRevenue, principal, on: today, connection)
      if reach.only?.isEmpty == true { throw Failure.notFound }
      var conditions: [SQL] = [reach.condition("r.organisation")]
      if let organisation {
        guard reach.contains(organisation), try OrganisationStore.firstDay(of: organisation, on: connection) != nil
        else { throw Failure.notFound }
        conditions.append("r.organisation = \(organisation)")
      }
      if let year { conditions.append("r.year = \(year)") }
      let records = try RevenueStore.records(SQL.joined(conditions, by: " AND "), limit: 20_000, connection)
      let subject = organisation.map { "revenue/\($0)" } ?? "revenue/\(year.map(String.init) ?? "*")"
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.revenue.look", subject: subject,
          organisation: organisation ?? principal.organisation, detail: ["rows": String(records.count)]),
        on: connection)
      return RevenueSheet(
        records: records, mayWrite: try RegisterReach.revenue(Self.writeRevenue, principal, on: today, connection),
        mayConfirm: try RegisterReach.revenue(Self.confirmRevenue, principal, on: today, connection))
    }
  }

  /// Whether a person sees any revenue at all, or that of one organisation: for showing a door.
  func seesRevenue(of organisation: OrganisationID?, _ principal: Principal) async throws -> Bool {
    guard principal.mayAnywhere(Self.readRevenue) else { return false }
    let today = clock.today
    return try await database.read { connection in
      let reach = try RegisterReach.revenue(Self.readRevenue, principal, on: today, connection)
      return organisation.map(reach.contains) ?? true
    }
  }
}
