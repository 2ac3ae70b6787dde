package import Contracts
package import Foundation
package import Kernel
import Persistence

/// Somebody who told something: kept beside the text, never in it, in no export, feed or interface. A protected one is
/// known only to whoever wrote it down, the item's author, and those who answer for the agency (Law 126/2025 Art 31.4).
package struct ItemSource: Sendable, Equatable {
  /// Names the source within its item.
  package let id: String
  /// Empty where this person may not know it.
  package let name: String
  /// How to reach them; empty where this person may not know it.
  package let contact: String
  /// What else is worth knowing; empty where this person may not know it.
  package let note: String
  /// Whether the law protects who it is.
  package let isProtected: Bool
  /// It is protected, and this person is not among those who may know it.
  package let isHidden: Bool
  /// Who wrote it down, by the name of then.
  package let accountName: String
  /// When it was written down.
  package let madeAt: Date
}

/// All SQL of sources.
enum SourcesOfItem {
  static func all(of item: Item, for principal: Principal, on connection: any Connection) throws -> [ItemSource] {
    try connection.rows(
      """
      SELECT id, name, contact, note, is_protected, account_id, account_name, made_at FROM item_source
      WHERE item_id = \(item.id) AND removed_at IS NULL ORDER BY id LIMIT 50
      """
    ).map { row in
      let isProtected: Bool = try row["is_protected"]
      let account: AccountID = try row["account_id"]
      let isHidden =
        isProtected && account != principal.id && item.author != principal.id
        && !principal.may(Newsroom.readSources, in: item.organisation)
      return ItemSource(
        id: try row["id"], name: isHidden ? "" : try row["name"], contact: isHidden ? "" : try row["contact"],
        note: isHidden ? "" : try row["note"], isProtected: isProtected, isHidden: isHidden,
        accountName: try row["account_name"], madeAt: try row["made_at"])
    }
  }
}

extension Newsroom {
  /// Writes down who told something: name and contact at most 200 characters, the note at most 1,000. What it says stays here; history and audit tell only that there is a source.
  package func addSource(
    name: String, contact: String, note: String, isProtected: Bool, to id: ItemID, by principal: Principal
  ) async throws {
    // Too long is refused, not cut: what somebody told may be all that there is to prove.
    var errors: [String: Phrase] = [:]
    func tidy(_ text: String, _ field: String, _ limit: Int) -> String {
      let tidy = ItemWords.tidy(text, limit: limit + 1)
      if tidy.count > limit { errors[field] = "Dài quá \(limit) ký tự" }
      return tidy
    }
    let name = tidy(name, "source-name", 200)
    let contact = tidy(contact, "contact", 200)
    let note = tidy(note, "source-note", 1_000)
    if name.isEmpty { errors["source-name"] = "Cần ghi tên nguồn tin" }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    _ = try await step(.sourceAdded, id, by: principal) { item, connection in
      try Self.requireHandling(item, principal)
      try connection.execute(
        """
        INSERT INTO item_source (
          id, item_id, name, contact, note, is_protected, account_id, account_name, made_at, removed_at)
        VALUES (
          \(UUIDv7.shared.next()), \(id), \(name), \(contact), \(note), \(isProtected), \(principal.id),
          \(principal.name), \(clock.now), NULL)
        """)
      return nil
    }
  }

  /// Takes a source off an item. Only who may see it may do so; the record stays for those who answer for it.
  package func removeSource(_ source: String, from id: ItemID, by principal: Principal) async throws {
    _ = try await step(.sourceRemoved, id, by: principal) { item, connection in
      try Self.requireHandling(item, principal)
      let known = try SourcesOfItem.all(of: item, for: principal, on: connection)
      guard known.contains(where: { $0.id == source && !$0.isHidden }) else { throw Failure.notFound }
      try connection.execute("UPDATE item_source SET removed_at = \(clock.now) WHERE id = \(source)")
      return nil
    }
  }

  /// The sources of an item as far as this person may know them.
  package func sources(of id: ItemID, for principal: Principal) async throws -> [ItemSource] {
    try await database.read { connection in
      let item = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      return try SourcesOfItem.all(of: item, for: principal, on: connection)
    }
  }
}
