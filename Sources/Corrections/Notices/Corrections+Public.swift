package import Contracts
package import Kernel
import Persistence

/// What readers see, for the public site.
extension Corrections: CorrectionNotices {
  /// Those of the home page now, newest first, as many as there are: neither ended nor past their day.
  package func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice] {
    let now = clock.now
    return try await database.read { try NoticeStore.onHome(of: organisation, at: now, on: $0).map(\.shown) }
  }

  /// Those about an item, newest first, at most 20.
  package func about(_ item: ItemID) async throws -> [CorrectionNotice] {
    try await database.read { try NoticeStore.about(item, on: $0).map(\.shown) }
  }

  /// - Parameter limit: cut to 1…1,000.
  package func all(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<CorrectionNotice> {
    let limit = min(max(limit, 1), 1000)
    return try await database.read { connection in
      let found = try NoticeStore.all(of: organisation, before: before, limit: limit + 1, on: connection)
      return Page(fetched: found.map(\.shown), limit: limit) { $0.id }
    }
  }

  /// Nil where the agency published none of that number.
  package func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice? {
    try await database.read { try NoticeStore.find(number, of: organisation, on: $0)?.shown }
  }
}
