import Kernel

extension StoryReader {
  mutating func inlines(_ tree: Node, _ path: String, _ depth: Int) throws(Invalid) -> [StoryBody.Inline] {
    var runs: [StoryBody.Inline] = []
    for (index, child) in try content(tree, path).enumerated() {
      let place = "\(path).content[\(index)]"
      try enter(depth + 1, place)
      let type = child["type"]?.string ?? ""
      try members(child, type == "footnote" ? ["type", "attrs", "marks"] : ["type", "text", "marks"], place)
      switch type {
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
      case "footnote":
        let attributes = child["attrs"] ?? .object([])
        try members(attributes, ["text"], place + ".attrs")
        runs.append(.footnote(try words("text", attributes, place), try marks(child, place)))
      default:
        let isElsewhere = Self.blockNames.contains(type)
        throw Invalid(path: isElsewhere ? place : place + ".type", reason: isElsewhere ? .wrongPlace : .unknownNode)
      }
    }
    return StoryBody.Inline.tidied(runs)
  }

  private static let markAttributes: [String: [String]] = [
    "link": ["href"], "suggestion": ["id", "kind", "account", "name", "at"],
  ]

  private func marks(_ tree: Node, _ path: String) throws(Invalid) -> StoryBody.Marks {
    var marks = StoryBody.Marks()
    guard let list = tree["marks"] else { return marks }
    guard let list = list.array else { throw Invalid(path: path + ".marks", reason: .badValue) }
    for (index, mark) in list.enumerated() {
      let place = "\(path).marks[\(index)]"
      try members(mark, ["type", "attrs"], place)
      let attributes = mark["attrs"] ?? .object([])
      let type = mark["type"]?.string
      try members(attributes, type.flatMap { Self.markAttributes[$0] } ?? [], place + ".attrs")
      switch type {
      case "bold": marks.bold = true
      case "italic": marks.italic = true
      case "superscript": marks.script = .superscript
      case "subscript": marks.script = .subscript
      case "suggestion": marks.suggest(try suggestion(attributes, place))
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

  private func suggestion(_ attributes: Node, _ path: String) throws(Invalid) -> StoryBody.Suggestion {
    guard let kind = attributes["kind"]?.string.flatMap(StoryBody.Suggestion.Kind.init(rawValue:)) else {
      throw Invalid(path: path + ".attrs.kind", reason: .badValue)
    }
    return StoryBody.Suggestion(
      id: try name("id", attributes, path), kind: kind, account: AccountID(try name("account", attributes, path)),
      name: try person(attributes, path), at: try time(attributes, path))
  }
}
