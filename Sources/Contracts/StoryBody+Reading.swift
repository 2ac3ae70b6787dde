import Kernel

/// Turns a JSON tree into blocks, counting as it goes.
struct StoryReader {
  typealias Invalid = StoryBody.Invalid
  typealias Node = JSONTree

  private(set) var nodes = 0
  private var text = 0
  private var taken: Set<String> = []

  mutating func document(_ tree: Node) throws(Invalid) -> [StoryBody.Block] {
    try members(tree, ["type", "content"], "doc")
    guard tree["type"]?.string == "doc" else { throw Invalid(path: "doc.type", reason: .unknownNode) }
    var blocks: [StoryBody.Block] = []
    for (index, child) in try content(tree, "doc").enumerated() {
      blocks.append(try top(child, "doc.content[\(index)]", inVariant: false))
    }
    return blocks
  }

  /// The attributes of each kind of block.
  private static let attributes: [String: [String]] = [
    "paragraph": ["id"], "heading": ["id", "level"], "bulletList": ["id"], "orderedList": ["id", "start"],
    "blockquote": ["id"], "figure": ["id", "picture", "caption", "credit", "alt"], "horizontalRule": ["id"],
    "table": ["id", "caption", "header"], "gallery": ["id", "caption"], "factBox": ["id", "title"],
    "audio": ["id", "clip", "caption", "credit"], "video": ["id", "clip", "caption", "credit"],
    "embed": ["id", "provider", "url", "caption"], "related": ["id", "item", "title"], "alternatives": ["id"],
  ]
  private static let placedElsewhere: Set<String> = [
    "doc", "listItem", "text", "hardBreak", "footnote", "tableRow", "tableCell", "variant",
  ]
  /// What may not stand in a run of words but is known.
  static let blockNames: Set<String> = Set(attributes.keys).union([
    "doc", "listItem", "tableRow", "tableCell", "variant",
  ])
  /// What may stand inside lists, quotations and fact boxes.
  private static let nesting: Set<String> = ["paragraph", "bulletList", "orderedList"]

  /// What stands at the top of the story, or of a variant.
  mutating func top(_ tree: Node, _ path: String, inVariant: Bool) throws(Invalid) -> StoryBody.Block {
    if inVariant, tree["type"]?.string == "alternatives" { throw Invalid(path: path, reason: .wrongPlace) }
    return try block(tree, path, depth: inVariant ? 4 : 2, atTop: true)
  }

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
    case "horizontalRule":
      try leaf(tree, path)
      return .horizontalRule
    default: return try part(type, tree, attributes, path, depth)
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

  mutating func blocks(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.Block] {
    var blocks: [StoryBody.Block] = []
    for (index, child) in try content(tree, path).enumerated() {
      blocks.append(try block(child, "\(path).content[\(index)]", depth: depth + 1, atTop: false))
    }
    guard !blocks.isEmpty else { throw Invalid(path: path, reason: .wrongPlace) }
    return blocks
  }

  mutating func words(_ name: String, _ attributes: Node, _ path: String) throws(Invalid) -> String {
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

  mutating func identifier(_ attributes: Node, _ path: String) throws(Invalid) -> String {
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

  func content(_ tree: Node, _ path: String) throws(Invalid) -> [Node] {
    guard let content = tree["content"] else { return [] }
    guard let children = content.array else { throw Invalid(path: path + ".content", reason: .badValue) }
    return children
  }

  func leaf(_ tree: Node, _ path: String) throws(Invalid) {
    guard tree["content"] == nil else { throw Invalid(path: path + ".content", reason: .wrongPlace) }
  }

  func members(_ tree: Node, _ known: [String], _ path: String) throws(Invalid) {
    guard case .object(let members) = tree else { throw Invalid(path: path, reason: .badValue) }
    for member in members where !known.contains(member.key) {
      throw Invalid(path: "\(path).\(member.key.prefix(40))", reason: .unknownMember)
    }
  }

  mutating func enter(_ depth: Int, _ path: String) throws(Invalid) {
    nodes += 1
    guard depth <= StoryBody.Limit.depth else { throw Invalid(path: path, reason: .tooDeep) }
    guard nodes <= StoryBody.Limit.nodes else { throw Invalid(path: path, reason: .tooManyNodes) }
  }

  /// Counts nodes that are not written but made, such as the cells that fill a row up.
  mutating func add(nodes more: Int, _ path: String) throws(Invalid) {
    nodes += more
    guard nodes <= StoryBody.Limit.nodes else { throw Invalid(path: path, reason: .tooManyNodes) }
  }

  mutating func count(_ words: String, _ path: String) throws(Invalid) {
    text += words.utf8.count
    guard text <= StoryBody.Limit.text else { throw Invalid(path: path, reason: .tooMuchText) }
  }
}
