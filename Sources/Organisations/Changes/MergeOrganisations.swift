import Contracts
package import Kernel
import Persistence

/// What organisations are merged into.
package enum MergeTarget: Sendable {
  /// One that is founded by the merger.
  case new(OrganisationDetails)
  /// One that takes the others in and goes on, perhaps under other details.
  case existing(OrganisationID, OrganisationDetails? = nil)
}

extension Organisations {
  /// Merges several organisations into one (hợp nhất, sáp nhập). The sources end the day before; facts keep pointing at
  /// them, and views roll up by ``rollUp(_:from:on:)``.
  ///
  /// - Parameters:
  ///   - day: the first day of the merged organisation.
  ///   - new: the ID of one that is founded by it, chosen by the caller for imports.
  @discardableResult
  package func merge(
    _ sources: [OrganisationID], into target: MergeTarget, on day: CivilDate, legalBasis: String = "",
    id new: OrganisationID = .new(), by principal: Principal
  ) async throws -> OrganisationID {
    try principal.require(Self.manage, in: nil)
    let id: OrganisationID =
      switch target {
      case .new: new
      case .existing(let id, _): id
      }
    let ending = Array(Set(sources).subtracting([id])).sorted()
    let isEnough = if case .new = target { ending.count >= 2 } else { !ending.isEmpty }
    guard isEnough else { throw Failure.invalid(["sources": "Chọn ít nhất hai cơ quan để hợp nhất"]) }
    return try await database.write { connection in
      if case .existing = target {
        try OrganisationStore.lock(ending + [id], on: connection)
      } else {
        try OrganisationStore.lock(ending, on: connection)
      }
      // The sources end first, so that the merged one may take over an address or a name.
      for source in ending { try end(source, after: day.adding(days: -1), on: connection) }
      switch target {
      case .new(let details):
        try begin(id, details, from: day, legalBasis, on: connection)
      case .existing(_, let details):
        try alter(id, from: day, legalBasis, on: connection) { $0 = details ?? $0 }
      }
      for source in ending {
        try OrganisationStore.record(
          .merge, from: source, to: id, on: day, legalBasis: legalBasis, connection: connection)
      }
      try finish(
        "organisations.merge", ending + [id], principal, ["from": day.rawValue, "into": id.rawValue], connection)
      return id
    }
  }
}
