import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

/// Finds, for a piece that came in, what is nearly the same: an item of our own first, else another piece.
enum InboxLikeness {
  static func mark(
    _ id: InboxItemID, _ story: NewsStory, of organisation: OrganisationID, on connection: any Connection
  ) throws {
    let text = "\(story.title). \(HTMLText.plain(story.html.isEmpty ? story.summary : story.html))"
    guard let print = TextFingerprint(text) else { return }
    try connection.execute("DELETE FROM inbox_band WHERE inbox_item_id = \(id)")
    for band in Set(print.bands) {
      try connection.execute(
        "INSERT INTO inbox_band (organisation_id, band, inbox_item_id) VALUES (\(organisation), \(band), \(id))")
    }
    let own = try nearestOwn(print, made: id, of: organisation, on: connection)
    let other = own == nil ? try nearestOther(print, than: id, of: organisation, on: connection) : nil
    let percent = own?.percent ?? other?.percent
    try connection.execute(
      """
      UPDATE inbox_item SET fingerprint = \(print.stored), near_item_id = \(own?.item), near_inbox_id = \(other?.item),
        near_percent = \(percent)\(postgres: "::bigint")
      WHERE id = \(id)
      """)
    // The other one is told too, where it knows of nothing yet: whichever is looked at, the likeness is seen.
    guard let other else { return }
    try connection.execute(
      """
      UPDATE inbox_item SET near_inbox_id = \(id), near_percent = \(other.percent)
      WHERE id = \(other.item) AND near_percent IS NULL
      """)
  }

  /// The likest published item, but for one that was made of this very piece.
  private static func nearestOwn(
    _ print: TextFingerprint, made id: InboxItemID, of organisation: OrganisationID, on connection: any Connection
  ) throws -> (item: ItemID, percent: Int)? {
    let own: ItemID? = try connection.value("SELECT item_id FROM inbox_item WHERE id = \(id)")
    let near = try DoubleStore.published(like: print, of: organisation, except: own, limit: 1, on: connection)
    return near.first.map { ($0.item, Int(($0.likeness * 100).rounded())) }
  }

  private static func nearestOther(
    _ print: TextFingerprint, than id: InboxItemID, of organisation: OrganisationID, on connection: any Connection
  ) throws -> (item: InboxItemID, percent: Int)? {
    let rows = try connection.rows(
      """
      SELECT i.id, i.fingerprint FROM inbox_item i WHERE i.id <> \(id) AND i.id IN (
        SELECT b.inbox_item_id FROM inbox_band b
        WHERE b.organisation_id = \(organisation) AND b.band IN \(list: print.bands))
      ORDER BY i.id DESC LIMIT 200
      """)
    var best: (item: InboxItemID, percent: Int)?
    for row in rows {
      guard let stored: String = try row["fingerprint"], let other = TextFingerprint(stored: stored) else { continue }
      let likeness = print.similarity(to: other)
      guard likeness >= TextFingerprint.near else { continue }
      let percent = Int((likeness * 100).rounded())
      if percent > best?.percent ?? 0 { best = (try row["id"], percent) }
    }
    return best
  }
}
