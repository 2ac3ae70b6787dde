package import Contracts
import Kernel

/// A block of a story. It is told apart from another by its value; as JSON, so that whatever kinds of block there are, or
/// will be, merge alike, it is taken only where two people changed it.
final class Piece {
  let id: String
  private let block: StoryBody.Block?
  private var known: JSONTree?

  init(_ block: StoryBody.Block) {
    id = block.id
    self.block = block
  }

  init(_ tree: JSONTree) {
    id = tree["attrs"]?["id"]?.string ?? ""
    block = nil
    known = tree
  }

  lazy var tree: JSONTree = known ?? Self.tree(of: block) ?? .null

  /// What it says, without the IDs in it: two people who do the same do not make the same IDs.
  lazy var words: [UInt8] = tree.words

  /// As it was given, where it was given so.
  var given: StoryBody.Block? { block }

  func says(_ other: Piece?) -> Bool {
    guard let other else { return false }
    if let block, block == other.block { return true }
    return words == other.words
  }

  private static func tree(of block: StoryBody.Block?) -> JSONTree? {
    guard let block, let story = try? JSONTree(StoryBody(blocks: [block]).jsonBytes) else { return nil }
    return story["content"]?.array?.first
  }

  /// Its variants where it is several side by side.
  var variants: [Variant]? {
    guard tree["type"]?.string == "alternatives" else { return nil }
    return (tree["content"]?.array ?? []).map(Variant.init)
  }
}

/// What one person wrote in a place where others wrote too.
struct Variant {
  let account: String
  let name: String
  let at: String
  var nodes: [JSONTree]
  /// What it says, without IDs.
  var words: [UInt8]

  /// Names it among the variants of its place, through every edit.
  var key: String { "\(account)|\(at)" }

  init(_ tree: JSONTree) {
    let attributes = tree["attrs"]
    account = attributes?["account"]?.string ?? ""
    name = attributes?["name"]?.string ?? ""
    at = attributes?["at"]?.string ?? ""
    nodes = tree["content"]?.array ?? []
    words = nodes.flatMap(\.words)
  }

  init(account: String, name: String, at: String, nodes: [JSONTree]) {
    self.account = account
    self.name = name
    self.at = at
    self.nodes = nodes
    words = nodes.flatMap(\.words)
  }

  /// What a plain block says, by somebody.
  init(_ piece: Piece, by author: StoryMerge.Author) {
    self.init(
      account: author.account.rawValue, name: author.name, at: Timestamp.text(author.at), nodes: [piece.tree])
  }

  /// The same words under another's name.
  func named(as other: Variant) -> Variant {
    Variant(account: other.account, name: other.name, at: other.at, nodes: nodes)
  }

  /// `place`: the ID of the block it stands in.
  func tree(in place: String) -> JSONTree {
    var nodes = nodes
    if let first = nodes.first, first["attrs"]?["id"]?.string == place {
      nodes[0] = first.renamed(Names.derived("\(place)|\(key)"))
    }
    var members: [(key: String, value: JSONTree)] = [
      ("type", .string("variant")),
      ("attrs", .object([("account", .string(account)), ("name", .string(name)), ("at", .string(at))])),
    ]
    if !nodes.isEmpty { members.append(("content", .array(nodes))) }
    return .object(members)
  }
}

extension JSONTree {
  /// Canonical JSON of a node without the IDs of blocks in it. Marks keep theirs: they name an act, not a place.
  var words: [UInt8] {
    var out: [UInt8] = []
    write(isNode: true, to: &out)
    return out
  }

  /// Canonical JSON: members sorted, no space.
  package var canonical: [UInt8] {
    var out: [UInt8] = []
    write(isNode: false, to: &out)
    return out
  }

  private func write(isNode: Bool, to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let bool): out += (bool ? "true" : "false").utf8
    case .number(let number): out += (Int(exactly: number).map { "\($0)" } ?? "\(number)").utf8
    case .string(let text): write(text, to: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.write(isNode: isNode, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members): write(members, isNode: isNode, to: &out)
    }
  }

  private func write(_ members: [(key: String, value: JSONTree)], isNode: Bool, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members.sorted(by: { $0.key < $1.key }) {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      write(member.key, to: &out)
      out.append(UInt8(ascii: ":"))
      if isNode, member.key == "attrs", case .object(let attributes) = member.value {
        JSONTree.object(attributes.filter { $0.key != "id" }).write(isNode: false, to: &out)
      } else {
        member.value.write(isNode: isNode && member.key == "content", to: &out)
      }
    }
    out.append(UInt8(ascii: "}"))
  }

  private func write(_ text: String, to out: inout [UInt8]) {
    var json = JSONText()
    json.string(text)
    out += json.bytes
  }
}
