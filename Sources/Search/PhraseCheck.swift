import Vietnamese

/// Whether words stand beside each other in a text, with their marks.
enum PhraseCheck {
  static func holds(_ phrases: [[SearchQuery.Term]], in text: SourceTexts.Text, exactly: Bool = true) -> Bool {
    let title = Syllables(text.title).all
    let rest = Syllables(text.summary).all + Syllables(text.body).all
    return phrases.allSatisfy { contains($0, title, exactly) || contains($0, rest, exactly) }
  }

  private static func contains(
    _ phrase: [SearchQuery.Term], _ syllables: [Syllable], _ exactly: Bool
  ) -> Bool {
    guard syllables.count >= phrase.count else { return false }
    return (0...(syllables.count - phrase.count)).contains { start in
      phrase.indices.allSatisfy { matches(phrase[$0], syllables[start + $0], exactly) }
    }
  }

  private static func matches(_ term: SearchQuery.Term, _ syllable: Syllable, _ exactly: Bool) -> Bool {
    exactly && term.isMarked ? term.exactHash == syllable.exactHash : term.foldedHash == syllable.foldedHash
  }
}
