import Contracts
import Kernel
import Persistence

/// When a licence ends for whoever works by it now.
struct LicenceEnd: Sendable, Equatable {
  let licence: RegisterRow
  /// Who works by it: its organisation, or those that carry it on.
  let holders: [OrganisationID]
  let day: CivilDate
  /// The rule by which it ends on this day, where the licence itself does not say so.
  let rule: String?
  let mark: String
}

/// Follows licences through mergers.
struct LicenceEnds {
  let rules: RegisterRules
  let today: CivilDate
  let connection: any Connection

  /// Of licences that have not ended long ago and that no newer one took the place of, the next to end first.
  ///
  /// - Parameter organisations: whose; those that came from before a merger are found by their heirs as well.
  func all(_ condition: SQL = "TRUE") throws -> [LicenceEnd] {
    let rows = try RegisterStore.rows(
      .licences, "\(condition) AND (r.valid_to IS NULL OR r.valid_to >= \(today.adding(days: -30)))", limit: 50_000,
      on: today, connection)
    let lineage = Lineage(try OrganisationStore.successions(on: connection).filter { $0.kind == .merge })
    let lastDays = try OrganisationStore.lastDays(connection)
    let byOrganisation = Dictionary(grouping: rows, by: \.organisation)
    var found: [LicenceEnd] = []
    for row in rows {
      let own = row.values["valid_to"].flatMap { CivilDate(rawValue: $0) }
      guard let ended = lastDays[row.organisation], ended < today else {
        if let own, !Self.isFollowed(row, in: byOrganisation[row.organisation] ?? []) {
          found.append(LicenceEnd(licence: row, holders: [row.organisation], day: own, rule: nil, mark: row.mark))
        }
        continue
      }
      let heirs = lineage.successors(of: row.organisation, on: today) { lastDays[$0] }
      guard !heirs.isEmpty, !isReplaced(row, since: ended, by: heirs.flatMap { byOrganisation[$0] ?? [] }) else {
        continue
      }
      let rule = transition(row, merged: ended)
      guard let day = [own, rule?.until].compactMap({ $0 }).min() else { continue }
      found.append(
        LicenceEnd(
          licence: row, holders: heirs, day: day, rule: day == own ? nil : rule?.text,
          mark: day == own ? row.mark : rule?.mark ?? ""))
    }
    return found.sorted { ($0.day, $0.licence.id) < ($1.day, $1.licence.id) }
  }

  /// A later licence for the same product is there.
  static func isFollowed(_ row: RegisterRow, in own: [RegisterRow]) -> Bool {
    own.contains {
      $0.values["kind"] == row.values["kind"] && $0.values["name"] == row.values["name"]
        && $0.values["valid_from"] ?? "" > row.values["valid_from"] ?? ""
    }
  }

  /// Its heirs have a licence of their own for all that it allows.
  private func isReplaced(_ row: RegisterRow, since day: CivilDate, by licences: [RegisterRow]) -> Bool {
    guard row.values["kind"] == "press" else { return Self.isFollowed(row, in: licences) }
    let needed = LicenceTypes.read(row.values["press_types"] ?? "")
    let new = licences.filter { $0.values["kind"] == "press" && $0.values["valid_from"] ?? "" > day.rawValue }
    return needed.isSubset(of: new.reduce(into: []) { $0.formUnion(LicenceTypes.read($1.values["press_types"] ?? "")) })
  }

  private func transition(_ row: RegisterRow, merged day: CivilDate) -> RegisterRules.Transition? {
    let types = LicenceTypes.read(row.values["press_types"] ?? "")
    return rules.transitions.first { $0.mergedBy >= day && !types.isDisjoint(with: $0.types) }
  }
}
