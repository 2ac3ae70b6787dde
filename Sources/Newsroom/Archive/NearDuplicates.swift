package import Contracts
import Foundation
package import Kernel
import NewsFormats
import Persistence

extension Newsroom {
  /// A published item whose text is much like another's.
  package struct NearDuplicate: Sendable, Equatable {
    package let item: ItemID
    /// The share of what they have in common, 0 to 1.
    package let similarity: Double
  }

  /// Published items of the agency whose text is nearly this one, the likest first.
  package func nearDuplicates(
    of text: String, in organisation: OrganisationID, except: ItemID? = nil, limit: Int = 10
  ) async throws -> [NearDuplicate] {
    guard let print = TextFingerprint(text) else { return [] }
    return try await database.read { connection in
      let near = try FingerprintStore.candidates(print, of: organisation, on: connection).compactMap {
        candidate -> NearDuplicate? in
        let similarity = print.similarity(to: candidate.print)
        guard candidate.item != except, similarity >= TextFingerprint.near else { return nil }
        return NearDuplicate(item: candidate.item, similarity: similarity)
      }
      return Array(near.sorted { ($0.similarity, $1.item) > ($1.similarity, $0.item) }.prefix(limit))
    }
  }
}

/// All SQL of fingerprints.
enum FingerprintStore {
  static func put(_ print: TextFingerprint?, of item: Item, on connection: any Connection) throws {
    try connection.execute("DELETE FROM item_fingerprint WHERE item_id = \(item.id)")
    guard let print else { return }
    try connection.execute(
      """
      INSERT INTO item_fingerprint (item_id, organisation_id, minima)
      VALUES (\(item.id), \(item.organisation), \(print.stored))
      """)
    for (place, band) in print.bands.enumerated() {
      try connection.execute(
        """
        INSERT INTO item_fingerprint_band (item_id, organisation_id, place, band)
        VALUES (\(item.id), \(item.organisation), \(place), \(band))
        """)
    }
  }

  /// Those that share a band: most are near, few others.
  static func candidates(
    _ print: TextFingerprint, of organisation: OrganisationID, on connection: any Connection
  ) throws -> [(item: ItemID, print: TextFingerprint)] {
    let rows = try connection.rows(
      """
      SELECT f.item_id, f.minima FROM item_fingerprint f WHERE f.item_id IN (
        SELECT b.item_id FROM item_fingerprint_band b
        WHERE b.organisation_id = \(organisation) AND b.band IN \(list: print.bands))
      LIMIT 500
      """)
    return try rows.compactMap { row in
      let stored: String = try row["minima"]
      let item: ItemID = try row["item_id"]
      return TextFingerprint(stored: stored).map { (item, $0) }
    }
  }
}
