import Contracts
import Foundation
import Kernel
import Testing

@testable import StoryMerge

struct MergeTests {
  private let time = Date(milliseconds: 1_795_000_000_000)
  private var lan: StoryMerge.Author { .init(account: AccountID("lan"), name: "Lan", at: time) }
  private var hoa: StoryMerge.Author { .init(account: AccountID("hoa"), name: "Hoa", at: time) }

  private func body(_ paragraphs: [(String, String)]) -> StoryBody {
    StoryBody(blocks: paragraphs.map { .init(.paragraph([.text($0.1, .none)]), id: $0.0) })
  }
  private func body(_ words: String) -> StoryBody {
    body(words.split(separator: " ").map { (String($0.prefix(1)), String($0)) })
  }

  /// `a b c` are paragraphs by their first letter: `a b1 c` is the same with the second one edited.
  private func merge(_ base: String, _ theirs: String, _ mine: String) throws -> String {
    let merged = try StoryMerge.merge(
      base: body(base), theirs: body(theirs), mine: body(mine), me: lan, them: { _ in hoa })
    return merged.body.blocks.map { block in
      guard case .alternatives(let variants) = block.kind else { return StoryBody(blocks: [block]).plainText }
      return variants.map { StoryBody(blocks: $0.blocks).plainText }.joined(separator: "/")
    }.joined(separator: " ")
  }

  @Test(
    "what only one side did is done; what both did differently stands side by side",
    arguments: [
      ("a b c", "a1 b c", "a b c1", "a1 b c1"),
      ("a b c", "a b x c", "a b c y", "a b x c y"),
      ("a b", "a x b", "a y b", "a x y b"),
      ("a b c", "a c", "a b1 c", "a b1 c"),
      ("a b c", "a b1 c", "a c", "a b1 c"),
      ("a b c", "a c", "a b c1", "a c1"),
      ("a b c", "a b1 c", "a b2 c", "a b1/b2 c"),
      ("a b c", "a b1 c", "a b1 c", "a b1 c"),
      ("a b c d", "d a b c", "a b c1 d", "d a b c1"),
      ("a b c d", "a b c d", "d a b c", "d a b c"),
      ("a b c d", "d a b c", "b a c d", "b d a c"),
      ("a", "", "a x", "x"),
      ("", "a", "b", "a b"),
    ])
  func cases(base: String, theirs: String, mine: String, merged: String) throws {
    #expect(try merge(base, theirs, mine) == merged)
  }

  @Test("a version that is edited further is one version edited; choosing one keeps what was written in the other")
  func variants() throws {
    let base = body("a")
    let first = try StoryMerge.merge(base: base, theirs: body("a1"), mine: body("a2"), me: lan, them: { _ in hoa })
    #expect(first.contested == ["a"])
    // Lan had not seen the answer and went on.
    let on = try StoryMerge.merge(base: body("a2"), theirs: first.body, mine: body("a3"), me: lan, them: { _ in hoa })
    #expect(on.body.plainText == "a1\na3")
    // Hoa chooses hers; Lan meanwhile writes on in the other.
    let chosen = body("a1")
    let kept = try StoryMerge.merge(base: first.body, theirs: chosen, mine: on.body, me: lan, them: { _ in hoa })
    #expect(kept.body.plainText == "a1\na3")
    let alone = try StoryMerge.merge(base: first.body, theirs: first.body, mine: chosen, me: hoa, them: { _ in lan })
    #expect(alone.body == chosen)
  }

