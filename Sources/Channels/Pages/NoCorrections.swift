package import Contracts
package import Kernel

/// No notices at all: for sites without the room of corrections.
package struct NoCorrections: CorrectionNotices {
  /// For sites without the room, and for tests.
  package init() {}
  /// None.
  package func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice] { [] }
  /// None.
  package func about(_ item: ItemID) async throws -> [CorrectionNotice] { [] }
  /// One empty page.
  package func all(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<CorrectionNotice> { Page(items: [], next: nil) }
  /// Nil for every number.
  package func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice? { nil }
}
