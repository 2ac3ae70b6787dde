import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// Marks the IDs of API tokens.
enum ApiTokenMark {}
typealias ApiTokenID = ID<ApiTokenMark>

/// What another program shows to act for an account: `Authorization: Bearer hoitu_…`.
struct ApiToken: RowDecodable, Sendable {
  /// So that secret scanners find one that was committed somewhere.
  static let prefix = "hoitu_"

  let id: ApiTokenID
  let account: AccountID
  let name: String
  let scopes: Set<Permission>
  let createdAt: Date
  let expiresAt: Date
  let lastUsedAt: Date?
  let revokedAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    account = try row["account"]
    name = try row["name"]
    let scopes: String = try row["scopes"]
    self.scopes = Set(scopes.split(separator: " ").map { Permission(rawValue: String($0)) })
    createdAt = try row["created_at"]
    expiresAt = try row["expires_at"]
    lastUsedAt = try row["last_used_at"]
    revokedAt = try row["revoked_at"]
  }

  func isLive(at now: Date) -> Bool {
    revokedAt == nil && now < expiresAt
      && createdAt <= now.addingTimeInterval(SessionRecord.clockTolerance)
  }

  /// The token a request brings, if it brings one of ours.
  static func bearer(_ request: Request) -> Token? {
    guard request.isBearer, let header = request.headers[.authorization] else { return nil }
    let text = header.dropFirst(7).drop { $0 == " " }
    guard text.hasPrefix(prefix) else { return nil }
    return Token(String(text.dropFirst(prefix.count)))
  }
}

/// All SQL about API tokens.
enum ApiTokenStore {
  private static let columns: SQL =
    "id, account, name, scopes, created_at, expires_at, last_used_at, revoked_at"

  static func token(hash: String, on connection: any Connection) throws -> ApiToken? {
    try connection.first("SELECT \(columns) FROM api_token WHERE token_hash = \(hash)")
  }

  static func tokens(of account: AccountID, on connection: any Connection) throws -> [ApiToken] {
    try connection.all(
      """
      SELECT \(columns) FROM api_token
      WHERE account = \(account) AND revoked_at IS NULL
      ORDER BY created_at DESC, id DESC
      LIMIT 50
      """)
  }

  static func insert(
    _ id: ApiTokenID, hash: String, account: AccountID, name: String, scopes: Set<Permission>, at time: Date,
    expiresAt: Date, on connection: any Connection
  ) throws {
    let list = scopes.map(\.rawValue).sorted().joined(separator: " ")
    try connection.execute(
      """
      INSERT INTO api_token (id, token_hash, account, name, scopes, created_at, expires_at)
      VALUES (\(id), \(hash), \(account), \(name), \(list), \(time), \(expiresAt))
      """)
  }

  static func used(_ id: ApiTokenID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE api_token SET last_used_at = \(time) WHERE id = \(id)")
  }

  static func revoke(_ id: ApiTokenID, of account: AccountID, at time: Date, on connection: any Connection) throws
    -> Bool
  {
    try connection.execute(
      "UPDATE api_token SET revoked_at = \(time) WHERE id = \(id) AND account = \(account) AND revoked_at IS NULL") == 1
  }

  static func revokeAll(of account: AccountID, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE api_token SET revoked_at = \(time) WHERE account = \(account) AND revoked_at IS NULL")
  }
}
