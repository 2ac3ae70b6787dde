import Contracts
import Foundation
import Kernel

/// Two stories against each other, block by block: what was put in, taken out, changed, moved, and what only looks
/// different.
struct BlockDiff {
  enum Change: Equatable {
    case same, changed, added, removed, moved
    /// The same words, set otherwise: bold, a level, another picture.
    case setting
  }

  struct Entry: Equatable {
    let change: Change
    /// What it is where that is more than a paragraph: `Ảnh`, `Bảng`.
    let label: Phrase?
    let lines: [[WordDiff.Piece]]
  }

  let entries: [Entry]

  init(from old: StoryBody, to new: StoryBody) {
    let before = Dictionary(old.blocks.map { ($0.id, $0) }) { first, _ in first }
    let after = Set(new.blocks.map(\.id))
    let moved = Self.moved(from: old.blocks.map(\.id), to: new.blocks.map(\.id))
    // What is gone stands after the block it stood after.
    var gone: [String: [StoryBody.Block]] = [:]
    var anchor = ""
    for block in old.blocks {
      if after.contains(block.id) { anchor = block.id } else { gone[anchor, default: []].append(block) }
    }
    var entries: [Entry] = []
    var left = gone[""] ?? []
    for block in new.blocks {
      if let earlier = before[block.id] {
        entries += left.map { Self.entry(.removed, from: $0, to: nil) }
        entries.append(Self.entry(from: earlier, to: block, isMoved: moved.contains(block.id)))
        left = gone[block.id] ?? []
      } else if let replaced = left.first {
        // Texts typed into a plain form have new names: what took the place of another is that one, changed.
        left.removeFirst()
        entries.append(Self.entry(.changed, from: replaced, to: block))
      } else {
        entries.append(Self.entry(.added, from: nil, to: block))
      }
    }
    self.entries = entries + left.map { Self.entry(.removed, from: $0, to: nil) }
  }

  private static func entry(from old: StoryBody.Block, to new: StoryBody.Block, isMoved: Bool) -> Entry {
    if old == new { return entry(isMoved ? .moved : .same, from: old, to: new) }
    return entry(words(old) == words(new) ? .setting : .changed, from: old, to: new)
  }

  private static func entry(_ change: Change, from old: StoryBody.Block?, to new: StoryBody.Block?) -> Entry {
    let lines = WordDiff(from: old.map(words) ?? [], to: new.map(words) ?? []).lines
    return Entry(change: change, label: (new ?? old).flatMap { label($0.kind) }, lines: lines)
  }

  private static func words(_ block: StoryBody.Block) -> [String] {
    let text = StoryBody(blocks: [block]).plainText
    return text.isEmpty ? [] : text.components(separatedBy: "\n")
  }

  private static func label(_ kind: StoryBody.Kind) -> Phrase? {
    switch kind {
    case .paragraph: nil
    case .heading: "Tít"
    case .bulletList, .orderedList: "Danh sách"
    case .blockquote: "Trích dẫn"
    case .figure: "Ảnh"
    case .horizontalRule: "Ngắt phần"
    case .table: "Bảng"
    case .gallery: "Bộ ảnh"
    case .audio: "Âm thanh"
    case .video: "Video"
    case .embed: "Nội dung từ trang khác"
    case .factBox: "Hộp thông tin"
    case .related: "Bài liên quan"
    case .alternatives: "Nhiều bản đứng cạnh nhau"
    }
  }

  private static func moved(from old: [String], to new: [String]) -> Set<String> {
    let common = Set(old).intersection(new)
    let difference = new.filter(common.contains).difference(from: old.filter(common.contains))
    return Set(
      difference.compactMap { change in
        if case .insert(_, let id, _) = change { id } else { nil }
      })
  }
}
