import Contracts
import Foundation
package import Kernel
import Persistence

/// What a new account needs.
package struct NewAccount: Sendable {
  /// As typed; checked when the account is made.
  package let login: String
  /// The name shown beside what the person does.
  package let name: String
  /// Where the person works; nil: for the whole installation.
  package let organisation: OrganisationID?
  /// Given from today; nil: none yet.
  package let role: RoleID?
  /// A person, a program, or a sign-in of the demo.
  package let kind: AccountKind

  /// Nothing is checked here.
  package init(
    login: String, name: String, organisation: OrganisationID?, role: RoleID?, kind: AccountKind = .person
  ) {
    self.login = login
    self.name = name
    self.organisation = organisation
    self.role = role
    self.kind = kind
  }
}

/// An account that was just made, with the password that is said once and then only kept as a hash.
package struct CreatedAccount: Sendable {
  /// The new account.
  package let id: AccountID
  /// As it is kept, tidied.
  package let login: String
  /// As it was given.
  package let name: String
  /// For the first sign-in; kept nowhere in clear.
  package let password: String
}

extension Administration {
  /// Makes an account with a password for its first sign-in and, where named, a role from today.
  func create(_ new: NewAccount, by principal: Principal) async throws -> CreatedAccount {
    try principal.require(Security.manageAccounts, in: new.organisation)
    let login = try Login(new.login)
    guard (1...120).contains(new.name.count) else {
      throw Failure.invalid(["name": "Cần có họ tên, tối đa 120 ký tự."])
    }
    let today = clock.today
    if let organisation = new.organisation, try await organisations.organisation(organisation, on: today) == nil {
      throw Failure.invalid(["organisation": "Không có cơ quan này."])
    }
    let id = AccountID.new()
    let role = try new.role.map {
      try assignment($0, to: id, in: new.organisation, Validity(from: today), by: principal)
    }
    let password = OneTimePassword.make()
    let hash = try await (new.kind == .demo ? lightHasher : hasher).hash(password)
    do {
      try await database.write { connection in
        let now = clock.now
        // A demo account says its password on the screen at each start and is not made to change it.
        let mustChange = new.kind == .person && policies.on(today)[.changeFirst] != 0
        try AccountStore.insert(
          NewAccountRow(
            id: id, login: login.text, name: new.name, organisation: new.organisation, kind: new.kind, password: hash,
            mustChange: mustChange, time: now),
          on: connection)
        if let role { try RoleStore.insert(role, at: now, on: connection) }
        try audit.record(
          AuditEntry(
            actor: principal.id, action: "security.account.create", subject: "account/\(id)",
            organisation: new.organisation,
            detail: ["kind": new.kind.rawValue, "login": login.text, "role": new.role?.rawValue ?? ""]),
          on: connection)
      }
    } catch DatabaseError.uniqueViolation {
      throw Failure.invalid(["login": "Tên đăng nhập này đã có người dùng."])
    }
    return CreatedAccount(id: id, login: login.text, name: new.name, password: password)
  }
}
