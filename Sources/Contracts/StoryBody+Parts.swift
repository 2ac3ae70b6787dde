package import Foundation
package import Kernel

extension StoryBody {
  /// A table: rows of cells, as many in each row; the first row may name the columns.
  package struct Table: Sendable, Equatable {
    /// What stands in one cell: one line, no blocks.
    package typealias Cell = [Inline]

    /// Plain; empty where it has none.
    package let caption: String
    /// Whether the first row names the columns.
    package let hasHeader: Bool
    /// Never empty, nor is a row; all rows are as long as the longest that was given, and at most
    /// ``Limit/columns``: cells beyond go into the last.
    package let rows: [[Cell]]

    /// Makes the rows equally long: short ones get empty cells, and what is beyond the last column goes into it.
    package init(caption: String = "", hasHeader: Bool = true, rows: [[Cell]]) {
      self.caption = caption
      self.hasHeader = hasHeader
      let most = Limit.columns
      let fitting = (rows.isEmpty ? [[]] : rows).map { row in
        row.count <= most
          ? row : row[..<(most - 1)] + [Array(row[(most - 1)...].joined(separator: [.text(" ", .none)]))]
      }
      let width = max(1, fitting.lazy.map(\.count).max() ?? 1)
      self.rows = fitting.map { $0.count == width ? $0 : $0 + Array(repeating: [], count: width - $0.count) }
    }
  }

  /// One picture of a gallery; named like a block, so that a finding can lead to it.
  package struct GalleryPicture: Sendable, Equatable {
    /// Unique in the story, like a block's.
    package let id: String
    /// The picture with its words here.
    package let figure: Figure

    /// A new name where none is given.
    package init(_ figure: Figure, id: String = Block.newID()) {
      self.id = id
      self.figure = figure
    }
  }

  /// Sound or video in the text, with the words that belong to it here.
  package struct PlacedClip: Sendable, Equatable {
    /// Sound or video of room Media.
    package let clip: ClipID
    /// Plain; empty where it has none.
    package let caption: String
    /// Nguồn, tác giả; empty where it has none.
    package let credit: String

    /// Only the clip is needed.
    package init(clip: ClipID, caption: String = "", credit: String = "") {
      self.clip = clip
      self.caption = caption
      self.credit = credit
    }
  }

  /// Something of another site, by an allow-list: see ``StoryEmbeds``.
  package struct Embed: Sendable, Equatable {
    /// Of the allow-list: `youtube`.
    package let provider: String
    /// Its page there, https, in the one way this site writes it.
    package let address: String
    /// Plain; empty where it has none.
    package let caption: String

    /// Unchecked: ``StoryEmbeds/recognise(_:caption:)`` makes those that are on the list.
    package init(provider: String, address: String, caption: String = "") {
      self.provider = provider
      self.address = address
      self.caption = caption
    }
  }

  /// Another story to read, with its title as it was written here.
  package struct RelatedItem: Sendable, Equatable {
    /// The story that is pointed at; it may have been withdrawn since.
    package let item: ItemID
    /// As it was written here; the story's own may have changed.
    package let title: String

    /// Unchecked: whether it is published is asked when the page is made.
    package init(item: ItemID, title: String) {
      self.item = item
      self.title = title
    }
  }

  /// What one person wrote in a place where others wrote at the same time; empty where they took it away.
  package struct Variant: Sendable, Equatable {
    /// The account that wrote it.
    package let account: AccountID
    /// The name of that person then.
    package let name: String
    /// When they wrote it; whole milliseconds.
    package let at: Date
    /// As they left it; empty where they took the place away.
    package let blocks: [Block]

    /// The time is cut to the millisecond, as both databases keep it.
    package init(account: AccountID, name: String, at: Date, blocks: [Block]) {
      self.account = account
      self.name = name
      self.at = at.wholeMilliseconds
      self.blocks = blocks
    }
  }

  /// Above or below the line: m², CO₂.
  package enum Script: String, Sendable {
    case superscript, `subscript`
  }

  /// A change that is proposed and not yet accepted: the words are in the text, marked.
  package struct Suggestion: Sendable, Hashable {
    /// Words to put in, or words to take out.
    package enum Kind: String, Sendable {
      case insert, delete
    }

    /// One act of one person; several runs may share it.
    package let id: String
    /// Whether it puts words in or takes them out.
    package let kind: Kind
    /// The account that proposes it.
    package let account: AccountID
    /// The name of that person then.
    package let name: String
    /// When they proposed it; whole milliseconds.
    package let at: Date

    /// The time is cut to the millisecond, as both databases keep it.
    package init(id: String, kind: Kind, account: AccountID, name: String, at: Date) {
      self.id = id
      self.kind = kind
      self.account = account
      self.name = name
      self.at = at.wholeMilliseconds
    }
  }
}
