extension String {
  /// The beginning of a text, at most so many characters, cut between words; with `…` where something was left out.
  package func excerpt(_ limit: Int) -> String {
    guard let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex else { return self }
    var kept = self[..<end]
    if !self[end].isWhitespace, let gap = kept.lastIndex(where: \.isWhitespace) { kept = kept[..<gap] }
    while let last = kept.last, last.isWhitespace || ",;:.–-".contains(last) { kept.removeLast() }
    return String(kept) + "…"
  }
}
