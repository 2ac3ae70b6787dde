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
  fileprivate mutating func list<Element>(_ elements: [Element], _ write: (inout JSONText, Element) -> Void) {
    for (index, element) in elements.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
  }

  fileprivate mutating func block(_ block: StoryBody.Block) {
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

  private mutating func tail<Child>(
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

  private mutating func figure(_ figure: StoryBody.Figure, _ id: String) {
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

  private mutating func inline(_ inline: StoryBody.Inline) {
    switch inline {
    case .hardBreak: raw(#"{"type":"hardBreak"}"#)
    case .text(let text, let marks):
      raw("{")
      if marks != .none {
        raw(#""marks":["#)
        self.marks(marks)
        raw("],")
      }
      raw(#""text":"#)
      string(text)
      raw(#","type":"text"}"#)
    }
  }

  private mutating func marks(_ marks: StoryBody.Marks) {
    if let link = marks.link {
      raw(#"{"attrs":{"href":"#)
      string(link)
      raw(#"},"type":"link"}"#)
    }
    if marks.bold { raw(marks.link == nil ? #"{"type":"bold"}"# : #",{"type":"bold"}"#) }
    if marks.italic { raw(marks.link == nil && !marks.bold ? #"{"type":"italic"}"# : #",{"type":"italic"}"#) }
  }
}

extension StoryBody: Codable {
  /// Reads it as part of a larger value; throws ``Invalid``.
  package init(from decoder: any Decoder) throws {
    try self.init(tree: try JSONTree(from: decoder))
  }

  /// Writes it as part of a larger value.
  package func encode(to encoder: any Encoder) throws {
    try JSONTree(jsonBytes).encode(to: encoder)
  }
}

extension JSONTree: Codable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= 96 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "too deep"))
    }
    if let container = try? decoder.container(keyedBy: Name.self) {
      self = .object(try container.allKeys.map { ($0.stringValue, try container.decode(JSONTree.self, forKey: $0)) })
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONTree] = []
      while !container.isAtEnd { elements.append(try container.decode(JSONTree.self)) }
      self = .array(elements)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .string(text)
      } else if let bool = try? container.decode(Bool.self) {
        self = .bool(bool)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Name.self)
      for member in members { try container.encode(member.value, forKey: Name(stringValue: member.key)) }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .null, .bool, .number, .string:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let bool): try container.encode(bool)
      case .string(let text): try container.encode(text)
      case .number(let number):
        if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
      default: try container.encodeNil()
      }
    }
  }
}
