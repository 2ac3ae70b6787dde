package import Contracts
package import Foundation
package import Kernel
import Persistence

/// How a revision came to be.
package enum RevisionKind: String, Codable, Sendable, SQLCodable {
  case autosave
  /// Saved on purpose.
  case save
  /// The text that was made public.
  case publish
  /// An older text brought back.
  case restore
  /// A text that came too late, put aside beside the line so that nothing is lost.
  case conflict
}

/// One line of an item's history, without the text.
package struct RevisionHead: Sendable, Equatable {
  /// From 1 in each item.
  package let number: Int
  /// The number that its writer had before their eyes; 0 for the first.
  package let base: Int
  /// How it came to be.
  package let kind: RevisionKind
  /// The account that made it.
  package let account: AccountID
  /// The name of ``account`` then.
  package let accountName: String
  /// When it was acknowledged.
  package let madeAt: Date
  /// The headline in it.
  package let title: String
  /// Of its body.
  package let words: Int
  /// The revision that holds what was sent, where this is that merged with others' work.
  package var mergedFrom: Int?
  /// What somebody called this text: `Bản gửi lãnh đạo xem`.
  package var name: String?
}

/// The text of an item as it was acknowledged at one moment.
package struct Revision: Sendable, Equatable {
  /// From 1 in each item.
  package let number: Int
  /// The number that its writer had before their eyes; 0 for the first.
  package let base: Int
  /// How it came to be.
  package let kind: RevisionKind
  /// The account that made it.
  package let account: AccountID
  /// The name of ``account`` then.
  package let accountName: String
  /// When it was acknowledged.
  package let madeAt: Date
  /// Whole, put together from what was kept of it.
  package let text: ItemText
}

/// The words of an item and what belongs to them.
package struct ItemText: Sendable, Equatable {
  /// The headline, plain; at most 300 characters.
  package var title: String
  /// The sapo, plain.
  package var summary: String
  /// Well formed, as every ``StoryBody`` is.
  package var body: StoryBody
  /// Kept whole with every revision.
  package var metadata: ItemMetadata

  /// Tidied and checked when it is kept.
  package init(title: String, summary: String = "", body: StoryBody = StoryBody(), metadata: ItemMetadata = .init()) {
    self.title = title
    self.summary = summary
    self.body = body
    self.metadata = metadata
  }

  /// The same with short texts on one line. Throws ``Failure/invalid(_:)`` where one is too long to be meant.
  func checked() throws(Failure) -> ItemText {
    var copy = self
    copy.title = ItemWords.tidy(title, limit: ItemWords.titleLimit + 1)
    copy.summary = ItemWords.tidy(summary, limit: ItemWords.summaryLimit + 1)
    copy.metadata = metadata.tidied
    var errors: [String: Phrase] = [:]
    if copy.title.count > ItemWords.titleLimit { errors["title"] = "Tiêu đề dài quá \(ItemWords.titleLimit) ký tự" }
    if copy.summary.count > ItemWords.summaryLimit {
      errors["summary"] = "Sapo dài quá \(ItemWords.summaryLimit) ký tự"
    }
    guard errors.isEmpty else { throw .invalid(errors) }
    return copy
  }
}
