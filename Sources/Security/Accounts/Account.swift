import Foundation
import Kernel
import Persistence

/// What an account is for (AC1: each account has a type and an owner).
package enum AccountKind: String, Sendable, SQLCodable {
  /// One person.
  case person
  /// Another program, by API tokens only.
  case service
  /// A sign-in of the demo province, made anew at each start.
  case demo
}

enum AccountState: String, Sendable, SQLCodable {
  case active
  case disabled
}

/// Somebody who may sign in.
struct Account: RowDecodable, Sendable {
  let id: AccountID
  let login: String
  let name: String
  let organisation: OrganisationID?
  let kind: AccountKind
  let state: AccountState
  /// A `PasswordHash` as text.
  let password: String
  let passwordSetAt: Date
  let mustChange: Bool
  /// Sealed in a `SecretBox` under the account's ID.
  let totpSecret: Data?
  /// Nil while the second factor is not set up, or being set up.
  let totpConfirmedAt: Date?
  /// The last step of a code that was taken; none at or before it is taken again (RFC 6238 §5.2).
  let totpStep: Int
  /// Wrong passwords or codes since the last good sign-in.
  let failures: Int
  let lockedUntil: Date?
  let createdAt: Date
  let lastSeenAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    login = try row["login"]
    name = try row["name"]
    organisation = try row["organisation"]
    kind = try row["kind"]
    state = try row["state"]
    password = try row["password"]
    passwordSetAt = try row["password_set_at"]
    mustChange = try row["must_change"]
    totpSecret = try row["totp_secret"]
    totpConfirmedAt = try row["totp_confirmed_at"]
    totpStep = try row["totp_step"]
    failures = try row["failures"]
    lockedUntil = try row["locked_until"]
    createdAt = try row["created_at"]
    lastSeenAt = try row["last_seen_at"]
  }

  var hasSecondFactor: Bool { totpConfirmedAt != nil && totpSecret != nil }

  func isLocked(at time: Date) -> Bool { lockedUntil.map { time < $0 } ?? false }

  /// Not used for longer than the law lets an account stand idle (AC2).
  func isDormant(at time: Date, policy: SecurityPolicy) -> Bool {
    kind == .person && time.timeIntervalSince(lastSeenAt ?? createdAt) > Double(policy[.dormantDays]) * 86_400
  }

  /// Where this person must go before anything else; nil where nothing stands in the way.
  func mustVisit(_ standing: Standing, policy: SecurityPolicy, at time: Date) -> String? {
    // Demo accounts are made anew at each start and say so; a newcomer is not made to change one first.
    guard kind == .person else { return nil }
    if mustChange { return AccountPath.password }
    let age = time.timeIntervalSince(passwordSetAt)
    if standing.kind == .administrator, age > Double(policy[.administratorPasswordDays]) * 86_400 {
      return AccountPath.password
    }
    return !hasSecondFactor && policy.needsSecondFactor(standing.kind) ? AccountPath.secondFactor : nil
  }
}

/// The addresses of a person's own pages.
enum AccountPath {
  static let own = "/tai-khoan"
  static let password = "/tai-khoan/mat-khau"
  static let secondFactor = "/tai-khoan/hai-lop"
  static let signIn = "/dang-nhap"
  static let signInCode = "/dang-nhap/ma"
  static let accounts = "/lam-viec/tai-khoan"
  static let audit = "/lam-viec/nhat-ky"
}

/// What people type to say who they are: lower case, at least three of `a-z 0-9 . - _ @`.
struct Login: Sendable {
  let text: String

  /// What was typed, as it is looked up; never fails, since a wrong name is only a name nobody has.
  static func typed(_ text: String) -> String {
    String(text.trimmingCharacters(in: .whitespaces).lowercased().prefix(64))
  }

  init(_ text: String) throws(Failure) {
    let login = Self.typed(text)
    guard (3...64).contains(login.utf8.count), login.utf8.allSatisfy(Self.isAllowed) else {
      throw .invalid(["login": "Tên đăng nhập gồm 3 đến 64 chữ thường không dấu, số, dấu chấm, gạch hoặc @."])
    }
    self.text = login
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
