/// A syllable (tiếng) of a text, or a word of another language, or a number.
package struct Syllable: Sendable {
  /// Where it stands in the text's UTF-8.
  package var start: Int { Int(startByte) }
  /// The offset behind its last byte.
  package var end: Int { Int(endByte) }
  /// Where its two forms stand in ``Syllables/forms``. `exact` is the same place as `folded` where it has no marks.
  package var folded: Range<Int> { Int(foldedStart)..<Int(foldedEnd) }
  /// Lower case, with its marks in one way of writing.
  package var exact: Range<Int> { Int(exactStart)..<Int(exactEnd) }
  /// Hashes of the two forms, to compare syllables by: equal forms have equal hashes, in every run of the program.
  package let foldedHash: UInt64
  /// Of the exact form.
  package let exactHash: UInt64

  // Texts are far shorter than 4 GiB; documents have hundreds of these.
  private let startByte: UInt32
  private let endByte: UInt32
  private let foldedStart: UInt32
  private let foldedEnd: UInt32
  private let exactStart: UInt32
  private let exactEnd: UInt32

  @inline(__always)
  init(start: Int, end: Int, folded: Range<Int>, exact: Range<Int>, foldedHash: UInt64, exactHash: UInt64) {
    startByte = UInt32(truncatingIfNeeded: start)
    endByte = UInt32(truncatingIfNeeded: end)
    foldedStart = UInt32(truncatingIfNeeded: folded.lowerBound)
    foldedEnd = UInt32(truncatingIfNeeded: folded.upperBound)
    exactStart = UInt32(truncatingIfNeeded: exact.lowerBound)
    exactEnd = UInt32(truncatingIfNeeded: exact.upperBound)
    self.foldedHash = foldedHash
    self.exactHash = exactHash
  }

  /// Whether it carries a tone or one of ă â đ ê ô ơ ư.
  package var isMarked: Bool { foldedStart != exactStart }
}

/// A text cut into syllables, each in the two forms in which it is looked for.
///
/// The *folded* form is lower-case and without marks. The *exact* form is lower-case with its marks, the tone written
/// after the syllable, so that `hoà` and `hòa`, `thuý` and `thúy`, composed and decomposed text are one form. In both `y`
/// for `i` after a lone consonant is `i`: `kỹ` and `kĩ`, `lý` and `lí`.
package struct Syllables: Sendable {
  /// In the order of the text.
  package private(set) var all: [Syllable] = []
  /// The bytes of all forms.
  package private(set) var forms: [UInt8] = []

  /// - Parameter limit: no more syllables than this are read.
  package init(_ text: String, limit: Int = .max) {
    var text = text
    text.withUTF8 { source in
      var found: [Syllable] = []
      found.reserveCapacity(min(limit, source.count / 5 + 4))
      forms = Array(unsafeUninitializedCapacity: SyllableScanner.room(for: source)) { forms, written in
        written = SyllableScanner.read(source, into: forms, limit: limit) { found.append($0) }
      }
      all = found
    }
  }

  /// Lower case without marks: `hoa`.
  package func foldedText(_ syllable: Syllable) -> String { String(decoding: forms[syllable.folded], as: UTF8.self) }
  /// Lower case with its marks, the tone after the syllable: for comparing, not for reading.
  package func exactText(_ syllable: Syllable) -> String { String(decoding: forms[syllable.exact], as: UTF8.self) }
}
