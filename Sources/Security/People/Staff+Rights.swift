import Contracts
package import Kernel
import Persistence

extension Staff: RightHolders {
  /// By roles held in the organisation itself, of accounts that are open.
  package func holders(of permission: Permission, in organisation: OrganisationID) async throws -> [AccountID] {
    let day = clock.today
    let giving = Set(roles.roles.filter { $0.scope == .organisation && $0.permissions.contains(permission) }.map(\.id))
    guard !giving.isEmpty else { return [] }
    return try await database.read { connection in
      let ids = try RoleStore.accounts(in: organisation, on: day, connection)
      let open = Set(try AccountStore.accounts(ids, on: connection).filter { $0.state == .active }.map(\.id))
      return try Set(
        RoleStore.assignments(of: ids, on: day, connection).filter {
          $0.organisation == organisation && giving.contains($0.role)
            && open.contains($0.account)
        }.map(\.account)
      ).sorted()
    }
  }
}