  @Test("of short fields theirs stands and mine is told of; lists are merged by element")
  func fields() throws {
    func tree(_ text: String) throws -> JSONTree { try JSONTree(text.utf8) }
    let merged = StoryMerge.fields(
      base: try tree(#"{"section":"a","tags":["x","y"],"title":"T"}"#),
      theirs: try tree(#"{"section":"b","tags":["x","y","z"],"title":"T"}"#),
      mine: try tree(#"{"section":"c","tags":["y","w"],"title":"U"}"#))
    #expect(
      String(decoding: merged.merged.canonical, as: UTF8.self) == #"{"section":"b","tags":["y","z","w"],"title":"U"}"#)
    #expect(merged.conflicts.map(\.field) == ["section"])
  }

  /// The browser merges by the same rules (Public/js/editor-together-merge.js); Tests/Browser/test_together.py holds it to
  /// the same file. `HOITU_WRITE_CASES=yes` writes it anew.
  @Test("the cases that the browser is held to are merged as they say")
  func fixture() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Browser/merge-cases.json")
    if ProcessInfo.processInfo.environment["HOITU_WRITE_CASES"] != nil {
      let lines = try (0..<80).map { try Case(seed: UInt64($0)).line() }
      try Data(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8).write(to: file)
    }
    let cases = try JSONTree(try Data(contentsOf: file)).array ?? []
    #expect(cases.count == 80)
    for one in cases {
      func story(_ name: String) throws -> StoryBody {
        try StoryBody(tree: .object([("type", .string("doc")), ("content", one[name] ?? .null)]))
      }
      func person(_ number: Int, _ seconds: Double) -> StoryMerge.Author {
        .init(
          account: AccountID("a\(number)"), name: "Người \(number)",
          at: Date(milliseconds: 1_795_000_000_000).addingTimeInterval(seconds))
      }
      let merged = try StoryMerge.merge(
        base: try story("base"), theirs: try story("theirs"), mine: try story("mine"), me: person(4, 60),
        them: { _ in person(3, 59) })
      #expect(try merged.body.plainText == story("merged").plainText)
      // A name that stands twice is given anew as the text is read, by chance: such texts are the same but for that.
      if try story("mine") == story("mine") { #expect(try merged.body == story("merged")) }
    }
    for (seed, one) in cases.enumerated() {
      #expect(String(decoding: one.canonical, as: UTF8.self) == (try Case(seed: UInt64(seed)).line()), "case \(seed)")
    }
  }
}

/// Three texts by chance, and what they merge to.
private struct Case {
  let members: [(key: String, value: JSONTree)]

  init(seed: UInt64) throws {
    var dice = Dice(seed: seed &+ 77)
    let now = Date(milliseconds: 1_795_000_000_000)
    var start = Text(nodes: (0..<4).map { Text.paragraph("b\($0)", ["s\($0)a", "s\($0)b"]) })
    start.nodes.append(
      try JSONTree(
        #"{"attrs":{"id":"l"},"content":[{"attrs":{"id":"i1"},"content":[{"attrs":{"id":"i2"},"type":"paragraph"}],"type":"listItem"}],"type":"bulletList"}"#
          .utf8))
    // Something stands side by side already in half of them.
    if seed % 2 == 0 {
      var (one, two) = (Writer(1, start), Writer(2, start))
      for _ in 0..<3 {
        _ = one.edit(&dice)
        _ = two.edit(&dice)
      }
      start = try Authority.merge(base: start, theirs: one.text, mine: two.text, by: 2, at: now, them: 1)
    }
    var (theirs, mine) = (Writer(3, start), Writer(4, start))
    for _ in 0..<4 {
      _ = theirs.edit(&dice)
      _ = mine.edit(&dice)
    }
    // A list taken apart by both: the same names in two places.
    if seed % 5 == 0, let list = start.nodes.first(where: { Text.id($0) == "l" }) {
      mine.text.nodes.append(list.renamed("copy"))
    }
    let merged = try Authority.merge(
      base: start, theirs: theirs.text, mine: mine.text, by: 4, at: now.addingTimeInterval(60), them: 3)
    members = [
      ("base", .array(start.nodes)), ("merged", .array(merged.nodes)), ("mine", .array(mine.text.nodes)),
      ("theirs", .array(theirs.text.nodes)),
    ]
  }

  func line() throws -> String { String(decoding: JSONTree.object(members).canonical, as: UTF8.self) }
}
