import Contracts
import Foundation
import Kernel
import StoryMerge

/// A text as an open page takes it in: everything that can be typed on it.
struct LiveText: Encodable {
  let number: Int
  let account: AccountID
  let name: String
  let at: Date
  let title: String
  let summary: String
  let body: StoryBody
  let metadata: ItemMetadata

  init(_ revision: Revision) {
    number = revision.number
    account = revision.account
    name = revision.accountName
    at = revision.madeAt
    title = revision.text.title
    summary = revision.text.summary
    body = revision.text.body
    metadata = revision.text.metadata
  }
}

/// The answer to a save: what is on the disk, and where others wrote too, what the two make together.
struct SavedAnswer: Encodable {
  struct Conflict: Encodable {
    let field: String
    let theirs: JSONTree
    let mine: JSONTree
    /// Whose words stand there.
    let by: String
  }

  let revision: Int
  let at: Date
  let merged: Bool?
  let text: LiveText?
  let conflicts: [Conflict]?

  init(_ saved: Newsroom.Saved) {
    revision = saved.revision
    at = saved.at
    merged = saved.merged == nil ? nil : true
    text = saved.merged.map(LiveText.init)
    conflicts =
      saved.conflicts.isEmpty
      ? nil
      : saved.conflicts.map {
        Conflict(field: $0.field, theirs: $0.theirs, mine: $0.mine, by: saved.mergedWith ?? "")
      }
  }
}
