import Vietnamese

/// Scores a text by BM25 over fields (Robertson and Zaragoza 2009), for words and for neighbouring pairs of them: two
/// syllables beside each other are mostly one Vietnamese word.
struct Scorer {
  struct Tally {
    /// Weighted occurrences of each word, and of each with its next.
    var words: [Double]
    var pairs: [Double]
    var length: Int
  }

  private static let saturation = 1.2
  private static let lengthShare = 0.5
  /// What an occurrence in another field counts against one in the body.
  private static let title = 4.0
  private static let summary = 2.0
  /// A marked word found with other marks.
  private static let otherMarks = 0.25
  private static let pairShare = 0.7

  private let terms: [SearchQuery.Term]
  private let weights: [Double]
  /// Bit n: word n and the next were typed beside each other.
  private let joins: UInt64
  /// Which low bits of a hash any of the words has.
  private let filter: UInt64

  init(query: SearchQuery, weights: [Double]) {
    terms = query.all
    self.weights = weights
    var joins: UInt64 = 0
    var at = 0
    for run in query.phrases + [query.words] where !run.isEmpty {
      for place in at..<(at + run.count - 1) { joins |= 1 << UInt64(place) }
      at += run.count
    }
    self.joins = joins
    filter = terms.reduce(0) { $0 | 1 << ($1.foldedHash & 63) }
  }

  func tally(_ text: SourceTexts.Text) -> Tally {
    var tally = Tally(
      words: Array(repeating: 0, count: terms.count), pairs: Array(repeating: 0, count: terms.count), length: 0)
    add(text.title, Self.title, &tally)
    add(text.summary, Self.summary, &tally)
    add(text.body, 1, &tally)
    return tally
  }

  func score(_ tally: Tally, averageLength: Double) -> Double {
    let norm = 1 - Self.lengthShare + Self.lengthShare * Double(tally.length) / averageLength
    var score = 0.0
    for place in terms.indices {
      score += weights[place] * Self.saturated(tally.words[place], norm)
      if joins & (1 << UInt64(place)) != 0 {
        let weight = Self.pairShare * (weights[place] + weights[place + 1])
        score += weight * Self.saturated(tally.pairs[place], norm)
      }
    }
    return score
  }

  /// The share of the words' weight that the text has at all.
  func share(_ tally: Tally) -> Double {
    var met = 0.0
    var all = 0.0
    for place in terms.indices {
      all += weights[place]
      if tally.words[place] > 0 { met += weights[place] }
    }
    return all > 0 ? met / all : 0
  }

  private static func saturated(_ count: Double, _ norm: Double) -> Double {
    count * (saturation + 1) / (count + saturation * norm)
  }

  private func add(_ text: String, _ fieldWeight: Double, _ tally: inout Tally) {
    let syllables = Syllables(text).all
    tally.length += syllables.count
    // Of the syllable before: which words it is, and which of them with the right marks.
    var before: (any: UInt64, right: UInt64) = (0, 0)
    for syllable in syllables {
      var here: (any: UInt64, right: UInt64) = (0, 0)
      if filter & (1 << (syllable.foldedHash & 63)) != 0 {
        for place in terms.indices where terms[place].foldedHash == syllable.foldedHash {
          let isRight = !terms[place].isMarked || terms[place].exactHash == syllable.exactHash
          here.any |= 1 << UInt64(place)
          if isRight { here.right |= 1 << UInt64(place) }
          tally.words[place] += fieldWeight * (isRight ? 1 : Self.otherMarks)
        }
        var pairs = before.any & (here.any >> 1) & joins
        let right = before.right & (here.right >> 1)
        while pairs != 0 {
          let place = pairs.trailingZeroBitCount
          tally.pairs[place] += fieldWeight * (right & (1 << UInt64(place)) != 0 ? 1 : Self.otherMarks)
          pairs &= pairs - 1
        }
      }
      before = here
    }
  }
}
