package import Kernel
import Persistence

extension Organisations {
  /// Ends an organisation after its last day, with every post in it. What it was stays.
  package func close(
    _ id: OrganisationID, after lastDay: CivilDate, legalBasis: String = "", by principal: Principal
  ) async throws {
    try principal.require(Self.manage, in: nil)
    try await database.write { connection in
      try OrganisationStore.lock([id], on: connection)
      try end(id, after: lastDay, on: connection)
      try finish(
        "organisations.close", [id], principal, ["after": lastDay.rawValue, "basis": legalBasis], connection)
    }
  }

  /// Ends the version that holds on the last day; refuses where a change is planned for later.
  func end(_ id: OrganisationID, after lastDay: CivilDate, on connection: any Connection) throws {
    let versions = try OrganisationStore.versions(of: id, on: connection)
    guard let current = versions.first(where: { $0.validity.contains(lastDay) }) else {
      throw Failure.conflict("Cơ quan không hoạt động vào ngày \(lastDay.vietnamese).")
    }
    if let later = versions.first(where: { $0.validity.from > lastDay }) {
      throw Failure.conflict(
        "“\(current.details.shortName)” đã có thay đổi hẹn từ ngày \(later.validity.from.vietnamese), sau ngày này.")
    }
    try OrganisationStore.end(current, after: lastDay, on: connection)
    try OrganisationStore.endPosts(of: id, after: lastDay, on: connection)
  }
}
