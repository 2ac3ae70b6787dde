import Foundation
import Persistence

/// Finds a bounded number of candidates and ranks them by their text.
///
/// Candidates are the newest of what has the words in its title, beside each other, or at all; so a query of common words
/// is answered from a window of recent documents, in bounded time.
struct Ranking {
  private static let sample = 128
  private static let mostRanked = 100
  /// How many of each kind of candidate are ranked.
  private static let window = 40
  /// What answers a long query has this share of its words' weight, where no phrase says what must be there.
  private static let leastShare = 0.3

  let query: SearchQuery
  let connection: any Connection
  let range: ClosedRange<Int64>

  func documents() throws -> [Ranked] {
    let terms = query.all
    let rarity = try Rarity(connection: connection, range: range)
    let weights: [Double]
    let candidates: [Int64]
    if query.isLong {
      let samples = try terms.map {
        try rarity.sample(Matching([Matching.part($0, exactly: true)]), limit: Self.sample)
      }
      weights = samples.map(\.weight)
      candidates = try longCandidates(samples, rarity)
    } else {
      candidates = try shortCandidates()
      weights =
        terms.count < 2 || candidates.count < 2
        ? terms.map { _ in 1 }
        : try terms.map { try rarity.sample(Matching([Matching.part($0, exactly: true)]), limit: Self.sample).weight }
    }
    return try score(candidates, Scorer(query: query, weights: weights))
  }

  private func score(_ candidates: [Int64], _ scorer: Scorer) throws -> [Ranked] {
    let texts = try SourceTexts(connection: connection, whole: !query.phrases.isEmpty).read(candidates)
    let tallies = holding(candidates, texts).map { ($0, scorer.tally($1)) }
    guard !tallies.isEmpty else { return [] }
    let average = Double(tallies.reduce(0) { $0 + $1.1.length }) / Double(tallies.count)
    return tallies.compactMap { number, tally in
      if query.isLong, query.phrases.isEmpty, scorer.share(tally) < Self.leastShare { return nil }
      return Ranked(number: number, score: scorer.score(tally, averageLength: max(average, 1)))
    }
  }

  /// The candidates with the phrases; as they were typed, or, where none has them so, with any marks.
  private func holding(
    _ candidates: [Int64], _ texts: [Int64: SourceTexts.Text]
  ) -> [(Int64, SourceTexts.Text)] {
    let all = candidates.compactMap { number in texts[number].map { (number, $0) } }
    guard !query.phrases.isEmpty else { return all }
    let exact = all.filter { PhraseCheck.holds(query.phrases, in: $0.1) }
    return exact.isEmpty ? all.filter { PhraseCheck.holds(query.phrases, in: $0.1, exactly: false) } : exact
  }

  private func shortCandidates() throws -> [Int64] {
    var found = Candidates()
    try addShort(to: &found, exactly: query.hasMarks, window: Self.window)
    if query.hasMarks, found.numbers.count < 5 { try addShort(to: &found, exactly: false, window: Self.window) }
    return found.numbers
  }

  private func addShort(to found: inout Candidates, exactly: Bool, window: Int) throws {
    let all = Matching(query, exactly: exactly)
    let newest = try all.newest(window, in: range, on: connection)
    if newest.count == window {
      found.add(try Matching(query, exactly: exactly, inTitle: true).newest(window, in: range, on: connection))
      if query.words.count > 1 {
        let together = Matching(all.parts + [.phrase(query.words.map(\.folded))])
        found.add(try together.newest(window, in: range, on: connection))
      }
    }
    found.add(newest)
  }

  /// The documents that meet most of the weight: each word and each telling pair of neighbours gives its weight to the
  /// newest documents that have it.
  private func longCandidates(_ samples: [Rarity.Sample], _ rarity: Rarity) throws -> [Int64] {
    var weightOf: [Int64: Double] = [:]
    for sample in samples { for number in sample.numbers { weightOf[number, default: 0] += sample.weight } }
    let words = query.words
    let offset = query.all.count - words.count
    let pairs = (0..<(words.count - 1))
      .map { (place: $0, weight: samples[offset + $0].weight + samples[offset + $0 + 1].weight) }
      .sorted { ($0.weight, $1.place) > ($1.weight, $0.place) }
      .prefix(8)
    for pair in pairs {
      let together = Matching([.phrase([words[pair.place].folded, words[pair.place + 1].folded])])
      for number in try together.newest(Self.sample, in: range, on: connection) {
        weightOf[number, default: 0] += pair.weight
      }
    }
    let best = weightOf.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(Self.mostRanked).map(\.key)
    guard !query.phrases.isEmpty else { return best }
    var found = Candidates()
    found.add(best)
    found.add(try Matching(query.phrases.map { .phrase($0.map(\.folded)) }).newest(100, in: range, on: connection))
    return found.numbers
  }
}

/// Numbers without doubles, in the order in which they came.
private struct Candidates {
  private(set) var numbers: [Int64] = []
  private var seen: Set<Int64> = []

  mutating func add(_ more: [Int64]) {
    for number in more where seen.insert(number).inserted { numbers.append(number) }
  }
}
