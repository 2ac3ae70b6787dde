extension StoryBody {
  /// One step of a walk through a story: enough to print it in any format by an exhaustive `switch`, opening tags at
  /// `enter…` and closing them at `leave…`.
  package enum Step: Sendable, Equatable {
    /// A block begins. Of pictures, galleries, rules, sound, video, embeds and related stories this is all; the others
    /// are left again.
    case enter(Block)
    case leave(Block)
    case enterItem(ListItem)
    case leaveItem(ListItem)
    case text(String, Marks)
    case hardBreak
    case footnote(String, Marks)
    case enterRow(isHeader: Bool)
    case leaveRow(isHeader: Bool)
    case enterCell(isHeader: Bool)
    case leaveCell(isHeader: Bool)
    case enterVariant(Variant)
    case leaveVariant(Variant)
  }

  /// Walks through the story in the order of reading.
  package func walk(_ visit: (Step) throws -> Void) rethrows {
    try Self.walk(blocks, visit)
  }

  /// The same through some of the blocks; for a story in parts.
  package static func walk(_ blocks: [Block], _ visit: (Step) throws -> Void) rethrows {
    for block in blocks {
      try visit(.enter(block))
      switch block.kind {
      case .paragraph(let runs), .heading(_, let runs):
        try walk(runs: runs, visit)
      case .bulletList(let items), .orderedList(_, let items):
        for item in items {
          try visit(.enterItem(item))
          try walk(item.blocks, visit)
          try visit(.leaveItem(item))
        }
      case .blockquote(let inner), .factBox(_, let inner): try walk(inner, visit)
      case .table(let table): try walk(table, visit)
      case .alternatives(let variants):
        for variant in variants {
          try visit(.enterVariant(variant))
          try walk(variant.blocks, visit)
          try visit(.leaveVariant(variant))
        }
      case .figure, .horizontalRule, .gallery, .audio, .video, .embed, .related: continue
      }
      try visit(.leave(block))
    }
  }

  private static func walk(runs: [Inline], _ visit: (Step) throws -> Void) rethrows {
    for run in runs {
      switch run {
      case .text(let text, let marks): try visit(.text(text, marks))
      case .hardBreak: try visit(.hardBreak)
      case .footnote(let text, let marks): try visit(.footnote(text, marks))
      }
    }
  }

  private static func walk(_ table: Table, _ visit: (Step) throws -> Void) rethrows {
    for (index, row) in table.rows.enumerated() {
      let isHeader = index == 0 && table.hasHeader
      try visit(.enterRow(isHeader: isHeader))
      for cell in row {
        try visit(.enterCell(isHeader: isHeader))
        try walk(runs: cell, visit)
        try visit(.leaveCell(isHeader: isHeader))
      }
      try visit(.leaveRow(isHeader: isHeader))
    }
  }
}

extension StoryBody {
  /// Whether there is nothing to read and nothing to see.
  package var isEmpty: Bool {
    blocks.allSatisfy { block in
      switch block.kind {
      case .figure, .gallery, .audio, .video, .embed: false
      case .horizontalRule, .related: true
      default: Self.lines(of: [block]).allSatisfy { $0.allSatisfy(\.isWhitespace) }
      }
    }
  }

  /// The words without any setting: a line for each paragraph, heading, list item and caption.
  package var plainText: String { Self.lines(of: blocks).joined(separator: "\n") }

  /// How many words (in Vietnamese: syllables, `chữ`) the text has, captions left out.
  package var wordCount: Int {
    var count = 0
    walk { step in
      if case .text(var text, _) = step { count += text.withUTF8(Self.words) }
    }
    return count
  }

  /// Runs between white space that hold a letter or a digit. By bytes: beyond ASCII everything is taken for a letter but
  /// the punctuation that begins with C2 (Latin-1) and E2 (dashes, quotation marks, dots).
  private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var isCounted = false
    var before: UInt8 = 0
    for byte in bytes {
      let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x09 || (before == 0xC2 && byte == 0xA0)
      let isLetter =
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || (byte >= 0xC3 && byte != 0xE2)
      if isSpace {
        isCounted = false
      } else if isLetter, !isCounted {
        count += 1
        isCounted = true
      }
      before = byte
    }
    return count
  }
}
