package import Contracts
package import Kernel
import Persistence

extension Registers {
  /// By name; on days that had districts, those of the province's districts.
  package func communes(of province: UnitID, on day: CivilDate) async throws -> [CommuneFacts] {
    try await organisations.database.read { connection in
      try CommuneStore(day: day, connection: connection).communes("(u.parent = \(province) OR p.parent = \(province))")
    }
  }

  /// In parts of 500; those that were none on the day are left out.
  package func communes(_ ids: [UnitID], on day: CivilDate) async throws -> [UnitID: CommuneFacts] {
    guard !ids.isEmpty else { return [:] }
    let asked = Set(ids).sorted()
    return try await organisations.database.read { connection in
      let store = CommuneStore(day: day, connection: connection)
      var found: [CommuneFacts] = []
      for start in stride(from: 0, to: asked.count, by: 500) {
        found += try store.communes("u.unit IN \(list: asked[start..<min(start + 500, asked.count)])")
      }
      let areKept = found.contains { $0.arePointsKept }
      for index in found.indices { found[index].arePointsKept = areKept }
      return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// At most 50,000 lines of the register.
  package func things(
    _ kind: RegisteredThing.Kind, in province: UnitID, on day: CivilDate
  ) async throws -> [RegisteredThing] {
    let register: Register = kind == .printers ? .printers : .publications
    return try await organisations.database.read { connection in
      let place = try Organisations.inProvince(province, register, day, connection)
      let rows = try RegisterStore.rows(
        register, "\(Organisations.ofDay(register, day)) AND \(place)", limit: 50_000, on: day, connection)
      let keepers = try Keepers(of: Set(rows.map(\.organisation)), on: day, connection)
      return rows.map { row in
        let keeper = keepers.now[row.organisation] ?? row.organisation
        return RegisteredThing(
          name: row.values[register.id == .printers ? "name" : "title"] ?? "",
          isMarked: register.id == .printers ? Self.isModern(row, in: day.year) : row.values["is_electronic"] == "1",
          keeper: keeper, keeperName: keepers.names[keeper] ?? row.organisationName)
      }
    }
  }

  /// A year in which it will be is no year in which it is.
  private static func isModern(_ row: RegisterRow, in year: Int) -> Bool {
    guard row.values["is_modern"] == "1" else { return false }
    return row.values["modern_year"].flatMap { Int($0) }.map { $0 <= year } ?? true
  }
}

/// Who carries on the books of organisations.
private struct Keepers {
  var now: [OrganisationID: OrganisationID] = [:]
  var names: [OrganisationID: String] = [:]

  init(of ids: Set<OrganisationID>, on day: CivilDate, _ connection: any Connection) throws {
    let lastDays = try OrganisationStore.lastDays(connection)
    let lineage = Lineage(try OrganisationStore.successions(on: connection).filter { $0.kind == .merge })
    for id in ids {
      now[id] = lineage.successors(of: id, on: day) { lastDays[$0] }.first ?? id
    }
    for id in Set(now.values) {
      names[id] = try OrganisationStore.version(of: id, at: day, on: connection)?.details.name
    }
  }
}

/// Reads what the registers hold of communes on one day.
struct CommuneStore {
  let day: CivilDate
  let connection: any Connection

  /// - Parameter condition: on the commune `u` and on what it lies in, `p`.
  func communes(_ condition: SQL) throws -> [CommuneFacts] {
    let known = UnitStore.known(day)
    var found: [CommuneFacts] = []
    try connection.forEach(
      """
      SELECT u.unit, u.name, COALESCE(p.parent, u.parent) AS province, c.radio, c.boards, c.residents, c.informed,
        c.valid_from, c.source
      FROM unit_version u
      LEFT JOIN unit_version p ON p.unit = u.parent AND \(SQL.holds("p", on: known))
      LEFT JOIN register_coverage c ON c.unit = u.unit AND \(SQL.holds("c", on: day))
      WHERE u.level = 'commune' AND \(SQL.holds("u", on: known)) AND \(condition)
      ORDER BY u.sort_key, u.unit LIMIT 20000
      """
    ) { row in
      let radio: String? = try row["radio"]
      let source: String? = try row["source"]
      found.append(
        CommuneFacts(
          id: try row["unit"], name: try row["name"], province: try row["province"],
          radio: radio.flatMap(CommuneFacts.Radio.init(rawValue:)), boards: try row["boards"],
          residents: try row["residents"], informed: try row["informed"], since: try row["valid_from"],
          source: source ?? ""))
    }
    let points = try points()
    let areKept = found.contains { points[$0.id] != nil }
    for index in found.indices {
      found[index].points = points[found[index].id] ?? []
      found[index].arePointsKept = areKept
    }
    return found
  }

  /// By the commune a point stands in; of one that was merged as a whole, by the one it went to, and so on to the day.
  private func points() throws -> [UnitID: [String]] {
    var result: [UnitID: [String]] = [:]
    // Each step later than the one before it, so that the way ends also where a commune came back.
    let onward: SQL = "s.kind <> 'split' AND s.day > t.since AND s.day <= \(day)"
    try connection.forEach(
      """
      WITH RECURSIVE trail (origin, unit, since) AS (
        SELECT DISTINCT r.unit, r.unit, CAST('' AS TEXT) FROM register_point r WHERE \(SQL.holds("r", on: day))
        UNION
        SELECT t.origin, s.to_unit, s.day FROM trail t JOIN unit_succession s ON s.from_unit = t.unit AND \(onward)
      )
      SELECT t.unit AS place, r.name FROM register_point r JOIN trail t ON t.origin = r.unit
      WHERE \(SQL.holds("r", on: day))
        AND NOT EXISTS (SELECT 1 FROM unit_succession s WHERE s.from_unit = t.unit AND \(onward))
      ORDER BY r.name, r.id LIMIT 100000
      """
    ) { row in result[try row["place"], default: []].append(try row["name"]) }
    return result
  }
}
