import Contracts
import Foundation
package import Kernel
import Persistence

extension Programme {
  /// Brings the versions of the index to what the file says; nothing happens where it has not changed. Cut-offs that
  /// somebody entered from a decision, and imported criteria, stay.
  package func loadIndexVersions(by principal: Principal) async throws {
    try principal.require(Self.manage, in: nil)
    let (file, digest) = try IndexFile.read(facts)
    let now = clock.now
    try await database.write { connection in
      let known = try connection.values("SELECT digest FROM index_version", as: String.self)
      guard known.count != file.versions.count || known.contains(where: { $0 != digest }) else { return }
      for version in file.versions {
        try Self.put(version, digest, now, on: connection)
        for (position, pillar) in version.pillars.enumerated() {
          try Self.put(pillar, position + 1, of: version.id, on: connection)
        }
        for level in file.levels { try Self.put(level, of: version.id, on: connection) }
      }
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.maturity.load-versions", subject: "index-version/*",
          detail: ["versions": file.versions.map(\.id).joined(separator: " "), "digest": digest]), on: connection)
    }
  }

  /// How the country stood in each year that was published, with its source.
  func publishedDistributions() throws -> [IndexFile.Distribution] {
    try IndexFile.read(facts).file.distributions.sorted { $0.year > $1.year }
  }

  private static func put(
    _ one: IndexFile.Version, _ digest: String, _ now: Date, on connection: any Connection
  ) throws {
    let day = one.date.flatMap { CivilDate(rawValue: $0) }
    try connection.execute(
      """
      INSERT INTO index_version (id, title, decision, decided_on, issuer, max_points, component_count, criterion_count,
        mark, sources, note, criteria_source, criteria_by_name, digest, loaded_at)
      VALUES (\(one.id), \(String(one.year)), \(one.decision), \(day), \(one.issuer), \(one.max * 100), \(one.components),
        \(one.criteria), \(one.mark), \(one.source), \(one.note ?? ""), '', '', \(digest), \(now))
      ON CONFLICT (id) DO UPDATE SET decision = excluded.decision, decided_on = excluded.decided_on,
        issuer = excluded.issuer, max_points = excluded.max_points, component_count = excluded.component_count,
        criterion_count = excluded.criterion_count, mark = excluded.mark, sources = excluded.sources,
        note = excluded.note, digest = excluded.digest, loaded_at = excluded.loaded_at
      """)
  }

  private static func put(
    _ one: IndexFile.Pillar, _ position: Int, of version: String, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO index_pillar (\(IndexPillar.columns))
      VALUES (\(version), \(one.id), \(position), \(one.name), \(one.max.map { $0 * 100 }), \(one.mark), \(one.source), '')
      ON CONFLICT (version, code) DO UPDATE SET position = excluded.position, name = excluded.name,
        max_points = excluded.max_points, mark = excluded.mark, sources = excluded.sources
      """)
  }

  private static func put(_ one: IndexFile.Level, of version: String, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO index_level (version, rank, name, floor, mark, sources, entered_by_name)
      VALUES (\(version), \(one.level), \(one.name), \(one.from.map { $0 * 100 }), \(one.mark), \(one.source), '')
      ON CONFLICT (version, rank) DO UPDATE SET name = excluded.name, floor = excluded.floor, mark = excluded.mark,
        sources = excluded.sources
      WHERE index_level.entered_by IS NULL
      """)
  }
}
