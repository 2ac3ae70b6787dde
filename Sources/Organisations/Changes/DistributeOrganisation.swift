package import Kernel
import Persistence

extension Organisations {
  /// Ends an organisation and hands what it did on to several that are there already: the way the departments of information
  /// and communications ended on 01/3/2025. A split whose parts were not founded for it.
  package func distribute(
    _ source: OrganisationID, among heirs: [OrganisationID], on day: CivilDate, legalBasis: String = "",
    by principal: Principal
  ) async throws {
    try principal.require(Self.manage, in: nil)
    let heirs = Set(heirs).subtracting([source]).sorted()
    guard !heirs.isEmpty else { throw Failure.invalid(["parts": "Chọn cơ quan tiếp nhận"]) }
    try await database.write { connection in
      try OrganisationStore.lock([source] + heirs, on: connection)
      try end(source, after: day.adding(days: -1), on: connection)
      for heir in heirs {
        guard try OrganisationStore.isAlive(heir, at: day, on: connection) else {
          throw Failure.conflict("Cơ quan tiếp nhận không hoạt động vào ngày \(day.vietnamese).")
        }
        try OrganisationStore.record(
          .split, from: source, to: heir, on: day, legalBasis: legalBasis, connection: connection)
      }
      try finish("organisations.split", [source] + heirs, principal, ["from": day.rawValue], connection)
    }
  }
}
