package import Contracts
package import Kernel
import Persistence
import Vietnamese

/// The registers as other rooms ask them. No rights are checked here: whoever asks shows only what its reader may see.
package struct Registers: OrganisationRegisters {
  let organisations: Organisations

  /// A province also means those that became it by the day.
  package func facts(
    kind: OrganisationKind, province: UnitID?, on day: CivilDate
  ) async throws -> [OrganisationFacts] {
    try await organisations.database.read { connection in
      let place: SQL =
        try province.map { "v.province IN \(list: try Self.sameProvince($0, on: day, connection))" } ?? "TRUE"
      return try FactStore(day: day, connection: connection).facts("v.kind = \(kind) AND \(place)")
    }
  }

  /// In parts of 500; those that were not alive are left out.
  package func facts(
    _ ids: [OrganisationID], on day: CivilDate
  ) async throws -> [OrganisationID: OrganisationFacts] {
    guard !ids.isEmpty else { return [:] }
    let asked = Set(ids).sorted()
    return try await organisations.database.read { connection in
      let store = FactStore(day: day, connection: connection)
      var result: [OrganisationID: OrganisationFacts] = [:]
      for start in stride(from: 0, to: asked.count, by: 500) {
        let part = asked[start..<min(start + 500, asked.count)]
        for fact in try store.facts("v.organisation IN \(list: part)") { result[fact.id] = fact }
      }
      return result
    }
  }

  /// Along mergers, splits and names, as far as the later day.
  package func rollUp(
    _ ids: [OrganisationID], from start: CivilDate, on day: CivilDate
  ) async throws -> [OrganisationID: [OrganisationID]] {
    try await organisations.rollUp(ids, from: start, on: day)
  }

  /// Nearest first; empty where it was founded new.
  package func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID] {
    try await organisations.predecessors(of: id, on: day)
  }

  /// By code, by name with its marks, by name without; `Tỉnh` and `Thành phố` may be left out.
  package func province(named name: String, on day: CivilDate) async throws -> UnitProfile? {
    let plain = VietnameseText.composed(name).split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    let folded = UnitStore.folded(name)
    let all = try await organisations.database.read { try UnitStore.provinces(on: day, $0) }
    // With its diacritics before without them; `Tỉnh`, `Thành phố` may be left out.
    let found =
      all.first { $0.code == plain } ?? all.first { Self.is($0.name.lowercased(), plain) }
      ?? all.first { Self.is(UnitStore.folded($0.name), folded) }
    return found?.profile
  }

  private static func `is`(_ name: String, _ asked: String) -> Bool {
    !asked.isEmpty && (name == asked || kinds.contains { name == "\($0) \(asked)" || "\($0) \(name)" == asked })
  }

  private static let kinds = ["tỉnh", "thành phố", "tp.", "tp", "tinh", "thanh pho"]

  /// Through as many changes as there were; nil where the province was split up or is not known.
  package func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID? {
    try await organisations.database.read { try Self.successor(ofProvince: unit, on: day, $0) }
  }

  /// Whole đồng; whoever asks shows only what its reader may see.
  package func revenue(
    of ids: [OrganisationID], year: Int
  ) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)] {
    guard !ids.isEmpty else { return [:] }
    let found = try await organisations.database.read { connection in
      try connection.rows(
        """
        SELECT organisation, amount, confirmed_by FROM register_revenue
        WHERE year = \(year) AND organisation IN \(list: Set(ids).sorted())
        """
      ).map { row in
        let confirmed: String? = try row["confirmed_by"]
        return (try row["organisation"] as OrganisationID, try row["amount"] as Int, confirmed != nil)
      }
    }
    return Dictionary(found.map { ($0.0, (amount: $0.1, isConfirmed: $0.2)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Registers {
  /// A province and those that became it by the day: an organisation whose record was not carried over still lies there.
  static func sameProvince(_ unit: UnitID, on day: CivilDate, _ connection: any Connection) throws -> [UnitID] {
    let before: [UnitID] = try connection.values(
      """
      SELECT s.from_unit FROM unit_succession s JOIN unit u ON u.id = s.from_unit
      WHERE s.to_unit = \(unit) AND u.level = 'province' AND s.kind <> 'split' AND s.day <= \(day) ORDER BY s.from_unit
      """)
    return [unit] + before
  }

  static func successor(
    ofProvince unit: UnitID, on day: CivilDate, _ connection: any Connection
  ) throws -> UnitID? {
    var unit = unit
    // As many changes of provinces as a century may bring.
    for _ in 0..<20 {
      if try UnitStore.unit(unit, on: day, connection) != nil { return unit }
      let next: UnitID? = try connection.value(
        """
        SELECT to_unit FROM unit_succession WHERE from_unit = \(unit) AND kind <> 'split' AND day <= \(day)
        ORDER BY day LIMIT 1
        """)
      guard let next else { return nil }
      unit = next
    }
    return nil
  }
}

extension Organisations {
  /// Hand it to the rooms that compute figures.
  package var registers: Registers { Registers(organisations: self) }
}
