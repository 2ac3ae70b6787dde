import Contracts

@testable import StoryMerge

/// A story of plain paragraphs as the model writes it; words stand for what was typed, each only once in a run.
struct Text: Equatable {
  var nodes: [JSONTree]

  var pieces: [Piece] { nodes.map(Piece.init) }
  var words: [String] { nodes.flatMap(Text.words) }

  static func == (left: Text, right: Text) -> Bool { left.nodes == right.nodes }

  static func paragraph(_ id: String, _ words: [String]) -> JSONTree {
    let attributes: (key: String, value: JSONTree) = ("attrs", .object([("id", .string(id))]))
    let type: (key: String, value: JSONTree) = ("type", .string("paragraph"))
    guard !words.isEmpty else { return .object([attributes, type]) }
    let text: JSONTree = .object([("text", .string(words.joined(separator: " "))), ("type", .string("text"))])
    return .object([attributes, ("content", .array([text])), type])
  }

  static func id(_ node: JSONTree) -> String { node["attrs"]?["id"]?.string ?? "" }
  static func isContested(_ node: JSONTree) -> Bool { node["type"]?.string == "alternatives" }

  static func words(_ node: JSONTree) -> [String] {
    if let text = node["text"]?.string { return text.split(separator: " ").map(String.init) }
    return (node["content"]?.array ?? []).flatMap(words)
  }

  static func counts(_ words: [String]) -> [String: Int] { words.reduce(into: [:]) { $0[$1, default: 0] += 1 } }

  /// As bytes, and read by the strict reader of stories.
  func json() throws -> String {
    try StoryBody(tree: .object([("type", .string("doc")), ("content", .array(nodes))])).json
  }
}
