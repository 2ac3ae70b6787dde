extension StoryBody {
  /// The changes that are proposed and not answered, each once, in the order of the text.
  package var openSuggestions: [Suggestion] {
    var seen: Set<String> = []
    var open: [Suggestion] = []
    walk { step in
      switch step {
      case .text(_, let marks), .footnote(_, let marks):
        for suggestion in marks.suggestions where seen.insert("\(suggestion.kind) \(suggestion.id)").inserted {
          open.append(suggestion)
        }
      default: return
      }
    }
    return open
  }

  /// Whether anything is proposed; stops at the first.
  package var hasOpenSuggestions: Bool {
    func isOpen(_ step: Step) -> Bool {
      switch step {
      case .text(_, let marks), .footnote(_, let marks): !marks.suggestions.isEmpty
      default: false
      }
    }
    var hasSome = false
    walk { if !hasSome { hasSome = isOpen($0) } }
    return hasSome
  }

  /// The story with every proposal accepted, or with every one refused.
  package func withoutSuggestions(accepting: Bool) -> StoryBody {
    hasOpenSuggestions ? resolving(accepting: accepting) { _ in true } : self
  }

  /// The story with some proposals answered. Blocks that only they had filled go with them.
  package func resolving(accepting: Bool, where isAnswered: @escaping (Suggestion) -> Bool) -> StoryBody {
    let answer = SuggestionAnswer(accepting: accepting, isAnswered: isAnswered)
    return StoryBody(blocks: blocks.compactMap(answer.block))
  }

  /// What readers may see: no proposal, and nothing of places where nobody has chosen. Preflight stops such stories
  /// before; this is for the case that it did not.
  package var forReaders: StoryBody {
    guard hasAlternatives || hasOpenSuggestions else { return self }
    let settled = withoutSuggestions(accepting: false)
    return StoryBody(blocks: settled.blocks.filter { if case .alternatives = $0.kind { false } else { true } })
  }
}

private struct SuggestionAnswer {
  let accepting: Bool
  let isAnswered: (StoryBody.Suggestion) -> Bool

  func runs(_ runs: [StoryBody.Inline]) -> [StoryBody.Inline] {
    runs.compactMap { run in
      switch run {
      case .hardBreak: run
      case .text(let text, let marks): answered(marks).map { .text(text, $0) }
      case .footnote(let text, let marks): answered(marks).map { .footnote(text, $0) }
      }
    }
  }

  /// Nil where the run goes.
  private func answered(_ marks: StoryBody.Marks) -> StoryBody.Marks? {
    let goes = marks.suggestions.contains { isAnswered($0) && ($0.kind == .delete) == accepting }
    return goes ? nil : marks.without(isAnswered)
  }

  func block(_ block: StoryBody.Block) -> StoryBody.Block? {
    switch block.kind {
    case .paragraph(let before):
      return text(before).map { .init(.paragraph($0), id: block.id) }
    case .heading(let level, let before):
      return text(before).map { .init(.heading(level: level, $0), id: block.id) }
    case .bulletList(let before):
      let items = before.compactMap(item)
      return items.isEmpty ? nil : .init(.bulletList(items), id: block.id)
    case .orderedList(let start, let before):
      let items = before.compactMap(item)
      return items.isEmpty ? nil : .init(.orderedList(start: start, items), id: block.id)
    case .blockquote(let before):
      let blocks = before.compactMap(self.block)
      return blocks.isEmpty ? nil : .init(.blockquote(blocks), id: block.id)
    case .factBox(let title, let before):
      let blocks = before.compactMap(self.block)
      return .init(.factBox(title: title, blocks.isEmpty ? [.init(.paragraph([]))] : blocks), id: block.id)
    case .table(let table):
      let rows = table.rows.map { $0.map(runs) }
      return .init(.table(.init(caption: table.caption, hasHeader: table.hasHeader, rows: rows)), id: block.id)
    case .alternatives(let variants):
      let answered = variants.map {
        StoryBody.Variant(account: $0.account, name: $0.name, at: $0.at, blocks: $0.blocks.compactMap(self.block))
      }
      return .init(.alternatives(answered), id: block.id)
    case .figure, .horizontalRule, .gallery, .audio, .video, .embed, .related: return block
    }
  }

  /// The runs that stay; nil where there were some and none has stayed.
  private func text(_ before: [StoryBody.Inline]) -> [StoryBody.Inline]? {
    let after = runs(before)
    return after.isEmpty && !before.isEmpty ? nil : after
  }

  private func item(_ item: StoryBody.ListItem) -> StoryBody.ListItem? {
    var blocks = item.blocks.compactMap(block)
    if blocks.isEmpty { return nil }
    if case .paragraph = blocks[0].kind {} else { blocks.insert(.init(.paragraph([])), at: 0) }
    return StoryBody.ListItem(blocks, id: item.id)
  }
}
