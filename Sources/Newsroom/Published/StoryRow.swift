import Contracts
import Foundation
import Kernel
import Persistence

/// A row of what the public sees, as lists show it.
struct StoryRow: RowDecodable {
  let summary: StorySummary

  static let columns: SQL = """
    p.item_id, p.organisation_id, p.slug_and_code, p.title, p.summary, p.section_id, p.section_name, p.section_slug,
    p.bylines, p.lead_picture_id, p.first_published_at, p.updated_at, p.kind, p.language
    """

  init(row: Row) throws {
    summary = StorySummary(
      id: try row["item_id"], organisation: try row["organisation_id"],
      path: PublicPath.of(try row["slug_and_code"]), title: try row["title"], summary: try row["summary"],
      section: SectionProfile(
        id: try row["section_id"], name: try row["section_name"], slug: try row["section_slug"]),
      bylines: try StoredList.bylines(row["bylines"]), lead: try row["lead_picture_id"],
      firstPublishedAt: try row["first_published_at"], updatedAt: try row["updated_at"],
      kind: try row["kind"], language: try row["language"])
  }
}

/// Where one part of a list ends: the time and the item, as text for an address.
struct StoryCursor {
  let time: Date
  let item: ItemID

  init(_ story: StorySummary) {
    time = story.firstPublishedAt
    item = story.id
  }

  /// Nil where the text is none of ours.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let milliseconds = Int64(parts[0]), (0...4_102_444_800_000).contains(milliseconds),
      parts[1].utf8.count <= 64
    else { return nil }
    time = Date(milliseconds: milliseconds)
    item = ItemID(String(parts[1]))
  }

  var text: String { "\(time.milliseconds).\(item)" }
}
