import Contracts
import Foundation
import Kernel
import Persistence
import Search

extension Newsroom {
  /// What follows when an item has become public or has changed there: what it leads to, what it is like, the packages it
  /// is in, and those who wanted to hear of it. Twice does no harm.
  func afterPublication(_ id: ItemID) async throws {
    try await database.write { connection in
      guard let item = try ItemStore.find(id, on: connection), item.state == .published,
        let number = item.publishedRevision, let text = try RevisionStore.find(number, of: id, on: connection)?.text
      else { return }
      let now = clock.now
      try ItemLinkStore.replace(
        .related, from: id, with: Array(Set(text.body.relatedItems.map(\.related.item))).sorted(), by: item.author,
        at: now, on: connection)
      let packages = try PackageStore.packages(with: id, on: connection)
      if !packages.isEmpty { try connection.purge(packages.map(PageKey.item)) }
      try alert(of: item, at: now, on: connection)
    }
  }

  private func alert(of item: Item, at now: Date, on connection: any Connection) throws {
    for (search, people) in try SavedSearchStore.alerted(of: item.organisation, on: connection) {
      guard try search.finds(item, on: connection),
        try SavedSearchStore.hit(search.id, item.id, at: now, on: connection)
      else { continue }
      try notifier.notify(
        NoticeDraft(
          people: people, kind: "archive.alert", text: "“\(search.name)” vừa có bài mới: \(item.quoted)",
          path: DeskPath.item(item.id), organisation: item.organisation, by: nil,
          key: "archive.alert:\(search.id):\(item.id)"),
        on: connection)
    }
  }
}

extension SavedSearch {
  /// So many of the newest that have the words are looked at: what was published a moment ago is among them.
  private static let newest = 50

  /// Whether it would find this item, which was just published.
  func finds(_ item: Item, on connection: any Connection) throws -> Bool {
    guard query.fits(item) else { return false }
    guard !query.words.isBlank else { return true }
    let hits = try SearchIndex().find(
      query.words, scope: ItemSearch.archive(item.organisation), order: .newest, before: nil, limit: Self.newest,
      on: connection)
    return hits.items.contains { $0.id == item.id.rawValue }
  }
}
