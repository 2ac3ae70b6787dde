import Kernel

extension StoryBody {
  /// A story from text whose paragraphs have a blank line between them.
  package init(plainForm text: String) {
    blocks = Self.paragraphs(text).map { Block(.paragraph(Self.runs($0))) }
  }

  /// The story as text for a plain field, a blank line between blocks. Pictures, lists and the like are shown by their
  /// words; ``applying(plainForm:)`` knows them again.
  package var plainForm: String {
    blocks.map(Self.plainForm).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// This story after its ``plainForm`` was edited: a block whose words are still there stays exactly as it was, with its
  /// bold, links and pictures; only what was changed becomes plain paragraphs.
  package func applying(plainForm text: String) -> StoryBody {
    let old = blocks.filter { !Self.plainForm($0).isEmpty }
    let before = old.map(Self.plainForm)
    let after = Self.paragraphs(text)
    var kept: [Int: Int] = [:]
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    let survivors = old.indices.filter { !removed.contains($0) }
    for (place, index) in zip(after.indices.filter { !inserted.contains($0) }, survivors) { kept[place] = index }
    return StoryBody(
      blocks: after.indices.map { place in
        kept[place].map { old[$0] } ?? Block(.paragraph(Self.runs(after[place])))
      })
  }

  private static func plainForm(_ block: Block) -> String {
    switch block.kind {
    case .horizontalRule: "* * *"
    case .figure(let figure):
      named(figure.caption, figure.picture.rawValue)
    case .gallery(let caption, let pictures):
      named(caption, pictures.map(\.figure.picture.rawValue).joined(separator: ", "))
    case .audio(let clip), .video(let clip): named(clip.caption, clip.clip.rawValue)
    case .embed(let embed): named(embed.caption, embed.address)
    case .related(let related): named(related.title, related.item.rawValue)
    case .bulletList, .orderedList: readable(block).map { "– \($0)" }.joined(separator: "\n")
    default: readable(block).joined(separator: "\n")
    }
  }

  /// A thing without text of its own, by its words and its name.
  private static func named(_ words: String, _ name: String) -> String {
    "[\(words.replacing("\n", with: " ")) · \(name)]"
  }

  /// The lines of a block that have something in them: a blank one would read as the end of the block.
  private static func readable(_ block: Block) -> [Substring] {
    lines(of: [block]).flatMap { $0.split(separator: "\n") }.filter { $0.contains { !$0.isWhitespace } }
  }

  private static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = []
    var lines: [Substring] = []
    let all = printable(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    let allLines: [Substring] = all.split(separator: "\n", omittingEmptySubsequences: false)
    for line in allLines + [""] {
      if line.contains(where: { !$0.isWhitespace }) {
        lines.append(line)
      } else if !lines.isEmpty {
        paragraphs.append(lines.joined(separator: "\n"))
        lines = []
      }
    }
    return paragraphs
  }

  private static func runs(_ paragraph: String) -> [Inline] {
    var runs: [Inline] = []
    for (index, line) in paragraph.split(separator: "\n").enumerated() {
      if index > 0 { runs.append(.hardBreak) }
      runs.append(.text(String(line), .none))
    }
    return runs
  }
}
