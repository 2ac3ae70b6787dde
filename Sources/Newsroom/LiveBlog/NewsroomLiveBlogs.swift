package import Contracts
package import Kernel
package import Persistence

/// The public side of live blogs and packages: only what is published, of items that are published.
package struct NewsroomLiveBlogs: LiveBlogs {
  private let database: Database
  private let stories: any PublishedStories
  /// Whoever is further behind had better load the page anew.
  private static let mostChanges = 40

  /// - Parameter stories: gives the members of a package their summaries.
  package init(database: Database, stories: any PublishedStories) {
    self.database = database
    self.stories = stories
  }

  /// Nil unless the item is published and is a live blog.
  package func liveBlog(_ item: ItemID) async throws -> LiveBlogProfile? {
    try await database.read { connection in
      guard try Self.isPublic(item, .liveBlog, on: connection) else { return nil }
      let state = try LiveStore.state(of: item, on: connection)
      let entries = try LiveStore.published(of: item, on: connection)
      return LiveBlogProfile(
        item: item, entries: entries.compactMap(\.profile), change: state.change, closedAt: state.closedAt)
    }
  }

  /// Up to 40 changes; beyond them the page is told to load anew.
  package func changes(
    of organisation: OrganisationID, slugAndCode: String, after change: Int
  ) async throws -> LiveBlogChanges? {
    try await database.read { connection in
      let item: ItemID? = try connection.value(
        """
        SELECT p.item_id FROM published_item p JOIN item i ON i.id = p.item_id
        WHERE p.organisation_id = \(organisation) AND p.slug_and_code = \(slugAndCode) AND i.kind = 'live-blog'
        """)
      guard let item else { return nil }
      let state = try LiveStore.state(of: item, on: connection)
      let changed =
        change >= state.change
        ? [] : try LiveStore.changed(of: item, after: change, limit: Self.mostChanges + 1, on: connection)
      return LiveBlogChanges(
        item: item, entries: changed.compactMap(\.profile),
        removed: changed.filter { $0.state != .published }.map(\.id), change: state.change, closedAt: state.closedAt,
        isTooOld: changed.count > Self.mostChanges)
    }
  }

  /// Nil unless the item is published and is a package; members that are not public are left out.
  package func members(ofPackage item: ItemID) async throws -> [StorySummary]? {
    let ids: [ItemID]? = try await database.read { connection in
      guard try Self.isPublic(item, .package, on: connection) else { return nil }
      return try PackageStore.members(of: item, on: connection)
    }
    guard let ids else { return nil }
    return try await stories.summaries(ids)
  }

  private static func isPublic(_ item: ItemID, _ kind: ItemKind, on connection: any Connection) throws -> Bool {
    try connection.exists(
      """
      SELECT 1 FROM published_item p JOIN item i ON i.id = p.item_id WHERE p.item_id = \(item) AND i.kind = \(kind)
      """)
  }
}

extension Newsroom {
  /// What the public may read of live blogs and packages: the port for the channels.
  package var liveBlogs: any LiveBlogs { NewsroomLiveBlogs(database: database, stories: stories) }
}
