import Contracts
import Foundation
import Kernel
import Persistence
import Search

/// What of an item is found by words, and where.
enum ItemSearch {
  /// What the public finds.
  static func site(_ organisation: OrganisationID) -> String { "site:\(organisation)" }
  /// What the newsroom finds: every item in its newest text.
  static func archive(_ organisation: OrganisationID) -> String { "archive:\(organisation)" }

  static func putArchive(_ item: Item, _ text: ItemText, on connection: any Connection) throws {
    try SearchIndex().put(
      document(item, text, scope: archive(item.organisation), time: item.firstPublishedAt ?? item.createdAt),
      on: connection)
  }

  static func putSite(_ item: Item, _ text: ItemText, on connection: any Connection) throws {
    guard let time = item.firstPublishedAt else { return }
    try SearchIndex().put(document(item, text, scope: site(item.organisation), time: time), on: connection)
  }

  static func removeSite(_ item: Item, on connection: any Connection) throws {
    try SearchIndex().remove(scope: site(item.organisation), id: item.id.rawValue, on: connection)
  }

  static func removeArchive(_ item: Item, on connection: any Connection) throws {
    try SearchIndex().remove(scope: archive(item.organisation), id: item.id.rawValue, on: connection)
  }

  private static func document(_ item: Item, _ text: ItemText, scope: String, time: Date) -> SearchDocument {
    let around = text.metadata.bylines.map(\.name) + text.metadata.tags + [text.metadata.placeName ?? ""]
    return SearchDocument(
      scope: scope, id: item.id.rawValue, title: text.title, summary: text.summary,
      body: ([text.body.plainText] + around).joined(separator: "\n"), time: time)
  }
}
