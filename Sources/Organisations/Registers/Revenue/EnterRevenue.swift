import Contracts
import Foundation
import Kernel
import Persistence

extension Organisations {
  /// Enters what organisations earned. What is written over what was confirmed must be confirmed anew. All or nothing.
  func enterRevenue(
    _ rows: [RawRow], by principal: Principal,
    refuse: @Sendable @escaping (Int, RegisterCheck.Failed) -> any Error = { Failure.invalid($1.byField(.revenue)) }
  ) async throws {
    let (today, now) = (clock.today, clock.now)
    try await database.write { connection in
      let check = try RegisterCheck(.revenue, rows, today: today, on: connection)
      // Whose it is comes before what is wrong with it.
      let named = Set(rows.compactMap { check.lookup.organisation(byID: $0.organisation) })
      try requireRevenue(Self.writeRevenue, named, principal, on: today, connection)
      var checked: [CheckedRow] = []
      for (number, row) in rows.enumerated() {
        switch check.check(row) {
        case .success(let row): checked.append(row)
        case .failure(let failed): throw refuse(number, failed)
        }
      }
      try requireRevenue(Self.writeRevenue, Set(checked.map(\.organisation)), principal, on: today, connection)
      try putRevenue(checked, by: principal, at: now, connection)
    }
  }

  /// Writes what was checked.
  func putRevenue(
    _ checked: [CheckedRow], by principal: Principal, at now: Date, _ connection: any Connection
  ) throws {
    let values = checked.map { row -> SQL in
      let year = row.values["year"].flatMap { Int($0) } ?? 0
      let amount = row.values["amount"].flatMap { Int($0) } ?? 0
      return "(\(row.organisation), \(year), \(amount), \(row.values["source"] ?? ""), \(principal.id), \(now))"
    }
    for start in stride(from: 0, to: values.count, by: 100) {
      try connection.execute(
        """
        INSERT INTO register_revenue (organisation, year, amount, source, entered_by, entered_at)
        VALUES \(SQL.joined(values[start..<min(start + 100, values.count)], by: ", "))
        ON CONFLICT (organisation, year) DO UPDATE SET amount = excluded.amount, source = excluded.source,
          entered_by = excluded.entered_by, entered_at = excluded.entered_at, confirmed_by = NULL, confirmed_at = NULL
        """)
    }
    for (organisation, own) in Dictionary(grouping: checked, by: \.organisation).sorted(by: { $0.key < $1.key }) {
      let years = own.compactMap { $0.values["year"] }.sorted().joined(separator: ", ")
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.revenue.enter", subject: "revenue/\(organisation)",
          organisation: organisation, detail: ["years": years]),
        on: connection)
    }
  }

  /// A second person's word for an amount; refuses the one who entered it, and an amount other than the one they saw.
  func confirmRevenue(
    of organisation: OrganisationID, year: Int, seen seal: String, by principal: Principal
  ) async throws {
    let (today, now) = (clock.today, clock.now)
    try await database.write { connection in
      try requireRevenue(Self.confirmRevenue, [organisation], principal, on: today, connection)
      let found = try RevenueStore.records(
        "r.organisation = \(organisation) AND r.year = \(year)", limit: 1, connection)
      guard let record = found.first else { throw Failure.notFound }
      guard record.seal == seal else {
        throw Failure.conflict("Doanh thu năm \(year) vừa được ghi lại. Hãy xem lại rồi xác nhận.")
      }
      guard record.confirmedBy == nil else { return }
      guard record.enteredBy != principal.id else {
        throw Failure.conflict("Người đã ghi doanh thu không tự xác nhận được; cần người thứ hai.")
      }
      try connection.execute(
        """
        UPDATE register_revenue SET confirmed_by = \(principal.id), confirmed_at = \(now)
        WHERE organisation = \(organisation) AND year = \(year)
        """)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.revenue.confirm", subject: "revenue/\(organisation)",
          organisation: organisation, detail: ["year": String(year)]),
        on: connection)
    }
  }

  /// Whoever may not even see the revenue of one of these finds nothing there.
  private func requireRevenue(
    _ permission: Permission, _ organisations: Set<OrganisationID>, _ principal: Principal, on day: CivilDate,
    _ connection: any Connection
  ) throws {
    let seen = try RegisterReach.revenue(Self.readRevenue, principal, on: day, connection)
    if seen.only?.isEmpty == true { throw Failure.notFound }
    guard organisations.allSatisfy(seen.contains) else { throw Failure.notFound }
    let reach = try RegisterReach.revenue(permission, principal, on: day, connection)
    guard organisations.allSatisfy(reach.contains) else { throw Failure.forbidden(permission) }
  }
}
