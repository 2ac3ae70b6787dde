import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL that writes what the public sees. Nothing else writes these tables, and what is not in them is not public.
enum PublishedStore {
  /// Adds or replaces the public edition of an item. The last look at the gate: no way to readers leads past here.
  static func put(
    _ item: Item, _ text: ItemText, in section: Section, aiLabels: [AILabel] = [], on connection: any Connection
  ) throws {
    try item.gate.pass(at: item.updatedAt)
    guard let first = item.firstPublishedAt, let updated = item.readerUpdatedAt else { throw Failure.notFound }
    let bylines = StoredList.json(text.metadata.bylines)
    let tags = StoredList.json(text.metadata.tags)
    try connection.execute(
      """
      INSERT INTO published_item (
        item_id, organisation_id, code, slug_and_code, revision, title, summary, section_id, section_name,
        section_slug, bylines, tags, place_name, lead_picture_id, first_published_at, updated_at, body, kind, language,
        translation_group, ai_labels)
      VALUES (
        \(item.id), \(item.organisation), \(item.code), \(item.slugAndCode), \(item.currentRevision), \(text.title),
        \(text.summary), \(section.id), \(section.name), \(section.slug), \(bylines), \(tags),
        \(text.metadata.placeName), \(text.metadata.lead), \(first), \(updated), \(text.body.json),
        \(item.kind), \(item.language), \(item.translationGroup),
        \(aiLabels.map(\.rawValue).joined(separator: " ")))
      ON CONFLICT (item_id) DO UPDATE SET
        slug_and_code = excluded.slug_and_code, revision = excluded.revision, title = excluded.title,
        summary = excluded.summary, section_id = excluded.section_id, section_name = excluded.section_name,
        section_slug = excluded.section_slug, bylines = excluded.bylines, tags = excluded.tags,
        place_name = excluded.place_name, lead_picture_id = excluded.lead_picture_id,
        updated_at = excluded.updated_at, body = excluded.body, language = excluded.language,
        translation_group = excluded.translation_group, ai_labels = excluded.ai_labels
      """)
    try putNames(item, text, first, on: connection)
    try connection.execute(
      """
      INSERT INTO item_path (organisation_id, slug_and_code, item_id, made_at)
      VALUES (\(item.organisation), \(item.slugAndCode), \(item.id), \(item.updatedAt))
      ON CONFLICT (organisation_id, slug_and_code) DO NOTHING
      """)
  }

  private static func putNames(
    _ item: Item, _ text: ItemText, _ first: Date, on connection: any Connection
  ) throws {
    try connection.execute("DELETE FROM published_byline WHERE item_id = \(item.id)")
    for byline in text.metadata.bylines {
      try connection.execute(
        """
        INSERT INTO published_byline (item_id, organisation_id, slug, name, first_published_at)
        VALUES (\(item.id), \(item.organisation), \(byline.slug), \(byline.name), \(first))
        """)
    }
    try connection.execute("DELETE FROM published_tag WHERE item_id = \(item.id)")
    for tag in Set(text.metadata.tags.map { $0.lowercased() }).sorted() {
      try connection.execute(
        """
        INSERT INTO published_tag (item_id, organisation_id, tag, first_published_at)
        VALUES (\(item.id), \(item.organisation), \(tag), \(first))
        """)
    }
  }

  static func remove(_ id: ItemID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM published_item WHERE item_id = \(id)")
  }

  /// What cached pages were made of the public edition as it stands now; empty where there is none.
  static func keys(of item: Item, on connection: any Connection) throws -> Set<String> {
    let row = try connection.rows(
      "SELECT section_id, bylines FROM published_item WHERE item_id = \(item.id)"
    ).first
    guard let row else { return [] }
    let section: SectionID = try row["section_id"]
    let authors = try StoredList.bylines(row["bylines"]).map { PageKey.author($0.slug, item.organisation) }
    // Pages of its translations say where it is.
    let others = try item.translationGroup.map { group in
      try connection.values(
        "SELECT item_id FROM published_item WHERE translation_group = \(group) LIMIT 20", as: ItemID.self)
    }
    return Set(
      [PageKey.item(item.id), PageKey.section(section), PageKey.lists(item.organisation)] + authors
        + (others ?? []).map(PageKey.item))
  }
}
