import Vietnamese

/// What a person typed, as words.
package struct SearchQuery: Sendable {
  /// A word as it is looked for.
  struct Term: Sendable, Hashable {
    let folded: String
    /// Nil where it was typed without marks.
    let exact: String?
    let foldedHash: UInt64
    let exactHash: UInt64
    var isMarked: Bool { exact != nil }
  }

  /// Up to so many loose words are all required; of more, the most telling.
  package static let most = 5
  /// Further words are not read.
  private static let limit = 40
  private static let longest = 2_000

  /// Words outside quotation marks, in order.
  let words: [Term]
  /// Each of at least two words.
  let phrases: [[Term]]

  /// Whether no word of it can be looked for.
  package var isEmpty: Bool { words.isEmpty && phrases.isEmpty }
  var isLong: Bool { words.count > Self.most }
  var hasMarks: Bool { all.contains(where: \.isMarked) }
  /// Every word, phrases first.
  var all: [Term] { phrases.flatMap { $0 } + words }

  /// Reads at most 2,000 characters and 40 words; never fails.
  package init(_ text: String) {
    var words: [Term] = []
    var phrases: [[Term]] = []
    var left = Self.limit
    for (part, isQuoted) in Self.parts(String(text.prefix(Self.longest))) {
      let terms = Self.terms(part, limit: left)
      left -= terms.count
      if isQuoted, terms.count > 1 {
        phrases.append(terms)
      } else {
        words += terms
      }
    }
    self.words = words
    self.phrases = phrases
  }

  private static func terms(_ text: String, limit: Int) -> [Term] {
    let syllables = Syllables(text, limit: limit)
    return syllables.all.map { syllable in
      Term(
        folded: syllables.foldedText(syllable), exact: syllable.isMarked ? syllables.exactText(syllable) : nil,
        foldedHash: syllable.foldedHash, exactHash: syllable.exactHash)
    }
  }

  /// The text cut at quotation marks; one that is not closed quotes nothing.
  private static func parts(_ text: String) -> [(String, Bool)] {
    var parts: [(String, Bool)] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: isQuote) {
      let inside = rest.index(after: open)
      guard let close = rest[inside...].firstIndex(where: isQuote) else { break }
      parts.append((String(rest[..<open]), false))
      parts.append((String(rest[inside..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    parts.append((String(rest), false))
    return parts
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "“" || character == "”" || character == "«" || character == "»"
  }
}
