import Vietnamese

/// What an engine is given of a document: every syllable folded, in order, and every marked syllable in its exact form
/// once.
struct DocumentTokens {
  /// Further words of very long documents are not found. PostgreSQL keeps at most 1 MiB of words in a document.
  private static let mostSyllables = 20_000
  private static let mostBytes = 400_000

  private let title: Syllables
  private let summary: Syllables
  private let body: Syllables

  init(title: String, summary: String, body: String) {
    self.title = Syllables(title, limit: 500)
    self.summary = Syllables(summary, limit: 2_000)
    self.body = Syllables(body, limit: Self.mostSyllables)
  }

  /// For FTS5: words with spaces between them.
  func columns() -> (title: String, text: String, exact: String) {
    var titleBytes: [UInt8] = []
    var textBytes: [UInt8] = []
    var exactBytes: [UInt8] = []
    textBytes.reserveCapacity(body.forms.count + summary.forms.count)
    var seen = Set<UInt64>(minimumCapacity: body.all.count)
    Self.append(title, to: &titleBytes, &exactBytes, &seen)
    Self.append(summary, to: &textBytes, &exactBytes, &seen)
    Self.append(body, to: &textBytes, &exactBytes, &seen)
    return (
      String(decoding: titleBytes, as: UTF8.self), String(decoding: textBytes, as: UTF8.self),
      String(decoding: exactBytes, as: UTF8.self)
    )
  }

  private static func append(
    _ syllables: Syllables, to folded: inout [UInt8], _ exact: inout [UInt8], _ seen: inout Set<UInt64>
  ) {
    for syllable in syllables.all where folded.count < mostBytes && exact.count < mostBytes {
      folded.append(contentsOf: syllables.forms[syllable.folded])
      folded.append(0x20)
      if syllable.isMarked, seen.insert(syllable.exactHash).inserted {
        exact.append(contentsOf: syllables.forms[syllable.exact])
        exact.append(0x20)
      }
    }
  }

  /// For PostgreSQL: a tsvector without positions, as text. What would need positions is a word of its own, so that the
  /// index answers alone: each word of the title again behind `=`, each pair of neighbours with `_` between.
  func vector() -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((body.forms.count + summary.forms.count) * 3)
    var seen = Set<UInt64>(minimumCapacity: body.all.count)
    for syllable in title.all {
      Self.append([UInt8(ascii: "=")], title.forms[syllable.folded], to: &bytes)
    }
    Self.append([title], to: &bytes, &seen)
    Self.append([summary, body], to: &bytes, &seen)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Texts that follow each other: a pair may be the last word of one and the first of the next.
  private static func append(_ texts: [Syllables], to bytes: inout [UInt8], _ seen: inout Set<UInt64>) {
    var before: ArraySlice<UInt8>?
    for syllables in texts {
      for syllable in syllables.all where bytes.count < mostBytes * 2 {
        let folded = syllables.forms[syllable.folded]
        append([], folded, to: &bytes)
        if let before { append(before + [UInt8(ascii: "_")], folded, to: &bytes) }
        if syllable.isMarked, seen.insert(syllable.exactHash).inserted {
          append([], syllables.forms[syllable.exact], to: &bytes)
        }
        before = folded
      }
    }
  }

  private static func append(_ start: ArraySlice<UInt8>, _ form: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "'"))
    bytes.append(contentsOf: start)
    bytes.append(contentsOf: form)
    bytes.append(UInt8(ascii: "'"))
    bytes.append(0x20)
  }
}
