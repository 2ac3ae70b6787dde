import Contracts
import Foundation
package import Kernel
import Persistence
import Search
import Vietnamese

extension Newsroom {
  /// Finds items in an agency's archive: by words, the last of which may be begun only, and by what belongs to them;
  /// newest first.
  ///
  /// Each part looks at a bounded number of items; where a narrow filter finds little in them, ``Page/next`` leads on.
  package func searchArchive(
    _ query: ArchiveQuery, of organisation: OrganisationID, before: String? = nil, limit: Int = 30,
    for principal: Principal
  ) async throws -> Page<Item> {
    guard principal.may(Self.write, in: organisation) else { throw Failure.forbidden(Self.write) }
    let limit = min(max(limit, 1), 200)
    return try await database.read { connection in
      let search = ArchiveSearch(query: query, organisation: organisation, connection: connection)
      return query.words.isBlank
        ? try search.listed(before: before, limit: limit) : try search.found(before: before, limit: limit)
    }
  }
}

/// One look into the archive, within a transaction.
struct ArchiveSearch {
  /// So many items are looked at for one part of the answer.
  private static let mostLooked = 2_000
  private static let batch = 200

  let query: ArchiveQuery
  let organisation: OrganisationID
  let connection: any Connection

  /// Without words: along the time of last change, as far as the filter says in SQL, the rest here.
  func listed(before: String?, limit: Int) throws -> Page<Item> {
    var cursor = before.flatMap(ItemCursor.init)
    if before != nil, cursor == nil { return Page(items: [], next: nil) }
    let batch = query.hasNames ? Self.batch : limit + 1
    var found: [Item] = []
    var looked = 0
    while looked < Self.mostLooked {
      let older: SQL = cursor.map { "AND (i.updated_at, i.id) < (\($0.time), \($0.item))" } ?? ""
      let items: [Item] = try connection.all(
        """
        SELECT \(Item.columns) FROM item i
        WHERE i.organisation_id = \(organisation) AND i.deleted_at IS NULL \(query.condition) \(older)
        ORDER BY i.updated_at DESC, i.id DESC LIMIT \(batch)
        """)
      looked += items.count
      for item in items where query.fits(item) {
        if found.count == limit { return Page(items: found, next: found.last.map { ItemCursor($0).text }) }
        found.append(item)
      }
      guard items.count == batch, let last = items.last else { return Page(items: found, next: nil) }
      cursor = ItemCursor(last)
    }
    return Page(items: found, next: cursor?.text)
  }

  /// With words: along the hits of the index.
  func found(before: String?, limit: Int) throws -> Page<Item> {
    var cursor = before
    var found: [Item] = []
    var looked = 0
    repeat {
      let hits = try SearchIndex().find(
        query.words, scope: ItemSearch.archive(organisation), order: .newest, before: cursor,
        limit: query.isNarrow ? Self.batch : limit, on: connection)
      looked += max(hits.items.count, 1)
      found += try items(hits.items.map { ItemID($0.id) }).filter(query.fits)
      cursor = hits.next
    } while cursor != nil && found.count < limit && looked < Self.mostLooked
    if before == nil, found.count < limit {
      let known = Set(found.map(\.id))
      found += try begun(limit: limit - found.count).filter { !known.contains($0.id) }
    }
    return Page(items: found, next: cursor)
  }

  /// Those whose headline or sapo has the words typed so far, the last one only begun: what people see while they type.
  private func begun(limit: Int) throws -> [Item] {
    let typed = VietnameseText.fold(query.words).split { !$0.isLetter && !$0.isNumber }
    guard let last = typed.last, query.words.last?.isWhitespace == false else { return [] }
    let whole = typed.dropLast().joined(separator: " ")
    let items: [Item]
    if whole.isEmpty {
      items = try connection.all(
        DeskQuery.list(ItemFilter(organisation: organisation), before: nil, limit: Self.batch))
    } else {
      let hits = try SearchIndex().find(
        whole, scope: ItemSearch.archive(organisation), order: .newest, before: nil, limit: Self.batch, on: connection)
      items = try self.items(hits.items.map { ItemID($0.id) })
    }
    let fitting = items.filter { item in
      let words = VietnameseText.fold("\(item.title) \(item.summary)").split { !$0.isLetter && !$0.isNumber }
      return query.fits(item) && words.contains { $0.hasPrefix(last) }
    }
    return Array(fitting.prefix(limit))
  }

  private func items(_ ids: [ItemID]) throws -> [Item] {
    guard !ids.isEmpty else { return [] }
    let rows: [Item] = try connection.all(
      """
      SELECT \(Item.columns) FROM item i
      WHERE i.organisation_id = \(organisation) AND i.deleted_at IS NULL AND i.id IN \(list: ids) \(query.condition)
      LIMIT \(ids.count)
      """)
    let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { byID[$0] }
  }
}
