import Kernel

extension StoryBody {
  /// The document as canonical JSON: members sorted, no space, one way to write each text. The same body is the same
  /// bytes on every machine, so bytes may be compared and hashed.
  package var json: String { jsonText.text }

  /// ``json`` as bytes in UTF-8.
  package var jsonBytes: [UInt8] { jsonText.bytes }

  private var jsonText: JSONText {
    var out = JSONText()
    out.raw(#"{"content":["#)
    out.list(blocks) { $0.block($1) }
    out.raw(#"],"type":"doc"}"#)
    return out
  }
}

extension JSONText {
  mutating func list<Element>(_ elements: [Element], _ write: (inout JSONText, Element) -> Void) {
    for (index, element) in elements.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
  }

  mutating func block(_ block: StoryBody.Block) {
    switch block.kind {
    case .paragraph(let runs): node("paragraph", block.id, runs) { $0.inline($1) }
    case .heading(let level, let runs):
      raw(#"{"attrs":{"id":"#)
      string(block.id)
      raw(#","level":"#)
      number(level)
      raw("}")
      tail("heading", runs) { $0.inline($1) }
    case .bulletList(let items): node("bulletList", block.id, items) { $0.item($1) }
    case .orderedList(let start, let items):
      raw(#"{"attrs":{"id":"#)
      string(block.id)
      raw(#","start":"#)
      number(start)
      raw("}")
      tail("orderedList", items) { $0.item($1) }
    case .blockquote(let blocks): node("blockquote", block.id, blocks) { $0.block($1) }
    case .figure(let figure): self.figure(figure, block.id)
    case .horizontalRule: node("horizontalRule", block.id, [StoryBody.Inline]()) { $0.inline($1) }
    default: part(block.kind, block.id)
    }
  }

  private mutating func node<Child>(
    _ type: StaticString, _ id: String, _ children: [Child], _ write: (inout JSONText, Child) -> Void
  ) {
    raw(#"{"attrs":{"id":"#)
    string(id)
    raw("}")
    tail(type, children, write)
  }

  mutating func tail<Child>(
    _ type: StaticString, _ children: [Child], _ write: (inout JSONText, Child) -> Void
  ) {
    if !children.isEmpty {
      raw(#","content":["#)
      list(children, write)
      raw("]")
    }
    raw(#","type":""#)
    raw(type)
    raw(#""}"#)
  }

  private mutating func item(_ item: StoryBody.ListItem) {
    node("listItem", item.id, item.blocks) { $0.block($1) }
  }

  mutating func figure(_ figure: StoryBody.Figure, _ id: String) {
    raw(#"{"attrs":{"alt":"#)
    string(figure.alt)
    raw(#","caption":"#)
    string(figure.caption)
    raw(#","credit":"#)
    string(figure.credit)
    raw(#","id":"#)
    string(id)
    raw(#","picture":"#)
    string(figure.picture.rawValue)
    raw(#"},"type":"figure"}"#)
  }
}
