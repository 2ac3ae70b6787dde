import Foundation
import Kernel
import Persistence

/// Marks the IDs of sessions.
enum SessionMark {}
typealias SessionID = ID<SessionMark>

/// A browser that is signed in, or has given the password and still owes the code.
struct SessionRecord: RowDecodable, Sendable {
  enum Kind: String, Sendable, SQLCodable {
    case browser
    /// The password was right; the second factor is still to come. Opens nothing.
    case challenge
  }

  let id: SessionID
  let account: AccountID
  let kind: Kind
  let csrfToken: String
  /// `Firefox · Windows`: enough to know one's own devices again, too little to follow anybody.
  let agent: String
  let createdAt: Date
  let lastSeenAt: Date
  let idleExpiresAt: Date
  let expiresAt: Date
  let revokedAt: Date?

  init(row: Row) throws {
    id = try row["id"]
    account = try row["account"]
    kind = try row["kind"]
    csrfToken = try row["csrf_token"]
    agent = try row["agent"]
    createdAt = try row["created_at"]
    lastSeenAt = try row["last_seen_at"]
    idleExpiresAt = try row["idle_expires_at"]
    expiresAt = try row["expires_at"]
    revokedAt = try row["revoked_at"]
  }

  /// How far the clock may have been set back before a session made or seen "in the future" is refused: what NTP
  /// corrects by itself is less.
  static let clockTolerance = 60.0

  /// Whether it still holds. A clock that was set back does not bring an ended session to life or keep one for ever: what
  /// was made or seen later than now is refused.
  func isLive(at now: Date) -> Bool {
    revokedAt == nil && now < idleExpiresAt && now < expiresAt
      && createdAt <= now.addingTimeInterval(Self.clockTolerance)
      && lastSeenAt <= now.addingTimeInterval(Self.clockTolerance)
  }

  /// The same under the rules of today, which may be stricter than when it was made.
  func isLive(at now: Date, kind: RoleKind, policy: SecurityPolicy) -> Bool {
    isLive(at: now) && now < lastSeenAt.addingTimeInterval(policy.idleSeconds(kind))
      && now < createdAt.addingTimeInterval(policy.absoluteSeconds)
  }
}

/// A browser and system as coarsely as people speak of them.
enum Agent {
  static func coarse(_ header: String?) -> String {
    guard let header else { return "" }
    let browsers = [
      ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Coc Coc"), ("Firefox", "Firefox"),
      ("Chrome", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
      ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]
    let found = [browsers, systems].compactMap { table in table.first { header.contains($0.0) }?.1 }
    return found.joined(separator: " · ")
  }
}
