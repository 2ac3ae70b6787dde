import Kernel

/// Turns a JSON tree into blocks, counting as it goes.
struct StoryReader {
  typealias Invalid = StoryBody.Invalid
  typealias Node = JSONTree

  private var nodes = 0
  private var text = 0
  private var taken: Set<String> = []

  mutating func document(_ tree: Node) throws(Invalid) -> [StoryBody.Block] {
    try members(tree, ["type", "content"], "doc")
    guard tree["type"]?.string == "doc" else { throw Invalid(path: "doc.type", reason: .unknownNode) }
    var blocks: [StoryBody.Block] = []
    for (index, child) in try content(tree, "doc").enumerated() {
      blocks.append(try block(child, "doc.content[\(index)]", depth: 2, atTop: true))
    }
    return blocks
  }

  /// The attributes of each kind of block.
  private static let attributes: [String: [String]] = [
    "paragraph": ["id"], "heading": ["id", "level"], "bulletList": ["id"], "orderedList": ["id", "start"],
    "blockquote": ["id"], "figure": ["id", "picture", "caption", "credit", "alt"], "horizontalRule": ["id"],
  ]
  private static let placedElsewhere: Set<String> = ["doc", "listItem", "text", "hardBreak"]
  /// What may stand inside lists and quotations.
  private static let nesting: Set<String> = ["paragraph", "bulletList", "orderedList"]

  private mutating func block(_ tree: Node, _ path: String, depth: Int, atTop: Bool) throws(Invalid) -> StoryBody.Block
  {
    try enter(depth, path)
    let type = tree["type"]?.string ?? ""
    guard let known = Self.attributes[type] else {
      let isElsewhere = Self.placedElsewhere.contains(type)
      throw Invalid(path: isElsewhere ? path : path + ".type", reason: isElsewhere ? .wrongPlace : .unknownNode)
    }
    guard atTop || Self.nesting.contains(type) else { throw Invalid(path: path, reason: .wrongPlace) }
    try members(tree, ["type", "attrs", "content"], path)
    let attributes = tree["attrs"] ?? .object([])
    try members(attributes, known, path + ".attrs")
    let id = try identifier(attributes, path + ".attrs")
    return StoryBody.Block(try kind(type, tree, attributes, path, depth), id: id)
  }

  private mutating func kind(
    _ type: String, _ tree: Node, _ attributes: Node, _ path: String, _ depth: Int
  ) throws(Invalid) -> StoryBody.Kind {
    switch type {
    case "paragraph": return .paragraph(try inlines(tree, path, depth))
    case "heading":
      guard let level = attributes["level"]?.int, level == 2 || level == 3 else {
        throw Invalid(path: path + ".attrs.level", reason: .badValue)
      }
      return .heading(level: level, try inlines(tree, path, depth))
    case "bulletList": return .bulletList(try items(tree, path, depth))
    case "orderedList":
      return .orderedList(start: try start(attributes, path + ".attrs"), try items(tree, path, depth))
    case "blockquote": return .blockquote(try blocks(tree, path, depth))
    case "figure": return .figure(try figure(tree, attributes, path))
    default:
      try leaf(tree, path)
      return .horizontalRule
    }
  }

