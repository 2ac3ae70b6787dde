package import Contracts
package import Kernel

/// No notices at all: for sites without the room of corrections.
package struct NoCorrections: CorrectionNotices {
  package init() {}
  package func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice] { [] }
  package func about(_ item: ItemID) async throws -> [CorrectionNotice] { [] }
  package func all(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<CorrectionNotice> { Page(items: [], next: nil) }
  package func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice? { nil }
}
