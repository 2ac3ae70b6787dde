import Contracts
import Kernel
import Persistence

/// The press types that licences name.
enum LicenceTypes {
  /// Written into one column: `print online`.
  static func text(_ types: Set<PressType>) -> String { types.sorted().map(\.rawValue).joined(separator: " ") }

  static func read(_ text: String) -> Set<PressType> {
    Set(text.split(separator: " ").compactMap { PressType(rawValue: String($0)) })
  }

  /// By organisation, of the press licences `l` in force on a day.
  static func inForce(
    on day: CivilDate, _ condition: SQL, _ connection: any Connection
  ) throws -> [OrganisationID: Set<PressType>] {
    var result: [OrganisationID: Set<PressType>] = [:]
    try connection.forEach(
      """
      SELECT l.organisation, l.press_types FROM register_licence l
      WHERE l.kind = 'press' AND \(SQL.holds("l", on: day)) AND \(condition)
      """
    ) { row in
      result[try row["organisation"], default: []].formUnion(read(try row["press_types"]))
    }
    return result
  }
}

/// What an organisation that was merged may do before it has a licence of its own: what those may from which it came, as
/// long as their licences run. NĐ 242/2026 lets licences of merged stations run on (data/registers/licences.json).
struct InheritedLicences {
  let day: CivilDate
  let connection: any Connection

  /// Of organisations without a licence of their own on the day; those that inherit nothing are left out.
  func types(of ids: [OrganisationID]) throws -> [OrganisationID: Set<PressType>] {
    let lineage = Lineage(try OrganisationStore.successions(on: connection).filter { $0.kind == .merge })
    let before = Dictionary(
      uniqueKeysWithValues: ids.map { ($0, lineage.predecessors(of: $0, on: day)) }
    ).filter { !$0.value.isEmpty }
    guard !before.isEmpty else { return [:] }
    let all = Set(before.values.joined()).sorted()
    let running = try LicenceTypes.inForce(on: day, "l.organisation IN \(list: all)", connection)
    return before.compactMapValues { predecessors in
      let types = predecessors.reduce(into: Set<PressType>()) { $0.formUnion(running[$1] ?? []) }
      return types.isEmpty ? nil : types
    }
  }
}
