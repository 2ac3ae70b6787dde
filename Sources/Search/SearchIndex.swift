package import Foundation
package import Kernel
package import Persistence

/// What is found by words.
package struct SearchDocument: Sendable, Equatable {
  /// The index it is in: `site:<organisation>` for the public, `archive:<organisation>` for the newsroom.
  package let scope: String
  /// Unique within its scope; what a hit gives back.
  package let id: String
  /// Found and shown; weighs more than the rest in ``SearchOrder/best``.
  package let title: String
  /// Found, and weighs more than the body.
  package let summary: String
  /// Plain text; kept for excerpts.
  package let body: String
  /// Newest-first order, and where `newest` looks first.
  package let time: Date

  /// All texts are plain: marks, tags and entities would be found as words.
  package init(scope: String, id: String, title: String, summary: String, body: String, time: Date) {
    self.scope = scope
    self.id = id
    self.title = title
    self.summary = summary
    self.body = body
    self.time = time
  }
}

/// A document that was found; its words are the caller's to fetch.
package struct SearchHit: Sendable {
  /// Of the document, within the scope that was asked.
  package let id: String
  /// The document's own time.
  package let time: Date
  /// How well it fits, for ``SearchOrder/best``; 0 for ``SearchOrder/newest``.
  package let score: Double
}

/// In which order hits come.
package enum SearchOrder: String, Sendable {
  case newest
  case best
}

/// Full text with or without diacritics, in the same transaction as the write: FTS5 on SQLite, tsvector on PostgreSQL.
///
/// Both engines are given the same tokens and asked only one thing: the newest documents that have these. Ranking is done
/// here, on a bounded window of candidates, so that both answer alike and a common word costs no more than a rare one.
/// A document's number is its scope and time, so newest-first and a scope are a range of numbers.
package struct SearchIndex: Sendable {
  /// Keeps nothing; every call says on which connection.
  package init() {}

  /// The tables of the index, of both engines.
  package static let migrations: [Migration] = SearchSchema.migrations

  /// Adds or replaces.
  package func put(_ document: SearchDocument, on connection: any Connection) throws {
    try DocumentStore(connection: connection).put([document])
  }

  /// Adds or replaces several: faster where their times are not in order, as in an import.
  package func put(_ documents: [SearchDocument], on connection: any Connection) throws {
    try DocumentStore(connection: connection).put(documents)
  }

  /// Takes a document out; nothing happens where there is none.
  package func remove(scope: String, id: String, on connection: any Connection) throws {
    try DocumentStore(connection: connection).remove(scope: scope, id: id)
  }

  /// Finds what has all the words; `"…"` is a phrase. Of more than ``SearchQuery/most`` words, what has the most telling of
  /// them. A word with marks finds itself only, unless nothing or little is found; without, every word of those letters.
  /// An empty or unreadable query finds nothing; none is an error.
  ///
  /// - Parameter before: the cursor of the page before; an unknown one is taken as the start.
  package func find(
    _ query: String, scope: String, order: SearchOrder, before: String?, limit: Int, on connection: any Connection
  ) throws -> Page<SearchHit> {
    let query = SearchQuery(query)
    guard !query.isEmpty, limit > 0,
      let finder = try Finder(query: query, scope: scope, connection: connection)
    else { return Page(items: [], next: nil) }
    return try finder.page(order: order, before: before, limit: limit)
  }

  /// The stored bodies of documents by their ID, for excerpts of what was found.
  package func bodies(of ids: [String], scope: String, on connection: any Connection) throws -> [String: String] {
    var bodies: [String: String] = [:]
    for list in ids.padded(to: 32) {
      let rows = try connection.rows(
        """
        SELECT entry.id, source.body FROM search_scope AS scope
        JOIN search_entry AS entry ON entry.scope = scope.number
        JOIN search_source AS source ON source.number = entry.number
        WHERE scope.name = \(scope) AND entry.id IN \(list: list)
        """)
      for row in rows { bodies[try row["id"]] = try row["body"] }
    }
    return bodies
  }

  /// Merges what many writes have left behind, after a bulk import; only SQLite needs it.
  package func optimise(on connection: any Connection) throws {
    if connection.dialect == .sqlite {
      try connection.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
    }
  }

  /// Makes `search_text` anew from `search_entry` and `search_source`, after those were filled from an export.
  package func rebuild(in database: Database) async throws {
    try await database.write { try DocumentStore(connection: $0).clearTokens() }
    var after: Int64? = Int64.min
    while let start = after {
      after = try await database.write { try DocumentStore(connection: $0).indexBatch(after: start, limit: 500) }
    }
  }
}
