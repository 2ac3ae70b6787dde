package import Contracts
package import Foundation
package import Kernel
package import Persistence

/// The public side of the newsroom: only rows of `published_item`, which hold what was published and nothing else.
package struct NewsroomStories: PublishedStories {
  private let database: Database
  private let clock: WallClock

  /// How many stories the front page shows of each part.
  enum Front {
    static let second = 6
    static let inSection = 5
    static let latest = 12
  }

  /// Reads only; the clock says which sections there are today.
  package init(database: Database, clock: WallClock) {
    self.database = database
    self.clock = clock
  }

  /// What was placed by hand first, filled up with the newest.
  package func home(of organisation: OrganisationID) async throws -> HomeArrangement {
    let today = clock.today
    return try await database.read { connection in
      let slots: [StoryRow] = try connection.all(PublicQuery.slots(organisation))
      let newest: [StoryRow] = try connection.all(
        PublicQuery.latest(organisation, section: nil, before: nil, limit: Front.latest + Front.second + 1))
      let sections = try SectionStore.all(of: organisation, on: today, from: connection).map(\.profile)
      let front = Self.fill(slots.map(\.summary), from: newest.map(\.summary), upTo: 1 + Front.second)
      let shown = Set(front.map(\.id))
      let each = Front.inSection + front.count
      let rows: [StoryRow] =
        sections.isEmpty
        ? [] : try connection.all(PublicQuery.sections(organisation, sections.map(\.slug), each: each))
      let bySection = Dictionary(grouping: rows.map(\.summary).filter { !shown.contains($0.id) }, by: \.section.slug)
      return HomeArrangement(
        lead: front.first, second: Array(front.dropFirst()),
        sections: sections.compactMap { section in
          guard let stories = bySection[section.slug] else { return nil }
          return (section, Array(stories.prefix(Front.inSection)))
        },
        latest: Array(newest.map(\.summary).prefix(Front.latest)))
    }
  }

  /// What the secretary placed, then the newest of what is not there yet.
  private static func fill(
    _ placed: [StorySummary], from newest: [StorySummary], upTo count: Int
  ) -> [StorySummary] {
    guard placed.count < count else { return placed }
    let taken = Set(placed.map(\.id))
    return placed + newest.filter { !taken.contains($0.id) }.prefix(count - placed.count)
  }

  /// Those of today, in the order of the menu.
  package func sections(of organisation: OrganisationID) async throws -> [SectionProfile] {
    let today = clock.today
    return try await database.read { connection in
      try SectionStore.all(of: organisation, on: today, from: connection).map(\.profile)
    }
  }

  /// - Parameter limit: cut to 1…200. A cursor that cannot be read gives an empty page.
  package func latest(
    of organisation: OrganisationID, section: String?, author: String?, before: String?, limit: Int
  ) async throws -> Page<StorySummary> {
    let limit = min(max(limit, 1), 200)
    let cursor = before.flatMap(StoryCursor.init)
    if before != nil, cursor == nil { return Page(items: [], next: nil) }
    let query =
      author.map {
        PublicQuery.by(author: $0, organisation, section: section, before: cursor, limit: limit + 1)
      } ?? PublicQuery.latest(organisation, section: section, before: cursor, limit: limit + 1)
    let rows = try await database.read { try $0.all(query, as: StoryRow.self).map(\.summary) }
    return Page(fetched: rows, limit: limit) { StoryCursor($0).text }
  }

  /// By its present address, else by one it had or by its number; says where it is now, or that it is gone.
  package func story(of organisation: OrganisationID, slugAndCode: String) async throws -> StoryLookup {
    try await database.read { connection in
      guard let row = try connection.rows(PublicQuery.story(organisation, slugAndCode)).first else {
        return try Self.trace(organisation, slugAndCode, connection)
      }
      let story = try Self.whole(row, connection)
      let related = try Self.related(to: story.summary, tags: story.tags, connection)
      return .found(
        Story(
          summary: story.summary, body: story.body, tags: story.tags, place: story.place, related: related,
          translations: story.translations, aiLabels: story.aiLabels, updates: story.updates))
    }
  }

  /// At most 100, in the order asked; those that are not public are left out. Without ``Story/related``.
  package func stories(_ ids: [ItemID]) async throws -> [Story] {
    let ids = Array(ids.prefix(100))
    guard !ids.isEmpty else { return [] }
    let stories = try await database.read { connection in
      try connection.rows(PublicQuery.stories(ids)).map { try Self.whole($0, connection) }
    }
    let byID = Dictionary(stories.map { ($0.summary.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { byID[$0] }
  }

  private static func whole(_ row: Row, _ connection: any Connection) throws -> Story {
    let body: String = try row["body"]
    let summary = try StoryRow(row: row).summary
    let group: ItemID? = try row["translation_group"]
    let labels: String = try row["ai_labels"]
    let translations = try group.map { group in
      try connection.rows(PublicQuery.translations(group, besides: summary.id)).map { row in
        StoryTranslation(language: try row["language"], path: PublicPath.of(try row["slug_and_code"]))
      }
    }
    // Changed after the first edition: only then there may be notes.
    let updates =
      summary.updatedAt == summary.firstPublishedAt
      ? []
      : try connection.rows(PublicQuery.updates(summary.id)).map { row in
        StoryUpdate(time: try row["made_at"], text: try row["text"])
      }
    return Story(
      summary: summary, body: try StoryBody(json: body), tags: try StoredList.tags(row["tags"]),
      place: try row["place_name"], related: [], translations: translations ?? [],
      aiLabels: labels.split(separator: " ").compactMap { AILabel(rawValue: String($0)) }, updates: updates)
  }

  private static func trace(
    _ organisation: OrganisationID, _ slugAndCode: String, _ connection: any Connection
  ) throws -> StoryLookup {
    let code = slugAndCode.split(separator: "-").last.flatMap { Int($0) }
    let row = try connection.rows(PublicQuery.trace(organisation, slugAndCode, code: code)).first
    guard let row else { return .missing }
    if let now: String = try row["slug_and_code"] { return .moved(path: PublicPath.of(now)) }
    let state: ItemState = try row["state"]
    return state == .withdrawn ? .gone : .missing
  }

  /// Up to four, those with most tags in common first, then the newest.
  private static func related(
    to story: StorySummary, tags: [String], _ connection: any Connection
  ) throws -> [StorySummary] {
    let tags = tags.map { $0.lowercased() }
    let rows = try connection.rows(
      PublicQuery.related(
        story.organisation, story.id, tags: tags, section: story.section.slug, language: story.language, each: 6))
    let wanted = Set(tags)
    let rated = try rows.map { row in
      let common = try StoredList.tags(row["tags"]).count { wanted.contains($0.lowercased()) }
      return (common: common, story: try StoryRow(row: row).summary)
    }
    let best = rated.sorted { left, right in
      if left.common != right.common { return left.common > right.common }
      return (left.story.firstPublishedAt, left.story.id) > (right.story.firstPublishedAt, right.story.id)
    }
    return best.prefix(4).map(\.story)
  }

  /// At most 500, in the order asked; those that are not public are left out.
  package func summaries(_ ids: [ItemID]) async throws -> [StorySummary] {
    let ids = Array(ids.prefix(500))
    guard !ids.isEmpty else { return [] }
    let rows: [StorySummary] = try await database.read { connection in
      try connection.all(PublicQuery.summaries(ids), as: StoryRow.self).map(\.summary)
    }
    let byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { byID[$0] }
  }

  /// The name above the newest story of that author; nil where there is none.
  package func authorName(of organisation: OrganisationID, slug: String) async throws -> String? {
    try await database.read { try $0.value(PublicQuery.author(organisation, slug), as: String.self) }
  }

  /// - Parameter limit: cut to 1…50,000, what a sitemap may hold (sitemaps.org).
  package func addresses(
    of organisation: OrganisationID, before: String?, limit: Int
  ) async throws -> Page<(path: String, title: String, publishedAt: Date, updatedAt: Date)> {
    let limit = min(max(limit, 1), 50_000)
    let cursor = before.flatMap(StoryCursor.init)
    if before != nil, cursor == nil { return Page(items: [], next: nil) }
    let rows = try await database.read { connection in
      try connection.all(PublicQuery.addresses(organisation, before: cursor, limit: limit + 1), as: AddressRow.self)
    }
    let page = Page(fetched: rows, limit: limit) { "\($0.publishedAt.milliseconds).\($0.id)" }
    return page.map { ($0.path, $0.title, $0.publishedAt, $0.updatedAt) }
  }
}

/// A line of a sitemap.
private struct AddressRow: RowDecodable, Sendable {
  let id: ItemID
  let path: String
  let title: String
  let publishedAt: Date
  let updatedAt: Date

  init(row: Row) throws {
    id = try row["item_id"]
    path = PublicPath.of(try row["slug_and_code"])
    title = try row["title"]
    publishedAt = try row["first_published_at"]
    updatedAt = try row["updated_at"]
  }
}
