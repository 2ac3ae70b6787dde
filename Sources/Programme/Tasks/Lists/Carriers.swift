import Contracts
import Kernel
import Persistence
import Vietnamese

extension Programme {
  /// To whom a name in a plan belongs today: the organisation it named on the day of the paper, or whoever carries it on.
  func carriers(of party: TaskParty, in plan: PlanRecord) async throws -> [OrganisationID] {
    let today = clock.today
    let issued = Self.day(issued: plan.issued, fromYear: plan.fromYear)
    if let id = party.organisation {
      let heirs = try await registers.rollUp([id], from: issued, on: today)[id] ?? []
      if !heirs.isEmpty { return heirs }
      return try await organisations.organisation(id, on: today) == nil ? [] : [id]
    }
    let name = VietnameseText.fold(party.name)
    let now = try await organisations.organisations(kind: nil, on: today)
    if let same = now.first(where: { VietnameseText.fold($0.name) == name }) { return [same.id] }
    let then = try await organisations.organisations(kind: nil, on: issued)
    guard let old = then.first(where: { VietnameseText.fold($0.name) == name }) else { return [] }
    return try await registers.rollUp([old.id], from: issued, on: today)[old.id] ?? []
  }

  /// `2024-03-19`, `2023-11` and `2023` as a day: the last one it may mean.
  static func day(issued: String, fromYear: Int) -> CivilDate {
    if let day = CivilDate(rawValue: issued) { return day }
    let parts = issued.split(separator: "-").compactMap { Int($0) }
    if parts.count == 2, let first = CivilDate(parts[0], parts[1], 1) {
      return first.adding(months: 1).adding(days: -1)
    }
    return CivilDate(parts.first ?? fromYear, 12, 31) ?? CivilDate(daysSince1970: 0)
  }
}
