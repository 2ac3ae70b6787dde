import Contracts
package import Foundation
package import Kernel
import Persistence
import Vietnamese

/// What came of loading the units.
package struct UnitLoad: Sendable, Equatable {
  /// Versions of units in the lists.
  package let versions: Int
  /// False where the same lists were loaded before.
  package let isNew: Bool
}

/// Whose lists of units: each is brought up to date without touching the other.
package enum UnitList: String, Sendable {
  /// Those of the state (`data/units`).
  case official = "units"
  /// The demo's made-up province (`data/demo/units`), which no installation but a demo ever loads.
  case madeUp = "demo"

  /// The source that every made-up row names, and no other.
  static let madeUpSource = "minh-hoa"

  /// The rows that are of this list, by their column with the source.
  func condition(_ column: SQL) -> SQL {
    switch self {
    case .official: "\(column) <> \(Self.madeUpSource)"
    case .madeUp: "\(column) = \(Self.madeUpSource)"
    }
  }
}

extension Organisations {
  /// Brings the administrative units up to date with the lists in a folder (`data/units`), in one transaction. Nothing
  /// is done where the same lists were loaded before, so it may be called at every start. Throws
  /// ``UnitFile/Unreadable`` where a made-up unit does not say that it is one, or takes the code of a real one.
  @discardableResult
  package func loadUnits(
    from folder: URL, as list: UnitList = .official, by principal: Principal
  ) async throws -> UnitLoad {
    try principal.require(Self.manage, in: nil)
    let file = try UnitFile(folder: folder)
    try file.requireSources(of: list)
    let known = try await database.read {
      try $0.value("SELECT digest FROM unit_load WHERE id = \(list.rawValue)", as: String.self)
    }
    if known == file.digest { return UnitLoad(versions: file.versions.count, isNew: false) }
    return try await loadUnits(UnitRows(file), as: list, by: principal)
  }

  func loadUnits(
    _ rows: UnitRows, as list: UnitList = .official, by principal: Principal
  ) async throws -> UnitLoad {
    let now = clock.now
    try await database.write { connection in
      try rows.write(list, at: now, on: connection)
      try finish("organisations.load-units", [], principal, [:], connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.load-units", subject: "\(list.rawValue)/\(rows.digest)",
          detail: ["versions": String(rows.versions.count)]),
        on: connection)
    }
    return UnitLoad(versions: rows.versions.count, isNew: true)
  }
}

/// The rows to be written, made before the transaction begins.
struct UnitRows: Sendable {
  let digest: String
  let units: [SQL]
  let versions: [SQL]
  let steps: [SQL]
  let sources: [SQL]

  init(_ file: UnitFile) {
    digest = file.digest
    var names: [UnitID: (name: String, parent: UnitID?)] = [:]
    for version in file.versions where names[version.unit] == nil {
      names[version.unit] = (version.name, version.parent)
    }
    var seen: Set<UnitID> = []
    units = file.versions.filter { seen.insert($0.unit).inserted }.map { "(\($0.unit), \($0.level))" }
    versions = file.versions.map { version in
      var place = version.name
      var parent = version.parent
      while let next = parent.flatMap({ names[$0] }) {
        place += " " + next.name
        parent = next.parent
      }
      return """
        (\(version.unit), \(version.validity.from), \(version.validity.to), \(version.code), \(version.level),
        \(version.name), \(version.parent), \(" " + UnitStore.folded(version.name)),
        \(" " + UnitStore.folded(place)), \(VietnameseText.sortKey(version.name)), \(version.source))
        """
    }
    steps = file.steps.map { "(\($0.from), \($0.to), \($0.kind), \($0.day), \($0.source))" }
    sources = file.sources.map { "(\($0.id), \($0.what))" }
  }

  func write(_ list: UnitList, at now: Date, on connection: any Connection) throws {
    try connection.execute("DELETE FROM unit_succession WHERE \(list.condition("source"))")
    try connection.execute("DELETE FROM unit_version WHERE \(list.condition("source"))")
    try connection.execute("DELETE FROM unit_source WHERE \(list.condition("id"))")
    try insert("INSERT INTO unit (id, level)", units, " ON CONFLICT (id) DO NOTHING", on: connection)
    try insert(
      """
      INSERT INTO unit_version (unit, valid_from, valid_to, code, level, name, parent, folded, folded_place, sort_key,
        source)
      """,
      versions, "", on: connection)
    try insert(
      "INSERT INTO unit_succession (from_unit, to_unit, kind, day, source)", steps, "", on: connection)
    try insert("INSERT INTO unit_source (id, what)", sources, "", on: connection)
    try connection.execute(
      """
      INSERT INTO unit_load (id, digest, loaded_at) VALUES (\(list.rawValue), \(digest), \(now))
      ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, loaded_at = excluded.loaded_at
      """)
  }

  private func insert(_ head: SQL, _ rows: [SQL], _ tail: SQL, on connection: any Connection) throws {
    for start in stride(from: 0, to: rows.count, by: 100) {
      let values = SQL.joined(rows[start..<min(start + 100, rows.count)], by: ", ")
      try connection.execute("\(head) VALUES \(values)\(tail)")
    }
  }
}
