import Contracts
import Kernel
import Persistence

/// Whose rows a person may see or keep; nil is everybody's.
struct RegisterReach: Sendable, Equatable {
  let only: Set<OrganisationID>?

  func contains(_ id: OrganisationID) -> Bool { only?.contains(id) ?? true }

  /// As a condition on a column that names an organisation.
  func condition(_ column: String) -> SQL {
    guard let only else { return "TRUE" }
    return "\(raw: column) IN \(list: only.sorted())"
  }

  /// Rows that a person may keep: of the organisations where they hold the right and those these came from; in a department
  /// that oversees, of every organisation that is or was in its province.
  static func keeping(_ principal: Principal, on day: CivilDate, _ connection: any Connection) throws -> RegisterReach {
    guard let own = principal.organisations(for: Organisations.manageRegisters),
      let overseen = principal.organisations(for: Organisations.overseeRegisters)
    else { return RegisterReach(only: nil) }
    return RegisterReach(
      only: try past(own + overseen, connection).union(try provinces(of: overseen, on: day, connection)))
  }

  /// Rows of registers that are not for everybody: what one may keep, and what is of the organisations one works for.
  static func seeing(_ principal: Principal, on day: CivilDate, _ connection: any Connection) throws -> RegisterReach {
    guard let keeping = try keeping(principal, on: day, connection).only,
      let own = principal.organisations(for: Organisations.read)
    else { return RegisterReach(only: nil) }
    return RegisterReach(only: keeping.union(try past(own, connection)))
  }

  /// Revenue: where the right to it is held; in a department that oversees and holds the right to read or confirm, of its
  /// province. Only the organisation itself writes.
  static func revenue(
    _ permission: Permission, _ principal: Principal, on day: CivilDate, _ connection: any Connection
  ) throws -> RegisterReach {
    guard let own = principal.organisations(for: permission) else { return RegisterReach(only: nil) }
    var reach = try past(own, connection)
    if permission != Organisations.writeRevenue {
      let departments = own.filter { principal.may(Organisations.overseeRegisters, in: $0) }
      reach.formUnion(try provinces(of: departments, on: day, connection))
    }
    return RegisterReach(only: reach)
  }

  /// These and all from which they came: who carries an organisation on carries on its registers.
  private static func past(
    _ ids: [OrganisationID], _ connection: any Connection
  ) throws -> Set<OrganisationID> {
    guard !ids.isEmpty else { return [] }
    let lineage = Lineage(try OrganisationStore.successions(on: connection).filter { $0.kind == .merge })
    let end = CivilDate(9999, 12, 31) ?? CivilDate(daysSince1970: 0)
    return ids.reduce(into: Set(ids)) { $0.formUnion(lineage.predecessors(of: $1, on: end)) }
  }

  /// Every organisation that has lain in a department's province, or in one that became it.
  private static func provinces(
    of departments: [OrganisationID], on day: CivilDate, _ connection: any Connection
  ) throws -> Set<OrganisationID> {
    var found: Set<OrganisationID> = []
    for department in departments {
      let province = try OrganisationStore.version(of: department, at: day, on: connection)?.details.province
      guard let province, let now = try Registers.successor(ofProvince: province, on: day, connection) else { continue }
      let same = try Registers.sameProvince(now, on: day, connection)
      found.formUnion(
        try connection.values(
          "SELECT DISTINCT organisation FROM organisation_version WHERE province IN \(list: same)",
          as: OrganisationID.self))
    }
    return found
  }
}
