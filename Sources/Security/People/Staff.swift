package import Contracts
import Foundation
package import Kernel
import Persistence

/// Who works where, by the roles that hold today.
package struct Staff: PeopleDirectory {
  let database: Database
  let clock: WallClock
  let roles: RoleTable

  /// Those with a role there today, by name; accounts that are shut are left out.
  package func people(in organisation: OrganisationID) async throws -> [PersonProfile] {
    let day = clock.today
    return try await database.read { connection in
      let ids = try RoleStore.accounts(in: organisation, on: day, connection)
      return try profiles(ids, in: organisation, on: day, connection)
        .sorted { (AccountSearch.order($0.name), $0.id) < (AccountSearch.order($1.name), $1.id) }
    }
  }

  /// Those of them whose roles allow this there.
  package func people(
    in organisation: OrganisationID, who permission: Permission
  ) async throws -> [PersonProfile] {
    let day = clock.today
    return try await database.read { connection in
      let ids = try RoleStore.accounts(in: organisation, on: day, connection)
      return try profiles(ids, in: organisation, on: day, connection) { $0.may(permission, in: organisation) }
        .sorted { (AccountSearch.order($0.name), $0.id) < (AccountSearch.order($1.name), $1.id) }
    }
  }

  /// At most 1,000; those who are shut too, since what they did stands.
  package func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile] {
    let day = clock.today
    return try await database.read { connection in
      let profiles = try profiles(Array(Set(ids).prefix(1000)), in: nil, on: day, connection)
      return Dictionary(profiles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Those who are shut are still named where they are asked for by ID: what they did stands.
  private func profiles(
    _ ids: [AccountID], in organisation: OrganisationID?, on day: CivilDate, _ connection: any Connection,
    where isMeant: (Principal) -> Bool = { _ in true }
  ) throws -> [PersonProfile] {
    let accounts = try AccountStore.accounts(ids, on: connection)
    let held = Dictionary(grouping: try RoleStore.assignments(of: ids, on: day, connection), by: \.account)
    return accounts.compactMap { account in
      if organisation != nil, account.state != .active { return nil }
      let here = (held[account.id] ?? []).filter { $0.organisation == organisation || organisation == nil }
      let standing = Standing(account, assignments: here, on: day, table: roles)
      guard isMeant(standing.principal) else { return nil }
      return PersonProfile(
        id: account.id, name: account.name, roleTitle: standing.roles.last?.title ?? "",
        organisation: organisation ?? account.organisation)
    }
  }
}

extension Staff: Principals {
  /// As the person would be signed in today; somebody who must first change a password or set up a second factor too.
  package func principal(_ id: AccountID) async throws -> Principal? {
    let day = clock.today
    return try await database.read { connection in
      guard let account = try AccountStore.account(id, on: connection), account.state == .active else { return nil }
      let assignments = try RoleStore.assignments(of: [id], on: day, connection)
      return Standing(account, assignments: assignments, on: day, table: roles).principal
    }
  }
}
