package import Contracts
package import Foundation
package import Kernel
package import Persistence

/// Where an entry of a live blog stands.
package enum LiveEntryState: String, Sendable, SQLCodable {
  /// Written, for somebody who may let it out.
  case draft
  case scheduled
  case published
  /// Taken away; its words are kept.
  case removed

  /// As the list shows it.
  package var phrase: Phrase {
    switch self {
    case .draft: "Chờ đăng"
    case .scheduled: "Đã hẹn giờ"
    case .published: "Đã đăng"
    case .removed: "Đã bỏ"
    }
  }
}

/// An entry (diễn biến) of a live blog.
package struct LiveEntry: Sendable, Equatable, RowDecodable {
  /// Stays when its words change.
  package let id: LiveEntryID
  /// The live blog.
  package let item: ItemID
  /// Where it stands.
  package var state: LiveEntryState
  /// Plain; may be empty.
  package var title: String
  /// Well formed, as every ``StoryBody`` is.
  package var body: StoryBody
  /// Diễn biến chính.
  package var isKey: Bool
  /// Stands above the others, whatever its time.
  package var isPinned: Bool
  /// Who wrote it first.
  package let author: AccountID
  /// The name of ``author`` then.
  package let authorName: String
  /// When it was begun.
  package let madeAt: Date
  /// When it goes out by itself; nil: it does not.
  package var scheduledFor: Date?
  /// When readers saw it first; nil until then.
  package var publishedAt: Date?
  /// When it was changed after that; nil where it was not.
  package var editedAt: Date?
  /// The number of its last change that readers should see; 0 where they never saw it.
  package var change: Int
  /// Counts its texts; whoever edits says which one they saw.
  package var version: Int

  /// A draft, with a new ID.
  package init(
    item: ItemID, title: String, body: StoryBody, isKey: Bool, isPinned: Bool, by principal: Principal, at time: Date
  ) {
    id = .new()
    self.item = item
    state = .draft
    self.title = title
    self.body = body
    self.isKey = isKey
    self.isPinned = isPinned
    author = principal.id
    authorName = principal.name
    madeAt = time
    scheduledFor = nil
    publishedAt = nil
    editedAt = nil
    change = 0
    version = 1
  }

  /// Columns as `LiveStore` selects them.
  package init(row: Row) throws {
    id = try row["id"]
    item = try row["item_id"]
    state = try row["state"]
    title = try row["title"]
    let json: String = try row["body"]
    body = try StoryBody(json: json)
    isKey = try row["is_key"]
    isPinned = try row["is_pinned"]
    author = try row["account_id"]
    authorName = try row["account_name"]
    madeAt = try row["made_at"]
    scheduledFor = try row["scheduled_for"]
    publishedAt = try row["published_at"]
    editedAt = try row["edited_at"]
    change = try row["change"]
    version = try row["version"]
  }

  /// As readers see it; nil unless it is public.
  var profile: LiveEntryProfile? {
    guard state == .published, let publishedAt else { return nil }
    return LiveEntryProfile(
      id: id, title: title, body: body, authorName: authorName, publishedAt: publishedAt, editedAt: editedAt,
      isKey: isKey, isPinned: isPinned)
  }
}

/// How far a live blog is.
struct LiveBlogState: Sendable, Equatable {
  /// The number of the last change that readers should see.
  let change: Int
  let closedAt: Date?
}
