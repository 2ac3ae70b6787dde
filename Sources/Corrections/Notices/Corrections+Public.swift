package import Contracts
package import Kernel
import Persistence

/// What readers see, for the public site.
extension Corrections: CorrectionNotices {
  package func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice] {
    let now = clock.now
    return try await database.read { try NoticeStore.onHome(of: organisation, at: now, on: $0).map(\.shown) }
  }

  package func about(_ item: ItemID) async throws -> [CorrectionNotice] {
    try await database.read { try NoticeStore.about(item, on: $0).map(\.shown) }
  }

  package func all(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<CorrectionNotice> {
    let limit = min(max(limit, 1), 1000)
    return try await database.read { connection in
      let found = try NoticeStore.all(of: organisation, before: before, limit: limit + 1, on: connection)
      return Page(fetched: found.map(\.shown), limit: limit) { $0.id }
    }
  }

  package func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice? {
    try await database.read { try NoticeStore.find(number, of: organisation, on: $0)?.shown }
  }
}
