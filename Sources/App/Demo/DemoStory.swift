import Contracts
import Foundation

/// A story of the demo province as `data/demo/*.json` holds it.
struct DemoStory: Decodable {
  let section: String
  let author: String
  let title: String
  let summary: String
  /// Paragraphs; `## ` begins a heading, `> ` a quotation, `- ` an item of a list.
  let body: [String]
  let picture: String?
  var caption: String?
  var alt: String?
  var tags: [String]?
  /// How many hours ago it was published.
  var hours: Int?
  /// For what lies on the desk: its state, and its deadline from now.
  var state: String?
  var minutes: Int?

  static func all(_ file: URL) throws -> [DemoStory] {
    try JSONDecoder().decode([DemoStory].self, from: Data(contentsOf: file))
  }

  /// The paragraphs as a story's tree; list items that follow each other are one list.
  var storyBody: StoryBody {
    var blocks: [StoryBody.Block] = []
    var items: [StoryBody.ListItem] = []
    func flush() {
      if !items.isEmpty { blocks.append(.init(.bulletList(items))) }
      items = []
    }
    for line in body {
      if line.hasPrefix("- ") {
        items.append(.init([.init(.paragraph([.text(String(line.dropFirst(2)), .none)]))]))
        continue
      }
      flush()
      if line.hasPrefix("## ") {
        blocks.append(.init(.heading(level: 2, [.text(String(line.dropFirst(3)), .none)])))
      } else if line.hasPrefix("> ") {
        let quoted = StoryBody.Block(.paragraph([.text(String(line.dropFirst(2)), .none)]))
        blocks.append(.init(.blockquote([quoted])))
      } else {
        blocks.append(.init(.paragraph([.text(line, .none)])))
      }
    }
    flush()
    return StoryBody(blocks: blocks)
  }
}
