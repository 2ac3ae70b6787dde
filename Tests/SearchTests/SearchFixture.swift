import Foundation
import Kernel
import Persistence
import Search
import TestSupport
import Testing

/// A small index to search in; document n is n minutes after the first.
struct SearchFixture {
  let database: Database
  let index = SearchIndex()
  static let start = Date(milliseconds: 1_795_000_000_000)

  static func time(_ minutes: Int) -> Date { start.addingTimeInterval(Double(minutes) * 60) }

  func put(
    _ id: String, _ title: String, _ summary: String = "", _ body: String = "", scope: String = "site:a",
    at minutes: Int = 0
  ) async throws {
    let document = SearchDocument(
      scope: scope, id: id, title: title, summary: summary, body: body, time: Self.time(minutes))
    try await database.write { try index.put(document, on: $0) }
  }

  func find(
    _ query: String, scope: String = "site:a", order: SearchOrder = .newest, before: String? = nil, limit: Int = 20
  ) async throws -> Page<SearchHit> {
    try await database.read {
      try index.find(query, scope: scope, order: order, before: before, limit: limit, on: $0)
    }
  }

  func ids(_ query: String, scope: String = "site:a", order: SearchOrder = .newest) async throws -> [String] {
    try await find(query, scope: scope, order: order).items.map(\.id)
  }

  func expect(
    _ query: String, scope: String = "site:a", order: SearchOrder = .newest, finds ids: [String],
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await self.ids(query, scope: scope, order: order)
    #expect(found == ids, "\(query)", sourceLocation: location)
  }
}

func withSearch(_ engine: Engine, _ body: (SearchFixture) async throws -> Void) async throws {
  try await withDatabase(engine, SearchIndex.migrations) { database in
    try await body(SearchFixture(database: database))
  }
}
