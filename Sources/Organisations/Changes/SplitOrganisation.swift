import Contracts
package import Kernel
import Persistence

extension Organisations {
  /// Splits an organisation (chia, tách) into new ones from a day on.
  ///
  /// - Parameter goesOn: whether the source stays beside what was split off it (tách); otherwise it ends the day before
  ///   (chia).
  @discardableResult
  package func split(
    _ source: OrganisationID, into parts: [OrganisationDetails], on day: CivilDate, goesOn: Bool,
    legalBasis: String = "", by principal: Principal
  ) async throws -> [OrganisationID] {
    try principal.require(Self.manage, in: nil)
    guard parts.count >= (goesOn ? 1 : 2) else {
      throw Failure.invalid(["parts": goesOn ? "Nhập ít nhất một cơ quan mới" : "Nhập ít nhất hai cơ quan mới"])
    }
    let ids = parts.map { _ in OrganisationID.new() }
    return try await database.write { connection in
      try OrganisationStore.lock([source], on: connection)
      if goesOn {
        guard try OrganisationStore.isAlive(source, at: day.adding(days: -1), on: connection) else {
          throw Failure.conflict("Cơ quan không hoạt động vào ngày \(day.adding(days: -1).vietnamese).")
        }
      } else {
        try end(source, after: day.adding(days: -1), on: connection)
      }
      for (id, details) in zip(ids, parts) {
        try begin(id, details, from: day, legalBasis, on: connection)
        try OrganisationStore.record(
          .split, from: source, to: id, on: day, legalBasis: legalBasis, connection: connection)
      }
      try finish("organisations.split", [source] + ids, principal, ["from": day.rawValue], connection)
      return ids
    }
  }
}
