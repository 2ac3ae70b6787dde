import Contracts
import Kernel
import Persistence

extension PressType: SQLCodable {}

/// Reads what the registers hold of many organisations on one day, with one statement for each register.
struct FactStore {
  let day: CivilDate
  let connection: any Connection

  /// - Parameter condition: which versions `v` are meant, beside being of the day.
  func facts(_ condition: SQL) throws -> [OrganisationFacts] {
    let alive: SQL = "\(condition) AND \(SQL.holds("v", on: day))"
    var found: [OrganisationFacts] = []
    try connection.forEach(
      """
      SELECT v.organisation, v.kind, v.name, v.short_name, v.province, v.governing_body FROM organisation_version v
      WHERE \(alive) ORDER BY v.sort_key, v.organisation LIMIT 20000
      """
    ) { row in
      found.append(
        OrganisationFacts(
          id: try row["organisation"], kind: try row["kind"], name: try row["name"], shortName: try row["short_name"],
          province: try row["province"], governingBody: try row["governing_body"]))
    }
    guard !found.isEmpty else { return [] }
    let those: SQL = "IN (SELECT v.organisation FROM organisation_version v WHERE \(alive))"
    let types = try pressTypes(of: found.map(\.id), those)
    let channels = try platforms(those)
    let systems = try security(those)
    let people = try people(those)
    let flags = try flags(those)
    for index in found.indices {
      let id = found[index].id
      found[index].pressTypes = types[id] ?? []
      found[index].platforms = channels[id] ?? []
      found[index].securityLevel = systems[id]?.level
      found[index].securityPaper = systems[id]?.paper
      found[index].staff = people[id]?.people
      found[index].trained = people[id]?.trained
      found[index].countedOn = people[id]?.day
      found[index].flags = flags[id] ?? [:]
    }
    return found
  }

  /// By licences of their own in force; where there is none, by those of whom they came from (see ``InheritedLicences``).
  private func pressTypes(of ids: [OrganisationID], _ those: SQL) throws -> [OrganisationID: Set<PressType>] {
    var own = try LicenceTypes.inForce(on: day, "l.organisation \(those)", connection)
    let without = ids.filter { own[$0] == nil }
    if !without.isEmpty {
      own.merge(try InheritedLicences(day: day, connection: connection).types(of: without)) { first, _ in first }
    }
    return own
  }

  private func platforms(_ those: SQL) throws -> [OrganisationID: [String]] {
    var result: [OrganisationID: [String]] = [:]
    try connection.forEach(
      """
      SELECT c.organisation, c.platform, c.name, c.address FROM register_channel c
      WHERE \(SQL.holds("c", on: day)) AND c.organisation \(those)
      ORDER BY c.organisation, c.platform, c.name, c.address
      """
    ) { row in
      let platform: String = try row["platform"]
      let name: String = try row["name"]
      let address: String = try row["address"]
      result[try row["organisation"], default: []].append("\(platform): \(name) (\(address))")
    }
    return result
  }

  /// Of the main system, the highest where there are several.
  private func security(_ those: SQL) throws -> [OrganisationID: (level: Int, paper: String)] {
    var result: [OrganisationID: (level: Int, paper: String)] = [:]
    try connection.forEach(
      """
      SELECT s.organisation, s.level, s.paper FROM register_security s
      WHERE s.is_main = TRUE AND \(SQL.holds("s", on: day)) AND s.organisation \(those)
      ORDER BY s.level, s.valid_from
      """
    ) { row in result[try row["organisation"]] = (try row["level"], try row["paper"]) }
    return result
  }

  /// The newest count of that day or before it.
  private func people(_ those: SQL) throws -> [OrganisationID: (people: Int, trained: Int, day: CivilDate)] {
    var result: [OrganisationID: (people: Int, trained: Int, day: CivilDate)] = [:]
    try connection.forEach(
      """
      SELECT p.organisation, p.people, p.trained, p.counted_on FROM register_people p
      WHERE p.counted_on <= \(day) AND p.organisation \(those)
      AND NOT EXISTS (
        SELECT 1 FROM register_people q
        WHERE q.organisation = p.organisation AND q.counted_on > p.counted_on AND q.counted_on <= \(day))
      """
    ) { row in result[try row["organisation"]] = (try row["people"], try row["trained"], try row["counted_on"]) }
    return result
  }

  private func flags(_ those: SQL) throws -> [OrganisationID: [OrganisationFlag: FlagFact]] {
    var result: [OrganisationID: [OrganisationFlag: FlagFact]] = [:]
    try connection.forEach(
      """
      SELECT f.organisation, f.flag, f.holds, f.valid_from, f.paper FROM register_flag f
      WHERE \(SQL.holds("f", on: day)) AND f.organisation \(those)
      """
    ) { row in
      // A flag of a later program that was here is not ours to explain.
      guard let flag = OrganisationFlag(rawValue: try row["flag"]) else { return }
      result[try row["organisation"], default: [:]][flag] = FlagFact(
        holds: try row["holds"], since: try row["valid_from"], paper: try row["paper"])
    }
    return result
  }
}
