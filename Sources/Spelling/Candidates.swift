import Foundation
import Vietnamese

/// What may have been meant by a word that nobody knows, by the slips that writers of Vietnamese make: marks left out or
/// put elsewhere, beginnings that sound alike, a letter too many. libhunspell knows of letters only, and comes after.
struct Candidates: Sendable {
  /// The words of the dictionary by their form without marks.
  private let byFold: [String: [String]]

  /// Reads the words of a `.dic` file (UTF-8): the first line is their number, a `/` begins their flags.
  init(dictionary path: String) {
    var byFold: [String: [String]] = [:]
    let text = (try? String(contentsOfFile: path + ".dic", encoding: .utf8)) ?? ""
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let word = line.prefix { $0 != "/" }.lowercased()
      byFold[VietnameseText.fold(word), default: []].append(word)
    }
    self.byFold = byFold
  }

  private static let beginnings: [(String, [String])] = [
    ("ngh", ["ng"]), ("ng", ["ngh"]), ("gh", ["g"]), ("gi", ["d", "r", "v"]), ("g", ["gh"]), ("tr", ["ch"]),
    ("ch", ["tr"]), ("s", ["x"]), ("x", ["s"]), ("d", ["gi", "r", "v", "đ"]), ("đ", ["d"]), ("r", ["d", "gi", "g"]),
    ("l", ["n"]), ("n", ["l"]), ("k", ["c"]), ("c", ["k", "q"]), ("f", ["ph"]), ("z", ["d"]), ("j", ["gi", "d"]),
    ("w", ["qu"]), ("v", ["d"]),
  ]
  private static let endings: [(String, [String])] = [
    ("c", ["t"]), ("t", ["c"]), ("n", ["ng"]), ("ng", ["n"]), ("nh", ["n"]), ("ch", ["c"]), ("i", ["y"]), ("y", ["i"]),
  ]

  /// The likeliest first. `lower` is in lower case and composed.
  func of(_ lower: String, knows: (String) -> Bool) -> [String] {
    var found: [String] = []
    func add(_ words: some Sequence<String>) {
      for word in words where !found.contains(word) { found.append(word) }
    }
    // Hỏi for ngã and ngã for hỏi: the slip of half the country.
    if let syllable = VietnameseSyllable(lower), let tone = syllable.tone {
      let other: Unicode.Scalar? = tone == "\u{303}" ? "\u{309}" : tone == "\u{309}" ? "\u{303}" : nil
      let word = syllable.written(tone: other, at: syllable.place)
      if other != nil, knows(word) { add([word]) }
    }
    // Beginnings and ends that sound alike, the marks as they are.
    var alike: [String] = []
    for (wrong, rights) in Self.beginnings where lower.hasPrefix(wrong) {
      alike += rights.map { $0 + lower.dropFirst(wrong.count) }
    }
    for (wrong, rights) in Self.endings where lower.hasSuffix(wrong) {
      alike += rights.map { lower.dropLast(wrong.count) + $0 }
    }
    add(alike.filter(knows))
    let letters = Array(lower)
    let marks = byFold[VietnameseText.fold(lower)] ?? []
    add(marks.sorted { Self.shared($0, letters) > Self.shared($1, letters) }.prefix(5))
    guard letters.count <= 12 else { return found }
    for index in letters.indices {
      var shorter = letters
      shorter.remove(at: index)
      let word = String(shorter)
      if knows(word) { add([word]) }
      if index > 0 {
        var swapped = letters
        swapped.swapAt(index - 1, index)
        if knows(String(swapped)) { add([String(swapped)]) }
      }
    }
    // Two words without the space between them.
    for index in letters.indices.dropFirst(2).dropLast() {
      let (left, right) = (String(letters[..<index]), String(letters[index...]))
      if VietnameseSyllable(left) != nil, VietnameseSyllable(right) != nil, knows(left), knows(right) {
        add(["\(left) \(right)"])
      }
    }
    return found
  }

  /// How many letters stand where they stood.
  private static func shared(_ word: String, _ letters: [Character]) -> Int {
    zip(word, letters).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  }
}
