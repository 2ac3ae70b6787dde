import Contracts
import Foundation
package import Kernel
import Persistence
import Search

extension Newsroom {
  /// An agency's items as the desk lists them, last changed first; with words, those found by them, newest first.
  package func items(
    _ filter: ItemFilter, before: String? = nil, limit: Int = 50, for principal: Principal
  ) async throws -> Page<Item> {
    guard principal.may(Self.write, in: filter.organisation) else { throw Failure.forbidden(Self.write) }
    let limit = min(max(limit, 1), 200)
    guard filter.words.isBlank else { return try await search(filter, before: before, limit: limit) }
    let cursor = before.flatMap(ItemCursor.init)
    if before != nil, cursor == nil { return Page(items: [], next: nil) }
    let rows = try await database.read { connection in
      try connection.all(DeskQuery.list(filter, before: cursor, limit: limit + 1), as: Item.self)
    }
    return Page(fetched: rows, limit: limit) { ItemCursor($0).text }
  }

  private func search(_ filter: ItemFilter, before: String?, limit: Int) async throws -> Page<Item> {
    try await database.read { connection in
      let hits = try SearchIndex().find(
        filter.words, scope: ItemSearch.archive(filter.organisation), order: .newest, before: before, limit: limit,
        on: connection)
      let ids = hits.items.map { ItemID($0.id) }
      guard !ids.isEmpty else { return Page(items: [], next: nil) }
      let rows: [Item] = try connection.all(DeskQuery.items(ids, of: filter.organisation))
      let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var found = ids.compactMap { byID[$0] }.filter(filter.fits)
      if filter.markedFor != nil || filter.isMarkedForDesk, !found.isEmpty {
        let marked = Set(
          try MarkStore.open(on: found.map(\.id), on: connection).filter { mark in
            filter.isMarkedForDesk ? mark.section != nil : mark.account == filter.markedFor
          }.map(\.item))
        found = found.filter { marked.contains($0.id) }
      }
      return Page(items: found, next: hits.next)
    }
  }

  /// Names for the holders of these items, in one question.
  func holders(of items: [Item]) async throws -> [AccountID: String] {
    let ids = Set(items.compactMap(\.holder))
    return ids.isEmpty ? [:] : try await people.people(Array(ids)).mapValues(\.name)
  }
}
