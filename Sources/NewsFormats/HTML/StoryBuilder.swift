package import Contracts
package import Foundation

/// Builds a story from HTML by what is allowed: paragraphs, headings, lists, quotations, rules, bold, italic and links.
/// Everything else gives only its words; what may hold code gives nothing (``HTMLTokenizer``). Pictures are left out:
/// whose they are is for a person to find out.
package struct StoryBuilder {
  /// What is open, from the outside in.
  private enum Container {
    case list(isOrdered: Bool, items: [StoryBody.ListItem])
    case item(blocks: [StoryBody.Block])
    case quote(blocks: [StoryBody.Block])
  }

  /// Less deep than `StoryBody.Limit.depth`, counting a list and its item as two.
  private static let depth = 8
  private static let blockLimit = 5_000
  private static let textLimit = 900_000

  private let base: URL?
  private var blocks: [StoryBody.Block] = []
  private var containers: [Container] = []
  private var runs: [StoryBody.Inline] = []
  private var heading: Int?
  private var bold = 0
  private var italic = 0
  private var links: [String?] = []
  private var blockCount = 0
  private var textCount = 0

  /// The story in some HTML; relative links start from `base`.
  package static func story(html: String, base: URL?) -> StoryBody {
    StoryBody(blocks: Self.blocks(html: html, base: base))
  }

  /// The blocks of some HTML, at most 5,000.
  package static func blocks(html: String, base: URL?) -> [StoryBody.Block] {
    var builder = StoryBuilder(base: base)
    for token in HTMLTokenizer(html) {
      guard builder.blockCount < blockLimit, builder.textCount < textLimit else { break }
      builder.take(token)
    }
    builder.finish()
    return builder.blocks
  }

  private init(base: URL?) {
    self.base = base
  }

  private mutating func take(_ token: HTMLToken) {
    switch token {
    case .text(let text): add(text)
    case .start(let name, let attributes): start(name, attributes)
    case .end(let name): end(name)
    }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "b", "strong": bold += 1
    case "i", "em": italic += 1
    case "a": links.append(attributes["href"].flatMap(address))
    case "br": lineBreak()
    case "h1", "h2", "h3", "h4", "h5", "h6":
      flush()
      heading = name == "h1" || name == "h2" ? 2 : 3
    case "ul", "ol":
      flush()
      if containers.count < Self.depth { containers.append(.list(isOrdered: name == "ol", items: [])) }
    case "li":
      flush()
      closeItem()
      if case .list = containers.last, containers.count < Self.depth { containers.append(.item(blocks: [])) }
    case "blockquote":
      flush()
      if containers.isEmpty { containers.append(.quote(blocks: [])) }
    case "hr":
      flush()
      if containers.isEmpty, !blocks.isEmpty { append(.init(.horizontalRule)) }
    case "td", "th": if !runs.isEmpty { add(" · ") }
    default: if !HTMLText.isInline(name), name != "img" { flush() }
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "b", "strong": bold = max(0, bold - 1)
    case "i", "em": italic = max(0, italic - 1)
    case "a": _ = links.popLast()
    // Real feeds write `</br>`; browsers take it for `<br>`.
    case "br": lineBreak()
    case "ul", "ol":
      flush()
      closeItem()
      if case .list = containers.last { closeContainer() }
    case "li":
      flush()
      closeItem()
    case "blockquote":
      flush()
      while containers.count > 1 { closeContainer() }
      if case .quote = containers.last { closeContainer() }
    case "td", "th": break
    default: if !HTMLText.isInline(name) { flush() }
    }
  }

  private mutating func finish() {
    flush()
    while !containers.isEmpty { closeContainer() }
    while case .horizontalRule? = blocks.last?.kind { blocks.removeLast() }
  }

  /// White space is joined as a browser shows it.
  private mutating func add(_ raw: String) {
    var text = ""
    var isSpace = endsInSpace
    for character in raw {
      if character.isWhitespace || character == "\u{A0}" {
        if !isSpace { text.append(" ") }
        isSpace = true
      } else {
        text.append(character)
        isSpace = false
      }
    }
    guard !text.isEmpty else { return }
    textCount += text.utf8.count
    let marks = StoryBody.Marks(bold: bold > 0, italic: italic > 0, link: links.last ?? nil)
    runs.append(.text(text, marks))
  }

  private var endsInSpace: Bool {
    switch runs.last {
    case nil, .hardBreak: true
    case .text(let text, _): text.last == " "
    case .footnote: false
    }
  }

  /// One break ends a line, two end a paragraph.
  private mutating func lineBreak() {
    if case .hardBreak? = runs.last { flush() } else if !runs.isEmpty { runs.append(.hardBreak) }
  }

  private mutating func flush() {
    trimRuns()
    defer {
      runs = []
      heading = nil
    }
    guard !runs.isEmpty else { return }
    if let level = heading, containers.isEmpty {
      append(.init(.heading(level: level, runs)))
    } else {
      append(.init(.paragraph(runs)))
    }
  }

  private mutating func trimRuns() {
    while let last = runs.last {
      guard case .text(let text, let marks) = last else {
        runs.removeLast()
        continue
      }
      guard text.last == " " else { return }
      runs.removeLast()
      let shorter = String(text.dropLast())
      if !shorter.isEmpty {
        runs.append(.text(shorter, marks))
        return
      }
    }
  }

  private mutating func append(_ block: StoryBody.Block) {
    blockCount += 1
    guard let last = containers.popLast() else {
      blocks.append(block)
      return
    }
    switch last {
    case .item(let inside): containers.append(.item(blocks: inside + [block]))
    case .quote(let inside): containers.append(.quote(blocks: inside + [block]))
    case .list(let isOrdered, let items):
      // Text in a list but in none of its items gets an item of its own.
      containers.append(.list(isOrdered: isOrdered, items: items + [StoryBody.ListItem(Self.itemBlocks([block]))]))
    }
  }

  private mutating func closeItem() {
    if case .item = containers.last { closeContainer() }
  }

  private mutating func closeContainer() {
    guard let last = containers.popLast() else { return }
    switch last {
    case .item(let inside):
      guard !inside.isEmpty, case .list(let isOrdered, let items) = containers.popLast() else { return }
      containers.append(.list(isOrdered: isOrdered, items: items + [StoryBody.ListItem(Self.itemBlocks(inside))]))
    case .list(let isOrdered, let items):
      guard !items.isEmpty else { return }
      append(.init(isOrdered ? .orderedList(start: 1, items) : .bulletList(items)))
    case .quote(let inside):
      if !inside.isEmpty { append(.init(.blockquote(inside))) }
    }
  }

  /// A paragraph comes first in each item.
  private static func itemBlocks(_ blocks: [StoryBody.Block]) -> [StoryBody.Block] {
    if case .paragraph? = blocks.first?.kind { return blocks }
    return [StoryBody.Block(.paragraph([]))] + blocks
  }

  private func address(_ text: String) -> String? {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let url = URL(string: trimmed, relativeTo: base)?.absoluteString,
      ["http:", "https:", "mailto:"].contains(where: { url.lowercased().hasPrefix($0) }),
      StoryBody.Marks.isAllowed(link: url)
    else { return nil }
    return url
  }
}
