import Contracts
import Foundation

@testable import StoryMerge

/// A browser of the model: it types, keeps a journal, sends, dies and comes back.
struct Writer {
  /// What survives when the browser is killed.
  struct Journal {
    var base: Int
    var counter: Int
    var text: Text
    var isUncertain: Bool
  }

  let number: Int
  var text: Text
  var base: Int
  /// The text of ``base`` as this browser took it in.
  var seen: Text
  var counter = 0
  /// The save on its way.
  var sent: Authority.Sent?
  /// A save whose answer did not come: it may be on the server or not.
  var isUncertain = false
  var isOnline = true
  var journal: Journal
  private var made = 0

  init(_ number: Int, _ text: Text) {
    self.number = number
    self.text = text
    base = 0
    seen = text
    journal = Journal(base: 0, counter: 0, text: text, isUncertain: false)
  }

  var isUnsaved: Bool { isUncertain || text != seen }

  mutating func keep() {
    journal = Journal(base: base, counter: counter, text: text, isUncertain: isUncertain || sent != nil)
  }

  /// Killed: what is not in the journal is gone. The text of the base is asked of the server again.
  mutating func restart(_ texts: [Text]) {
    base = journal.base
    counter = journal.counter
    text = journal.text
    isUncertain = journal.isUncertain || sent != nil
    sent = nil
    seen = texts[base]
  }

  mutating func begin() -> Authority.Sent {
    counter += 1
    let save = Authority.Sent(client: number, counter: counter, base: base, text: text)
    sent = save
    keep()
    return save
  }

  /// No answer came in time.
  mutating func giveUp() {
    sent = nil
    isUncertain = true
    keep()
  }

  mutating func take(_ answer: Authority.Answer, at now: Date) throws {
    guard let save = sent, answer.counter == save.counter else { return }
    text = try Authority.merge(
      base: save.text, theirs: answer.text, mine: text, by: number, at: now, them: 9)
    sent = nil
    isUncertain = false
    (base, seen) = (answer.revision, answer.text)
    keep()
  }

  /// Others' work shown while one writes; not while it is open what became of one's own.
  mutating func look(_ newest: Int, _ current: Text, at now: Date) throws {
    guard sent == nil, !isUncertain, newest > base else { return }
    text = try Authority.merge(base: seen, theirs: current, mine: text, by: number, at: now, them: 9)
    (base, seen) = (newest, current)
    keep()
  }

  /// One act at the keyboard; answers the words that were taken away by it.
  mutating func edit(_ dice: inout Dice) -> [String] {
    defer { keep() }
    let before = Text.counts(text.words)
    let act = dice.below(100)
    let place = dice.below(text.nodes.count)
    switch act {
    case _ where text.nodes.isEmpty, 45..<60: insert(at: min(place + 1, text.nodes.count))
    case 0..<45: type(place, &dice)
    case 60..<68: text.nodes.remove(at: place)
    case 68..<76: move(place, &dice)
    case 76..<84: split(place, &dice)
    case 84..<90: join(place)
    case 90..<96: dropWord(place, &dice)
    default: choose(&dice)
    }
    // A word may stand in two places; whoever takes away one of them has seen it, as has who takes away the other.
    let after = Text.counts(text.words)
    return before.filter { after[$0.key, default: 0] < $0.value }.keys.sorted()
  }

  private mutating func fresh(_ kind: String) -> String {
    made += 1
    return "\(kind)\(number)x\(made)"
  }

  private mutating func insert(at place: Int) {
    let (id, word) = (fresh("p"), fresh("w"))
    text.nodes.insert(Text.paragraph(id, [word]), at: place)
  }

  /// Types a word into a paragraph, or into one of several that stand side by side.
  private mutating func type(_ place: Int, _ dice: inout Dice) {
    let word = fresh("w")
    let isFirst = dice.chance(30)
    text.nodes[place] = Self.typed(word, isFirst: isFirst, in: text.nodes[place], &dice)
  }

  private static func typed(_ word: String, isFirst: Bool, in node: JSONTree, _ dice: inout Dice) -> JSONTree {
    guard let content = node["content"]?.array, node["type"]?.string != "paragraph", !content.isEmpty else {
      guard node["type"]?.string == "paragraph" else { return node }
      let words = Text.words(node)
      return Text.paragraph(Text.id(node), isFirst ? [word] + words : words + [word])
    }
    let place = dice.below(content.count)
    return node.replacingContent { content in
      var content = content
      content[place] = typed(word, isFirst: isFirst, in: content[place], &dice)
      return content
    }
  }

  private mutating func move(_ place: Int, _ dice: inout Dice) {
    let node = text.nodes.remove(at: place)
    text.nodes.insert(node, at: dice.below(text.nodes.count + 1))
  }

  private mutating func split(_ place: Int, _ dice: inout Dice) {
    let node = text.nodes[place]
    let words = Text.words(node)
    guard !Text.isContested(node), words.count > 1 else { return }
    let half = 1 + dice.below(words.count - 1)
    text.nodes[place] = Text.paragraph(Text.id(node), Array(words[..<half]))
    text.nodes.insert(Text.paragraph(fresh("p"), Array(words[half...])), at: place + 1)
  }

  private mutating func join(_ place: Int) {
    guard place > 0, !Text.isContested(text.nodes[place]), !Text.isContested(text.nodes[place - 1]) else { return }
    let words = Text.words(text.nodes[place - 1]) + Text.words(text.nodes[place])
    text.nodes[place - 1] = Text.paragraph(Text.id(text.nodes[place - 1]), words)
    text.nodes.remove(at: place)
  }

  private mutating func dropWord(_ place: Int, _ dice: inout Dice) {
    let node = text.nodes[place]
    var words = Text.words(node)
    guard !Text.isContested(node), !words.isEmpty else { return }
    words.remove(at: dice.below(words.count))
    text.nodes[place] = Text.paragraph(Text.id(node), words)
  }

  /// Chooses one of several that stand side by side.
  private mutating func choose(_ dice: inout Dice) {
    let contested = text.nodes.indices.filter { Text.isContested(text.nodes[$0]) }
    guard let place = dice.pick(contested),
      let variant = dice.pick(text.nodes[place]["content"]?.array ?? [])
    else { return }
    let nodes = variant["content"]?.array ?? []
    let id = Text.id(text.nodes[place])
    text.nodes.replaceSubrange(
      place...place, with: nodes.enumerated().map { $0.offset == 0 ? $0.element.renamed(id) : $0.element })
  }
}
