package import Contracts
package import Foundation
package import Kernel
package import Persistence

/// A tin or bài: where it stands, who has it, and the words of its current revision that lists show. The text itself is
/// in its revisions.
package struct Item: Sendable, Equatable {
  /// Stays through every state.
  package let id: ItemID
  /// The agency; never changes.
  package let organisation: OrganisationID
  /// Given when it was created.
  package let kind: ItemKind
  /// A short number, the end of its public address; never used again.
  package let code: Int
  /// Where it stands on its way.
  package var state: ItemState
  /// Of the current revision; may be empty.
  package var title: String
  /// The sapo of the current revision, plain; may be empty.
  package var summary: String
  /// Of the current revision.
  package var metadata: ItemMetadata
  /// Who began it.
  package let author: AccountID
  /// The name of ``author`` then.
  package let authorName: String
  /// Who has it now; nil when it lies on the desk for whoever takes it.
  package var holder: AccountID?
  /// When it should be ready; nil: nobody said.
  package var deadline: Date?
  /// When it goes out by itself; nil: it does not.
  package var scheduledFor: Date?
  /// Who appointed that time; nil where none is.
  package var scheduledBy: AccountID?
  /// The text that its editor opens.
  package var currentRevision: Int
  /// The highest number given out; above the current one where a text was put aside after a conflict.
  package var lastRevision: Int
  /// The text that readers see or saw last; nil until it was public.
  package var publishedRevision: Int?
  /// Of its address, from the headline it was first published with; nil until then.
  package var slug: String?
  /// Stays when it is withdrawn.
  package var firstPublishedAt: Date?
  /// The last change that readers were told of.
  package var readerUpdatedAt: Date?
  /// When it was begun.
  package let createdAt: Date
  /// The last change of any kind.
  package var updatedAt: Date
  /// Of the text, not of the interface.
  package var language: Language = .vietnamese
  /// Items with the same one are one story in several languages; the ID of the first of them.
  package var translationGroup: ItemID?
  /// Nothing of it leaves the newsroom before this moment; see ``PublicationGate``.
  package var embargo: Date?
  /// Nothing of it ever leaves the newsroom.
  package var isNotForPublication = false
  /// Which step of the agency's workflow waits for it; only while its state is `approval`.
  package var stage: String?
  /// When that step should be done.
  package var stageDueAt: Date?
  /// The text that was approved last.
  package var approvedRevision: Int?

  /// Whether the public sees an older text than this.
  package var hasUnpublishedChanges: Bool {
    state == .published && publishedRevision != currentRevision
  }

  /// The last part of its address: `bao-so-3-do-bo-1024`.
  package var slugAndCode: String { "\(slug ?? Slug.make(title, limit: 80))-\(code)" }
  /// `/bai/bao-so-3-do-bo-1024`.
  package var path: String { PublicPath.of(slugAndCode) }
}

/// Addresses of stories on an agency's site.
enum PublicPath {
  static func of(_ slugAndCode: String) -> String { "/bai/\(slugAndCode)" }
}

extension Item: RowDecodable {
  static let columns: SQL = """
    i.id, i.organisation_id, i.kind, i.code, i.state, i.title, i.summary, i.section_id, i.place_unit_id, i.place_name,
    i.bylines, i.tags, i.lead_picture_id, i.author_id, i.author_name, i.holder_id, i.deadline, i.scheduled_for,
    i.scheduled_by, i.current_revision, i.last_revision, i.published_revision, i.slug, i.first_published_at, i.reader_updated_at,
    i.created_at, i.updated_at, i.details, i.language, i.translation_group, i.embargo_until, i.not_for_publication,
    i.stage, i.stage_due_at, i.approved_revision
    """

  /// Columns as `Item.columns` names them.
  package init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    kind = try row["kind"]
    code = try row["code"]
    state = try row["state"]
    title = try row["title"]
    summary = try row["summary"]
    metadata = ItemMetadata(
      section: try row["section_id"], tags: try StoredList.tags(row["tags"]), place: try row["place_unit_id"],
      placeName: try row["place_name"], bylines: try StoredList.bylines(row["bylines"]),
      lead: try row["lead_picture_id"])
    let details: String = try row["details"]
    if details != "{}" { metadata.takeDetails(of: try ItemMetadata(json: details)) }
    author = try row["author_id"]
    authorName = try row["author_name"]
    holder = try row["holder_id"]
    deadline = try row["deadline"]
    scheduledFor = try row["scheduled_for"]
    scheduledBy = try row["scheduled_by"]
    currentRevision = try row["current_revision"]
    lastRevision = try row["last_revision"]
    publishedRevision = try row["published_revision"]
    slug = try row["slug"]
    firstPublishedAt = try row["first_published_at"]
    readerUpdatedAt = try row["reader_updated_at"]
    createdAt = try row["created_at"]
    updatedAt = try row["updated_at"]
    language = try row["language"]
    translationGroup = try row["translation_group"]
    embargo = try row["embargo_until"]
    isNotForPublication = try row["not_for_publication"]
    stage = try row["stage"]
    stageDueAt = try row["stage_due_at"]
    approvedRevision = try row["approved_revision"]
  }
}

/// Short lists kept as JSON in one column: read whole with their row, never searched (child tables are, for the public).
enum StoredList {
  static func tags(_ json: String) throws -> [String] {
    if json == "[]" { return [] }
    return try JSONTree(json.utf8).array?.compactMap(\.string) ?? []
  }

  static func bylines(_ json: String) throws -> [BylineProfile] {
    if json == "[]" { return [] }
    return try JSONTree(json.utf8).array?.compactMap { entry in
      guard let name = entry["name"]?.string, let slug = entry["slug"]?.string else { return nil }
      return BylineProfile(name: name, slug: slug)
    } ?? []
  }

  static func json(_ tags: [String]) -> String {
    var out = JSONText()
    out.raw("[")
    for (index, tag) in tags.enumerated() {
      if index > 0 { out.raw(",") }
      out.string(tag)
    }
    out.raw("]")
    return out.text
  }

  static func json(_ bylines: [BylineProfile]) -> String {
    var out = JSONText()
    out.raw("[")
    for (index, byline) in bylines.enumerated() {
      out.raw(index > 0 ? #",{"name":"# : #"{"name":"#)
      out.string(byline.name)
      out.raw(#","slug":"#)
      out.string(byline.slug)
      out.raw("}")
    }
    out.raw("]")
    return out.text
  }
}
