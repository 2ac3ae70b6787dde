extension StoryBody {
  /// The lines of ``plainText`` that are not empty: of a table a line for each row, of a note its own after its block.
  static func lines(of blocks: [Block]) -> [String] {
    var lines = PlainLines()
    walk(blocks) { lines.take($0) }
    lines.end()
    return lines.lines
  }
}

private struct PlainLines {
  var lines: [String] = []
  private var line = ""
  private var row: [String]?
  private var notes: [String] = []

  mutating func take(_ step: StoryBody.Step) {
    switch step {
    case .text(let text, _): line += text
    case .hardBreak: line += row == nil ? "\n" : " "
    case .footnote(let text, _): notes.append(text)
    case .enter(let block):
      end()
      words(of: block.kind)
    case .enterRow: row = []
    case .enterCell: line = ""
    case .leaveCell:
      row?.append(line)
      line = ""
    case .leaveRow:
      line = row.flatMap { $0.allSatisfy(\.isEmpty) ? nil : $0.joined(separator: " | ") } ?? ""
      row = nil
      end()
    case .leave, .enterItem, .leaveItem, .enterVariant, .leaveVariant: end()
    }
  }

  mutating func end() {
    add(line)
    line = ""
    lines += notes
    notes = []
  }

  private mutating func add(_ text: String) {
    if !text.isEmpty { lines.append(text) }
  }

  /// What belongs to the block itself, not to what is in it.
  private mutating func words(of kind: StoryBody.Kind) {
    switch kind {
    case .figure(let figure): add(figure.caption)
    case .gallery(let caption, let pictures):
      add(caption)
      for picture in pictures { add(picture.figure.caption) }
    case .audio(let clip), .video(let clip): add(clip.caption)
    case .embed(let embed): add(embed.caption)
    case .related(let related): add(related.title)
    case .table(let table): add(table.caption)
    case .factBox(let title, _): add(title)
    case .paragraph, .heading, .bulletList, .orderedList, .blockquote, .horizontalRule, .alternatives: break
    }
  }
}
