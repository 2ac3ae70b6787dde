package import Contracts
package import Foundation
package import Kernel

/// Two texts that grew from one, made one again (docs/adr/0009-together.md).
///
/// It works on the blocks at the top of a story, which are told apart by their IDs: what only one side changed is taken
/// as it is, wherever it is; what both changed in different ways stands side by side, as `alternatives`, until somebody
/// chooses. Nothing is ever dropped. It is a function of its arguments alone: no clock, no chance, so that the same
/// sequence of texts gives the same bytes on every machine. Public/js/editor-together-merge.js is the same in the browser.
package enum StoryMerge {
  /// Who wrote something, for the words above a variant.
  package struct Author: Sendable, Equatable {
    /// The account of ``name``.
    package let account: AccountID
    /// The name of ``account`` then.
    package let name: String
    /// When it was written; whole milliseconds.
    package let at: Date

    /// The time is cut to the millisecond, as both databases keep it.
    package init(account: AccountID, name: String, at: Date) {
      self.account = account
      self.name = name
      self.at = at.wholeMilliseconds
    }
  }

  /// A story with the changes of both sides.
  package struct Merged: Sendable, Equatable {
    /// Within the limits of a story; holds `alternatives` where both sides wrote.
    package let body: StoryBody
    /// The blocks in which both sides wrote differently, now or before: they stand side by side.
    package let contested: [String]
  }

  /// Merges the texts of a story.
  ///
  /// - Parameters:
  ///   - base: what both sides had before their eyes.
  ///   - theirs: what stands there now.
  ///   - mine: what somebody made of `base` meanwhile.
  ///   - me: who made `mine`, for the variants it becomes.
  ///   - them: who wrote a block of `theirs`; asked only of blocks that both changed.
  /// - Throws: `StoryBody.Invalid` where the two together are more than a story may hold.
  package static func merge(
    base: StoryBody, theirs: StoryBody, mine: StoryBody, me: Author, them: (String) throws -> Author
  ) throws -> Merged {
    if mine == base || mine == theirs { return Merged(body: theirs, contested: []) }
    if theirs == base { return Merged(body: mine, contested: []) }
    var work = BlockMerge(
      base: base.blocks.map(Piece.init), theirs: theirs.blocks.map(Piece.init), mine: mine.blocks.map(Piece.init),
      me: me)
    return Merged(body: try body(of: try work.merged(them)), contested: work.contested)
  }

  private static func body(of pieces: [Piece]) throws -> StoryBody {
    let blocks = pieces.compactMap(\.given)
    if blocks.count == pieces.count {
      // Nothing new was made: as long as no name is there twice, the blocks are good as they are.
      let body = StoryBody(blocks: blocks)
      if body.blocks == blocks, isWithinLimits(body) { return body }
    }
    let content = Names.distinct(pieces.map(\.tree))
    return try StoryBody(tree: .object([("type", .string("doc")), ("content", .array(content))]))
  }

  /// Far from what a story may hold; else the strict reader counts.
  private static func isWithinLimits(_ body: StoryBody) -> Bool {
    body.blocks.count < StoryBody.Limit.nodes / 20 && body.plainText.utf8.count < StoryBody.Limit.text / 2
  }
}
