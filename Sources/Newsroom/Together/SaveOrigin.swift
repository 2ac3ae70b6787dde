import Contracts
import Foundation
import Kernel
import Persistence

/// Which open page a text came from, and as its how manieth: the key by which the same save is known when it comes again.
package struct SaveOrigin: Sendable, Equatable {
  /// A name the page gave itself, and keeps in its journal.
  package let client: String
  /// Counts up with each save of that page.
  package let counter: Int

  /// Nil where the name is no name: 1 to 36 letters, digits and `-`.
  package init?(client: String, counter: Int) {
    guard (1...36).contains(client.utf8.count), counter >= 0,
      client.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0 < 0x80 && Character(UnicodeScalar($0)).isAlphanumeric })
    else { return nil }
    self.client = client
    self.counter = counter
  }
}

extension Character {
  fileprivate var isAlphanumeric: Bool { isLetter || isNumber }
}

/// What became of the last save of a page.
struct LastSave: RowDecodable {
  let counter: Int
  /// The revision that was answered.
  let revision: Int
  /// The revision that holds what was sent; another one where it was merged.
  let sent: Int

  init(row: Row) throws {
    counter = try row["counter"]
    revision = try row["revision"]
    sent = try row["sent"]
  }

  static func find(_ client: String, of item: ItemID, on connection: any Connection) throws -> LastSave? {
    try connection.first(
      "SELECT counter, revision, sent FROM item_save WHERE item_id = \(item) AND client = \(client)")
  }

  /// - Parameter isFirst: of this page: what pages left a month ago is forgotten then.
  static func keep(
    _ origin: SaveOrigin, revision: Int, sent: Int, of item: ItemID, at now: Date, isFirst: Bool,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_save (item_id, client, counter, revision, sent, made_at)
      VALUES (\(item), \(origin.client), \(origin.counter), \(revision), \(sent), \(now))
      ON CONFLICT (item_id, client) DO UPDATE SET
        counter = excluded.counter, revision = excluded.revision, sent = excluded.sent, made_at = excluded.made_at
      """)
    guard isFirst else { return }
    try connection.execute(
      "DELETE FROM item_save WHERE item_id = \(item) AND made_at < \(now.addingTimeInterval(-30 * 86_400))")
  }
}
