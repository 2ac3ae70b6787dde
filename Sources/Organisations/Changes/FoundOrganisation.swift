import Contracts
package import Kernel
import Persistence

extension Organisations {
  /// Enters a new organisation from its first day, which may lie in the past or ahead.
  ///
  /// - Parameter id: one chosen by the caller, for imports; a new one otherwise.
  @discardableResult
  package func found(
    _ details: OrganisationDetails, from day: CivilDate, legalBasis: String = "", id: OrganisationID = .new(),
    by principal: Principal
  ) async throws -> OrganisationID {
    try principal.require(Self.manage, in: nil)
    return try await database.write { connection in
      try begin(id, details, from: day, legalBasis, on: connection)
      try finish("organisations.found", [id], principal, ["from": day.rawValue, "name": details.name], connection)
      return id
    }
  }

  /// Writes the first version of a new organisation.
  func begin(
    _ id: OrganisationID, _ details: OrganisationDetails, from day: CivilDate, _ legalBasis: String,
    on connection: any Connection
  ) throws {
    let details = try details.checked(for: nil, from: day, to: nil, on: connection)
    try OrganisationStore.make(id, at: clock.now, on: connection)
    try OrganisationStore.insert(details, of: id, Validity(from: day), legalBasis: legalBasis, on: connection)
  }

  /// What ends every change: the sites concerned are made anew, every node forgets what it knew, and it is audited.
  func finish(
    _ action: String, _ ids: [OrganisationID], _ principal: Principal, _ detail: [String: String],
    _ connection: any Connection
  ) throws {
    let governed: [OrganisationID] = try connection.values(
      "SELECT DISTINCT organisation FROM organisation_version WHERE governing_body IN \(list: ids) LIMIT 2000")
    try connection.purge(Set(ids + governed).sorted().map(PageKey.site))
    try connection.notify(OrganisationRegister.channel, "")
    let register = register
    connection.afterCommit { register.forget() }
    for id in ids {
      try audit.record(
        AuditEntry(
          actor: principal.id, action: action, subject: "organisation/\(id)", organisation: id, detail: detail),
        on: connection)
    }
  }
}
