package import Foundation
package import Kernel
package import Persistence

/// What is found by words. (API; the implementation is the search helper's.)
package struct SearchDocument: Sendable {
  /// The index it is in: `site:<organisation>` for the public, `archive:<organisation>` for the newsroom.
  package let scope: String
  package let id: String
  package let title: String
  package let summary: String
  package let body: String
  /// Newest-first order, and where `newest` looks first.
  package let time: Date

  package init(scope: String, id: String, title: String, summary: String, body: String, time: Date) {
    self.scope = scope
    self.id = id
    self.title = title
    self.summary = summary
    self.body = body
    self.time = time
  }
}

package struct SearchHit: Sendable {
  package let id: String
  package let time: Date
  package let score: Double
}

package enum SearchOrder: String, Sendable {
  case newest
  case best
}

/// Full text with or without diacritics, in the same transaction as the write: FTS5 on SQLite, tsvector on PostgreSQL.
package struct SearchIndex: Sendable {
  package init() {}

  package static let migrations: [Migration] = []

  /// Adds or replaces.
  package func put(_ document: SearchDocument, on connection: any Connection) throws {}

  package func remove(scope: String, id: String, on connection: any Connection) throws {}

  /// Finds what has all the words; `"…"` is a phrase. An empty or unreadable query finds nothing.
  package func find(
    _ query: String, scope: String, order: SearchOrder, before: String?, limit: Int, on connection: any Connection
  ) throws -> Page<SearchHit> {
    Page(items: [], next: nil)
  }
}
