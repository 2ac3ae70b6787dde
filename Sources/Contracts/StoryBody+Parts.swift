package import Foundation
package import Kernel

extension StoryBody {
  /// A table: rows of cells, as many in each row; the first row may name the columns.
  package struct Table: Sendable, Equatable {
    package typealias Cell = [Inline]

    package let caption: String
    package let hasHeader: Bool
    /// Never empty, nor is a row; all rows are as long as the longest that was given, and at most
    /// ``Limit/columns``: cells beyond go into the last.
    package let rows: [[Cell]]

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
    package let id: String
    package let figure: Figure

    package init(_ figure: Figure, id: String = Block.newID()) {
      self.id = id
      self.figure = figure
    }
  }

  /// Sound or video in the text, with the words that belong to it here.
  package struct PlacedClip: Sendable, Equatable {
    package let clip: ClipID
    package let caption: String
    package let credit: String

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
    package let caption: String

    package init(provider: String, address: String, caption: String = "") {
      self.provider = provider
      self.address = address
      self.caption = caption
    }
  }

  /// Another story to read, with its title as it was written here.
  package struct RelatedItem: Sendable, Equatable {
    package let item: ItemID
    package let title: String

    package init(item: ItemID, title: String) {
      self.item = item
      self.title = title
    }
  }

  /// What one person wrote in a place where others wrote at the same time; empty where they took it away.
  package struct Variant: Sendable, Equatable {
    package let account: AccountID
    /// The name of that person then.
    package let name: String
    package let at: Date
    package let blocks: [Block]

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
    package enum Kind: String, Sendable {
      case insert, delete
    }

    /// One act of one person; several runs may share it.
    package let id: String
    package let kind: Kind
    package let account: AccountID
    package let name: String
    package let at: Date

    package init(id: String, kind: Kind, account: AccountID, name: String, at: Date) {
      self.id = id
      self.kind = kind
      self.account = account
      self.name = name
      self.at = at.wholeMilliseconds
    }
  }
}
