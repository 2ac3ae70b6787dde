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

  /// For PostgreSQL: a tsvector as text. The title is weighted A, and stands apart so that no phrase crosses into the text.
  func vector() -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((body.forms.count + summary.forms.count) * 2)
    var seen = Set<UInt64>(minimumCapacity: body.all.count)
    var position = 1
    for (syllables, weight) in [(title, "A"), (summary, ""), (body, "")] {
      for syllable in syllables.all where bytes.count < Self.mostBytes * 2 {
        Self.append(syllables.forms[syllable.folded], to: &bytes)
        bytes += ":\(min(position, 16_383))\(weight) ".utf8
        position += 1
        if syllable.isMarked, seen.insert(syllable.exactHash).inserted {
          Self.append(syllables.forms[syllable.exact], to: &bytes)
          bytes.append(0x20)
        }
      }
      if !weight.isEmpty { position += 10 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ form: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "'"))
    bytes.append(contentsOf: form)
    bytes.append(UInt8(ascii: "'"))
  }
}
