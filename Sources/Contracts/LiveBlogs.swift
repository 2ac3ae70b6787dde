package import Foundation
package import Kernel

/// Marks the IDs of entries of a live blog (diễn biến); the records are in the room Newsroom.
package enum LiveEntryMark {}
/// Names an entry for as long as the live blog lives.
package typealias LiveEntryID = ID<LiveEntryMark>

/// One entry of a live blog, as readers see it.
package struct LiveEntryProfile: Sendable, Equatable {
  /// Also the anchor by which a page replaces a changed entry.
  package let id: LiveEntryID
  /// Empty where it has none.
  package let title: String
  /// What readers see; may hold pictures and clips.
  package let body: StoryBody
  /// Who wrote it, by the name of then.
  package let authorName: String
  /// When readers saw it first.
  package let publishedAt: Date
  /// Nil where it is as it was published.
  package let editedAt: Date?
  /// Diễn biến chính.
  package let isKey: Bool
  /// Stands above the others, whatever its time.
  package let isPinned: Bool

  /// As room Newsroom reads it for the public site.
  package init(
    id: LiveEntryID, title: String, body: StoryBody, authorName: String, publishedAt: Date, editedAt: Date?,
    isKey: Bool, isPinned: Bool
  ) {
    self.id = id
    self.title = title
    self.body = body
    self.authorName = authorName
    self.publishedAt = publishedAt
    self.editedAt = editedAt
    self.isKey = isKey
    self.isPinned = isPinned
  }
}

/// A live blog as readers see it now.
package struct LiveBlogProfile: Sendable, Equatable {
  /// The published item that carries it.
  package let item: ItemID
  /// Pinned ones first, then newest first.
  package let entries: [LiveEntryProfile]
  /// The number of the last change of any entry: what a page asks with for what came after.
  package let change: Int
  /// Nil while it goes on.
  package let closedAt: Date?

  /// `entries` must be in the order that pages show.
  package init(item: ItemID, entries: [LiveEntryProfile], change: Int, closedAt: Date?) {
    self.item = item
    self.entries = entries
    self.change = change
    self.closedAt = closedAt
  }
}

/// What has changed in a live blog since a page was made.
package struct LiveBlogChanges: Sendable, Equatable {
  /// The published item that carries it.
  package let item: ItemID
  /// New and changed entries, newest first.
  package let entries: [LiveEntryProfile]
  /// Entries that are there no more.
  package let removed: [LiveEntryID]
  /// The number to ask with next time.
  package let change: Int
  /// Nil while it goes on.
  package let closedAt: Date?
  /// Where the page is so old that it had better be loaded anew.
  package let isTooOld: Bool

  /// Where it is too old, `entries` and `removed` may be incomplete.
  package init(
    item: ItemID, entries: [LiveEntryProfile], removed: [LiveEntryID], change: Int, closedAt: Date?, isTooOld: Bool
  ) {
    self.item = item
    self.entries = entries
    self.removed = removed
    self.change = change
    self.closedAt = closedAt
    self.isTooOld = isTooOld
  }
}

/// What the public may read of live blogs and packages; only what is published now. Room Newsroom implements it.
package protocol LiveBlogs: Sendable {
  /// Nil where the published item is no live blog.
  func liveBlog(_ item: ItemID) async throws -> LiveBlogProfile?
  /// What came after `change`, of the live blog at that address; nil where there is none.
  func changes(of organisation: OrganisationID, slugAndCode: String, after change: Int) async throws
    -> LiveBlogChanges?
  /// The published members of a package, in order; nil where the item is no package.
  func members(ofPackage item: ItemID) async throws -> [StorySummary]?
}

/// A newsroom that has none; for tests of other things.
package struct NoLiveBlogs: LiveBlogs {
  /// For tests of other things.
  package init() {}
  /// None.
  package func liveBlog(_ item: ItemID) async throws -> LiveBlogProfile? { nil }
  /// None.
  package func changes(
    of organisation: OrganisationID, slugAndCode: String, after change: Int
  ) async throws -> LiveBlogChanges? { nil }
  /// None.
  package func members(ofPackage item: ItemID) async throws -> [StorySummary]? { nil }
}
