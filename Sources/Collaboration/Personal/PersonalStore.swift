import Contracts
import Foundation
import Kernel
import Persistence

/// Addresses of what is a person's own.
enum PersonalPath {
  static let home = "/lam-viec/cua-toi"
  static let pins = "/lam-viec/cua-toi/ghim"
}

/// What a person wrote down for themselves.
struct PersonalNote: Sendable, RowDecodable {
  static let limit = 50_000

  let body: String
  /// Counts each save, so that of two tabs none writes over the other unseen.
  let revision: Int
  let changedAt: Date?

  static let none = PersonalNote(body: "", revision: 0, changedAt: nil)

  init(body: String, revision: Int, changedAt: Date?) {
    self.body = body
    self.revision = revision
    self.changedAt = changedAt
  }

  init(row: Row) throws {
    self.init(body: try row["body"], revision: try row["revision"], changedAt: try row["changed_at"])
  }
}

/// Something kept at hand: an item, or any page.
struct PersonalPin: Sendable, RowDecodable {
  static let most = 100

  let id: String
  let item: ItemID?
  let title: String
  let address: String

  init(row: Row) throws {
    id = try row["id"]
    item = try row["item"]
    title = try row["title"]
    address = try row["address"]
  }
}

/// All SQL about a person's own things.
enum PersonalStore {
  static func note(of account: AccountID, lock: Bool = false, on connection: any Connection) throws -> PersonalNote {
    try connection.first(
      "SELECT body, revision, changed_at FROM personal_note WHERE account = \(account)\(lock ? SQL.forUpdate : "")")
      ?? .none
  }

  /// Puts a text in place of the one it began from. Nil where another came first.
  static func save(
    _ body: String, over base: Int, of account: AccountID, at now: Date, on connection: any Connection
  ) throws -> PersonalNote? {
    let count: Int
    if base == 0 {
      count = try connection.execute(
        """
        INSERT INTO personal_note (account, body, revision, changed_at) VALUES (\(account), \(body), 1, \(now))
        ON CONFLICT (account) DO NOTHING
        """)
    } else {
      count = try connection.execute(
        """
        UPDATE personal_note SET body = \(body), revision = revision + 1, changed_at = \(now)
        WHERE account = \(account) AND revision = \(base)
        """)
    }
    return count == 0 ? nil : PersonalNote(body: body, revision: base + 1, changedAt: now)
  }

  static func pins(of account: AccountID, on connection: any Connection) throws -> [PersonalPin] {
    try connection.all(
      """
      SELECT id, item, title, address FROM personal_pin WHERE account = \(account) ORDER BY id DESC
      LIMIT \(PersonalPin.most)
      """)
  }

  static func pin(
    _ title: String, at address: String, item: ItemID?, of account: AccountID, now: Date,
    on connection: any Connection
  ) throws {
    let count: Int =
      try connection.value("SELECT COUNT(*) FROM personal_pin WHERE account = \(account)") ?? 0
    guard count < PersonalPin.most else {
      throw Failure.invalid(["address": "Đã ghim đủ 100 mục. Hãy bỏ bớt."])
    }
    try connection.execute(
      """
      INSERT INTO personal_pin (id, account, item, title, address, made_at)
      VALUES (\(UUIDv7.shared.next()), \(account), \(item), \(title), \(address), \(now))
      ON CONFLICT (account, address) DO UPDATE SET title = excluded.title
      """)
  }

  static func unpin(_ id: String, of account: AccountID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM personal_pin WHERE id = \(id) AND account = \(account)")
  }
}
