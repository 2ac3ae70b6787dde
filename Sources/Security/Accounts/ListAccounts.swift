import Foundation
import Hummingbird
import Kernel
import Persistence

/// What was asked of the list, from the address.
struct AccountListQuery: Sendable {
  let text: String
  let organisation: OrganisationID?
  let state: AccountQuery.State
  let before: String?

  init(_ request: Request) {
    let parameters = request.uri.queryParameters
    text = String(parameters["tim"].map(String.init)?.prefix(80) ?? "")
    organisation = parameters["co-quan"].map(String.init).flatMap { $0.isEmpty ? nil : OrganisationID($0) }
    state = parameters["loai"].flatMap { AccountQuery.State(rawValue: String($0)) } ?? .all
    before = parameters["sau"].map(String.init)
  }
}

/// An account with what it may do today.
struct ListedAccount: Sendable {
  let account: Account
  let roles: [Role]
}

/// All that is shown of one account.
struct Dossier: Sendable {
  let account: Account
  let assignments: [RoleAssignment]
  let sessions: [SessionRecord]
  /// Whether it is the account of who looks.
  let isOwn: Bool
}

extension Administration {
  func list(
    _ asked: AccountListQuery, by principal: Principal
  ) async throws -> (accounts: [ListedAccount], next: String?) {
    try principal.requireAnywhere(Security.manageAccounts)
    let now = clock.now
    let day = CivilDate(now)
    let policy = policies.on(day)
    let organisations = principal.organisations(for: Security.manageAccounts)
    if let organisation = asked.organisation { try principal.require(Security.manageAccounts, in: organisation) }
    return try await database.read { connection in
      var query = AccountQuery(
        now: now, dormantBefore: now.addingTimeInterval(-Double(policy[.dormantDays]) * 86_400))
      query.text = asked.text
      query.organisation = asked.organisation
      query.organisations = organisations
      query.state = asked.state
      query.before = asked.before
      let page = try AccountStore.page(query, on: connection)
      let held = Dictionary(
        grouping: try RoleStore.assignments(of: page.items.map(\.id), on: day, connection), by: \.account)
      let accounts = page.items.map { account in
        ListedAccount(
          account: account,
          roles: Standing(account, assignments: held[account.id] ?? [], on: day, table: roles).roles)
      }
      return (accounts, page.next)
    }
  }

  func dossier(_ id: AccountID, by principal: Principal) async throws -> Dossier {
    try principal.requireAnywhere(Security.manageAccounts)
    let now = clock.now
    return try await database.read { connection in
      guard let account = try AccountStore.account(id, on: connection),
        principal.may(Security.manageAccounts, in: account.organisation)
      else { throw Failure.notFound }
      return Dossier(
        account: account, assignments: try RoleStore.assignments(of: id, on: connection),
        sessions: try SessionStore.live(of: id, at: now, on: connection), isOwn: id == principal.id)
    }
  }
}
