import Contracts
import Foundation
import Kernel
import Persistence

/// Everything the page of one unit tells.
struct UnitLife: Sendable {
  /// On the day asked for; where it is gone or not yet there, as it was when it was last known.
  let unit: UnitRecord
  let isAlive: Bool
  /// Oldest first.
  let versions: [UnitRecord]
  let children: [UnitRecord]
  let before: [UnitKin]
  let after: [UnitKin]
  /// All that carried its code, when there are several.
  let bearers: [UnitRecord]
  /// For an old commune of which nobody wrote where it went: what carries on the others of its district.
  let nearby: [UnitRecord]
  let sources: [String: String]
}

/// The whole country on a day.
struct Country: Sendable {
  let provinces: [UnitRecord]
  /// Units of each level.
  let counts: [UnitLevel: Int]
}

extension Organisations {
  func country(on day: CivilDate, by principal: Principal) async throws -> Country {
    try requireRead(principal)
    return try await database.read { connection in
      var counts: [UnitLevel: Int] = [:]
      for level in UnitLevel.allCases { counts[level] = try UnitStore.count(level, on: day, connection) }
      return Country(provinces: try UnitStore.provinces(on: day, connection), counts: counts)
    }
  }

  func findUnits(
    _ text: String, on day: CivilDate, limit: Int, by principal: Principal
  ) async throws -> [UnitRecord] {
    try requireRead(principal)
    return try await database.read { try UnitStore.find(text, on: day, limit: limit, $0) }
  }

  func unitLife(_ id: UnitID, on day: CivilDate, by principal: Principal) async throws -> UnitLife {
    try requireRead(principal)
    return try await database.read { connection in
      let today = try UnitStore.unit(id, on: day, connection)
      guard let unit = try today ?? UnitStore.latest(id, connection) else { throw Failure.notFound }
      let shown = today == nil ? unit.validity.to ?? unit.validity.from : day
      let after = try UnitStore.successors(of: id, connection)
      let bearers = try UnitStore.bearers(of: unit.code, level: unit.level, connection)
      var nearby: [UnitRecord] = []
      if after.isEmpty, unit.level == .commune, unit.validity.to != nil, let district = unit.parent {
        nearby = try Self.heirs(of: district, connection)
      }
      var sources: [String: String] = [:]
      for row in try connection.rows("SELECT id, what FROM unit_source LIMIT 100") {
        sources[try row["id"]] = try row["what"]
      }
      return UnitLife(
        unit: unit, isAlive: today != nil, versions: try UnitStore.versions(id, connection),
        children: try UnitStore.children(of: id, on: shown, connection),
        before: try UnitStore.predecessors(of: id, connection), after: after,
        bearers: Set(bearers.map(\.id)).count > 1 ? bearers : [], nearby: nearby, sources: sources)
    }
  }

  /// Where the communes of a closed district are now.
  private static func heirs(of district: UnitID, _ connection: any Connection) throws -> [UnitRecord] {
    var found: [UnitID: UnitRecord] = [:]
    for commune in try UnitStore.children(of: district, on: AsOf.eve, connection) {
      for kin in try UnitStore.successors(of: commune.id, connection) { found[kin.unit.id] = kin.unit }
    }
    return found.values.sorted { $0.code < $1.code }
  }
}
