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

extension Organisations {
  /// Brings the administrative units up to date with the lists in a folder (`data/units`), in one transaction. Nothing
  /// is done where the same lists were loaded before, so it may be called at every start.
  @discardableResult
  package func loadUnits(from folder: URL, by principal: Principal) async throws -> UnitLoad {
    try principal.require(Self.manage, in: nil)
    let file = try UnitFile(folder: folder)
    let known = try await database.read {
      try $0.value("SELECT digest FROM unit_load WHERE id = 'units'", as: String.self)
    }
    if known == file.digest { return UnitLoad(versions: file.versions.count, isNew: false) }
    return try await loadUnits(UnitRows(file), by: principal)
  }

  func loadUnits(_ rows: UnitRows, by principal: Principal) async throws -> UnitLoad {
    let now = clock.now
    try await database.write { connection in
      try rows.write(at: now, on: connection)
      try finish("organisations.load-units", [], principal, [:], connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "organisations.load-units", subject: "units/\(rows.digest)",
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

  func write(at now: Date, on connection: any Connection) throws {
    try connection.execute("DELETE FROM unit_succession")
    try connection.execute("DELETE FROM unit_version")
    try connection.execute("DELETE FROM unit_source")
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
      INSERT INTO unit_load (id, digest, loaded_at) VALUES ('units', \(digest), \(now))
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
