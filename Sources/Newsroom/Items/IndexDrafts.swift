import Foundation
import Kernel
import Persistence

extension Newsroom {
  /// Makes texts that were only autosaved findable in the newsroom. Kept out of the autosave itself, which must be quick.
  package func indexDrafts() async throws {
    while try await database.write({ connection in
      let now = clock.now
      let items = try connection.all(
        """
        SELECT \(Item.columns) FROM item i WHERE i.index_due_at <= \(now) AND i.deleted_at IS NULL ORDER BY i.index_due_at LIMIT 20\(SQL.forUpdate)
        """, as: Item.self)
      for item in items {
        guard let text = try RevisionStore.find(item.currentRevision, of: item.id, on: connection)?.text else {
          continue
        }
        try ItemSearch.putArchive(item, text, on: connection)
        try noteForChecks(item, text, on: connection)
        try connection.execute("UPDATE item SET index_due_at = NULL WHERE id = \(item.id)")
      }
      return items.count == 20
    }) {}
  }
}
