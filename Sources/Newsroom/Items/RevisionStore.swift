import Contracts
import Foundation
import Kernel
package import Persistence

/// All SQL of revisions.
enum RevisionStore {
  /// What is written; the number was given by the item.
  struct New {
    let number: Int
    let base: Int
    let kind: RevisionKind
    let by: Principal
    let at: Date
    let text: ItemText
    /// The revision that holds what was sent, where this is that merged with others' work.
    var mergedFrom: Int?
  }

  static func insert(_ new: New, of item: ItemID, on connection: any Connection) throws {
    let bytes = new.text.body.jsonBytes
    let before = try bodies(upTo: new.number - 1, of: item, on: connection)
    let isChained = before.map { new.number - $0.keyframe <= TextDelta.longestChain } ?? false
    let delta = before.map { TextDelta(from: $0.bytes, to: bytes) }
      .flatMap { isChained && $0.isCompact(for: bytes) ? $0 : nil }
    try connection.execute(
      """
      INSERT INTO item_revision (
        item_id, number, base, kind, account_id, account_name, made_at, title, summary, metadata, words,
        keyframe, head, tail, body, merged_from)
      VALUES (
        \(item), \(new.number), \(new.base), \(new.kind), \(new.by.id), \(new.by.name), \(new.at), \(new.text.title),
        \(new.text.summary), \(try new.text.metadata.json), \(new.text.body.wordCount),
        \(delta == nil ? new.number : before?.keyframe), \(delta?.head ?? 0), \(delta?.tail ?? 0),
        \(Data(delta?.middle ?? bytes)), \(new.mergedFrom))
      """)
  }

  /// The bytes of one revision's body, put together from its keyframe on; nil where there is no such revision.
  private static func bodies(
    upTo number: Int, of item: ItemID, on connection: any Connection
  ) throws -> (keyframe: Int, bytes: [UInt8])? {
    var found: (keyframe: Int, bytes: [UInt8])?
    try connection.forEach(
      """
      SELECT number, keyframe, head, tail, body FROM item_revision
      WHERE item_id = \(item) AND number <= \(number)
        AND number >= (SELECT keyframe FROM item_revision WHERE item_id = \(item) AND number = \(number))
      ORDER BY number
      """
    ) { row in
      let keyframe: Int = try row["keyframe"]
      let body: Data = try row["body"]
      let delta = TextDelta(head: try row["head"], tail: try row["tail"], middle: Array(body))
      let number: Int = try row["number"]
      guard let bytes = delta.applied(to: number == keyframe ? [] : found?.bytes ?? []) else {
        throw DatabaseError.undecodable(column: "body", type: "TextDelta")
      }
      found = (keyframe, bytes)
    }
    return found
  }

  /// The text of that number, or nil where the item has none.
  static func find(_ number: Int, of item: ItemID, on connection: any Connection) throws -> Revision? {
    let row = try connection.rows(
      """
      SELECT number, base, kind, account_id, account_name, made_at, title, summary, metadata FROM item_revision
      WHERE item_id = \(item) AND number = \(number)
      """
    ).first
    guard let row, let body = try bodies(upTo: number, of: item, on: connection) else { return nil }
    return Revision(
      number: try row["number"], base: try row["base"], kind: try row["kind"], account: try row["account_id"],
      accountName: try row["account_name"], madeAt: try row["made_at"],
      text: ItemText(
        title: try row["title"], summary: try row["summary"], body: try StoryBody(json: body.bytes),
        metadata: try ItemMetadata(json: row["metadata"])))
  }

  /// Newest first, below `before`.
  static func heads(
    of item: ItemID, before: Int?, limit: Int, on connection: any Connection
  ) throws -> [RevisionHead] {
    try connection.all(
      """
      SELECT r.number, r.base, r.kind, r.account_id, r.account_name, r.made_at, r.title, r.words, r.merged_from,
        v.name AS version_name
      FROM item_revision r LEFT JOIN item_version v ON v.item_id = r.item_id AND v.revision = r.number
      WHERE r.item_id = \(item) AND r.number < \(before ?? Int(Int32.max))
      ORDER BY r.number DESC LIMIT \(limit)
      """)
  }

  /// Whether nobody but this account made revisions after that number, on the line itself.
  static func isOnly(
    _ account: AccountID, after number: Int, of item: ItemID, on connection: any Connection
  ) throws -> Bool {
    try !connection.exists(
      """
      SELECT 1 FROM item_revision
      WHERE item_id = \(item) AND number > \(number) AND kind <> 'conflict' AND account_id <> \(account) LIMIT 1
      """)
  }

  /// Says that this text was made public.
  static func markPublished(_ number: Int, of item: ItemID, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE item_revision SET kind = 'publish' WHERE item_id = \(item) AND number = \(number)")
  }
}

extension RevisionHead: RowDecodable {
  /// Columns as `RevisionStore.heads` selects them.
  package init(row: Row) throws {
    self.init(
      number: try row["number"], base: try row["base"], kind: try row["kind"], account: try row["account_id"],
      accountName: try row["account_name"], madeAt: try row["made_at"], title: try row["title"],
      words: try row["words"], mergedFrom: try row["merged_from"], name: try row["version_name"])
  }
}
