package import Contracts
import Foundation
package import Kernel
import Persistence

/// The same story in another language, as the desk lists it.
package struct ItemTranslation: Sendable, Equatable {
  /// The item in the other language.
  package let id: ItemID
  /// No two of a story have the same.
  package let language: Language
  /// Its working title, in that language.
  package let title: String
  /// Where it stands.
  package let state: ItemState
}

/// All SQL of linked translations.
enum TranslationStore {
  /// The others of the item's group, by language.
  static func all(of item: Item, on connection: any Connection) throws -> [ItemTranslation] {
    guard let group = item.translationGroup else { return [] }
    return try connection.rows(
      """
      SELECT id, language, title, state FROM item
      WHERE translation_group = \(group) AND id <> \(item.id) AND deleted_at IS NULL ORDER BY language LIMIT 20
      """
    ).map { row in
      ItemTranslation(
        id: try row["id"], language: try row["language"], title: try row["title"], state: try row["state"])
    }
  }

  static func setGroup(_ group: ItemID, of item: Item, on connection: any Connection) throws {
    try connection.execute("UPDATE item SET translation_group = \(group) WHERE id = \(item.id)")
    try connection.execute("UPDATE published_item SET translation_group = \(group) WHERE item_id = \(item.id)")
  }
}

extension Newsroom {
  /// Tạo bản dịch: begins the same story in another language, linked to this one, with its text to be translated. There is
  /// one for each language.
  @discardableResult
  package func translate(_ id: ItemID, into language: Language, by principal: Principal) async throws -> Item {
    try await database.write { connection in
      let original = try Self.locked(id, for: principal, on: connection)
      try principal.require(Self.write, in: original.organisation)
      guard original.state != .withdrawn else { throw Failure.conflict("Bài đã gỡ.") }
      guard language != original.language else {
        throw Failure.invalid(["language": "Bài này đã viết bằng ngôn ngữ đó"])
      }
      let group = original.translationGroup ?? original.id
      if let known = try TranslationStore.all(of: original, on: connection).first(where: { $0.language == language }) {
        throw Failure.conflict("Đã có bản dịch sang ngôn ngữ này: “\(known.title)”.")
      }
      guard let text = try RevisionStore.find(original.currentRevision, of: id, on: connection)?.text else {
        throw Failure.notFound
      }
      if original.translationGroup == nil { try TranslationStore.setGroup(group, of: original, on: connection) }
      var new = NewItem(organisation: original.organisation, text: text)
      new.kind = original.kind
      new.language = language
      new.translationGroup = group
      var made = try create(new, by: principal, on: connection)
      // What may not go out here may not go out there.
      made.embargo = original.embargo
      made.isNotForPublication = original.isNotForPublication
      try ItemStore.update(made, indexDue: clock.now, on: connection)
      try ItemEvent.insert(
        .translated, of: original, by: principal, at: clock.now, detail: language.name, on: connection)
      try record(
        "newsroom.item.translated", original, by: principal,
        detail: ["language": language.rawValue, "to": made.id.rawValue], on: connection)
      return made
    }
  }
}
