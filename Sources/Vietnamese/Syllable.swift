/// A syllable (tiếng) of a text, or a word of another language, or a number.
package struct Syllable: Sendable {
  /// Where it stands in the text's UTF-8.
  package let start: Int
  package let end: Int
  /// Where its two forms stand in ``Syllables/forms``. `exact` is the same place as `folded` where it has no marks.
  package let folded: Range<Int>
  package let exact: Range<Int>
  /// Hashes of the two forms, to compare syllables by: equal forms have equal hashes, in every run of the program.
  package let foldedHash: UInt64
  package let exactHash: UInt64

  /// Whether it carries a tone or one of ă â đ ê ô ơ ư.
  package var isMarked: Bool { folded.lowerBound != exact.lowerBound }
}

/// A text cut into syllables, each in the two forms in which it is looked for.
///
/// The *folded* form is lower-case and without marks. The *exact* form is lower-case with its marks, the tone written
/// after the syllable, so that `hoà` and `hòa`, `thuý` and `thúy`, composed and decomposed text are one form. In both `y`
/// for `i` after a lone consonant is `i`: `kỹ` and `kĩ`, `lý` and `lí`.
package struct Syllables: Sendable {
  package private(set) var all: [Syllable] = []
  /// The bytes of all forms.
  package private(set) var forms: [UInt8] = []

  /// - Parameter limit: no more syllables than this are read.
  package init(_ text: String, limit: Int = .max) {
    var text = text
    text.withUTF8 { source in
      all.reserveCapacity(min(limit, source.count / 5 + 4))
      forms.reserveCapacity(source.count * 2)
      var scanner = SyllableScanner(source: source)
      while all.count < limit, let syllable = scanner.next(&forms) { all.append(syllable) }
    }
  }

  package func foldedText(_ syllable: Syllable) -> String { String(decoding: forms[syllable.folded], as: UTF8.self) }
  package func exactText(_ syllable: Syllable) -> String { String(decoding: forms[syllable.exact], as: UTF8.self) }
}
