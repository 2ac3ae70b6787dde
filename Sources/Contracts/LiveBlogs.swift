package import Foundation
package import Kernel

/// Marks the IDs of entries of a live blog (diễn biến); the records are in the room Newsroom.
package enum LiveEntryMark {}
package typealias LiveEntryID = ID<LiveEntryMark>

/// One entry of a live blog, as readers see it.
package struct LiveEntryProfile: Sendable, Equatable {
  package let id: LiveEntryID
  /// Empty where it has none.
  package let title: String
  package let body: StoryBody
  package let authorName: String
  package let publishedAt: Date
  /// Nil where it is as it was published.
  package let editedAt: Date?
  /// Diễn biến chính.
  package let isKey: Bool
  package let isPinned: Bool

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
  package let item: ItemID
  /// Pinned ones first, then newest first.
  package let entries: [LiveEntryProfile]
  /// The number of the last change of any entry: what a page asks with for what came after.
  package let change: Int
  /// Nil while it goes on.
  package let closedAt: Date?

  package init(item: ItemID, entries: [LiveEntryProfile], change: Int, closedAt: Date?) {
    self.item = item
    self.entries = entries
    self.change = change
    self.closedAt = closedAt
  }
}

/// What has changed in a live blog since a page was made.
package struct LiveBlogChanges: Sendable, Equatable {
  package let item: ItemID
  /// New and changed entries, newest first.
  package let entries: [LiveEntryProfile]
  /// Entries that are there no more.
  package let removed: [LiveEntryID]
  package let change: Int
  package let closedAt: Date?
  /// Where the page is so old that it had better be loaded anew.
  package let isTooOld: Bool

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
  package init() {}
  package func liveBlog(_ item: ItemID) async throws -> LiveBlogProfile? { nil }
  package func changes(
    of organisation: OrganisationID, slugAndCode: String, after change: Int
  ) async throws -> LiveBlogChanges? { nil }
  package func members(ofPackage item: ItemID) async throws -> [StorySummary]? { nil }
}
