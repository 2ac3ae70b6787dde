import Contracts
import Foundation
import Kernel
import Persistence

/// The statements by which the public reads. Each is one walk along an index; a test looks at their plans.
enum PublicQuery {
  /// Lists show a story once: its translations are reached from it, not beside it.
  private static let once: SQL = "AND (p.language = 'vi' OR p.translation_group IS NULL)"

  static func latest(
    _ organisation: OrganisationID, section: String?, before: StoryCursor?, limit: Int
  ) -> SQL {
    let inSection: SQL = section.map { "AND p.section_slug = \($0)" } ?? ""
    let older: SQL = before.map { "AND (p.first_published_at, p.item_id) < (\($0.time), \($0.item))" } ?? ""
    return """
      SELECT \(StoryRow.columns) FROM published_item p
      WHERE p.organisation_id = \(organisation) \(inSection) \(older) \(once)
      ORDER BY p.first_published_at DESC, p.item_id DESC LIMIT \(limit)
      """
  }

  static func by(
    author slug: String, _ organisation: OrganisationID, section: String?, before: StoryCursor?, limit: Int
  ) -> SQL {
    let inSection: SQL = section.map { "AND p.section_slug = \($0)" } ?? ""
    let older: SQL = before.map { "AND (b.first_published_at, b.item_id) < (\($0.time), \($0.item))" } ?? ""
    return """
      SELECT \(StoryRow.columns) FROM published_byline b JOIN published_item p ON p.item_id = b.item_id
      WHERE b.organisation_id = \(organisation) AND b.slug = \(slug) \(inSection) \(older)
      ORDER BY b.first_published_at DESC, b.item_id DESC LIMIT \(limit)
      """
  }

  static func story(_ organisation: OrganisationID, _ slugAndCode: String) -> SQL {
    """
    SELECT \(StoryRow.columns), p.tags, p.place_name, p.ai_labels, p.translation_group, p.body FROM published_item p
    WHERE p.organisation_id = \(organisation) AND p.slug_and_code = \(slugAndCode)
    """
  }

  static func stories(_ ids: [ItemID]) -> SQL {
    """
    SELECT \(StoryRow.columns), p.tags, p.place_name, p.ai_labels, p.translation_group, p.body FROM published_item p
    WHERE p.item_id IN \(list: ids)
    """
  }

  /// The same story in other languages.
  static func translations(_ group: ItemID, besides id: ItemID) -> SQL {
    """
    SELECT p.language, p.slug_and_code FROM published_item p
    WHERE p.translation_group = \(group) AND p.item_id <> \(id) ORDER BY p.language LIMIT 20
    """
  }

  /// What readers are told was changed, newest first.
  static func updates(_ id: ItemID) -> SQL {
    "SELECT made_at, text FROM item_update_note WHERE item_id = \(id) ORDER BY id DESC LIMIT 50"
  }

  /// Where an address that is not a story's present one leads: the item it once named, or that has its number.
  static func trace(_ organisation: OrganisationID, _ slugAndCode: String, code: Int?) -> SQL {
    """
    SELECT 0 AS place, i.state, p.slug_and_code
    FROM item_path a JOIN item i ON i.id = a.item_id LEFT JOIN published_item p ON p.item_id = a.item_id
    WHERE a.organisation_id = \(organisation) AND a.slug_and_code = \(slugAndCode)
    UNION ALL
    SELECT 1 AS place, i.state, p.slug_and_code
    FROM item i LEFT JOIN published_item p ON p.item_id = i.id
    WHERE i.code = \(code ?? 0) AND i.organisation_id = \(organisation)
    ORDER BY place LIMIT 1
    """
  }

  /// Candidates for "read on": the newest few with each of the story's tags, and the newest few of its section.
  static func related(
    _ organisation: OrganisationID, _ id: ItemID, tags: [String], section: String, language: String, each: Int
  ) -> SQL {
    var parts: [SQL] = tags.prefix(8).map { tag in
      """
      SELECT * FROM (SELECT t.item_id FROM published_tag t
        WHERE t.organisation_id = \(organisation) AND t.tag = \(tag)
        ORDER BY t.first_published_at DESC, t.item_id DESC LIMIT \(each)) AS with_tag
      """
    }
    parts.append(
      """
      SELECT * FROM (SELECT s.item_id FROM published_item s
        WHERE s.organisation_id = \(organisation) AND s.section_slug = \(section)
        ORDER BY s.first_published_at DESC, s.item_id DESC LIMIT \(each)) AS in_section
      """)
    return """
      SELECT \(StoryRow.columns), p.tags FROM published_item p
      WHERE p.item_id <> \(id) AND p.language = \(language) AND p.item_id IN (\(SQL.joined(parts, by: " UNION ")))
      """
  }

  static func summaries(_ ids: [ItemID]) -> SQL {
    "SELECT \(StoryRow.columns) FROM published_item p WHERE p.item_id IN \(list: ids)"
  }

  static func slots(_ organisation: OrganisationID) -> SQL {
    """
    SELECT \(StoryRow.columns), h.position FROM home_slot h JOIN published_item p ON p.item_id = h.item_id
    WHERE h.organisation_id = \(organisation) ORDER BY h.position LIMIT 24
    """
  }

  /// The newest few of each section, in one statement.
  static func sections(_ organisation: OrganisationID, _ sections: [String], each: Int) -> SQL {
    SQL.joined(
      sections.map { slug in
        """
        SELECT * FROM (SELECT \(StoryRow.columns) FROM published_item p
          WHERE p.organisation_id = \(organisation) AND p.section_slug = \(slug) \(once)
          ORDER BY p.first_published_at DESC, p.item_id DESC LIMIT \(each)) AS newest
        """
      }, by: " UNION ALL ")
  }

  static func addresses(_ organisation: OrganisationID, before: StoryCursor?, limit: Int) -> SQL {
    let older: SQL = before.map { "AND (p.first_published_at, p.item_id) < (\($0.time), \($0.item))" } ?? ""
    return """
      SELECT p.item_id, p.slug_and_code, p.title, p.first_published_at, p.updated_at FROM published_item p
      WHERE p.organisation_id = \(organisation) \(older)
      ORDER BY p.first_published_at DESC, p.item_id DESC LIMIT \(limit)
      """
  }

  static func author(_ organisation: OrganisationID, _ slug: String) -> SQL {
    """
    SELECT b.name FROM published_byline b WHERE b.organisation_id = \(organisation) AND b.slug = \(slug)
    ORDER BY b.first_published_at DESC, b.item_id DESC LIMIT 1
    """
  }
}
