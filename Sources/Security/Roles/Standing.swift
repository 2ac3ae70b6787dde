import Kernel

/// What an account may do on one day, by its roles: a ``Principal`` and the stricter of the two kinds of rules.
struct Standing: Sendable {
  let principal: Principal
  let kind: RoleKind
  /// The roles that hold now, in the order of the table.
  let roles: [Role]

  /// - Parameter scopes: where an API token is used, the permissions it was given; the rest falls away.
  init(
    _ account: Account, assignments: [RoleAssignment], on day: CivilDate, table: RoleTable,
    scopes: Set<Permission>? = nil
  ) {
    var everywhere: Set<Permission> = []
    var scoped: [OrganisationID: Set<Permission>] = [:]
    var held: Set<RoleID> = []
    var kind = RoleKind.user
    for assignment in assignments where assignment.validity.contains(day) {
      guard let role = table[assignment.role] else { continue }
      let granted = scopes.map(role.permissions.intersection) ?? role.permissions
      held.insert(role.id)
      if role.kind == .administrator { kind = .administrator }
      switch (role.scope, assignment.organisation) {
      case (.everywhere, _): everywhere.formUnion(granted)
      case (.organisation, let organisation?): scoped[organisation, default: []].formUnion(granted)
      // A role meant for one organisation gives nothing where none is named.
      case (.organisation, nil): continue
      }
    }
    principal = Principal(
      id: account.id, name: account.name, organisation: account.organisation ?? scoped.keys.min(),
      everywhere: everywhere, scoped: scoped)
    self.kind = kind
    roles = table.roles.filter { held.contains($0.id) }
  }

  /// The same person who may do nothing, until the password is changed or the second factor is set up.
  static func withoutRights(_ account: Account) -> Principal {
    Principal(id: account.id, name: account.name, organisation: account.organisation)
  }
}
