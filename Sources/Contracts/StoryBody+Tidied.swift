import Foundation

extension StoryBody.Block {
  func tidied(_ taken: inout Set<String>) -> StoryBody.Block {
    let id = Self.isID(id) && taken.insert(id).inserted ? id : Self.newID()
    return StoryBody.Block(kind.tidied(&taken), id: id)
  }
}

extension StoryBody.Kind {
  fileprivate func tidied(_ taken: inout Set<String>) -> StoryBody.Kind {
    switch self {
    case .paragraph(let runs): .paragraph(StoryBody.Inline.tidied(runs))
    case .heading(let level, let runs): .heading(level: min(max(level, 2), 3), StoryBody.Inline.tidied(runs))
    case .bulletList(let items): .bulletList(items.map { $0.tidied(&taken) })
    case .orderedList(let start, let items): .orderedList(start: max(start, 0), items.map { $0.tidied(&taken) })
    case .blockquote(let blocks): .blockquote(blocks.map { $0.tidied(&taken) })
    case .factBox(let title, let blocks): .factBox(title: title, blocks.map { $0.tidied(&taken) })
    case .gallery(let caption, let pictures): .gallery(caption: caption, pictures.map { $0.tidied(&taken) })
    case .table(let table): .table(table.tidied)
    case .alternatives(let variants): .alternatives(variants.map { $0.tidied(&taken) })
    case .figure, .horizontalRule, .audio, .video, .embed, .related: self
    }
  }
}

extension StoryBody.ListItem {
  fileprivate func tidied(_ taken: inout Set<String>) -> StoryBody.ListItem {
    let id = StoryBody.Block.isID(id) && taken.insert(id).inserted ? id : StoryBody.Block.newID()
    return StoryBody.ListItem(blocks.map { $0.tidied(&taken) }, id: id)
  }
}

extension StoryBody.GalleryPicture {
  fileprivate func tidied(_ taken: inout Set<String>) -> StoryBody.GalleryPicture {
    let id = StoryBody.Block.isID(id) && taken.insert(id).inserted ? id : StoryBody.Block.newID()
    return StoryBody.GalleryPicture(figure, id: id)
  }
}

extension StoryBody.Variant {
  fileprivate func tidied(_ taken: inout Set<String>) -> StoryBody.Variant {
    StoryBody.Variant(account: account, name: name, at: at, blocks: blocks.map { $0.tidied(&taken) })
  }
}

extension StoryBody.Table {
  fileprivate var tidied: StoryBody.Table {
    StoryBody.Table(caption: caption, hasHeader: hasHeader, rows: rows.map { $0.map(StoryBody.Inline.tidied) })
  }
}

extension StoryBody.Inline {
  /// Neighbours set alike made one, empty runs and control characters left out: one way to write each text.
  static func tidied(_ runs: [StoryBody.Inline]) -> [StoryBody.Inline] {
    var result: [StoryBody.Inline] = []
    result.reserveCapacity(runs.count)
    for run in runs {
      switch run {
      case .hardBreak: result.append(run)
      case .footnote(let raw, let marks):
        let text = StoryBody.printable(raw)
        // Of the settings of its place a note keeps only what is proposed of it.
        if !text.allSatisfy(\.isWhitespace) { result.append(.footnote(text, .init(suggestions: marks.suggestions))) }
      case .text(let raw, var marks):
        let text = StoryBody.printable(raw)
        if text.isEmpty { continue }
        if let link = marks.link, !StoryBody.Marks.isAllowed(link: link) { marks.link = nil }
        if case .text(let before, marks) = result.last {
          result[result.count - 1] = .text(before + text, marks)
        } else {
          result.append(.text(text, marks))
        }
      }
    }
    return result
  }
}

extension StoryBody {
  /// Text in composed letters (NFC, as everything is stored), without the control characters that nobody sees and XML,
  /// JSON feeds or PostgreSQL refuse. Nearly all text is so already and is given back as it is.
  static func printable(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      // Combining marks begin with CC and CD, U+FFFE and U+FFFF with EF BF; what else begins so is looked at again below.
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 > 0x7F && $0 != 0xCC && $0 != 0xCD && $0 != 0xEF || $0 == 0x0A }
    }
    guard !isPlain else { return text }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text.precomposedStringWithCanonicalMapping.unicodeScalars.filter { !isControl($0) })
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || scalar.value == 0x7F
      || scalar.value == 0xFFFE || scalar.value == 0xFFFF
  }
}