  private mutating func items(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.ListItem] {
    var items: [StoryBody.ListItem] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      try members(child, ["type", "attrs", "content"], place)
      guard child["type"]?.string == "listItem" else { throw Invalid(path: place, reason: .wrongPlace) }
      let attributes = child["attrs"] ?? .object([])
      try members(attributes, ["id"], place + ".attrs")
      let id = try identifier(attributes, place + ".attrs")
      let blocks = try blocks(child, place, depth + 1)
      guard case .paragraph = blocks.first?.kind else { throw Invalid(path: place, reason: .wrongPlace) }
      items.append(StoryBody.ListItem(blocks, id: id))
    }
    guard !items.isEmpty else { throw Invalid(path: path, reason: .wrongPlace) }
    return items
  }

  private mutating func blocks(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.Block] {
    var blocks: [StoryBody.Block] = []
    for (index, child) in try content(tree, path).enumerated() {
      blocks.append(try block(child, "\(path).content[\(index)]", depth: depth + 1, atTop: false))
    }
    guard !blocks.isEmpty else { throw Invalid(path: path, reason: .wrongPlace) }
    return blocks
  }

  private mutating func inlines(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.Inline] {
    var runs: [StoryBody.Inline] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      try members(child, ["type", "text", "marks"], place)
      switch child["type"]?.string {
      case "text":
        guard let value = child["text"]?.string, !value.isEmpty else {
          throw Invalid(path: place + ".text", reason: .badValue)
        }
        try count(value, place)
        runs.append(.text(value, try marks(child, place)))
      case "hardBreak":
        guard child["text"] == nil else { throw Invalid(path: place + ".text", reason: .unknownMember) }
        _ = try marks(child, place)
        runs.append(.hardBreak)
      case "doc", "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "figure",
        "horizontalRule":
        throw Invalid(path: place, reason: .wrongPlace)
      default: throw Invalid(path: place + ".type", reason: .unknownNode)
      }
    }
    return StoryBody.Inline.tidied(runs)
  }

  private func marks(_ tree: Node, _ path: String) throws(Invalid) -> StoryBody.Marks {
    var marks = StoryBody.Marks()
    guard let list = tree["marks"] else { return marks }
    guard let list = list.array else { throw Invalid(path: path + ".marks", reason: .badValue) }
    for (index, mark) in list.enumerated() {
      let place = "\(path).marks[\(index)]"
      try members(mark, ["type", "attrs"], place)
      let attributes = mark["attrs"] ?? .object([])
      let type = mark["type"]?.string
      try members(attributes, type == "link" ? ["href"] : [], place + ".attrs")
      switch type {
      case "bold": marks.bold = true
      case "italic": marks.italic = true
      case "link":
        guard let href = attributes["href"]?.string, StoryBody.Marks.isAllowed(link: href) else {
          throw Invalid(path: place + ".attrs.href", reason: .badValue)
        }
        marks.link = href
      default: throw Invalid(path: place + ".type", reason: .unknownMark)
      }
    }
    return marks
  }

  private mutating func figure(_ tree: Node, _ attributes: Node, _ path: String) throws(Invalid) -> StoryBody.Figure {
    try leaf(tree, path)
    guard let picture = attributes["picture"]?.string, StoryBody.Block.isID(picture) else {
      throw Invalid(path: path + ".attrs.picture", reason: .badValue)
    }
    return StoryBody.Figure(
      picture: PictureID(picture), caption: try words("caption", attributes, path),
      credit: try words("credit", attributes, path), alt: try words("alt", attributes, path))
  }

  private mutating func words(_ name: String, _ attributes: Node, _ path: String) throws(Invalid) -> String {
    guard let value = attributes[name] else { return "" }
    guard let value = value.string, value.utf8.count <= 4_000 else {
      throw Invalid(path: "\(path).attrs.\(name)", reason: .badValue)
    }
    try count(value, path)
    return StoryBody.printable(value)
  }

  private func start(_ attributes: Node, _ path: String) throws(Invalid) -> Int {
    guard let value = attributes["start"] else { return 1 }
    guard let start = value.int, (0...1_000_000).contains(start) else {
      throw Invalid(path: path + ".start", reason: .badValue)
    }
    return start
  }

  private mutating func identifier(_ attributes: Node, _ path: String) throws(Invalid) -> String {
    switch attributes["id"] {
    case nil, .null: break
    case .string(let id):
      guard StoryBody.Block.isID(id) else { throw Invalid(path: path + ".id", reason: .badValue) }
      if taken.insert(id).inserted { return id }
    default: throw Invalid(path: path + ".id", reason: .badValue)
    }
    let id = StoryBody.Block.newID()
    taken.insert(id)
    return id
  }

  private func content(_ tree: Node, _ path: String) throws(Invalid) -> [Node] {
    guard let content = tree["content"] else { return [] }
    guard let children = content.array else { throw Invalid(path: path + ".content", reason: .badValue) }
    return children
  }

  private func leaf(_ tree: Node, _ path: String) throws(Invalid) {
    guard tree["content"] == nil else { throw Invalid(path: path + ".content", reason: .wrongPlace) }
  }

  private func members(_ tree: Node, _ known: [String], _ path: String) throws(Invalid) {
    guard case .object(let members) = tree else { throw Invalid(path: path, reason: .badValue) }
    for member in members where !known.contains(member.key) {
      throw Invalid(path: "\(path).\(member.key.prefix(40))", reason: .unknownMember)
    }
  }

  private mutating func enter(_ depth: Int, _ path: String) throws(Invalid) {
    nodes += 1
    guard depth <= StoryBody.Limit.depth else { throw Invalid(path: path, reason: .tooDeep) }
    guard nodes <= StoryBody.Limit.nodes else { throw Invalid(path: path, reason: .tooManyNodes) }
  }

  private mutating func count(_ words: String, _ path: String) throws(Invalid) {
    text += words.utf8.count
    guard text <= StoryBody.Limit.text else { throw Invalid(path: path, reason: .tooMuchText) }
  }
}
