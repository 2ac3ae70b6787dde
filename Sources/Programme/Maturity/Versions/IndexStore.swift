import Foundation
import Kernel
import Persistence

/// All reads of versions of the index.
enum IndexStore {
  /// Newest first.
  static func versions(on connection: any Connection) throws -> [IndexVersion] {
    try connection.all("SELECT \(IndexVersion.columns) FROM index_version ORDER BY id DESC LIMIT 100")
  }

  static func scheme(_ id: String, on connection: any Connection) throws -> IndexScheme? {
    let found: IndexVersion? = try connection.first(
      "SELECT \(IndexVersion.columns) FROM index_version WHERE id = \(id)")
    guard let version = found else { return nil }
    return IndexScheme(
      version: version,
      pillars: try connection.all(
        "SELECT \(IndexPillar.columns) FROM index_pillar WHERE version = \(id) ORDER BY position LIMIT 50"),
      levels: IndexLevels(
        all: try connection.all(
          "SELECT \(IndexLevel.columns) FROM index_level WHERE version = \(id) ORDER BY rank LIMIT 50")),
      criteria: try connection.all(
        "SELECT \(IndexCriterion.columns) FROM index_criterion WHERE version = \(id) ORDER BY position LIMIT 1000"))
  }

  static func lock(_ id: String, on connection: any Connection) throws {
    guard try connection.exists("SELECT id FROM index_version WHERE id = \(id)\(SQL.forUpdate)") else {
      throw Failure.notFound
    }
  }

  /// Whether agencies take part in a cycle of it: its criteria are then what they are.
  static func isUsed(_ id: String, on connection: any Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT maturity_score.id FROM maturity_cycle
      JOIN maturity_entry ON maturity_entry.cycle = maturity_cycle.id
      JOIN maturity_score ON maturity_score.entry = maturity_entry.id
      WHERE maturity_cycle.version = \(id) LIMIT 1
      """)
  }

  /// Whether results of it were published.
  static func isPublished(_ id: String, on connection: any Connection) throws -> Bool {
    try connection.exists(
      "SELECT id FROM maturity_cycle WHERE version = \(id) AND published_at IS NOT NULL LIMIT 1")
  }

  static func insert(_ criteria: [CriterionDraft], version: String, on connection: any Connection) throws {
    for (position, one) in criteria.enumerated() {
      try connection.execute(
        """
        INSERT INTO index_criterion (\(IndexCriterion.columns))
        VALUES (\(IndexCriterionID.new()), \(version), \(position + 1), \(one.code), \(one.text), \(one.pillar),
          \(one.component), \(one.points), \(one.evidence), \(one.rule),
          \(one.blocs.map(\.rawValue).joined(separator: " ")))
        """)
    }
  }
}
