package import Contracts
package import Kernel
import Persistence

/// What a person has in hand, for their own place on the desk.
extension Newsroom: OwnItems {
  /// Of the agencies where the person may write; the one changed last first, at most 50.
  package func drafts(of principal: Principal, limit: Int) async throws -> [ItemBrief] {
    let places = principal.organisations(for: Self.write) ?? [principal.organisation].compactMap { $0 }
    guard !places.isEmpty else { return [] }
    let items: [Item] = try await database.read { connection in
      try connection.all(
        """
        SELECT \(Item.columns) FROM item i
        WHERE i.organisation_id IN \(list: places) AND i.author_id = \(principal.id) AND i.state = 'draft'
          AND i.deleted_at IS NULL
        ORDER BY i.updated_at DESC, i.id DESC LIMIT \(min(max(limit, 1), 50))
        """)
    }
    return items.filter { (try? Self.visible($0, to: principal)) != nil }.map(\.brief)
  }
}
