import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL that writes items, and finds one.
enum ItemStore {
  /// The item; a draft that was thrown away is not there.
  static func find(_ id: ItemID, on connection: any Connection) throws -> Item? {
    try connection.first("SELECT \(Item.columns) FROM item i WHERE i.id = \(id) AND i.deleted_at IS NULL")
  }

  /// The item, kept from others until the transaction ends.
  static func lock(_ id: ItemID, isDeleted: Bool = false, on connection: any Connection) throws -> Item? {
    let kept: SQL = isDeleted ? "i.deleted_at IS NOT NULL" : "i.deleted_at IS NULL"
    return try connection.first(
      "SELECT \(Item.columns) FROM item i WHERE i.id = \(id) AND \(kept)\(SQL.forUpdate)")
  }

  /// Throws a draft away, or brings it back.
  static func setDeleted(_ time: Date?, _ id: ItemID, on connection: any Connection) throws {
    try connection.execute("UPDATE item SET deleted_at = \(time), index_due_at = NULL WHERE id = \(id)")
  }

  /// The next public number.
  static func nextCode(on connection: any Connection) throws -> Int {
    let code: Int? = try connection.value(
      """
      INSERT INTO newsroom_counter (name, value) VALUES ('item', 1001)
      ON CONFLICT (name) DO UPDATE SET value = newsroom_counter.value + 1
      RETURNING value
      """)
    guard let code else { throw DatabaseError.failed(code: "counter", message: "no number") }
    return code
  }

  static func insert(_ item: Item, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO item (
        id, organisation_id, kind, code, state, title, summary, section_id, place_unit_id, place_name, bylines, tags,
        lead_picture_id, author_id, author_name, holder_id, deadline, scheduled_for, scheduled_by, current_revision,
        last_revision, published_revision, slug, first_published_at, reader_updated_at, index_due_at, created_at,
        updated_at, details, language, translation_group, embargo_until, not_for_publication, stage, stage_due_at,
        approved_revision)
      VALUES (
        \(item.id), \(item.organisation), \(item.kind), \(item.code), \(item.state), \(item.title), \(item.summary),
        \(item.metadata.section), \(item.metadata.place), \(item.metadata.placeName),
        \(StoredList.json(item.metadata.bylines)), \(StoredList.json(item.metadata.tags)), \(item.metadata.lead),
        \(item.author), \(item.authorName), \(item.holder), \(item.deadline), \(item.scheduledFor),
        \(item.scheduledBy), \(item.currentRevision), \(item.lastRevision), \(item.publishedRevision), \(item.slug),
        \(item.firstPublishedAt), \(item.readerUpdatedAt), NULL, \(item.createdAt), \(item.updatedAt),
        \(try item.metadata.detailsJSON), \(item.language), \(item.translationGroup), \(item.embargo),
        \(item.isNotForPublication), \(item.stage), \(item.stageDueAt), \(item.approvedRevision))
      """)
  }

  /// Writes everything that may change. `indexDue`: when its words should be found by, where not at once.
  static func update(_ item: Item, indexDue: Date? = nil, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE item SET
        state = \(item.state), title = \(item.title), summary = \(item.summary), section_id = \(item.metadata.section),
        place_unit_id = \(item.metadata.place), place_name = \(item.metadata.placeName),
        bylines = \(StoredList.json(item.metadata.bylines)), tags = \(StoredList.json(item.metadata.tags)),
        lead_picture_id = \(item.metadata.lead), holder_id = \(item.holder), deadline = \(item.deadline),
        scheduled_for = \(item.scheduledFor), scheduled_by = \(item.scheduledBy),
        current_revision = \(item.currentRevision), last_revision = \(item.lastRevision),
        published_revision = \(item.publishedRevision), slug = \(item.slug),
        first_published_at = \(item.firstPublishedAt), reader_updated_at = \(item.readerUpdatedAt),
        index_due_at = \(indexDue), updated_at = \(item.updatedAt), details = \(try item.metadata.detailsJSON),
        translation_group = \(item.translationGroup), embargo_until = \(item.embargo),
        not_for_publication = \(item.isNotForPublication), stage = \(item.stage),
        stage_due_at = \(item.stageDueAt), approved_revision = \(item.approvedRevision)
      WHERE id = \(item.id)
      """)
  }

  /// Says that a revision number is taken, and changes nothing else.
  static func giveOut(_ number: Int, of id: ItemID, on connection: any Connection) throws {
    try connection.execute("UPDATE item SET last_revision = \(number) WHERE id = \(id)")
  }
}

extension Item {
  /// Takes over the words that lists show.
  mutating func show(_ text: ItemText) {
    title = text.title
    summary = text.summary
    metadata = text.metadata
  }

  /// Gives out the next revision number.
  mutating func nextRevision() -> Int {
    lastRevision += 1
    return lastRevision
  }
}
