import Vietnamese

/// A piece of a text, and whether it is what was looked for.
package struct HighlightedText: Sendable, Equatable {
  /// Not escaped: set it into a page through the HTML literal.
  package let text: String
  /// Whether a word of the query stands in it.
  package let isHit: Bool
}

/// Shows where a query's words are in a text, as they are written there.
package enum Highlight {
  /// The whole text in pieces. A word typed with marks marks only itself, unless it is nowhere; hits that follow each other
  /// are one piece.
  package static func segments(_ text: String, for query: SearchQuery) -> [HighlightedText] {
    let hits = merged(hits(Syllables(text).all, query), in: text)
    var segments: [HighlightedText] = []
    var at = 0
    for hit in hits {
      if hit.lowerBound > at { segments.append(piece(text, at..<hit.lowerBound, false)) }
      segments.append(piece(text, hit, true))
      at = hit.upperBound
    }
    if at < text.utf8.count { segments.append(piece(text, at..<text.utf8.count, false)) }
    return segments
  }

  /// The part of a text that has most of the query's words, of about `length` bytes, cut between words, with `…` where it
  /// was cut.
  package static func excerpt(_ text: String, for query: SearchQuery, length: Int = 260) -> [HighlightedText] {
    guard text.utf8.count > length else { return segments(text, for: query) }
    let syllables = Syllables(text).all
    let hits = hits(syllables, query)
    guard let window = bestWindow(hits, length) else {
      let end = syllables.last { $0.end <= length }?.end ?? 0
      return [piece(text, 0..<end, false), HighlightedText(text: "…", isHit: false)]
    }
    let room = max(0, length - (window.upperBound - window.lowerBound))
    let start = syllables.first { $0.start >= window.lowerBound - room / 3 }?.start ?? window.lowerBound
    let from = start <= length / 6 ? 0 : min(start, window.lowerBound)
    let end = syllables.last { $0.end <= from + length }.map { max($0.end, window.upperBound) } ?? window.upperBound
    let all = text.utf8
    let part = String(text[all.index(all.startIndex, offsetBy: from)..<all.index(all.startIndex, offsetBy: end)])
    var pieces = segments(part, for: query)
    if from > 0 { pieces.insert(HighlightedText(text: "… ", isHit: false), at: 0) }
    if end < all.count { pieces.append(HighlightedText(text: " …", isHit: false)) }
    return pieces
  }

  private static func hits(_ syllables: [Syllable], _ query: SearchQuery) -> [Range<Int>] {
    let terms = query.all
    var found = Set<UInt64>()
    for syllable in syllables { found.insert(syllable.exactHash) }
    return syllables.filter { syllable in
      terms.contains { term in
        guard term.foldedHash == syllable.foldedHash else { return false }
        return !term.isMarked || term.exactHash == syllable.exactHash || !found.contains(term.exactHash)
      }
    }.map { $0.start..<$0.end }
  }

  /// Joins hits with nothing but a space between them.
  private static func merged(_ hits: [Range<Int>], in text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var merged: [Range<Int>] = []
    for hit in hits {
      if let last = merged.last, bytes[last.upperBound..<hit.lowerBound].allSatisfy({ $0 == 0x20 }) {
        merged[merged.count - 1] = last.lowerBound..<hit.upperBound
      } else {
        merged.append(hit)
      }
    }
    return merged
  }

  /// From a first to a last hit, within the length, with as many hits as possible; the earliest of equals.
  private static func bestWindow(_ hits: [Range<Int>], _ length: Int) -> Range<Int>? {
    var best: (count: Int, range: Range<Int>)?
    var first = 0
    for (last, hit) in hits.enumerated() {
      while hit.upperBound - hits[first].lowerBound > length, first < last { first += 1 }
      if last - first + 1 > best?.count ?? 0 { best = (last - first + 1, hits[first].lowerBound..<hit.upperBound) }
    }
    return best?.range
  }

  private static func piece(_ text: String, _ range: Range<Int>, _ isHit: Bool) -> HighlightedText {
    let all = text.utf8
    let start = all.index(all.startIndex, offsetBy: range.lowerBound)
    let end = all.index(all.startIndex, offsetBy: range.upperBound)
    return HighlightedText(text: String(text[start..<end]), isHit: isHit)
  }
}
