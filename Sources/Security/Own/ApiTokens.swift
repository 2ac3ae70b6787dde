import Contracts
import Foundation
import Kernel
import Persistence

extension OwnAccount {
  func tokens(of account: AccountID) async throws -> [ApiToken] {
    try await database.read { try ApiTokenStore.tokens(of: account, on: $0) }
  }

  /// Makes a token for a program: no more than what this person may do, for at most the days of the policy. Returns its
  /// text, which is never shown again.
  func makeToken(
    name: String, scopes: Set<Permission>, days: Int, for id: AccountID, by actor: AccountID
  ) async throws -> String {
    let (account, standing) = try await account(id)
    let policy = policies.on(clock.today)
    let offered = Self.scopes(of: standing)
    guard !name.isEmpty, name.count <= 80 else {
      throw Failure.invalid(["name": "Hãy đặt tên cho mã, tối đa 80 ký tự."])
    }
    guard !scopes.isEmpty, scopes.isSubset(of: offered) else {
      throw Failure.invalid(["scopes": "Hãy chọn ít nhất một quyền mà bạn đang có."])
    }
    guard (1...policy[.tokenDays]).contains(days) else {
      throw Failure.invalid(["days": "Thời hạn từ 1 đến \(policy[.tokenDays]) ngày."])
    }
    let (token, id) = (Token.random(), ApiTokenID.new())
    try await database.write { connection in
      let now = clock.now
      try ApiTokenStore.insert(
        id, hash: token.hash, account: account.id, name: name, scopes: scopes, at: now,
        expiresAt: now.addingTimeInterval(Double(days) * 86_400), on: connection)
      try audit.record(
        AuditEntry(
          actor: actor, action: "security.token.make", subject: "token/\(id)",
          organisation: account.organisation,
          detail: ["days": "\(days)", "scopes": scopes.map(\.rawValue).sorted().joined(separator: " ")]),
        on: connection)
    }
    return ApiToken.prefix + token.text
  }

  /// What this person may let a program do. Accounts are managed by people, behind a second factor and a short session.
  static func scopes(of standing: Standing) -> Set<Permission> {
    let held: Set<Permission> = standing.roles.reduce(into: []) { $0.formUnion($1.permissions) }
    return held.subtracting([Security.manageAccounts])
  }

  func revokeToken(_ id: ApiTokenID, _ caller: Caller) async throws {
    try await database.write { connection in
      guard try ApiTokenStore.revoke(id, of: caller.account, at: clock.now, on: connection) else {
        throw Failure.notFound
      }
      try audit.record(
        AuditEntry(actor: caller.account, action: "security.token.revoke", subject: "token/\(id)"), on: connection)
    }
  }
}
