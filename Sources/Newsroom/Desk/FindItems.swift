package import Contracts
import Foundation
package import Kernel
import Persistence
import Search
import Vietnamese

extension Newsroom: PaletteSource {
  /// A number is that of the address; with nothing typed, what the person has in hand.
  package func hits(_ words: String, limit: Int, for principal: Principal) async throws -> [PaletteHit] {
    try await ranked(words, limit: limit, for: principal).map { found in
      PaletteHit(
        title: found.item.title, kind: found.item.state.phrase, detail: found.item.authorName,
        path: DeskPath.item(found.item.id), icon: "file-text", fit: words.isBlank ? .exact : found.fit)
    }
  }

  /// The items somebody means by a few letters, best first: a number is that of its address, a word may be begun only. With
  /// nothing said, those the person has in hand, then had last, then what the newsroom changed last. Of the agencies whose items
  /// this person may see; nothing where there are none.
  func ranked(_ words: String, limit: Int = 10, for principal: Principal) async throws -> [ItemFinder.Found] {
    let agencies = Set([Self.write, Self.edit].flatMap { principal.organisations(for: $0) ?? [] }).sorted()
      .prefix(ItemFinder.mostAgencies)
    guard !agencies.isEmpty else { return [] }
    let finder = ItemFinder(words: words, limit: min(max(limit, 1), 50), person: principal.id)
    return try await database.read { connection in
      let found = try agencies.map { try finder.items(of: $0, on: connection) }
      return finder.best(of: found.flatMap(\.self))
    }
  }
}

/// Looks for items by what somebody began to type.
struct ItemFinder: Sendable {
  /// More agencies than anybody works in.
  static let mostAgencies = 8
  /// So many of the newest items are looked at by their headlines, where half a word is enough.
  private static let mostHeadlines = 200

  let words: String
  let limit: Int
  let person: AccountID

  /// An item, and how well it fits; the smaller the better.
  struct Found {
    let item: Item
    let rank: Double

    var fit: PaletteHit.Fit {
      switch rank {
      case ...0: .exact
      case ...1: .beginning
      case ...2: .inside
      case ...3: .words
      default: .text
      }
    }
  }

  func items(of organisation: OrganisationID, on connection: any Connection) throws -> [Found] {
    let filter = ItemFilter(organisation: organisation)
    // What is in hand comes before an archive that was taken in a moment ago.
    let working = try connection.all(DeskQuery.working(organisation), as: Item.self)
    guard !words.isBlank else {
      var mine = filter
      mine.person = person
      let own = try connection.all(DeskQuery.list(mine, before: nil, limit: limit), as: Item.self)
      let others = try connection.all(DeskQuery.list(filter, before: nil, limit: limit), as: Item.self)
      let inHand = working.filter { $0.author == person || $0.holder == person }
      return inHand.map { Found(item: $0, rank: 0) } + own.map { Found(item: $0, rank: 1) }
        + others.map { Found(item: $0, rank: 2) }
    }
    let newest =
      try connection.all(DeskQuery.list(filter, before: nil, limit: Self.mostHeadlines), as: Item.self)
      + working
    let begun = newest.compactMap { item in headlineRank(item).map { Found(item: item, rank: $0) } }
    let hits = try SearchIndex().find(
      words, scope: ItemSearch.archive(organisation), order: .best, before: nil, limit: limit, on: connection
    ).items
    guard !hits.isEmpty else { return begun }
    let rows: [Item] = try connection.all(DeskQuery.items(hits.map { ItemID($0.id) }, of: organisation))
    let places = Dictionary(hits.enumerated().map { (ItemID($1.id), $0) }, uniquingKeysWith: { first, _ in first })
    return begun
      + rows.map { item in
        Found(item: item, rank: headlineRank(item) ?? 10 + Double(places[item.id] ?? hits.count))
      }
  }

  /// Each item once, best first, the newer before the older.
  func best(of found: [Found]) -> [Found] {
    var seen: Set<ItemID> = []
    return Array(
      found.sorted { ($0.rank, $1.item.updatedAt) < ($1.rank, $0.item.updatedAt) }
        .filter { seen.insert($0.item.id).inserted }.prefix(limit))
  }

  /// 0 for the number of its address, 1 where the headline begins with what was typed, 2 where it holds it, 3 where it
  /// holds the beginnings of all the words; nil where it does not.
  private func headlineRank(_ item: Item) -> Double? {
    let typed = VietnameseText.fold(words).split(separator: " ")
    guard !typed.isEmpty else { return nil }
    if typed.count == 1, String(item.code) == typed[0] { return 0 }
    let headline = VietnameseText.fold(item.title).split { !$0.isLetter && !$0.isNumber }
    guard typed.allSatisfy({ part in headline.contains { $0.hasPrefix(part) } }) else { return nil }
    let (whole, part) = (headline.joined(separator: " "), typed.joined(separator: " "))
    // With the marks that were typed before others of the same letters.
    let exact = item.title.lowercased().contains(words.lowercased()) ? -0.5 : 0
    return exact + (whole.hasPrefix(part) ? 1 : whole.contains(part) ? 2 : 3)
  }
}
