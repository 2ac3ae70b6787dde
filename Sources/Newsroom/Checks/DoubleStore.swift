import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

/// Finds stories of the agency's own that say nearly the same, by what their texts are made of.
enum DoubleStore {
  /// Older stories are said again on purpose: anniversaries, yearly reports.
  private static let days = 30.0

  /// Keeps what a text is made of, so that later ones are compared with it.
  static func keep(_ item: Item, _ text: ItemText, at time: Date, on connection: any Connection) throws {
    guard let print = TextFingerprint(words(text)) else { return }
    let old: String? = try connection.value("SELECT fingerprint FROM item_fingerprint WHERE item_id = \(item.id)")
    guard old != print.stored else { return }
    try connection.execute("DELETE FROM item_fingerprint WHERE item_id = \(item.id)")
    try connection.execute(
      """
      INSERT INTO item_fingerprint (item_id, organisation_id, made_at, fingerprint)
      VALUES (\(item.id), \(item.organisation), \(time), \(print.stored))
      """)
    for band in Set(print.bands).sorted() {
      try connection.execute(
        "INSERT INTO item_band (item_id, organisation_id, band) VALUES (\(item.id), \(item.organisation), \(band))")
    }
  }

  /// Those most alike first, at most three. Translations and what was written anew from it on purpose are no doubles.
  static func find(_ item: Item, _ text: ItemText, now: Date, on connection: any Connection) throws -> [ItemDouble] {
    guard let print = TextFingerprint(words(text)) else { return [] }
    let since = now.addingTimeInterval(-days * 86_400)
    var doubles: [ItemDouble] = []
    try connection.forEach(
      """
      SELECT i.id, i.title, i.translation_group, f.fingerprint FROM item_fingerprint f JOIN item i ON i.id = f.item_id
      WHERE f.item_id IN (SELECT b.item_id FROM item_band b
          WHERE b.organisation_id = \(item.organisation) AND b.band IN \(list: print.bands))
        AND f.made_at >= \(since) AND i.id <> \(item.id) AND i.deleted_at IS NULL AND i.state <> 'withdrawn'
      ORDER BY f.made_at DESC LIMIT 50
      """
    ) { row in
      let group: ItemID? = try row["translation_group"]
      if let group, group == item.translationGroup { return }
      guard let other = TextFingerprint(stored: try row["fingerprint"]) else { return }
      let likeness = print.similarity(to: other)
      guard likeness >= TextFingerprint.near else { return }
      doubles.append(ItemDouble(item: try row["id"], title: try row["title"], likeness: likeness))
    }
    return Array(doubles.sorted { $0.likeness > $1.likeness }.prefix(3))
  }

  /// Those that are public and say nearly the same, whenever it was, most alike first.
  static func published(
    like print: TextFingerprint, of organisation: OrganisationID, except own: ItemID?, limit: Int,
    on connection: any Connection
  ) throws -> [ItemDouble] {
    var doubles: [ItemDouble] = []
    try connection.forEach(
      """
      SELECT i.id, i.title, f.fingerprint FROM item_fingerprint f JOIN item i ON i.id = f.item_id
      WHERE f.item_id IN (SELECT b.item_id FROM item_band b
          WHERE b.organisation_id = \(organisation) AND b.band IN \(list: print.bands))
        AND i.deleted_at IS NULL AND i.state = 'published'
      ORDER BY f.made_at DESC LIMIT 500
      """
    ) { row in
      let item: ItemID = try row["id"]
      guard item != own, let other = TextFingerprint(stored: try row["fingerprint"]) else { return }
      let likeness = print.similarity(to: other)
      guard likeness >= TextFingerprint.near else { return }
      doubles.append(ItemDouble(item: item, title: try row["title"], likeness: likeness))
    }
    return Array(doubles.sorted { $0.likeness > $1.likeness }.prefix(limit))
  }

  static func words(_ text: ItemText) -> String {
    [text.title, text.summary, text.body.plainText].joined(separator: "\n")
  }
}
