import Contracts

/// Two texts against each other, word by word, so that a person sees what was changed.
struct WordDiff: Equatable {
  enum Piece: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// The lines of both texts in order, each as its pieces.
  let lines: [[Piece]]

  var isSame: Bool { lines.allSatisfy { $0.allSatisfy { if case .same = $0 { true } else { false } } } }

  /// Beyond this many lines or words, what differs is shown whole: finding the shortest way takes the square of it.
  private static let most = 3_000

  init(from old: [String], to new: [String]) {
    var lines: [[Piece]] = []
    for run in Self.runs(from: old, to: new) {
      switch run {
      case .same(let line): lines.append([.same(line)])
      case .changed(let removed, let added):
        for place in 0..<max(removed.count, added.count) {
          let before = removed.indices.contains(place) ? removed[place] : ""
          let after = added.indices.contains(place) ? added[place] : ""
          lines.append(Self.words(from: before, to: after))
        }
      }
    }
    self.lines = lines
  }

  private enum Run {
    case same(String)
    case changed(removed: [String], added: [String])
  }

  private static func runs(from old: [String], to new: [String]) -> [Run] {
    let (removed, inserted) = changes(from: old, to: new)
    var runs: [Run] = []
    var before: [String] = []
    var after: [String] = []
    func flush() {
      if !before.isEmpty || !after.isEmpty { runs.append(.changed(removed: before, added: after)) }
      before = []
      after = []
    }
    var at = 0
    var to = 0
    while at < old.count || to < new.count {
      if at < old.count, removed.contains(at) {
        before.append(old[at])
        at += 1
      } else if to < new.count, inserted.contains(to) {
        after.append(new[to])
        to += 1
      } else {
        flush()
        runs.append(.same(new[to]))
        at += 1
        to += 1
      }
    }
    flush()
    return runs
  }

  /// One line against another.
  static func words(from old: String, to new: String) -> [Piece] {
    if old == new { return [.same(new)] }
    if old.isEmpty { return [.added(new)] }
    if new.isEmpty { return [.removed(old)] }
    let before = tokens(old)
    let after = tokens(new)
    let (removed, inserted) = changes(from: before, to: after)
    var pieces: [Piece] = []
    func add(_ piece: Piece) {
      switch (pieces.last, piece) {
      case (.same(let words), .same(let more)): pieces[pieces.count - 1] = .same(words + more)
      case (.removed(let words), .removed(let more)): pieces[pieces.count - 1] = .removed(words + more)
      case (.added(let words), .added(let more)): pieces[pieces.count - 1] = .added(words + more)
      default: pieces.append(piece)
      }
    }
    var at = 0
    var to = 0
    while at < before.count || to < after.count {
      if at < before.count, removed.contains(at) {
        add(.removed(before[at]))
        at += 1
      } else if to < after.count, inserted.contains(to) {
        add(.added(after[to]))
        to += 1
      } else {
        add(.same(after[to]))
        at += 1
        to += 1
      }
    }
    return pieces
  }

  private static func changes(from old: [String], to new: [String]) -> (removed: Set<Int>, inserted: Set<Int>) {
    guard old.count <= most, new.count <= most else {
      return (Set(old.indices), Set(new.indices))
    }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return (removed, inserted)
  }

  /// Words with the white space after them.
  private static func tokens(_ line: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var isSpace = false
    for character in line {
      if !character.isWhitespace, isSpace {
        tokens.append(token)
        token = ""
      }
      token.append(character)
      isSpace = character.isWhitespace
    }
    if !token.isEmpty { tokens.append(token) }
    return tokens
  }
}
