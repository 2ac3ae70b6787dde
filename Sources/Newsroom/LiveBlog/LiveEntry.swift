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
  package let id: LiveEntryID
  package let item: ItemID
  package var state: LiveEntryState
  package var title: String
  package var body: StoryBody
  package var isKey: Bool
  package var isPinned: Bool
  package let author: AccountID
  package let authorName: String
  package let madeAt: Date
  package var scheduledFor: Date?
  package var publishedAt: Date?
  package var editedAt: Date?
  /// The number of its last change that readers should see; 0 where they never saw it.
  package var change: Int
  /// Counts its texts; whoever edits says which one they saw.
  package var version: Int

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
