package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// Where an item is used, each with what it is there.
  package func uses(of id: ItemID, for principal: Principal) async throws -> [(phrase: Phrase, item: ItemBrief)] {
    let item = try await item(id, for: principal)
    let (links, packages) = try await database.read { connection in
      (try ItemLinkStore.all(of: id, on: connection), try PackageStore.packages(with: id, on: connection))
    }
    let briefs = try await briefs(links.flatMap { [$0.item, $0.target] } + packages, for: principal)
    var uses: [(phrase: Phrase, item: ItemBrief)] = packages.compactMap { package in
      briefs[package].map { ("Trong chùm bài", $0) }
    }
    for link in links {
      let isFrom = link.item == id
      guard let other = briefs[isFrom ? link.target : link.item] else { continue }
      uses.append((isFrom ? link.kind.phrase : link.kind.inverse, other))
    }
    if try await isOnHome(item) { uses.append(("Đang ở đầu trang chủ", item.brief)) }
    return uses
  }

  /// The lists of highlights an item is in, newest day first.
  func highlightLists(with id: ItemID) async throws -> [Highlight] {
    try await database.read { connection in
      try connection.all(
        """
        SELECT h.id, h.organisation_id, h.day, h.name FROM highlight_item x JOIN highlight h ON h.id = x.highlight_id
        WHERE x.item_id = \(id) ORDER BY h.day DESC, h.name LIMIT 50
        """)
    }
  }

  private func isOnHome(_ item: Item) async throws -> Bool {
    try await database.read { try HomeStore.placed(item.organisation, on: $0).contains(item.id) }
  }
}
