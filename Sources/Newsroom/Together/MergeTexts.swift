import Contracts
import Foundation
import Kernel
import Persistence
import StoryMerge

/// Two texts of an item made one.
struct MergedText {
  let text: ItemText
  /// Short fields that both changed: what stands is the other's.
  let conflicts: [StoryMerge.FieldConflict]
  /// Blocks in which both wrote.
  let contested: [String]

  /// Lists that only mean something whole.
  private static let wholeLists: Set<String> = ["shares"]

  init(
    base: ItemText, theirs: ItemText, mine: ItemText, me: StoryMerge.Author, them: (String) throws -> StoryMerge.Author
  ) throws {
    let story = try StoryMerge.merge(base: base.body, theirs: theirs.body, mine: mine.body, me: me, them: them)
    let words = StoryMerge.fields(base: base.words, theirs: theirs.words, mine: mine.words)
    let facts = StoryMerge.fields(
      base: try base.facts, theirs: try theirs.facts, mine: try mine.facts, whole: Self.wholeLists)
    text = ItemText(
      title: words.merged["title"]?.string ?? theirs.title, summary: words.merged["summary"]?.string ?? theirs.summary,
      body: story.body, metadata: try ItemMetadata(json: String(decoding: facts.merged.canonical, as: UTF8.self)))
    conflicts = words.conflicts + facts.conflicts
    contested = story.contested
  }
}

extension ItemText {
  fileprivate var words: JSONTree { .object([("title", .string(title)), ("summary", .string(summary))]) }
  fileprivate var facts: JSONTree { get throws { try JSONTree(try metadata.json.utf8) } }
}

extension RevisionStore {
  /// Who changed this block last between two revisions of the line; the writer of the newest where nobody else wrote.
  static func author(
    of block: String, after base: Int, upTo current: Revision, of item: ItemID, on connection: any Connection
  ) throws -> StoryMerge.Author {
    let newest = StoryMerge.Author(account: current.account, name: current.accountName, at: current.madeAt)
    let heads = try heads(of: item, before: current.number, limit: 60, on: connection)
      .filter { $0.number > base && $0.kind != .conflict }
    guard heads.contains(where: { $0.account != current.account }) else { return newest }
    var later = current
    for head in heads {
      guard let earlier = try find(head.number, of: item, on: connection) else { break }
      if later.text.body.block(block) != earlier.text.body.block(block) { break }
      later = earlier
    }
    return StoryMerge.Author(account: later.account, name: later.accountName, at: later.madeAt)
  }
}

extension StoryBody {
  fileprivate func block(_ id: String) -> Block? { blocks.first { $0.id == id } }
}
