package import Contracts
package import Kernel
import Persistence

/// What the registers lay on whoever keeps them: licences that end, notices to the authority, revenue that waits for a
/// second person.
extension Organisations: OwedWork {
  /// Only a right held in an organisation counts, to keep, to oversee or to confirm.
  package func mayOwe(_ principal: Principal) -> Bool {
    [Self.manageRegisters, Self.overseeRegisters, Self.confirmRevenue].contains {
      !principal.ownOrganisations(for: $0).isEmpty
    }
  }

  /// Licences near their end, notices to the authority, revenue that waits for a second person; amounts are never
  /// told.
  package func owed(by principal: Principal) async throws -> [OwedDuty] {
    guard mayOwe(principal) else { return [] }
    let (today, rules) = (clock.today, rules)
    let (ends, duties, revenue) = try await database.read { connection in
      // What everybody may keep is nobody's own duty.
      let keeping = RegisterReach(only: try RegisterReach.keeping(principal, on: today, connection).only ?? [])
      guard keeping.only?.isEmpty == false else {
        return ([LicenceEnd](), [NoticeDuty](), try Self.unconfirmed(principal, on: today, connection))
      }
      let mine = keeping.condition("r.organisation")
      let ends = try LicenceEnds(rules: rules, today: today, connection: connection).all(mine)
        .filter { rules.stage(of: $0.day, on: today) != nil && $0.holders.contains(where: keeping.contains) }
      let duties = try NoticeDuty.open(rules, today, connection, where: mine)
      return (ends, duties, try Self.unconfirmed(principal, on: today, connection))
    }
    let own = principal.organisation
    let licences = ends.prefix(OwedDuty.most).map { end -> OwedDuty in
      let left = end.day.daysSince1970 - today.daysSince1970
      return OwedDuty(
        left < 0 ? .late : .soon, kind: "Giấy phép", title: end.licence.values["name"] ?? "",
        detail: end.holders.contains { $0 == own } ? "" : end.licence.organisationName, due: end.day,
        words: left < 0 ? "đã hết hạn" : "còn \(left) ngày",
        path: RegisterPath.tab(.licences, of: end.licence.organisation))
    }
    return licences + notices(duties, of: own) + revenue
  }

  private func notices(_ duties: [NoticeDuty], of own: OrganisationID?) -> [OwedDuty] {
    duties.prefix(OwedDuty.most).compactMap { duty -> OwedDuty? in
      let state = duty.state(on: clock.today, rules.calendar)
      guard state == .late || state == .soon else { return nil }
      return OwedDuty(
        state == .late ? .late : .soon, kind: "Thông báo phải gửi", title: duty.text.vietnamese, detail: duty.name,
        due: duty.due,
        words: state == .late ? "quá hạn" : "sắp đến hạn",
        path: RegisterPath.tab(Register.of(duty.register), of: duty.organisation))
    }
  }

  /// Only for which year and whose; never the amount.
  private static func unconfirmed(
    _ principal: Principal, on day: CivilDate, _ connection: any Connection
  ) throws -> [OwedDuty] {
    guard let reach = try RegisterReach.revenue(confirmRevenue, principal, on: day, connection).only, !reach.isEmpty
    else { return [] }
    let records = try RevenueStore.records(
      """
      r.organisation IN \(list: reach.sorted()) AND r.confirmed_by IS NULL AND r.entered_by <> \(principal.id)
      """, limit: OwedDuty.most, connection)
    return records.map { record in
      OwedDuty(
        .waiting, kind: "Doanh thu", title: record.organisationName, detail: String(record.year),
        words: "chờ xác nhận", path: "\(RegisterPath.revenue)?nam=\(record.year)")
    }
  }
}
